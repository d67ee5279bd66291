"""What becomes of a value that a record has already: the modes of updating, for all fields or field by field.

always: the value of the row counts, and a blank cell empties. if_not_blank: a blank cell leaves the value.
if_existing_blank: only what is missing is filled in. never: the value stays.

What accounts_kit fills in by itself in a new record (a default, created_at, the currency of a deal) is never
emptied by a blank cell, or the same file a second time would change what it made. A clear token in a cell
empties by every mode but never.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from accounts_kit.model import Field
from accounts_kit.workspace.tables import quoted

Mode = Literal["always", "if_not_blank", "if_existing_blank", "never"]
Modes = Mode | Mapping[str, Mode]

USUAL: Mode = "if_not_blank"
CLEARED = "cleared "

_NEW_VALUE: Mapping[Mode, str] = {
    "always": "given.{0}",
    "if_not_blank": "coalesce(given.{0}, stored.{0})",
    "if_existing_blank": "coalesce(stored.{0}, given.{0})",
    "never": "stored.{0}",
}

# The same for what a row names; an account that is still to be made has a key and no id, and counts too.
_NEW_LINK: Mapping[Mode, str] = {
    "always": "given.{0}_id",
    "if_not_blank": "CASE WHEN given.{0}_key_ IS NULL THEN stored.{0}_id ELSE given.{0}_id END",
    "if_existing_blank": "coalesce(stored.{0}_id, given.{0}_id)",
    "never": "stored.{0}_id",
}


def mode_of(update: Modes, key: str) -> Mode:
    """Return the mode of one field; in a mapping "" is said of all that are not named.

    >>> mode_of({"city": "never", "": "always"}, "phone"), mode_of({"city": "never"}, "phone")
    ('always', 'if_not_blank')
    """
    if isinstance(update, str):
        return update
    return update.get(key, update.get("", USUAL))


def modes_of(update: Modes, of: str, *, alone: bool = True) -> Modes:
    """Return the modes of one type of record by its bare keys: "account.website" is said of accounts only.

    Where rows hold several types of record and this is not the main one (`alone=False`), a bare key is said
    of the main one, and of this one only what bears its name and what is said of all others.

    >>> modes_of({"contact.city": "never", "account.city": "always", "": "always"}, "contact")
    {'': 'always', 'city': 'never'}
    """
    if isinstance(update, str):
        return update
    bare = {key: mode for key, mode in update.items() if key == "" or (alone and "." not in key)}
    prefix = f"{of}."
    own = {key.removeprefix(prefix): mode for key, mode in update.items() if key.startswith(prefix)}
    return bare | own


def new_value(field: Field, column: str, update: Modes, cleared: frozenset[str]) -> str:
    """Return the SQL of what a field's column becomes in a record that is there."""
    mode = mode_of(update, field.key)
    if mode == "always" and _fills_itself(field):
        mode = "if_not_blank"
    return unless_cleared(_NEW_VALUE[mode].format(quoted(column)), field.key, mode, cleared)


def new_link(name: str, update: Modes, cleared: frozenset[str]) -> str:
    """Return the SQL of the id that a record that is there is linked to."""
    mode = mode_of(update, name)
    return unless_cleared(_NEW_LINK[mode].format(name), name, mode, cleared)


def unless_cleared(value: str, key: str, mode: Mode, cleared: frozenset[str]) -> str:
    """Return the SQL of a value, or of nothing where a clear token stood in its cell."""
    if key not in cleared or mode == "never":
        return value
    return f"CASE WHEN given.{quoted(CLEARED + key)} THEN NULL ELSE {value} END"


def _fills_itself(field: Field) -> bool:
    return field.default is not None or field.key == "created_at" or field.name == "deal.currency"
