"""The names that a template may say: the fields of its records, those of the sender, and `today`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from accounts_kit.merge_fields.field_sql import SENDER as SENDER
from accounts_kit.model import Catalogue, Field
from accounts_kit.rules.days import clock_at
from accounts_kit.words.reading import Reading

if TYPE_CHECKING:
    from accounts_kit.segments.selecting import AsOf
    from accounts_kit.workspace import Workspace

# The records that a template about one of these may name.
RECORDS = {"contact": ("contact", "account", "sender"), "account": ("account", "sender")}
TODAY = "today"

# Who a message is from: the owner of the contact's account, else the user who is acting.
_SENDERS = {
    one.name: one
    for one in (
        Field(SENDER, "name", "text", {"nl": "Naam van de afzender", "en": "Sender's name"}),
        Field(SENDER, "email", "text", {"nl": "E-mailadres van de afzender", "en": "Sender's e-mail"}),
    )
}


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a template is rendered: how values read there, what day it is, and which user acts."""

    reading: Reading
    today: date
    user_id: int | None = None

    @classmethod
    def of(cls, ws: Workspace, as_of: AsOf = None) -> Setting:
        """Return the setting of a workspace at a moment or the end of a day; now where none is given."""
        return cls(reading_of(ws.catalogue), clock_at(as_of, ws.timezone).today, ws.user_id)


def reading_of(catalogue: Catalogue) -> Reading:
    """Return how values read in the messages of a workspace."""
    return Reading(catalogue.language, catalogue.timezone, catalogue.currency)


def names_of(catalogue: Catalogue, of: str) -> list[str]:
    """Return the dotted names that a template about a contact or an account may say, in order."""
    return catalogue.names([one for one in RECORDS[of] if one != SENDER]) + list(_SENDERS)


def field_named(catalogue: Catalogue, name: str) -> Field:
    """Return the field of a dotted name that is known."""
    return _SENDERS[name] if name in _SENDERS else catalogue.field(name)
