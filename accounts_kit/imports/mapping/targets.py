"""What the caller says of columns, turned into fields: `mapping=` and mapping files, judged against the
headers and the catalogue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from accounts_kit.checks.rows import key_of_definition, objection_to_key
from accounts_kit.errors import MappingError, UnknownField
from accounts_kit.imports.mapped import NewColumn
from accounts_kit.imports.stated import Columns, NewField, StatedColumn
from accounts_kit.imports.subjects import Subject
from accounts_kit.model import Catalogue, Field, record_types
from accounts_kit.records.loading.keys import OWN_ID
from accounts_kit.words.nearest import suggestion
from accounts_kit.words.text import WHITE_SPACE, clean

# The other records of which a file of this record may say something.
OTHERS: Mapping[str, tuple[str, ...]] = {"contact": ("account", "note")}
# What names another record says it of the file's own, and not of itself.
OWN_NAME = {"contact": {"account.name": "contact.account"}}
WITH_CUSTOM_FIELDS = ("account", "contact")


@dataclass(frozen=True, slots=True)
class Target:
    """What a stated column fills: a field, or a new one; neither when it is to be ignored."""

    said: StatedColumn
    field: Field | None = None
    new: NewColumn | None = None


def fields_of(catalogue: Catalogue, subject: Subject) -> tuple[Field, ...]:
    """Return what a file of this subject may hold: the record's fields, and what it says of other records;
    our own id too where that is the key.
    """
    own = (own_id_field(subject),) if subject.known_by == OWN_ID else ()
    return (*catalogue.fields(subject.of), *catalogue.record(subject.of).related, *own)


def own_id_field(subject: Subject) -> Field:
    """Return our own id of the records of a file as a field that a column may fill."""
    id_column = record_types()[subject.of].id_column
    return Field(subject.of, id_column, "number", {"en": id_column})


def with_own_id(subject: Subject, headers: Sequence[str], stated: Columns) -> Columns:
    """Return what is stated, and of a column called as we call our ids that it is one, where that is the key.

    "Account ID" is mostly the number that another system has given, and not meant.
    """
    header = record_types()[subject.of].id_column
    if subject.known_by != OWN_ID or header not in headers or header in stated:
        return stated
    own = [said.field if isinstance(said, StatedColumn) else said for said in stated.values()]
    return stated if header in own else {header: header, **stated}


def targets(
    catalogue: Catalogue, subject: Subject, headers: Sequence[str], stated: Columns, file: str | None = None
) -> dict[str, Target]:
    """Return what each stated column fills, by its header.

    Raises MappingError for a header that is not there and a column that cannot be, UnknownField for a field
    that is none. `file` is the mapping file that says it.
    """
    found: dict[str, Target] = {}
    for said_header, said in stated.items():
        header = _header(said_header, headers, file)
        if header in found:
            raise MappingError(f"The mapping says column {header!r} twice. Leave one of the lines out.")
        found[header] = _target(catalogue, subject, header, headers.index(header), _as_column(said))
    filled = {header: _name(one) for header, one in found.items() if one.field or one.new}
    refuse_doubles(filled, subject)
    return found


def refuse_doubles(filled: Mapping[str, str], subject: Subject) -> None:
    """Refuse two columns on one field: `filled` has the dotted name of a field for each header."""
    headers_of: dict[str, list[str]] = defaultdict(list)
    for header, name in filled.items():
        headers_of[name].append(header)
    for name, headers in headers_of.items():
        if len(headers) > 1:
            said = " and ".join(repr(header) for header in headers)
            raise MappingError(
                f"Columns {said} both fill {name.removeprefix(f'{subject.of}.')!r}, and a field takes one "
                f"column. "
                f"Leave one out: mapping={{{headers[-1]!r}: None}}."
            )


def _name(one: Target) -> str:
    return one.field.name if one.field else f"{one.new.of}.{one.new.key}" if one.new else ""


def _as_column(said: str | StatedColumn | None) -> StatedColumn:
    if said is None:
        return StatedColumn()
    return StatedColumn(said) if isinstance(said, str) else said


def _header(said: str, headers: Sequence[str], file: str | None) -> str:
    """Return the header that is meant: blanks around it and the way its accents are written do not count."""
    if said in headers:
        return said
    meant = [one for one in headers if clean(one) == clean(said)]
    if len(meant) == 1:
        return meant[0]
    if file is None:
        raise MappingError(f"No column {said!r}. {suggestion(said.strip(WHITE_SPACE), headers)}".rstrip())
    hint = suggestion(said.strip(WHITE_SPACE), headers)
    if not hint.startswith("There is"):
        hint = f"{hint} The headers are {', '.join(repr(one) for one in headers)}.".lstrip()
    raise MappingError(
        f"{file} speaks of a column {said!r}, which the source does not have. {hint} "
        "Correct the header in the mapping file, or take the line out."
    )


def _target(catalogue: Catalogue, subject: Subject, header: str, place: int, said: StatedColumn) -> Target:
    if said.new is not None:
        new = _new_column(subject, header, place, said, said.new)
        known = catalogue.find(f"{new.of}.{new.key}")
        return _judged(known, said, new) if known is not None else Target(said, new=new)
    if said.field is None:
        return Target(said)
    return Target(said, field=_field(catalogue, subject, header, said.field))


def _field(catalogue: Catalogue, subject: Subject, header: str, key: str) -> Field:
    """Return the field of a stated key: a bare one is the file's own record's."""
    key = OWN_NAME.get(subject.of, {}).get(key, key)
    of, _, bare = key.rpartition(".")
    others = OTHERS.get(subject.of, ())
    if of in others:
        fields: Sequence[Field] = catalogue.fields(of)
    elif of in ("", subject.of):
        of, fields = subject.of, fields_of(catalogue, subject)
    else:
        raise UnknownField(_elsewhere(catalogue, subject, header, key))
    one = next((one for one in fields if one.key == bare), None)
    if one is None:
        hint = suggestion(bare, [one.key for one in fields if not one.computed])
        custom = " A custom field is defined first, with fields.define()." if of in WITH_CUSTOM_FIELDS else ""
        said = f"{of.capitalize()} has no field {key!r} for column {header!r}."
        raise UnknownField(" ".join(f"{said} {hint}{custom}".split()))
    if one.computed:
        raise MappingError(
            f"Column {header!r} cannot fill {one.name!r}: accounts_kit keeps that field itself. "
            f"Write mapping={{{header!r}: None}}."
        )
    return one


def _elsewhere(catalogue: Catalogue, subject: Subject, header: str, key: str) -> str:
    """Return what is wrong with a key of a record that this file cannot fill."""
    possible = [subject.of, *OTHERS.get(subject.of, ())]
    hint = f"It fills fields of: {', '.join(possible)}."
    if catalogue.find(key) is not None:
        return (
            f"A file of {subject.what} cannot fill {key!r} by column {header!r}. {hint} Import it once more."
        )
    names = [one.name for of in possible for one in catalogue.fields(of) if not one.computed]
    near = suggestion(key, names)
    return f"{subject.of.capitalize()} has no field {key!r} for column {header!r}. {near or hint}"


def _new_column(subject: Subject, header: str, place: int, said: StatedColumn, new: NewField) -> NewColumn:
    """Return the column of a stated new field; raises MappingError for one that cannot be."""
    of = new.of or subject.of
    possible = [one for one in (subject.of, *OTHERS.get(subject.of, ())) if one in WITH_CUSTOM_FIELDS]
    if of not in possible:
        told = f"There is: {', '.join(map(repr, possible))}." if possible else "Write None to ignore it."
        raise MappingError(
            f"Column {header!r} cannot become a field of {of!r} in a file of {subject.what}. {told}"
        )
    key = key_of_definition({"label": new.label, "key": new.key})
    if (objection := objection_to_key({"of": of, "label": new.label, "key": key})) is not None:
        raise MappingError(
            f"Column {header!r} cannot become a field with the key {key!r}: {objection}. Give a key: of it."
        )
    column = NewColumn(
        place, header, of, new.label, new.kind, new.options, key, new.currency, said.locale, said.dates
    )
    return replace(column, update=said.update, check=new.check)


def _judged(known: Field, said: StatedColumn, new: NewColumn) -> Target:
    """Return the target of a new field that is there already: it is taken, or gets the options it lacks."""
    if known.kind_name != new.kind:
        raise MappingError(
            f"Column {new.header!r} was to become a field of kind {new.kind!r}, and {known.name!r} is there "
            f"already, of kind {known.kind_name!r}. Write field: {known.name}, or give the new one another "
            "key."
        )
    if known.kind.has_options and any(known.option_for(one) is None for one in new.options):
        return Target(said, new=new)
    return Target(said, field=known)
