"""Reject files with typed cells: a workbook for those who work in Excel, JSON for those who program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from accounts_kit.errors import Problem

EXACT = 15  # digits that a number of Excel holds; one with more is text

DATE, MOMENT, TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss"


def write_workbook(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write the rows to the one sheet of a workbook: text as text, and never as a formula or a link."""
    import xlsxwriter

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "constant_memory": True,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet()
        forms = {kind: book.add_format({"num_format": form}) for kind, form in _FORMS.items()}
        for column, name in enumerate(header):
            sheet.write_string(0, column, name)
        for place, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                _write(sheet, place, column, cell, forms)


def write_json(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]], broken: Iterable[Problem]
) -> None:
    """Write the rows as JSON Lines, and after them the lines that were no JSON, as they were."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            record = {name: _plain(cell) for name, cell in zip(header, row, strict=True) if cell is not None}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
        file.writelines(f"{one.value}\n" for one in broken)


_FORMS: dict[type, str] = {datetime: MOMENT, date: DATE, time: TIME}


def _write(sheet: Any, row: int, column: int, cell: Any, forms: dict[type, Any]) -> None:
    match cell:
        case None | "":
            return
        case bool():
            sheet.write_boolean(row, column, cell)
        case int() | float() | Decimal() if len(str(cell)) <= EXACT:
            sheet.write_number(row, column, cell)
        case datetime() | date() | time():
            sheet.write_datetime(row, column, cell, forms[type(cell)])
        case list():
            sheet.write_string(row, column, "; ".join(map(str, cell)))
        case _:
            sheet.write_string(row, column, str(cell))


def _plain(cell: Any) -> Any:
    """Return a value as JSON has it; a decimal as its digits."""
    match cell:
        case Decimal():
            return str(cell)
        case datetime() | date() | time():
            return cell.isoformat()
    return cell
