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
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import quoted

DIFFERS = "differs_in_file"


def about_somebody(rows: pa.Table) -> pa.Table:
    """Return the rows without those that named nobody and say nothing else of an account."""
    said = [pc.is_valid(rows.column(name)) for name in rows.column_names if name != "line"]
    return rows.filter(reduce(pc.or_, said))


def one_per_account(ws: Workspace, rows: Stream) -> pa.Table:
    """Return a row an account, on the first line that names it, with what its rows say of each field."""
    columns = [name for name in rows.column_names if name not in ("line", "name")]
    said = [f"arg_min({quoted(name)}, line) AS {quoted(name)}" for name in columns]  # passes over NULLs
    listed = ", ".join(["min(line) AS line", "arg_min(name, line) AS name", *said])
    with ws.staged("accounts_in_rows", rows) as staged:
        return ws.table(
            f"SELECT {listed} FROM {staged} WHERE name IS NOT NULL GROUP BY key_of(name) ORDER BY min(line)"
        ).select(rows.column_names)


def differing(ws: Workspace, rows: pa.Table) -> pd.DataFrame:
    """Return the cells that say of an account's field something else than an earlier row, with its line."""
    parts = []
    with ws.staged("accounts_in_rows", Stream(rows)) as staged:
        for name in rows.column_names:
            if name in ("line", "name") or name.startswith("cleared "):
                continue
            filled = f"SELECT line, key_of(name) AS account_key_, {quoted(name)} AS said_ FROM {staged} "
            rest = ws.frame(
                f"WITH filled AS ({filled}WHERE name IS NOT NULL AND {quoted(name)} IS NOT NULL), "
                "firsts AS (SELECT account_key_, min(line) AS first_line_, "
                "arg_min(said_, line) AS first_said_ FROM filled GROUP BY account_key_) "
                "SELECT line, first_line_ FROM filled JOIN firsts USING (account_key_) "
                "WHERE said_ IS DISTINCT FROM first_said_ ORDER BY line"
            )
            parts.append(found(rest["line"], name, DIFFERS, rest["first_line_"]))
    return together(parts)
