"""Which column fills which field, as a value: the columns with a field, and why the others have none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd

from accounts_kit.imports.reading import Assumption
from accounts_kit.imports.subjects import SUBJECTS, Subject
from accounts_kit.model import Field, record_types

Reason = Literal["unknown", "stated", "taken", "computed", "reject", "no_account", "no_option", "empty"]
How = Literal["stated", "name", "alias", "similar", "content", "new"]

# The records that one file may fill, in the order in which they are loaded: a note names a contact, and a
# contact an account.
LOADING_ORDER = ("account", "contact", "note")

# How the rows of a part name its record or the others: its key, and the field of the file's own record.
LINKS = {
    "account": (("name", "account"),),
    "note": (("account", "account"), ("contact", "email")),
}


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column, by its place from 0 and its header, and the field that it fills.

    `how` it was found: "stated" by the caller, the header is the field's "name" (key or label) or an "alias",
    it is "similar" to one, its "content" says it, or the field is "new". `confidence` says how sure that is:
    1 what is stated, and a header that is the name; 0.98 a name but for signs and accents; 0.95 an alias; 0.9
    a name with the record before it ("Account: Plaats"); of a similar header the share of letters that are
    right; of content nine tenths of the share of cells that say it.

    What is said of this column alone: `locale` ("nl", "en") of its numbers, `dates` (the order "ymd", "dmy",
    "mdy") of its dates, and the mode by which it changes records that are there.
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

    def assumption(self) -> Assumption | None:
        """Return what was assumed about it; None where its header or the caller says it."""
        sure = f"({self.confidence:.0%} sure). To say otherwise: mapping={{{self.header!r}: None}}."
        match self.how:
            case "similar":
                said = f"{self.header!r} looks like a name of {self.field.name} and fills it {sure}"
                return Assumption("mapped_by_similarity", said)
            case "content":
                said = f"The cells of {self.header!r} say that it fills {self.field.name} {sure}"
                return Assumption("mapped_by_content", said)
        return None


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
            case "no_account":
                return f"ignored; {self.nearest} needs a column that names the account"
            case "no_option":
                return f"ignored; none of its cells is an option of {self.nearest}"
            case "empty":
                return "ignored; none of its cells is filled"


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column that becomes a custom field of its own: what `fields.define` is told of it.

    A field of that record and key that is there already is taken, and gets the options it lacks.
    """

    place: int
    header: str
    of: str
    label: str
    kind: str
    options: tuple[str, ...] = ()
    key: str = ""
    currency: str | None = None
    locale: str | None = None
    dates: str | None = None
    update: str | None = None
    check: str | None = None

    def definition(self) -> dict[str, Any]:
        """Return what `load_definition` takes."""
        said = {"of": self.of, "label": self.label, "key": self.key, "kind": self.kind}
        return said | {"options": list(self.options) or None, "currency": self.currency, "check": self.check}

    def as_field(self) -> Field:
        """Return the field that it becomes."""
        return Field(
            of=self.of,
            key=self.key,
            kind_name=self.kind,
            labels={"en": self.label},
            options=self.options,
            currency=self.currency,
            check=self.check,
            custom=True,
        )

    def filling(self, one: Field) -> MappedColumn:
        """Return the column as one that fills the field it has become."""
        own = (self.locale, self.dates, self.update)
        return MappedColumn(self.place, self.header, one, "new", 1.0, *own)


@dataclass(frozen=True)
class ColumnMapping:
    """The columns of a source that fill fields, and those that do not; `names` corrects names of accounts.

    The fields may be of several records: a file of contacts may say something of their accounts too, and hold
    a note about each. `samples` are the first different texts in a column, by its place; `remarks` is what
    was assumed of new fields.
    """

    subject: Subject
    columns: tuple[MappedColumn, ...]
    ignored: tuple[IgnoredColumn, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    new: tuple[NewColumn, ...] = ()
    samples: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    remarks: tuple[Assumption, ...] = ()

    def column(self, key: str) -> MappedColumn | None:
        """Return the column that fills a field of the file's own record, or None."""
        own = (column for column in self.columns if column.field.of == self.subject.of)
        return next((column for column in own if column.key == key), None)

    @property
    def records(self) -> tuple[str, ...]:
        """The records that the file fills, in the order in which they are loaded."""
        filled = {self.subject.of, *(one.field.of for one in self.columns), *(one.of for one in self.new)}
        known = [of for of in LOADING_ORDER if of in filled]
        return (*known, *sorted(filled - set(known)))

    def part(self, of: str) -> ColumnMapping:
        """Return the mapping of one record: its columns, with those that say which account or contact it is.

        Of a file of contacts the contacts keep the column of their account; the accounts get it as their
        name; a note gets it and the contact's e-mail address, as far as there are columns for them.
        """
        own = tuple(one for one in self.columns if one.field.of == of)
        linked = () if of == self.subject.of else tuple(self._links(of))
        return replace(
            self,
            subject=self.subject if of == self.subject.of else _subject(of),
            columns=tuple(sorted((*own, *linked), key=lambda one: one.place)),
            ignored=self.ignored if of == self.subject.of else (),
            new=tuple(one for one in self.new if one.of == of),
        )

    def _links(self, of: str) -> Iterator[MappedColumn]:
        record = record_types()[of]
        for key, own_key in LINKS.get(of, ()):
            if (column := self.column(own_key)) is not None:
                fields = (*record.fields, *record.related)
                yield replace(column, field=next(one for one in fields if one.key == key))

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What was assumed of columns: each that is mapped by similarity or content, or becomes a field."""
        likely = (said for one in self.columns if (said := one.assumption()) is not None)
        return (*likely, *self.remarks)

    def updates(self, mode: str) -> str | dict[str, str]:
        """Return the mode of changing records, as loading takes it: one, or one for some fields and for "",
        the rest.
        """
        own = [one for one in self.columns if one.field.of == self.subject.of]
        stated = {one.key: one.update for one in own if one.update is not None}
        return {**stated, "": mode} if stated else mode

    def table(self) -> pd.DataFrame:
        """Return for each column of the source: column, field, how, confidence (NaN for none), samples, note.

        `how` is "" for a column that fills nothing, and the note says why.
        """
        rows: list[tuple[object, ...]] = [
            *((one.place, one.header, one.field.name, one.how, one.confidence, "") for one in self.columns),
            *((one.place, one.header, "", "", float("nan"), one.note()) for one in self.ignored),
            *((one.place, one.header, f"{one.of}.{one.key}", "new", 1.0, _about(one)) for one in self.new),
        ]
        names = ["place", "column", "field", "how", "confidence", "note"]
        table = pd.DataFrame(rows, columns=names).sort_values("place", ignore_index=True)
        samples = [", ".join(self.samples.get(int(place), ())) for place in table["place"]]
        texts = dict.fromkeys(("column", "field", "how", "samples", "note"), "str")
        order = ["column", "field", "how", "confidence", "samples", "note"]
        return table.assign(samples=samples)[order].astype({**texts, "confidence": "float64"})

    def unknown(self) -> tuple[IgnoredColumn, ...]:
        """Return the columns whose headers mean nothing here, or something that their cells are not."""
        return tuple(column for column in self.ignored if column.reason in ("unknown", "no_option"))


def _subject(of: str) -> Subject:
    return next(one for one in SUBJECTS.values() if one.of == of)


def _about(one: NewColumn) -> str:
    options = f" of {len(one.options)} options" if one.options else ""
    return f"becomes a new field, {one.kind}{options}"
