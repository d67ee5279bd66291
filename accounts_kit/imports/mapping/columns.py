"""Which column fills which field: by what the caller says, else by the header, else by a slip of the pen in it,
else by the column's content.

A better way comes before a worse one: of two columns that mean one field the better takes it, and two that
mean it equally well are refused. What is only likely (a similar header, content) is never forced: where two
columns are as likely neither gets the field. Refused is also a source without its key column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from accounts_kit.errors import MappingError
from accounts_kit.imports.mapped import REJECT_COLUMNS, ColumnMapping, IgnoredColumn, MappedColumn
from accounts_kit.imports.mapping.contents import Contents
from accounts_kit.imports.mapping.names import (
    Meaning,
    account_meaning,
    meaning,
    says_other,
    similar_meaning,
)
from accounts_kit.imports.mapping.targets import OTHERS, OWN_NAME, Target, fields_of, refuse_doubles, targets
from accounts_kit.imports.reading import Reading
from accounts_kit.imports.stated import Columns, StatedMapping
from accounts_kit.imports.subjects import Subject
from accounts_kit.model import Catalogue, Field
from accounts_kit.words.nearest import nearest
from accounts_kit.words.text import key_of

# A column is mapped by content when so many of its filled cells say it (and at least two do); addresses are
# a person's own only when hardly any of them stands twice.
NEARLY_ALL, AT_LEAST, DIFFERENT = 0.95, 2, 0.9
BY_CONTENT = ("email", "phone")


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
    said = targets(catalogue, subject, headers, stated or {}, file)
    search = _Search(catalogue, subject, tuple(headers), said, contents or Contents())
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


@dataclass(frozen=True, slots=True)
class _Found:
    """A field that a column fills, and what was found of it; None when the caller says it."""

    field: Field
    meaning: Meaning | None = None

    def column(self, place: int, header: str, said: Target | None) -> MappedColumn:
        if self.meaning is None and said is not None:
            more = {"locale": said.said.locale, "dates": said.said.dates, "update": said.said.update}
            return MappedColumn(place, header, self.field, "stated", 1.0, **more)
        assert self.meaning is not None
        return MappedColumn(place, header, self.field, self.meaning.way, self.meaning.confidence)


class _Search:
    """The search for a field for each header of one source."""

    def __init__(
        self,
        catalogue: Catalogue,
        subject: Subject,
        headers: tuple[str, ...],
        stated: Mapping[str, Target],
        contents: Contents,
    ) -> None:
        self.subject, self.headers, self.stated, self.contents = subject, headers, stated, contents
        self.fields = fields_of(catalogue, subject)
        of_accounts = "account" in OTHERS.get(subject.of, ())
        self.account_fields = catalogue.fields("account") if of_accounts else ()
        self.others = [one for of in OTHERS.get(subject.of, ()) for one in catalogue.fields(of)]
        last = tuple(headers[-2:])
        self.reject = last if last in REJECT_COLUMNS.values() else ()
        self.open = [one for one in headers if one not in stated and one not in self.reject]
        self.meant = {one: found for one in self.open if (found := self._meant(one))}

    def filled(self) -> dict[str, _Found]:
        """Return what each header fills that fills something."""
        filled = {header: _Found(one.field) for header, one in self.stated.items() if one.field is not None}
        self._add_named(filled)
        if not any(one.field.name == f"{self.subject.of}.account" for one in filled.values()):
            for header in [
                one for one, found in filled.items() if found.field.of in OTHERS.get(self.subject.of, ())
            ]:
                if filled[header].meaning is not None:
                    del filled[header]
        self._add_likely(filled, {one: found for one in self._rest(filled) if (found := self._similar(one))})
        self._add_likely(
            filled, {one: found for one in self._rest(filled) if (found := self._by_content(one))}
        )
        return filled

    def idle(self, header: str, filled: Mapping[str, _Found]) -> bool:
        """Return whether a column fills nothing, not even a new field."""
        said = self.stated.get(header)
        return header not in filled and (said is None or said.new is None)

    def ignored(self, place: int, header: str, filled: Mapping[str, _Found]) -> IgnoredColumn:
        """Return a column that fills nothing, and why."""
        if header in self.stated:
            return IgnoredColumn(place, header, "stated")
        if header in self.reject:
            return IgnoredColumn(place, header, "reject")
        if (found := self.meant.get(header)) is not None:
            taken = {one.field.name for one in filled.values()}
            reason = "computed" if found.field.computed else "taken"
            if found.field.of != self.subject.of and found.field.name not in taken:
                return IgnoredColumn(place, header, "no_account", found.field.name)
            return IgnoredColumn(place, header, reason, self._shown(found.field))
        return IgnoredColumn(place, header, "unknown", self.nearest_key(header))

    def nearest_key(self, header: str) -> str | None:
        """Return the key of the field that a header may mean: another record's is dotted."""
        if (other := meaning(header, "", self.others)) is not None and not other.field.computed:
            return other.field.name
        fields = reversed(self.fields)
        key_by_name = {name: one.key for one in fields for name in (*one.labels.values(), one.key)}
        best = nearest(header, key_by_name)
        return key_by_name[best] if best else None

    def likeliest(self, keys: Sequence[str]) -> tuple[str, str]:
        """Return the header that most likely holds one of the keys, and which: by its content, else by its
        name.
        """
        for place, header in enumerate(self.headers):
            for key in keys:
                if key in BY_CONTENT and self._shows(place, key):
                    return header, key
        return nearest(keys[0], self.headers) or self.headers[0], keys[0]

    def _shown(self, one: Field) -> str:
        return one.key if one.of == self.subject.of else one.name

    def _meant(self, header: str) -> Meaning | None:
        found = meaning(header, self.subject.of, self.fields)
        if found is None and self.account_fields:
            found = account_meaning(header, self.account_fields)
            own = OWN_NAME.get(self.subject.of, {}).get(found.field.name) if found else None
            if found and own:
                related = next(one for one in self.fields if one.name == own)
                return Meaning(related, found.way, found.confidence)
        return found

    def _add_named(self, filled: dict[str, _Found]) -> None:
        """Add what headers mean, where nothing better fills it; two that are equally good are refused."""
        taken = {one.field.name for one in filled.values()}
        taken |= {f"{one.new.of}.{one.new.key}" for one in self.stated.values() if one.new is not None}
        free = {
            header: one
            for header, one in self.meant.items()
            if one.field.name not in taken and not one.field.computed
        }
        chosen = _best(free)
        refuse_doubles({header: one.field.name for header, one in chosen.items()}, self.subject)
        filled |= {header: _Found(one.field, one) for header, one in chosen.items()}

    def _rest(self, filled: Mapping[str, _Found]) -> Iterator[str]:
        """Yield the headers that mean nothing so far."""
        yield from (one for one in self.open if one not in filled and one not in self.meant)

    def _add_likely(self, filled: dict[str, _Found], likely: Mapping[str, Meaning]) -> None:
        """Add what is likely and fills a field that nothing fills; where two are as likely neither."""
        taken = {one.field.name for one in filled.values()}
        chosen = _best({header: one for header, one in likely.items() if one.field.name not in taken})
        names = [one.field.name for one in chosen.values()]
        filled |= {
            header: _Found(one.field, one)
            for header, one in chosen.items()
            if names.count(one.field.name) == 1
        }

    def _similar(self, header: str) -> Meaning | None:
        if meaning(header, "", self.others) is not None:
            return None  # it is a name, and of something else
        found = similar_meaning(header, self.fields)
        fits = found is not None and self.contents.allow(self.headers.index(header), found.field)
        return found if fits else None

    def _by_content(self, header: str) -> Meaning | None:
        place = self.headers.index(header)
        if says_other(header):
            return None
        for one in self.fields:
            if (
                one.key in BY_CONTENT
                and one.kind_name == one.key
                and not one.custom
                and self._shows(place, one.key)
            ):
                return Meaning(one, "content", round(0.9 * self.contents.share(place, one.key), 2))
        return None

    def _shows(self, place: int, shape: str) -> bool:
        """Return whether nearly all cells of a column have a shape."""
        if self.contents.filled(place) < AT_LEAST or self.contents.share(place, shape) < NEARLY_ALL:
            return False
        return shape != "email" or self.contents.different(place) >= DIFFERENT


def _best(meant: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """Return the headers that mean their field best, of each field."""
    best: dict[str, float] = defaultdict(float)
    for one in meant.values():
        best[one.field.name] = max(best[one.field.name], one.confidence)
    return {header: one for header, one in meant.items() if one.confidence == best[one.field.name]}


def _require_account(mapping: ColumnMapping) -> None:
    """Refuse a mapping that fills another record which no column names."""
    for of in mapping.records:
        if of == mapping.subject.of:
            continue
        part = mapping.part(of)
        for keys in part.subject.needs:
            if not any(part.column(key) for key in keys):
                [said, *_] = (one.header for one in (*mapping.columns, *mapping.new) if _of(one) == of)
                raise MappingError(
                    f"Column {said!r} says something of the {of} of each contact, and no column tells "
                    f"{'which account that is' if of == 'account' else 'its text or whom it is about'}. "
                    f"{_HOW[of]}, or leave it out: mapping={{{said!r}: None}}."
                )


_HOW = {
    "account": "Map the column of the account's name: mapping={<header>: 'account'}",
    "note": "Map note.text, and the contact's e-mail or the account: mapping={<header>: 'email'}",
}


def _of(one: object) -> str:
    return one.field.of if isinstance(one, MappedColumn) else getattr(one, "of", "")


def _require_key(mapping: ColumnMapping, search: _Search) -> None:
    for keys in mapping.subject.needs:
        if not any(mapping.column(key) for key in keys):
            needed = " or ".join(repr(key) for key in keys)
            header, key = search.likeliest(keys)
            raise MappingError(
                f"No column fills {needed}, and {mapping.subject.what} cannot do without. "
                f"The headers are {', '.join(repr(header) for header in search.headers)}. "
                f"Write mapping={{{header!r}: {key!r}}} with the header that holds it."
            )
