"""What stands where the name of an account should stand and names nobody: "X", "(Particulier)",
"geen", the answer to another question (a column "Klant" with ja and nee), or #REF!.

A closed list, compared without regard to case and brackets, and one beginning. What an account that is there
is called is none of these, and a name that a mapping file corrects (`names:`) is not either. In a file of
accounts such a name is a problem, since nothing else says who is meant; as the account of a contact, note or
deal it says that there is none, which is assumed aloud.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.imports.found import found
from accounts_kit.imports.reading import Assumption
from accounts_kit.imports.typing import TypedRows
from accounts_kit.imports.typing.sql import ERRORS
from accounts_kit.workspace import Workspace

PLACEHOLDERS = (
    "x", "xx", "xxx", "-", "--", "---", ".", "..", "...", "?", "??", "???", "*",
    "n.v.t.", "n.v.t", "nvt", "n/a", "#n/a", "#n/b", "n.a.", "null", "none", "nil",
    "onbekend", "unknown", "geen", "geen bedrijf", "geen organisatie", "geen account", "geen naam",
    "no company", "no organisation", "no organization", "no account", "no name",
    "particulier", "particulieren", "privé", "prive", "privépersoon", "privepersoon", "private",
    "private person", "individual", "ja", "nee", "yes", "no", *ERRORS,
)  # fmt: skip

# How data that was made anonymous calls whoever it leaves out: "Organisatie in provincie Utrecht".
ANONYMOUS = "organisatie in provincie "

_SAID = pa.array([f"{left}{one}{right}" for one in PLACEHOLDERS for left, right in ("  ", "()", "[]", "<>")])
_SAID = pc.unique(pc.utf8_trim_whitespace(_SAID))
_LONGEST = pc.max(pc.utf8_length(_SAID)).as_py()
_EXAMPLES = 3


def without_placeholders(ws: Workspace, typed: TypedRows, key: str = "account") -> TypedRows:
    """Return the rows in which a placeholder names no account, and says so; `key` is the column of names."""
    if key not in typed.table.column_names:
        return typed
    names = typed.table.column(key)
    placeholders = _placeholders(ws, names)
    count = pc.sum(placeholders).as_py() or 0
    if not count:
        return typed
    said = pc.unique(pc.filter(names, placeholders)).to_pylist()[:_EXAMPLES]
    place = typed.table.column_names.index(key)
    left = pc.if_else(placeholders, pa.scalar(None, names.type), names)
    cells = "1 cell names" if count == 1 else f"{count:,} cells name"
    text = (
        f"In the column of accounts {cells} nobody, like {', '.join(map(repr, said))}: there is no account."
    )
    return replace(
        typed,
        table=typed.table.set_column(place, key, left),
        assumptions=(*typed.assumptions, Assumption("placeholder_accounts", text)),
    )


def check_placeholders(ws: Workspace, staged: str) -> Iterator[pd.DataFrame]:
    """Yield the rows of a file of accounts whose name names nobody."""
    rows = ws.table(f"SELECT line, name FROM {staged} WHERE name IS NOT NULL ORDER BY line")
    wrong = _placeholders(ws, rows.column("name"))
    yield found(pc.filter(rows.column("line"), wrong).to_pylist(), "name", "placeholder")


def _placeholders(ws: Workspace, names: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return which of these clean names name nobody, and no account that is there; a missing one does not."""
    short = pc.fill_null(pc.less_equal(pc.utf8_length(names), _LONGEST), False)
    listed = pc.is_in(pc.utf8_lower(pc.if_else(short, names, "")), _SAID)
    doubtful = pc.or_(listed, pc.fill_null(pc.starts_with(names, ANONYMOUS, ignore_case=True), False))
    several = pc.unique(pc.filter(names, doubtful))
    if not len(several):
        return doubtful
    with ws.staged("placeholders", pa.table({"name": several})) as staged:
        known = ws.table(f"SELECT name FROM {staged} WHERE key_of(name) IN (SELECT name_key FROM accounts)")
    return pc.and_not(doubtful, pc.is_in(names, known.column("name").combine_chunks().cast(names.type)))
