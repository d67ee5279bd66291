"""The search for the field of each column of one source: named first, then what is only likely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from accounts_kit.imports.mapped import IgnoredColumn, MappedColumn, Reason
from accounts_kit.imports.mapping.contents import Contents
from accounts_kit.imports.mapping.names import (
    Meaning,
    account_meaning,
    meaning,
    says_other,
    similar_meaning,
)
from accounts_kit.imports.mapping.targets import (
    OTHERS,
    OWN_NAME,
    Target,
    fields_of,
    own_id_field,
    refuse_doubles,
)
from accounts_kit.imports.reading import REJECT_COLUMNS
from accounts_kit.imports.stated import StatedColumn
from accounts_kit.imports.subjects import Subject
from accounts_kit.model import Catalogue, Field
from accounts_kit.words.nearest import nearest
from accounts_kit.words.text import header_key

# A column is mapped by content when so many of its filled cells say it (and at least two do); addresses are
# a person's own only when hardly any of them stands twice.
NEARLY_ALL, AT_LEAST, DIFFERENT = 0.95, 2, 0.9
BY_CONTENT = ("email", "phone")
# Shorter names of fields stand in other words by chance: "tel" in "titel".
SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A field that a column fills, and what was found of it; None when the caller says it."""

    field: Field
    meaning: Meaning | None = None

    def column(self, place: int, header: str, said: Target | None) -> MappedColumn:
        """Return the column as one that fills the field."""
        if self.meaning is None:
            stated = said.said if said is not None else StatedColumn()
            own = (stated.locale, stated.dates, stated.update)
            return MappedColumn(place, header, self.field, "stated", 1.0, *own)
        return MappedColumn(place, header, self.field, self.meaning.way, self.meaning.confidence)


class Search:
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
        own_id = own_id_field(subject).key  # by its very name only, or as it is stated
        self.fields = tuple(one for one in fields_of(catalogue, subject) if one.key != own_id)
        of_accounts = "account" in OTHERS.get(subject.of, ())
        self.account_fields = catalogue.fields("account") if of_accounts else ()
        self.others = [one for of in OTHERS.get(subject.of, ()) for one in catalogue.fields(of)]
        last = tuple(headers[-2:])
        self.reject = last if last in REJECT_COLUMNS.values() else ()
        self.open = [one for one in headers if one not in stated and one not in self.reject]
        self.meant = {one: found for one in self.open if (found := self._meant(one))}
        self.of_no_option = {one for one, found in self.meant.items() if self._holds_no_option(one, found)}

    def filled(self) -> dict[str, Found]:
        """Return what each header fills that fills something."""
        filled = {header: Found(one.field) for header, one in self.stated.items() if one.field is not None}
        self._add_named(filled)
        self._leave_out_nameless(filled)
        self._add_likely(filled, self._similar)
        self._add_likely(filled, self._by_content)
        return filled

    def idle(self, header: str, filled: Mapping[str, Found]) -> bool:
        """Return whether a column fills nothing, not even a new field."""
        said = self.stated.get(header)
        return header not in filled and (said is None or said.new is None)

    def ignored(self, place: int, header: str, filled: Mapping[str, Found]) -> IgnoredColumn:
        """Return a column that fills nothing, and why."""
        if header in self.stated:
            return IgnoredColumn(place, header, "stated")
        if header in self.reject:
            return IgnoredColumn(place, header, "reject")
        if (found := self.meant.get(header)) is not None:
            taken = {one.field.name for one in filled.values()}
            reason: Reason = "computed" if found.field.computed else "taken"
            if header in self.of_no_option and found.field.name not in taken:
                return IgnoredColumn(place, header, "no_option", self._shown(found.field))
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
        name, else by the longest name of the field that stands in it: INSTELLINGSNAAM VESTIGING.
        """
        for place, header in enumerate(self.headers):
            for key in keys:
                if key in BY_CONTENT and self._shows(place, key):
                    return header, key
        return nearest(keys[0], self.headers) or self._naming(keys[0]) or self.headers[0], keys[0]

    def _naming(self, key: str) -> str | None:
        """Return the header in which a name of a field stands, the longest one; None without one."""
        names = {name for one in self.fields if one.key == key for name in one.header_keys}
        longest = {
            header: max((len(name) for name in names if name in header_key(header)), default=0)
            for header in self.headers
        }
        best = max(self.headers, key=longest.__getitem__)
        return best if longest[best] >= SHORTEST_NAME else None

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

    def _add_named(self, filled: dict[str, Found]) -> None:
        """Add what headers mean, where nothing better fills it; two that are equally good are refused."""
        taken = self._taken(filled)
        free = {
            header: one
            for header, one in self.meant.items()
            if one.field.name not in taken and not one.field.computed and header not in self.of_no_option
        }
        chosen = self._saying(_best(free))
        refuse_doubles({header: one.field.name for header, one in chosen.items()}, self.subject)
        filled |= {header: Found(one.field, one) for header, one in chosen.items()}

    def _saying(self, chosen: Mapping[str, Meaning]) -> dict[str, Meaning]:
        """Return the headers without those whose columns hold nothing, where another one means the field."""
        kept = dict(chosen)
        for header, one in chosen.items() if self.contents.known else ():
            rivals = [other for other in kept if kept[other].field.name == one.field.name]
            if len(rivals) > 1 and not self.contents.filled(self.headers.index(header)):
                del kept[header]
        return kept

    def _holds_no_option(self, header: str, one: Meaning) -> bool:
        """Whether a header is only another word for a field with options, and no cell is one: Omzet, with
        amounts below it, is not the band of the yearly revenue.
        """
        if one.way != "alias" or not one.field.options or not self.contents.known:
            return False
        texts = set(self.contents.cells(self.headers.index(header)).to_pylist())
        return len(texts) > 1 and not any(one.field.option_for(text) for text in texts)

    def _rest(self, filled: Mapping[str, Found]) -> Iterator[str]:
        """Yield the headers that mean nothing so far."""
        yield from (one for one in self.open if one not in filled and one not in self.meant)

    def _leave_out_nameless(self, filled: dict[str, Found]) -> None:
        """Leave out what headers say of accounts when no column names those; the caller's word stays."""
        if not any(one.field.name == f"{self.subject.of}.account" for one in filled.values()):
            for header, one in list(filled.items()):
                if one.meaning is not None and one.field.of in OTHERS.get(self.subject.of, ()):
                    del filled[header]

    def _add_likely(self, filled: dict[str, Found], likely: Callable[[str], Meaning | None]) -> None:
        """Add what is likely and fills a field that nothing fills; where two are as likely neither."""
        taken = self._taken(filled)
        meant = {one: found for one in self._rest(filled) if (found := likely(one))}
        chosen = _best({header: one for header, one in meant.items() if one.field.name not in taken})
        names = [one.field.name for one in chosen.values()]
        filled |= {
            header: Found(one.field, one)
            for header, one in chosen.items()
            if names.count(one.field.name) == 1
        }

    def _taken(self, filled: Mapping[str, Found]) -> set[str]:
        """Return the dotted names of the fields that have a column, new ones too."""
        new = {f"{one.new.of}.{one.new.key}" for one in self.stated.values() if one.new is not None}
        return new | {one.field.name for one in filled.values()}

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
