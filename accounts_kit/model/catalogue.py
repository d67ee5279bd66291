"""The catalogue: which fields there are in a workspace, and what a name means.

Immutable; a workspace makes a new one (with a new version) when its fields or options change, so that
whatever was compiled from it can be kept by version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from accounts_kit.errors import UnknownField, UnknownRecord
from accounts_kit.model.fields import Field, RecordType
from accounts_kit.model.saved import SavedSegment
from accounts_kit.model.schemas import record_types
from accounts_kit.words.nearest import offer, suggestion
from accounts_kit.words.text import fold, key_of

# What a name may begin with in rules and templates.
NAMED = ("account", "contact", "note", "activity", "deal", "task")

# A custom field's key may not hide what its record already answers to, in Python and in SQL.
RESERVED_KEYS = frozenset(
    {"id", "key", "name_key", "email_key", "account", "account_id", "contact", "contact_id", "contacts",
    "notes", "deals", "tasks", "activities", "tags", "owner_id", "user_id", "note_id", "deal_id", "task_id",
    "activity_id", "line", "label", "labels", "kind", "field", "fields", "values", "rule", "sender",
    "today", "count", "any", "all", "none", "sum", "avg", "min", "max", "not", "and", "or", "in", "is",
    "page", "update", "delete", "to_dict", "id_name", "ws", "accounts", "last_contacted_at"}
)  # fmt: skip

TAGS = Field(of="contact", key="tags", kind_name="multiselect", labels={"nl": "Tags", "en": "Tags"})


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All fields of a workspace: the standard ones, with its own options, and its custom fields.

    Equal to itself only, so that what was made from it can be kept by it.
    """

    custom: tuple[Field, ...] = ()
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    version: int = 0
    timezone: str = "Europe/Amsterdam"
    language: str = "nl"
    currency: str = "EUR"
    region: str = "NL"
    segments: tuple[SavedSegment, ...] = ()

    @cached_property
    def records(self) -> Mapping[str, tuple[Field, ...]]:
        """Every record's fields, standard first, then custom in their order."""
        return {
            name: tuple(self._with_options(one) for one in record.fields)
            + tuple(one for one in self.custom if one.of == name)
            for name, record in record_types().items()
        }

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        found = {one.name: one for fields in self.records.values() for one in fields}
        return found | {TAGS.name: TAGS}

    def _with_options(self, one: Field) -> Field:
        if one.kind_name == "phone":
            return replace(one, region=self.region)
        own = self.options.get(one.name)
        if own is None:
            return one
        # An alias of an option that the workspace has not, or has as an option of its own, means nothing.
        aliases = {alias: option for alias, option in one.option_aliases.items() if option in own}
        return replace(one, options=own, option_aliases=aliases)

    def record(self, name: str) -> RecordType:
        """Return the record type of that name (account, contact, note ...)."""
        return record_types()[name]

    def fields(self, of: str) -> tuple[Field, ...]:
        """Return the fields of a record type, standard first."""
        return self.records[of]

    def find(self, name: str) -> Field | None:
        """Return the field of a dotted name, or None."""
        return self._by_name.get(name)

    def field(self, name: str) -> Field:
        """Return the field of a dotted name: "account.industry".

        Raises UnknownField, with the nearest name.

        >>> Catalogue().field("account.industy")
        Traceback (most recent call last):
        ...
        accounts_kit.errors.UnknownField: No field 'account.industy'. Did you mean 'account.industry'?
        """
        if (found := self._by_name.get(name)) is not None:
            return found
        raise UnknownField(f"No field {name!r}. {field_suggestion(name, self.names())}".rstrip())

    @cached_property
    def _segment_by_key(self) -> Mapping[str | None, SavedSegment]:
        return {key_of(one.name): one for one in self.segments}

    def find_segment(self, name: str) -> SavedSegment | None:
        """Return the saved segment of that name (compared as keys are), or None."""
        return self._segment_by_key.get(key_of(name))

    def segment(self, name: str) -> SavedSegment:
        """Return the saved segment of that name; raises UnknownRecord, with the nearest name."""
        if (found := self.find_segment(name)) is not None:
            return found
        hint = suggestion(name, [one.name for one in self.segments]) or "Save it with segments.save()."
        raise UnknownRecord(f"No segment {name!r} is saved here. {hint}")

    def names(self, of: Iterable[str] = NAMED) -> list[str]:
        """Return the dotted names of all fields of these records, in order."""
        names = [one.name for record in of for one in self.records[record]]
        return names + ([TAGS.name] if "contact" in of else [])

    def field_of(self, of: str, key: str) -> Field:
        """Return a record's field by its bare key; raises UnknownField, with the nearest key."""
        found = self._by_name.get(f"{of}.{key}")
        if found is not None:
            return found
        keys = [one.key for one in self.records[of]]
        raise UnknownField(f"{of.capitalize()} has no field {key!r}. {suggestion(key, keys)}".rstrip())


def field_suggestion(name: str, names: Sequence[str]) -> str:
    """Return the sentence that helps after a wrong name of a field: a field of that very key comes first.

    >>> field_suggestion("email", Catalogue().names())
    "Did you mean 'contact.email'?"
    """
    key = fold(name.rpartition(".")[2])
    found = next((one for one in names if one.rpartition(".")[2] == key), None)
    return suggestion(name, names) if found is None else offer(found)
