"""What each spelling becomes: as proposed, or as a person decided in the frame of clusters.

Writes the temporary table `targets`: spelling, target (one for each account), account_id (NULL for a new
one), name. A spelling that is not in it stays without account. Called by `making`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pyarrow as pa

from accounts_kit.checks.named import problem
from accounts_kit.errors import Problem, WrongValue
from accounts_kit.records.aliases import former_ids_sql, keys_sql
from accounts_kit.records.linking.given_frames import cells_of, id_of, text_of
from accounts_kit.words.text import key_of
from accounts_kit.workspace import Workspace

SHOWN = 5

# A key never holds two spaces in a row, so that this is no name.
_TARGET = "coalesce('account  ' || account_id, name_key)"


def take_proposals(ws: Workspace) -> None:
    """Write `targets` as the proposals are."""
    ws.rows(
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
        ws.rows(f"CREATE OR REPLACE TEMP TABLE decisions AS {_decisions_sql(reviewed)}")
    _refuse(ws, list(_problems(ws)))
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE targets AS "
        "SELECT spelling, target, account_id, coalesce(account.stored_name, new_name) AS name "
        f"FROM (SELECT spelling, {_TARGET} AS target, any_value(account_id) AS account_id, "
        "arg_min(first_name, row) AS new_name FROM (SELECT *, first_value(name) OVER "
        "(PARTITION BY name_key ORDER BY row) AS first_name FROM decisions) GROUP BY ALL) "
        "LEFT JOIN (SELECT account_id, name AS stored_name FROM accounts) AS account USING (account_id)"
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


class _Wrong(NamedTuple):
    """A row of a reviewed frame that cannot be, and the first check that refuses it."""

    check: str
    row: int
    spelling: str | None
    name: str | None
    said_id: str | None
    targets: int


_FIRST_CHECK = (
    "CASE WHEN NOT is_there THEN 'unknown_spelling' "
    "WHEN said_id IS NOT NULL AND known_id IS NULL THEN 'unknown_account' "
    "WHEN name IS NULL AND NOT id_decides THEN 'required' "
    "WHEN id_decides AND is_renamed AND named_id IS DISTINCT FROM known_id THEN 'contradiction' "
    "WHEN targets > 1 THEN 'duplicate' WHEN account_id IS NULL AND length(name) > ? THEN 'length' END"
)
_SAID = {
    "unknown_spelling": "no contact has {spelling!r} in the field; plan again, or drop the row",
    "unknown_account": "there is no account {said_id}; empty account_id to go by the name",
    "required": "{spelling!r} has no name; drop the row to leave it without account",
    "contradiction": "account {said_id} is not called {name!r}; change one of the two",
    "duplicate": "{spelling!r} stands there for {targets} accounts; keep one row",
}
_COLUMN_OF = {"unknown_spelling": "spelling", "unknown_account": "account_id", "duplicate": "spelling"}


def _problems(ws: Workspace) -> Iterator[Problem]:
    """Yield what is wrong with each row that cannot be."""
    field = ws.catalogue.field("account.name")
    rows = ws.rows(
        f"SELECT {_FIRST_CHECK} AS refused_by, row, spelling, name, said_id, targets FROM (SELECT *, "
        f"count(DISTINCT {_TARGET}) OVER (PARTITION BY spelling) AS targets FROM decisions) "
        "WHERE refused_by IS NOT NULL ORDER BY row",
        [field.max_length],
    )
    for one in (_Wrong(*row) for row in rows):
        column = _COLUMN_OF.get(one.check, "name")
        value = {"spelling": one.spelling, "account_id": one.said_id, "name": one.name}[column]
        said = _SAID.get(one.check)
        message = said.format(**one._asdict()) if said else problem(one.check, field, one.name, "en").message
        yield Problem(one.check, f"Row {one.row} of the clusters: {message}", column, value)


def _refuse(ws: Workspace, problems: list[Problem]) -> None:
    if problems:
        said = [str(problem) for problem in problems[:SHOWN]]
        more = len(problems) - SHOWN
        raise WrongValue("\n".join([*said, f"... and {more} more."] if more > 0 else said), problems)
