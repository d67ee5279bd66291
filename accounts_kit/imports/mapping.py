"""Which column fills which field: by the mapping that the caller gives, else by key, label or alias of the
header.

A header that is a field's key or label, letter by letter, comes before one that only looks like it, and that
one before an alias. Refused are two columns that mean one field equally well, and a source without its key
column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from accounts_kit.errors import MappingError, UnknownField
from accounts_kit.imports.mapped import REJECT_COLUMNS, ColumnMapping, IgnoredColumn, MappedColumn
from accounts_kit.imports.subjects import Subject
from accounts_kit.model import Catalogue, Field
from accounts_kit.words.nearest import nearest, suggestion
from accounts_kit.words.text import header_key, key_of

Stated = Mapping[str, str | None]

# How well a header names a field: by its key or label, nearly so, by an alias, not at all.
BY_NAME, NEARLY, BY_ALIAS, NOT_AT_ALL = range(4)


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
    filled = _filled(headers, fields, wanted)
    places = tuple(enumerate(headers))
    mapping = ColumnMapping(
        subject=subject,
        columns=tuple(MappedColumn(place, one, filled[one]) for place, one in places if one in filled),
        ignored=tuple(
            _ignored(place, one, headers, fields, wanted) for place, one in places if one not in filled
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


def _filled(
    headers: Sequence[str], fields: Sequence[Field], wanted: Mapping[str, Field | None]
) -> dict[str, Field]:
    """Return the field of each column that has one: as stated, and where nothing is, by name."""
    stated = {header: one for header, one in wanted.items() if one is not None}
    taken = {one.key for one in stated.values()}
    left_out = {*wanted, *_reject_columns(headers)}
    others = [header for header in headers if header not in left_out]
    return stated | _by_name(others, [one for one in fields if one.key not in taken])


def _by_name(headers: Sequence[str], fields: Sequence[Field]) -> dict[str, Field]:
    """Return the field that each header means; of several headers for one field the nearest to its label."""
    meant = {
        header: found for header in headers if (found := _meant(header, fields)) and not found[1].computed
    }
    best: dict[str, int] = {}
    for likeness, one in meant.values():
        best[one.key] = min(likeness, best.get(one.key, NOT_AT_ALL))
    chosen = {header: one for header, (likeness, one) in meant.items() if likeness == best[one.key]}
    _refuse_doubles(chosen)
    return chosen


def _meant(header: str, fields: Sequence[Field]) -> tuple[int, Field] | None:
    """Return the field that a header means, after how well it names it; the first of several."""
    named = [(_likeness(header, one), one) for one in fields]
    likeness, one = min(named, key=lambda pair: pair[0], default=(NOT_AT_ALL, None))
    return None if one is None or likeness == NOT_AT_ALL else (likeness, one)


def _likeness(header: str, one: Field) -> int:
    """Return how well a header names a field, the less the better."""
    names = (one.key, *one.labels.values())
    if key_of(header) in {key_of(name) for name in names}:
        return BY_NAME
    folded = header_key(header)
    if folded and folded in {header_key(name) for name in names}:
        return NEARLY
    return BY_ALIAS if folded and folded in one.header_keys else NOT_AT_ALL


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
    if found := _meant(header, fields):
        return IgnoredColumn(place, header, "computed" if found[1].computed else "taken", found[1].key)
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


def with_new(mapping: ColumnMapping, catalogue: Catalogue) -> ColumnMapping:
    """Return the mapping in which the new columns fill the fields that were made of them."""
    return mapping
