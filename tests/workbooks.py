"""Workbooks that tests read: xlsx by xlsxwriter, and ods by hand, with the cells that spreadsheets write."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

FORMATS = {
    date: "dd-mm-yyyy",
    datetime: "dd-mm-yyyy hh:mm:ss",
    time: "hh:mm",
    timedelta: "[h]:mm",
}
SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def xlsx(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    hidden: Sequence[str] = (),
    more: Callable[[xlsxwriter.Workbook], None] = lambda book: None,
) -> Path:
    """Write a workbook with these rows; a text that begins with = is a formula whose value is an error."""
    with xlsxwriter.Workbook(path) as book:
        formats = {kind: book.add_format({"num_format": shown}) for kind, shown in FORMATS.items()}
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, str) and cell.startswith("="):
                        sheet.write_formula(row, column, cell, None, cell.removeprefix("="))
                    else:
                        sheet.write(row, column, cell, formats.get(type(cell)))
            if name in hidden:
                sheet.hide()
        more(book)
    return path


def ods(path: Path, rows: Sequence[Sequence[str]], name: str = "Blad1") -> Path:
    """Write an OpenDocument sheet of cells as `cell` makes them, and the empty rows that LibreOffice adds."""
    body = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    rest = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES}><office:body>'
        f'<office:spreadsheet><table:table table:name="{name}">{body}{rest}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", kind)
        packed.writestr("META-INF/manifest.xml", manifest)
        packed.writestr("content.xml", content)
    return path


def cell(kind: str = "", value: str = "", shown: str | None = None) -> str:
    """Return one cell of an OpenDocument sheet: of no kind an empty one, of kind "error" an error."""
    text = f"<text:p>{value if shown is None else shown}</text:p></table:table-cell>"
    match kind:
        case "":
            return "<table:table-cell/>"
        case "error":
            given = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
            return f'<table:table-cell table:formula="of:=NA()" {given}>{text}'
        case "string":
            return f'<table:table-cell office:value-type="string">{text}'
        case "date" | "time" | "boolean":
            return f'<table:table-cell office:value-type="{kind}" office:{kind}-value="{value}">{text}'
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}">{text}'
