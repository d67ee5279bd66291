"""Which column fills which field, as a value: the columns with a field, and why the others have none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from accounts_kit.imports.reading import Assumption
from accounts_kit.imports.subjects import Subject
from accounts_kit.model import Field

# The last two columns of a reject file, which loads again without them.
REJECT_COLUMNS = {"nl": ("Regel", "Probleem"), "en": ("line", "problem")}

Reason = Literal["unknown", "stated", "taken", "computed", "reject"]


How = Literal["stated", "name", "alias", "similar", "content"]


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column, by its place from 0 and its header, and the field that it fills.

    `how` it was found and with what `confidence` (0 to 1) are for people. What is said of this column alone:
    `locale` ("nl", "en") of its numbers, `dates` (the order "ymd", "dmy", "mdy") of its dates, and the mode
    by which it changes records that are there.
    """

    place: int
    header: str
    field: Field
    how: How = "name"
    confidence: float = 1.0
    locale: str | None = None
    dates: str | None = None
    update: str | None = None

    @property
    def key(self) -> str:
        """The key of its field."""
        return self.field.key


@dataclass(frozen=True, slots=True)
class IgnoredColumn:
    """A column that fills nothing, why, and the key of the field whose name is nearest to its header."""

    place: int
    header: str
    reason: Reason
    nearest: str | None = None

    def note(self) -> str:
        """Return why the column fills nothing, in words."""
        match self.reason:
            case "unknown":
                return f"ignored; the nearest field is {self.nearest}" if self.nearest else "ignored"
            case "stated":
                return "ignored, as the mapping says"
            case "taken":
                return f"ignored; another column fills {self.nearest}"
            case "computed":
                return f"ignored; accounts_kit keeps {self.nearest} itself"
            case "reject":
                return "ignored; the reject file it comes from added it"


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column that becomes a custom field of its own: what `fields.define` is told of it."""

    place: int
    header: str
    of: str
    label: str
    kind: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnMapping:
    """The columns of a source that fill fields, and those that do not; `names` corrects names of accounts.

    The fields may be of several records: a file of contacts may say something of their accounts too.
    """

    subject: Subject
    columns: tuple[MappedColumn, ...]
    ignored: tuple[IgnoredColumn, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    new: tuple[NewColumn, ...] = ()
    assumptions: tuple[Assumption, ...] = ()

    @property
    def records(self) -> tuple[str, ...]:
        """The records that the columns fill, in the order in which they are loaded."""
        return (self.subject.of,)

    def part(self, of: str) -> ColumnMapping:
        """Return the columns of one record."""
        return self

    def column(self, key: str) -> MappedColumn | None:
        """Return the column that fills a field, or None."""
        return next((column for column in self.columns if column.key == key), None)

    def table(self) -> pd.DataFrame:
        """Return for each column of the source its field and a note: columns column, field, note."""
        filled = [(one.place, one.header, f"{self.subject.of}.{one.key}", "") for one in self.columns]
        ignored = [(one.place, one.header, "", one.note()) for one in self.ignored]
        rows = [row[1:] for row in sorted(filled + ignored)]
        return pd.DataFrame(rows, columns=["column", "field", "note"], dtype="str")

    def unknown(self) -> tuple[IgnoredColumn, ...]:
        """Return the columns whose headers mean nothing here."""
        return tuple(column for column in self.ignored if column.reason == "unknown")
