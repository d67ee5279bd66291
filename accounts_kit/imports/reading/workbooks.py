"""An open workbook: its sheets by name, which of them is to be read, and the rows of that one.

Refused are a password, a file that is no workbook after all, and a sheet that is not there.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.reading.workbook_bytes import mended
from accounts_kit.words.nearest import nearest
from accounts_kit.words.text import key_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Row = Sequence[Any]


class Sheet(NamedTuple):
    """One sheet: its name, whether Excel hides it, and its cells."""

    name: str
    hidden: bool
    cells: CalamineSheet

    def rows(self) -> Iterator[Row]:
        """Return the cells of each row from the first of the sheet on; "" is an empty one."""
        return iter(self.cells.iter_rows())

    def merged(self) -> int:
        """Return how many areas of merged cells there are, as far as the format says."""
        return len(self.cells.merged_cell_ranges or ())

    def is_table(self, columns: int) -> bool:
        """Whether at least two rows hold something in so many columns: a header and a row."""
        filled = (row for row in self.rows() if sum(cell != "" for cell in row) >= columns)
        return next(filled, None) is not None and next(filled, None) is not None


class Workbook:
    """A workbook in memory; `unvalued` formulas were stored without what they come to."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        whole = mended(data, file)
        self.unvalued = whole.unvalued
        self._book = _opened(whole.data, file)
        self.hidden = dict(_sheets(self._book))
        self.names = tuple(self.hidden)
        if not self.names:
            raise UnreadableFile(f"{file} has no sheet with cells. Give a workbook with a table in it.")

    def sheet(self, wanted: str | int | None) -> Sheet:
        """Return the sheet of that name or place from 1; None for the first with rows, visible ones before
        hidden ones. Raises UnreadableFile when there is none.
        """
        if wanted is not None:
            return self._named(self._name_of(wanted))
        in_order = sorted(self.names, key=lambda name: self.hidden[name])
        for columns in (2, 1):  # a sheet that explains the others has lines of text, and a list may be one
            for name in in_order:
                sheet = self._named(name)
                if sheet.is_table(columns):
                    return sheet
        return self._named(in_order[0])

    def _named(self, name: str) -> Sheet:
        try:
            return Sheet(name, self.hidden[name], self._book.get_sheet_by_name(name))
        except _calamine_errors() as error:
            raise UnreadableFile(
                f"{self.file}: sheet {name!r} cannot be read ({error}). Open the workbook, and save it again."
            ) from error

    def _name_of(self, wanted: str | int) -> str:
        """Return the name of a sheet as the workbook spells it, by name or place."""
        by_key = {key_of(name): name for name in reversed(self.names)}
        if isinstance(wanted, str) and (name := by_key.get(key_of(wanted))) is not None:
            return name
        place = int(wanted) if isinstance(wanted, int) or wanted.strip().isdecimal() else 0
        if not isinstance(wanted, bool) and 1 <= place <= len(self.names):
            return self.names[place - 1]
        best = nearest(str(wanted), self.names)
        there = ", ".join(repr(name) for name in self.names[:10])
        hint = f"Did you mean {best!r}?" if best else f"There is: {there}."
        raise UnreadableFile(
            f"{self.file} has no sheet {wanted!r}. {hint} "
            f"Write sheet={best or self.names[0]!r}, or its place from 1."
        )


def _opened(data: bytes, file: str) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise UnreadableFile(
            f"{file} is protected with a password. Open it, save it without, and give that file."
        ) from error
    except _calamine_errors() as error:
        raise UnreadableFile(
            f"{file} is no workbook that can be read ({error}). Save it as xlsx, or as CSV (UTF-8)."
        ) from error


def _sheets(book: CalamineWorkbook) -> Iterator[tuple[str, bool]]:
    """Return the name of each sheet with cells, and whether it is hidden; charts have none."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for one in book.sheets_metadata:
        if one.typ == SheetTypeEnum.WorkSheet:
            yield one.name, one.visible != SheetVisibleEnum.Visible


def _calamine_errors() -> tuple[type[Exception], ...]:
    """Return what calamine raises."""
    from python_calamine import CalamineError

    return (CalamineError, OSError)
