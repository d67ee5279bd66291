"""Which column fills which field: by the mapping that the caller gives, else by key, label or alias of the
header.

A header that is a field's key or label, letter by letter, comes before one that only looks like it, and that
one before an alias. Refused are two columns that mean one field equally well, and a source without its key
column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from accounts_kit.errors import MappingError, UnknownField
from accounts_kit.imports.subjects import Subject
from accounts_kit.model import Catalogue, Field
from accounts_kit.words.nearest import nearest, suggestion
from accounts_kit.words.text import header_key, key_of

# The last two columns of a reject file, which loads again without them.
REJECT_COLUMNS = {"nl": ("Regel", "Probleem"), "en": ("line", "problem")}

Stated = Mapping[str, str | None]
Reason = Literal["unknown", "stated", "taken", "computed", "reject"]


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column, by its place from 0 and its header, and the field that it fills."""

    place: int
    header: str
    field: Field

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


@dataclass(frozen=True)
class ColumnMapping:
    """The columns of a source that fill fields, and those that do not; `names` corrects names of accounts."""

    subject: Subject
    columns: tuple[MappedColumn, ...]
    ignored: tuple[IgnoredColumn, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def column(self, key: str) -> MappedColumn | None:
        """Return the column that fills a field, or None."""
        return next((column for column in self.columns if column.key == key), None)

    def header(self, key: str) -> str:
        """Return the header of the column that fills a field; the key itself when none does."""
        column = self.column(key)
        return column.header if column else key

    def table(self) -> pd.DataFrame:
        """Return for each column of the source its field and a note: columns column, field, note."""
        filled = [(one.place, one.header, f"{self.subject.of}.{one.key}", "") for one in self.columns]
        ignored = [(one.place, one.header, "", one.note()) for one in self.ignored]
        rows = [row[1:] for row in sorted(filled + ignored)]
        return pd.DataFrame(rows, columns=["column", "field", "note"], dtype="str")

    def unknown(self) -> tuple[IgnoredColumn, ...]:
        """Return the columns whose headers mean nothing here."""
        return tuple(column for column in self.ignored if column.reason == "unknown")


def map_columns(
    catalogue: Catalogue,
    subject: Subject,
    headers: Sequence[str],
    stated: Stated | None = None,
    names: Mapping[str, str] | None = None,
) -> ColumnMapping:
    """Return which header fills which field; `stated` ({header: key, or None to ignore it}) decides before
    the names.

    Raises UnknownField for a key that is none, and MappingError for a header that is not there, two columns
    on one field, or no column for the key.
    """
    fields = fields_of(catalogue, subject)
    wanted = _stated(subject, headers, fields, stated or {})
    found = {header: wanted[header] for header in headers if wanted.get(header) is not None}
    taken = {one.key for one in found.values() if one}
    open_headers = [
        header for header in headers if header not in wanted and header not in _reject_columns(headers)
    ]
    guessed = _by_name(open_headers, [one for one in fields if one.key not in taken])
    columns = tuple(
        MappedColumn(place, header, one)
        for place, header in enumerate(headers)
        if (one := found.get(header) or guessed.get(header)) is not None and not one.computed
    )
    mapped = {column.header for column in columns}
    mapping = ColumnMapping(
        subject=subject,
        columns=columns,
        ignored=tuple(
            _ignored(place, header, headers, fields, wanted)
            for place, header in enumerate(headers)
            if header not in mapped
        ),
        names={key_of(wrong): right for wrong, right in (names or {}).items()},
    )
    _require_key(mapping, headers)
    return mapping


def fields_of(catalogue: Catalogue, subject: Subject) -> tuple[Field, ...]:
    """Return what a file of this subject may hold: the record's fields, and what it says of other records."""
    return (*catalogue.fields(subject.of), *catalogue.record(subject.of).related)


def _stated(
    subject: Subject, headers: Sequence[str], fields: Sequence[Field], stated: Stated
) -> dict[str, Field | None]:
    """Return the caller's mapping with fields for keys."""
    wanted: dict[str, Field | None] = {}
    for header, key in stated.items():
        if header not in headers:
            raise MappingError(f"No column {header!r}. {suggestion(header, headers)}".rstrip())
        wanted[header] = None if key is None else _target(subject, fields, header, key)
    _refuse_doubles({header: one for header, one in wanted.items() if one})
    return wanted


def _target(subject: Subject, fields: Sequence[Field], header: str, key: str) -> Field:
    bare = key.removeprefix(f"{subject.of}.")
    one = next((one for one in fields if one.key == bare), None)
    if one is None:
        hint = suggestion(bare, [one.key for one in fields if not one.computed])
        raise UnknownField(
            f"{subject.of.capitalize()} has no field {key!r} for column {header!r}. {hint} "
            "A custom field is defined first, with fields.define()."
        )
    if one.computed:
        raise MappingError(
            f"Column {header!r} cannot fill {one.name!r}: accounts_kit keeps that field itself. "
            f"Write mapping={{{header!r}: None}}."
        )
    return one


def _refuse_doubles(found: Mapping[str, Field]) -> None:
    headers_of: dict[str, list[str]] = defaultdict(list)
    for header, one in found.items():
        headers_of[one.key].append(header)
    for key, headers in headers_of.items():
        if len(headers) > 1:
            said = " and ".join(repr(header) for header in headers)
            raise MappingError(
                f"Columns {said} both fill {key!r}, and a field takes one column. "
                f"Leave one out: mapping={{{headers[-1]!r}: None}}."
            )


def _by_name(headers: Sequence[str], fields: Sequence[Field]) -> dict[str, Field]:
    """Return the field that each header means; of several headers for one field the nearest to its label."""
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    field_of: dict[str, Field] = {}
    for header in headers:
        likeness, one = min(((_likeness(header, one), one) for one in fields), key=lambda pair: pair[0])
        if likeness < NO_LIKENESS:
            found[one.key][likeness].append(header)
            field_of[header] = one
    best = [by_likeness[min(by_likeness)] for by_likeness in found.values()]
    chosen = {header: field_of[header] for headers_of_one in best for header in headers_of_one}
    _refuse_doubles(chosen)
    return chosen


NO_LIKENESS = 3


def _likeness(header: str, one: Field) -> int:
    """Return how a header names a field: 0 by its key or label, 1 nearly so, 2 by an alias, 3 not at all."""
    names = (one.key, *one.labels.values())
    if key_of(header) in {key_of(name) for name in names}:
        return 0
    folded = header_key(header)
    if folded and folded in {header_key(name) for name in names}:
        return 1
    return 2 if folded and folded in one.header_keys else NO_LIKENESS


def _ignored(
    place: int,
    header: str,
    headers: Sequence[str],
    fields: Sequence[Field],
    wanted: Mapping[str, Field | None],
) -> IgnoredColumn:
    if header in wanted:
        return IgnoredColumn(place, header, "stated")
    if header in _reject_columns(headers):
        return IgnoredColumn(place, header, "reject")
    meant = min(fields, key=lambda one: _likeness(header, one))
    if _likeness(header, meant) < NO_LIKENESS:
        return IgnoredColumn(place, header, "computed" if meant.computed else "taken", meant.key)
    return IgnoredColumn(place, header, "unknown", _nearest_key(header, fields))


def _nearest_key(header: str, fields: Sequence[Field]) -> str | None:
    key_by_name = {name: one.key for one in reversed(fields) for name in (*one.labels.values(), one.key)}
    best = nearest(header, key_by_name)
    return key_by_name[best] if best else None


def _reject_columns(headers: Sequence[str]) -> tuple[str, ...]:
    last = tuple(headers[-2:])
    return last if last in REJECT_COLUMNS.values() else ()


def _require_key(mapping: ColumnMapping, headers: Sequence[str]) -> None:
    for keys in mapping.subject.needs:
        if not any(mapping.column(key) for key in keys):
            needed = " or ".join(repr(key) for key in keys)
            raise MappingError(
                f"No column fills {needed}, and {mapping.subject.what} cannot do without. "
                f"The headers are {', '.join(repr(header) for header in headers)}. "
                f"Write mapping={{{_likeliest(headers, keys)!r}: {keys[0]!r}}} with the header that holds it."
            )


def _likeliest(headers: Sequence[str], keys: Sequence[str]) -> str:
    return nearest(keys[0], headers) or headers[0]
