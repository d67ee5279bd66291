"""A custom field of the product: what it is here, and how its values become cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts_kit.imports.deliveries.active_campaign.values import Given
from accounts_kit.imports.deliveries.answers import Item
from accounts_kit.imports.deliveries.cells import (
    amount_in,
    day_in,
    number_in,
    one_in,
    several_in,
    text_in,
)
from accounts_kit.model import Field


@dataclass(frozen=True, slots=True)
class Defined:
    """A custom field: its definition there, and the field that it is here."""

    field: Field
    item: Item
    visible: bool = True
    is_standard: bool = False

    @property
    def key(self) -> str:
        """The key of the field here."""
        return self.field.key

    @property
    def label(self) -> str:
        """What people call it there."""
        return self.field.labels["en"]

    def cell(self, given: Given | None) -> Any:
        """Return a value as a cell; None when there is none, or an amount that is not understood."""
        if given is None:
            return None
        match self.field.kind_name:
            case "multiselect" | "checkbox":
                return several_in(given.value)
            case "dropdown" | "radio":
                return one_in(given.value)
            case "currency":
                return amount_in(given.value, given.currency or self.field.currency)
            case "number":
                return number_in(given.value)
            case "date":
                return day_in(given.value)
        return text_in(given.value)

    def is_left_out(self, given: Given | None) -> bool:
        """Whether a value is an amount in another currency than the field's, or in no whole minor units."""
        if given is None or self.field.kind_name != "currency" or text_in(given.value) is None:
            return False
        other = bool(given.currency) and (given.currency or "").upper() != self.field.currency
        return other or self.cell(given) is None
