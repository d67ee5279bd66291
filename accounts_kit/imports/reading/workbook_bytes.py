"""The bytes of a workbook before it is opened: whether they are one, and what its reader would lose or break
on.

calamine reads a cell that holds an error as empty; such cells are made text here, so that #DIV/0! arrives as
what it says. It also lays a sheet out as a full rectangle: one stray cell at the far corner takes more memory
than there is, and is refused by name.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from accounts_kit.errors import UnreadableFile

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
GIGABYTE = 1024**3
MOST_UNPACKED = 4 * GIGABYTE
MOST_CELLS = 100_000_000
DAMAGE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)

_XLSX_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_XLSX_ERROR = re.compile(rb'(<c\b[^<>]*?\s)t="e"')
_XLSX_UNVALUED = re.compile(rb"(?:</f>|<f[^<>]*/>)(?:<v></v>|<v\s*/>)?</c>")
_XLSX_FAR_CELL = re.compile(rb'<c r="([A-Z]{2,3})(\d+)"[^<>]*[^<>/]>')
_XLSX_FILLED = re.compile(rb'<c r="[A-Z]+(\d+)"[^<>]*[^<>/]>')
_ODS_ERROR = re.compile(rb'<table:table-cell\b[^<>]*calcext:value-type="error"[^<>]*>')
_ODS_VALUE = re.compile(rb'\soffice:(?:string-value|value|value-type)="[^"]*"')


class Mended(NamedTuple):
    """A workbook that can be opened, and how many of its formulas have no value stored with them."""

    data: bytes
    unvalued: int


def is_workbook(data: bytes) -> bool:
    """Whether the bytes look like xlsx, xlsm, xlsb, ods or xls; which old Office file shows on opening."""
    return (
        data.startswith(OLE)
        or any(part.startswith("xl/workbook.") for part in _parts(data))
        or (data.startswith(ZIP) and OPEN_DOCUMENT in data[:200])
    )


def hides_errors(data: bytes) -> bool:
    """Whether it is an xls or xlsb, in which a cell with an error cannot be told from an empty one."""
    return data.startswith(OLE) or "xl/workbook.bin" in _parts(data)


def mended(data: bytes, file: str) -> Mended:
    """Return the workbook with its errors as text.

    Raises UnreadableFile when it is damaged, unpacks to more than 4 GB, or has a cell too far away.
    """
    if not data.startswith(ZIP):
        return Mended(data, 0)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _refuse_bomb(packed, file)
            return _mended(packed, data, file)
    except DAMAGE as error:
        raise UnreadableFile(
            f"{file} is a damaged workbook ({error}). Open it, and save it again."
        ) from error


def _mended(packed: zipfile.ZipFile, data: bytes, file: str) -> Mended:
    changed, unvalued = {}, 0
    for part, content in _sheets(packed):
        if part == "content.xml":
            better = (
                _ODS_ERROR.sub(_as_text, content) if b'calcext:value-type="error"' in content else content
            )
        else:
            _refuse_far_cell(content, file)
            better = _XLSX_ERROR.sub(rb'\1t="str"', content) if b't="e"' in content else content
            unvalued += len(_XLSX_UNVALUED.findall(content)) if b"<f" in content else 0
        if better is not content:
            changed[part] = better
    return Mended(_repacked(packed, changed) if changed else data, unvalued)


def _parts(data: bytes) -> list[str]:
    """Return the names of what is packed in a zip; nothing when it is none."""
    if not data.startswith(ZIP):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return packed.namelist()
    except DAMAGE:
        return []


def _sheets(packed: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for part in packed.namelist():
        if part == "content.xml" or _XLSX_SHEET.fullmatch(part):
            yield part, packed.read(part)


def _refuse_bomb(packed: zipfile.ZipFile, file: str) -> None:
    size = sum(part.file_size for part in packed.infolist())
    if size > MOST_UNPACKED:
        raise UnreadableFile(
            f"{file} unpacks to {size / GIGABYTE:,.0f} GB, and at most {MOST_UNPACKED / GIGABYTE:.0f} GB "
            "is read. Save the sheet as CSV (UTF-8)."
        )


def _refuse_far_cell(content: bytes, file: str) -> None:
    """Raise UnreadableFile when a filled cell makes the sheet a rectangle that no memory holds."""
    columns = {_number_of(letters): letters + row for letters, row in _XLSX_FAR_CELL.findall(content)}
    last = max(map(int, _XLSX_FILLED.findall(content[content.rfind(b"<row") :])), default=0)
    widest = max(columns, default=26)
    if last * widest > MOST_CELLS:
        where = f"cell {columns[widest].decode()}" if columns else f"row {last}"
        raise UnreadableFile(
            f"{file} has a value in {where}, far from the others. Empty that cell, or save the sheet as CSV."
        )


def _number_of(letters: bytes) -> int:
    """Return the number of a column by its letters: 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _as_text(cell: re.Match[bytes]) -> bytes:
    """Return the tag of an OpenDocument cell with an error as that of a cell with the text it shows."""
    bare = _ODS_VALUE.sub(b"", cell[0])
    return bare.replace(b"<table:table-cell", b'<table:table-cell office:value-type="string"', 1)


def _repacked(packed: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    """Return the workbook with other sheets in it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as again:
        for part in packed.namelist():
            again.writestr(part, changed.get(part) or packed.read(part))
    return written.getvalue()
