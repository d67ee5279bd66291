"""Which columns an export has, and what stands above each: headers that `imports` brings back to the same
field.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accounts_kit.errors import UnknownField, WrongValue
from accounts_kit.exports.profiles import Profile
from accounts_kit.model import Catalogue, Field
from accounts_kit.model.catalogue import field_suggestion
from accounts_kit.words.text import as_list

# What each record can show: its own fields, and those of the records it is linked to.
SHOWN = {"account": ("account",), "contact": ("contact", "account"), "note": ("note", "account", "contact")}

# What a file says of a linked record, by the field that identifies it: a contact's account is its account's
# name.
_RELATED = {
    ("contact", "account.name"): "account",
    ("contact", "contact.tags"): "tags",
    ("note", "account.name"): "account",
    ("note", "contact.email"): "contact",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an export: its header, and the field below it."""

    header: str
    field: Field


def columns_of(
    catalogue: Catalogue, of: str, asked: Sequence[str] | Mapping[str, str] | None, profile: Profile
) -> list[Column]:
    """Return the columns that were asked for, or all fields of the record and what links it to others.

    Raises UnknownField for a name that the record does not have.
    """
    if isinstance(asked, Mapping):
        return [Column(header, _field(catalogue, of, name)) for header, name in asked.items()]
    names = _usual(catalogue, of) if asked is None else as_list(asked)
    found = [_field(catalogue, of, name) for name in names]
    return [Column(_header(catalogue, of, one, profile), one) for one in found]


def refuse_headers(headers: Sequence[str]) -> None:
    """Raise WrongValue when there is no column, or when two have one header: nobody could read that back."""
    if not headers:
        raise WrongValue("A file has at least one column. Name some: columns=['contact.email'].")
    for header in headers:
        if headers.count(header) > 1:
            raise WrongValue(
                f"Two columns would be called {header!r}. "
                "Name them yourself: columns={'Header': 'account.name'}."
            )


def _usual(catalogue: Catalogue, of: str) -> list[str]:
    own = [one.name for one in catalogue.fields(of)]
    return own + [name for record, name in _RELATED if record == of]


def _field(catalogue: Catalogue, of: str, name: str) -> Field:
    known = catalogue.names(SHOWN[of])
    if name not in known:
        raise UnknownField(f"No field {name!r}. {field_suggestion(name, known)}".rstrip())
    return catalogue.field(name)


def _header(catalogue: Catalogue, of: str, field: Field, profile: Profile) -> str:
    """Return the key or label of a field; another record's field says whose it is."""
    related = _RELATED.get((of, field.name))
    named = next((one for one in catalogue.record(of).related if one.key == related), field)
    own = related is not None or field.of == of
    if profile.headers == "keys":
        return named.key if own else field.name
    label = named.label(catalogue.language)
    return label if own else f"{catalogue.record(field.of).labels[catalogue.language]}: {label}"
