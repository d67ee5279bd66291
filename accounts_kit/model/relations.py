"""The records that belong to an account or a contact, which rules may count and look into."""

from __future__ import annotations

from types import MappingProxyType
from typing import NamedTuple

from accounts_kit.model.schemas import record_types


class Relation(NamedTuple):
    """Related records, many to one: `account.deals` are the deals whose link is the account's id."""

    owner: str
    records: str

    @property
    def name(self) -> str:
        """The dotted name that rules use."""
        return f"{self.owner}.{self.records}"

    @property
    def record(self) -> str:
        """What one of the related records is called, and the fields of it begin with."""
        return next(one.name for one in record_types().values() if one.table == self.records)

    @property
    def link(self) -> str:
        """The column of the related records that holds the id of their owner."""
        return f"{self.owner}_id"


RELATIONS = MappingProxyType(
    {
        one.name: one
        for one in (
            Relation("account", "contacts"),
            Relation("account", "notes"),
            Relation("account", "deals"),
            Relation("contact", "notes"),
            Relation("contact", "activities"),
            Relation("contact", "tasks"),
            Relation("contact", "deals"),
        )
    }
)

# Where a record says when it happened: what happened after `as_of` does not count. Others have a moment at
# which somebody wrote them down, which says nothing of that.
HAPPENED_AT = MappingProxyType({"note": "at", "activity": "at"})
