"""The rows of a frame that says which contact belongs to which account: read, found in the workspace, judged.

Writes nothing but the temporary table `link_rows`: a row a row of the frame, with the ids it means, what is
wrong with it, and what becomes of its contact. Called by `many`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from accounts_kit.checks.values import judged_value
from accounts_kit.errors import Problem
from accounts_kit.model.values import Value
from accounts_kit.records.aliases import former_ids_sql, keys_sql
from accounts_kit.records.linking.given_frames import cells_of, id_of, text_of
from accounts_kit.workspace import Workspace

CONTACT, ACCOUNT = ("contact_id", "email"), ("account_id", "account")


@dataclass(frozen=True)
class LinkRows:
    """The rows of a frame as the workspace looks them up, and what is wrong with their job titles, by row.

    Columns of the table: row (from 0), contact_id, contact_id_said, email, account_id, account_id_said,
    account, job_title, title_wrong. `columns` are those that the frame has.
    """

    table: pa.Table
    columns: frozenset[str]
    wrong_titles: dict[int, Problem]


def read_rows(ws: Workspace, frame: object) -> LinkRows:
    """Return the rows of a frame; raises MappingError for one without the columns, WrongKind for no frame."""
    cells = cells_of(frame, (*CONTACT, *ACCOUNT, "job_title"), (CONTACT, ACCOUNT))
    count = len(next(iter(cells.values())))
    nothing: list[object] = [None] * count
    columns = {"row": pa.array(range(count), pa.int64())}
    for id_column, named in (CONTACT, ACCOUNT):
        ids, names = cells.get(id_column, nothing), cells.get(named, nothing)
        columns[id_column] = pa.array([id_of(one) for one in ids], pa.int64())
        columns[f"{id_column}_said"] = pa.array([text_of(one) for one in ids], pa.string())
        columns[named] = pa.array([text_of(one) for one in names], pa.string())
    titles, wrong = _titles(ws, cells.get("job_title", nothing))
    columns["job_title"] = pa.array(titles, pa.string())
    columns["title_wrong"] = pa.array([row in wrong for row in range(count)], pa.bool_())
    return LinkRows(pa.table(columns), frozenset(cells), wrong)


def _titles(ws: Workspace, cells: list[object]) -> tuple[list[Value], dict[int, Problem]]:
    """Return the job titles to store, and what is wrong with the others, by row; each text is judged once."""
    catalogue = ws.catalogue
    field, language = catalogue.field("contact.job_title"), catalogue.language
    judged: dict[object, tuple[Value, Problem | None]] = {}
    titles, wrong = [], {}
    for row, cell in enumerate(cells):
        known = cell if isinstance(cell, str) else row
        if known not in judged:
            judged[known] = judged_value(catalogue, field, cell, language)
        title, problem = judged[known]
        titles.append(title)
        if problem is not None:
            wrong[row] = problem
    return titles, wrong


def judge_rows(ws: Workspace, rows: LinkRows, *, move: bool) -> None:
    """Write the temporary table `link_rows`: what each row means, what is wrong with it, what it changes.

    Columns beside those of the rows: contact_of_row, account_of_row (ids), contact_check, account_check,
    pair_check, first_row (of the same contact), accounts (how many it stands with), stored_id (the account it
    has), new_title, becomes (refused, linked, moved, retitled or unchanged).
    """
    with ws.staged("given", rows.table) as given:
        ws.execute(
            "CREATE OR REPLACE TEMP TABLE link_rows AS "
            f"WITH known AS ({_known_sql(given)}), checked AS ({_CHECKED}), paired AS ({_PAIRED}), "
            f"judged AS (SELECT *, {_PAIR_CHECK} AS pair_check FROM paired) "
            f"SELECT *, {_NEW_TITLE} AS new_title, {_BECOMES} AS becomes FROM judged",
            [move],
        )


def _known_sql(given: str) -> str:
    """Return the SELECT of the rows with the record of each id and of each name that they give."""
    joins = "".join(
        f"LEFT JOIN (SELECT {of}_id, {of}_id FROM {of}s UNION ALL {former_ids_sql(of)}) "
        f"AS {of}_of_id(said, id) ON {of}_of_id.said = given.{of}_id "
        f"LEFT JOIN ({keys_sql(of)}) AS {of}_of_name(said, id) ON {of}_of_name.said = key_of(given.{named}) "
        for of, named in (("contact", "email"), ("account", "account"))
    )
    return (
        "SELECT given.*, contact_of_id.id AS id_contact, contact_of_name.id AS named_contact, "
        "account_of_id.id AS id_account, account_of_name.id AS named_account "
        f"FROM {given} AS given {joins}"
    )


def _meant(of: str, name: str) -> str:
    """Return the SQL of the record that a row means, and of what is wrong with how it says so."""
    return (
        f"CASE WHEN {of}_id_said IS NULL THEN named_{of} ELSE id_{of} END AS {of}_of_row, "
        f"CASE WHEN {of}_id_said IS NULL AND {name} IS NULL THEN 'required' "
        f"WHEN {of}_of_row IS NULL THEN 'unknown_{of}' "
        f"WHEN {of}_id_said IS NOT NULL AND {name} IS NOT NULL AND named_{of} IS DISTINCT FROM id_{of} "
        f"THEN 'contradiction' END AS {of}_check"
    )


_CHECKED = (
    f"SELECT *, {_meant('contact', 'email')}, {_meant('account', 'account')}, "
    "contact_check IS NULL AND account_check IS NULL AND NOT title_wrong AS is_right FROM known"
)
# Rows that are wrong by themselves are no reason to refuse another.
_PAIRED = (
    "SELECT checked.*, stored_id, stored_title, stored_email, "
    "min(row) OVER same AS first_row, count(DISTINCT account_of_row) OVER same AS accounts "
    "FROM checked LEFT JOIN (SELECT contact_id, account_id AS stored_id, job_title AS stored_title, "
    "email AS stored_email FROM contacts) AS stored ON stored.contact_id = contact_of_row "
    "WINDOW same AS (PARTITION BY is_right, contact_of_row)"
)
_PAIR_CHECK = (
    "CASE WHEN NOT is_right THEN NULL WHEN accounts > 1 THEN 'several_accounts' "
    "WHEN row > first_row THEN 'duplicate' "
    "WHEN stored_id <> account_of_row AND NOT ? THEN 'already_linked' END"
)
# Moving clears the job title unless one is given; linking keeps it (design, section 4).
_NEW_TITLE = "CASE WHEN stored_id <> account_of_row THEN job_title ELSE coalesce(job_title, stored_title) END"
_BECOMES = (
    "CASE WHEN NOT is_right OR pair_check IS NOT NULL THEN 'refused' "
    "WHEN stored_id IS NULL THEN 'linked' WHEN stored_id <> account_of_row THEN 'moved' "
    "WHEN new_title IS DISTINCT FROM stored_title THEN 'retitled' ELSE 'unchanged' END"
)
