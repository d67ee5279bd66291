"""How the result of a call reads: its sentence, then the tables that have rows, the first rows of each."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from accounts_kit.markup import table_html, titled_html

# How many rows of a table are shown, and how many letters of a cell on a terminal.
SHOWN = 20
WIDEST = 60


def result_text(sentence: str, tables: Mapping[str, pd.DataFrame]) -> str:
    """Return a result as a terminal shows it; a table without rows is left out."""
    parts = [sentence]
    for title, table in _shown(tables).items():
        filled = table.head(SHOWN).astype(object).fillna("")
        parts += ["", title, filled.to_string(index=False, max_colwidth=WIDEST)]
    return "\n".join(parts)


def result_html(sentence: str, tables: Mapping[str, pd.DataFrame]) -> str:
    """Return a result as a notebook shows it, every value escaped."""
    parts = []
    for title, table in _shown(tables).items():
        shown = table.head(SHOWN).astype(object)
        rows = shown.where(shown.notna(), None).itertuples(index=False)
        parts.append(titled_html(title, table_html(list(table.columns), rows)))
    return titled_html(sentence, *parts)


def _shown(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {f"{title} ({len(table):,})": table for title, table in tables.items() if len(table)}
