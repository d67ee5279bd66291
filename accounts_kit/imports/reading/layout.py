"""How a source is to be read, as far as the caller says it; what is left out is found."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Layout:
    """What the caller says of a source: of a text its encoding, delimiter and quote; the line on which its
    header stands (False: it has none); the sheet of a workbook, by name or by place from 1; and where in a
    JSON file the records are, as keys with dots between them.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header: int | bool | None = None
    sheet: str | int | None = None
    records: str | None = None

    def completed(self, usual: Layout, possible: Collection[str] = ()) -> Layout:
        """Return this with what is usual where it says nothing, as far as a source can have it."""
        names = possible or [one.name for one in fields(self)]
        unsaid = {name: getattr(usual, name) for name in names if getattr(self, name) is None}
        return replace(self, **unsaid)


EVERYTHING_FOUND = Layout()
