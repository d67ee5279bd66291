"""The accounts that a file of contacts describes: a row for each contact, and one account out of several.

The first row that says something of a field counts; a row that says something else of it is refused, because
nobody can know which of the two is right.
"""

from __future__ import annotations

from functools import reduce

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.imports.found import found, together
from accounts_kit.imports.waiting import Stream
from accounts_kit.records.loading.modes import CLEARED
from accounts_kit.records.loading.naming import names_sql, numbers_sql
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import quoted

DIFFERS = "differs_in_file"


def about_somebody(rows: pa.Table, elsewhere: pa.Array) -> pa.Table:
    """Return the rows without those that named nobody and say nothing else of an account; a row that holds no
    other record, which would have its line `elsewhere`, stays and is judged here.
    """
    said = [
        rows.column(name) if name.startswith(CLEARED) else pc.is_valid(rows.column(name))
        for name in rows.column_names
        if name not in ("line", f"{CLEARED}name")
    ]
    alone = pc.invert(pc.is_in(rows.column("line"), elsewhere))
    return rows.filter(reduce(pc.or_, said, alone))


def one_per_account(ws: Workspace, rows: Stream) -> pa.Table:
    """Return a row an account, on the first line that names it, with what its rows say of each field."""
    columns = [name for name in rows.column_names if name not in ("line", "name")]
    said = [f"{_together(name)} AS {quoted(name)}" for name in columns]
    listed = ", ".join(["min(line) AS line", "arg_min(name, line) AS name", *said])
    with ws.staged("accounts_in_rows", rows) as staged:
        return ws.table(
            f"SELECT {listed} FROM ({_known(staged)}) GROUP BY account_key_ ORDER BY min(line)"
        ).select(rows.column_names)


def differing(ws: Workspace, rows: Stream) -> pd.DataFrame:
    """Return the cells that say of an account's field something else than an earlier row, with its line; a
    text that empties the field says something too.
    """
    parts = []
    with ws.staged("accounts_in_rows", rows) as staged:
        for name in rows.column_names:
            if name in ("line", "name") or name.startswith(CLEARED):
                continue
            empties = f"{CLEARED}{name}"
            cleared = quoted(empties) if empties in rows.column_names else "false"
            value = quoted(name)
            said = f"{{'value': {value}, 'cleared': {cleared}}}"
            rest = ws.frame(
                f"WITH filled AS (SELECT line, account_key_, {said} AS said_ "
                f"FROM ({_known(staged)}) WHERE {value} IS NOT NULL OR {cleared}), "
                "firsts AS (SELECT account_key_, min(line) AS first_line_, "
                "arg_min(said_, line) AS first_said_ FROM filled GROUP BY account_key_) "
                "SELECT line, first_line_ FROM filled JOIN firsts USING (account_key_) "
                "WHERE said_ IS DISTINCT FROM first_said_ ORDER BY line"
            )
            parts.append(found(rest["line"], name, DIFFERS, rest["first_line_"]))
    return together(parts)


def _together(name: str) -> str:
    """Return the SQL of what several rows say of one field: what the first says that says anything."""
    return f"bool_or({quoted(name)})" if name.startswith(CLEARED) else f"arg_min({quoted(name)}, line)"


def _known(staged: str) -> str:
    """Return the SELECT of the rows that name an account, each with what tells which: its id, by whatever
    name it is called, and its key where nobody has it. A number gives way to the name of its account.
    """
    return (
        "SELECT given_.* REPLACE (coalesce(accounts.name, given_.name) AS name), "
        "coalesce('id  ' || its_.id_, key_of(given_.name)) AS account_key_ "
        f"FROM {staged} AS given_ LEFT JOIN ({names_sql('account')}) AS its_(key_, id_) "
        f"ON its_.key_ = key_of(given_.name) LEFT JOIN ({numbers_sql()}) AS numbers_(key_, id_) "
        "ON numbers_.key_ = key_of(given_.name) LEFT JOIN accounts ON account_id = numbers_.id_ "
        "WHERE given_.name IS NOT NULL"
    )
