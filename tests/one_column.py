"""One column of text in a custom field of accounts: what the workspace holds then, and what was refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import accounts_kit as ak


class Loaded(NamedTuple):
    """What became of the cells of one column: values and refusals by row, and the sentences about them."""

    values: dict[int, Any]
    refused: dict[int, str]
    assumed: dict[str, str]


def loaded(
    folder: Path, kind: str, cells: list[str], *, options: list[str] | None = None, **keywords: Any
) -> Loaded:
    """Import a file with a name and one column; rows count from 0."""
    path = folder / "accounts.csv"
    rows = [f'{row};"{cell}"' for row, cell in enumerate(cells)]
    path.write_text("\n".join(["Bedrijfsnaam;Veld", *rows]), encoding="utf-8")
    return of_source(path, kind, options, first_line=2, **keywords)


def of_source(
    source: Any, kind: str, options: list[str] | None = None, *, first_line: int = 1, **keywords: Any
) -> Loaded:
    ws = ak.open()
    ak.fields.define(ws, "account", "Veld", kind, options=options)
    result = ak.imports.run(ws, "accounts", source, **keywords)
    found = ws.rows("SELECT CAST(name AS INTEGER), veld FROM accounts ORDER BY account_id")
    problems = zip(result.problems["line"], result.problems["check"], strict=True)
    return Loaded(
        values={row: value for row, value in found if value is not None},
        refused={line - first_line: check for line, check in problems},
        assumed={one.code: one.text for one in result.assumptions},
    )
