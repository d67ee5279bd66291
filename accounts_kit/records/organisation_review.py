"""What each spelling becomes: as proposed, or as a person decided in the frame of clusters.

Writes the temporary table `targets`: spelling, target (one for each account), account_id (NULL for a new
one), name. A spelling that is not in it stays without account. Called by `organisations`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pyarrow as pa

from accounts_kit.checks.values import judged_value
from accounts_kit.errors import Problem, WrongValue
from accounts_kit.records.aliases import former_ids_sql, keys_sql
from accounts_kit.records.given_frames import cells_of, id_of, text_of
from accounts_kit.words.text import key_of
from accounts_kit.workspace import Workspace

SHOWN = 5

# A key never holds two spaces in a row, so that this is no name.
_TARGET = "coalesce('account  ' || account_id, name_key)"


def take_proposals(ws: Workspace) -> None:
    """Write `targets` as the proposals are."""
    ws.execute(
        f"CREATE OR REPLACE TEMP TABLE targets AS SELECT spelling, {_TARGET} AS target, account_id, name "
        "FROM (SELECT *, key_of(name) AS name_key FROM proposals)"
    )


def take_review(ws: Workspace, frame: object) -> None:
    """Write `targets` as a person decided in a frame of clusters.

    An account_id that differs from the proposed one decides, else the name does: of an account that is there,
    or of a new one. Raises MappingError for a frame without spelling and name, and WrongValue with every row
    that cannot be (checks: unknown_spelling, unknown_account, required, contradiction, length, duplicate).
    """
    with ws.staged("reviewed", _read(frame)) as reviewed:
        ws.execute(f"CREATE OR REPLACE TEMP TABLE decisions AS {_decisions_sql(reviewed)}")
    _refuse(ws, list(_problems(ws)))
    ws.execute(
        "CREATE OR REPLACE TEMP TABLE targets AS "
        "SELECT spelling, target, account_id, coalesce(account.name, new_name) AS name "
        f"FROM (SELECT spelling, {_TARGET} AS target, any_value(account_id) AS account_id, "
        "arg_min(first_name, row) AS new_name FROM (SELECT *, first_value(name) OVER "
        "(PARTITION BY name_key ORDER BY row) AS first_name FROM decisions) GROUP BY ALL) "
        "LEFT JOIN accounts AS account USING (account_id)"
    )


def _read(frame: object) -> pa.Table:
    cells = cells_of(frame, ("spelling", "name", "account_id"), (("spelling",), ("name",)))
    count = len(cells["spelling"])
    names = [text_of(one) for one in cells["name"]]
    ids = cells.get("account_id", [None] * count)
    return pa.table(
        {
            "row": pa.array(range(count), pa.int64()),
            "spelling": pa.array([text_of(one) for one in cells["spelling"]], pa.string()),
            "name": pa.array(names, pa.string()),
            "name_key": pa.array([name and key_of(name) for name in names], pa.string()),
            "said_id": pa.array([text_of(one) for one in ids], pa.string()),
            "given_id": pa.array([id_of(one) for one in ids], pa.int64()),
        }
    )


def _decisions_sql(reviewed: str) -> str:
    """Return the SELECT of the rows with the account that each decides for, and what they decide anew."""
    return (
        "SELECT given.*, spellings.spelling IS NOT NULL AS is_there, known.id AS known_id, "
        "named.id AS named_id, "
        "said_id IS NOT NULL AND known.id IS DISTINCT FROM proposed.account_id AS id_decides, "
        "name_key IS NOT NULL AND name_key IS DISTINCT FROM key_of(proposed.name) AS is_renamed, "
        "CASE WHEN id_decides THEN known.id WHEN is_renamed THEN named.id "
        "ELSE coalesce(proposed.account_id, named.id) END AS account_id "
        f"FROM {reviewed} AS given LEFT JOIN spellings ON spellings.spelling = given.spelling "
        "LEFT JOIN proposals AS proposed ON proposed.spelling = given.spelling "
        f"LEFT JOIN (SELECT account_id, account_id FROM accounts UNION ALL {former_ids_sql('account')}) "
        "AS known(said, id) ON known.said = given_id "
        f"LEFT JOIN ({keys_sql('account')}) AS named(said, id) ON named.said = name_key"
    )


class _Row(NamedTuple):
    """A row of a reviewed frame, and what it decides."""

    row: int
    spelling: str | None
    name: str | None
    said_id: str | None
    is_there: bool
    is_known: bool
    id_decides: bool
    contradicts: bool
    is_new: bool
    targets: int


def _problems(ws: Workspace) -> Iterator[Problem]:
    """Yield what is wrong with each row that cannot be, the first thing of each."""
    field = ws.catalogue.field("account.name")
    rows = ws.rows(
        "SELECT row, spelling, name, said_id, is_there, known_id IS NOT NULL, id_decides, "
        "id_decides AND is_renamed AND named_id IS DISTINCT FROM known_id, account_id IS NULL, "
        f"count(DISTINCT {_TARGET}) OVER (PARTITION BY spelling) FROM decisions ORDER BY row"
    )
    for one in (_Row(*row) for row in rows):
        where = f"Row {one.row} of the clusters"
        if not one.is_there:
            message = f"{where}: no contact has {one.spelling!r} in the field; plan again, or drop the row"
            yield Problem("unknown_spelling", message, "spelling", one.spelling)
        elif one.said_id is not None and not one.is_known:
            message = f"{where}: there is no account {one.said_id}; empty account_id to go by the name"
            yield Problem("unknown_account", message, "account_id", one.said_id)
        elif one.name is None and not one.id_decides:
            message = f"{where}: {one.spelling!r} has no name; drop the row to leave it without account"
            yield Problem("required", message, "name")
        elif one.contradicts:
            message = f"{where}: account {one.said_id} is not called {one.name!r}; change one of the two"
            yield Problem("contradiction", message, "name", one.name)
        elif one.targets > 1:
            message = f"{where}: {one.spelling!r} stands there for {one.targets} accounts; keep one row"
            yield Problem("duplicate", message, "spelling", one.spelling)
        elif one.is_new and (wrong := judged_value(ws.catalogue, field, one.name, "en")[1]):
            yield Problem(wrong.check, f"{where}: {wrong.message}", "name", one.name)


def _refuse(ws: Workspace, problems: list[Problem]) -> None:
    if problems:
        said = [str(problem) for problem in problems[:SHOWN]]
        more = len(problems) - SHOWN
        raise WrongValue("\n".join([*said, f"... and {more} more."] if more > 0 else said), problems)
