"""Which column fills which field: by what the caller says, else by the header, else by a slip of the pen in
it, else by the column's content.

A better way comes before a worse one: of two columns that mean one field the better takes it, and two that
mean it equally well are refused. What is only likely (a similar header, content) is never forced: where two
columns are as likely neither gets the field. Refused is also a source without its key column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accounts_kit.errors import MappingError
from accounts_kit.imports.mapped import ColumnMapping, MappedColumn, NewColumn
from accounts_kit.imports.mapping.contents import Contents
from accounts_kit.imports.mapping.search import Search
from accounts_kit.imports.mapping.targets import targets, with_own_id
from accounts_kit.imports.reading import Reading
from accounts_kit.imports.stated import Columns, StatedMapping
from accounts_kit.imports.subjects import Subject
from accounts_kit.model import Catalogue
from accounts_kit.words.text import key_of

# What a caller can do about a column of another record that no column names.
_HOW = {
    "account": "Map the column of the account's name: mapping={<header>: 'account'}",
    "note": "Map the column of its text: mapping={<header>: 'note.text'}",
}


def map_reading(
    catalogue: Catalogue, subject: Subject, reading: Reading, stated: StatedMapping | None = None
) -> ColumnMapping:
    """Return which column of a reading fills which field; see `map_columns`."""
    said = stated or StatedMapping()
    contents = Contents(reading.table)
    return map_columns(catalogue, subject, reading.headers, said.columns, said.names, contents, said.file)


def map_columns(
    catalogue: Catalogue,
    subject: Subject,
    headers: Sequence[str],
    stated: Columns | None = None,
    names: Mapping[str, str] | None = None,
    contents: Contents | None = None,
    file: str | None = None,
) -> ColumnMapping:
    """Return which header fills which field; `stated` ({header: key, or None to ignore it}) decides before
    the names, and `contents` come last.

    Raises UnknownField for a key that is none, and MappingError for a header that is not there, two columns
    on one field, or no column for the key. `file` is the mapping file that `stated` comes from.
    """
    said = targets(catalogue, subject, headers, with_own_id(subject, headers, stated or {}), file)
    search = Search(catalogue, subject, tuple(headers), said, contents or Contents())
    filled = search.filled()
    places = tuple(enumerate(headers))
    mapping = ColumnMapping(
        subject=subject,
        columns=tuple(
            filled[one].column(place, one, said.get(one)) for place, one in places if one in filled
        ),
        ignored=tuple(
            search.ignored(place, one, filled) for place, one in places if search.idle(one, filled)
        ),
        names={key_of(wrong): right for wrong, right in (names or {}).items()},
        new=tuple(one.new for one in said.values() if one.new is not None),
        samples={place: search.contents.samples(place) for place, _ in places},
    )
    _require_account(mapping)
    _require_key(mapping, search)
    return mapping


def _require_account(mapping: ColumnMapping) -> None:
    """Refuse a mapping that fills another record which no column names."""
    for of in mapping.records:
        if of == mapping.subject.of:
            continue
        part = mapping.part(of)
        for keys in part.subject.needs:
            by_row = mapping.subject.of in keys  # a note is about the contact of its row
            if not by_row and not any(part.column(key) for key in keys):
                filling: list[MappedColumn | NewColumn] = [*mapping.columns, *mapping.new]
                said = next(one.header for one in filling if _of(one) == of)
                raise MappingError(
                    f"Column {said!r} says something of the {of} of each contact, and no column tells "
                    f"{'which account that is' if of == 'account' else 'its text'}. "
                    f"{_HOW[of]}, or leave it out: mapping={{{said!r}: None}}."
                )


def _of(one: MappedColumn | NewColumn) -> str:
    return one.field.of if isinstance(one, MappedColumn) else one.of


def _require_key(mapping: ColumnMapping, search: Search) -> None:
    for keys in mapping.subject.needs:
        if not any(mapping.column(key) for key in keys):
            needed = " or ".join(repr(key) for key in keys)
            header, key = search.likeliest(keys)
            raise MappingError(
                f"No column fills {needed}, and {mapping.subject.what} cannot do without. "
                f"The headers are {', '.join(repr(header) for header in search.headers)}. "
                f"Write mapping={{{header!r}: {key!r}}} with the header that holds it."
            )
