"""The fifteen kinds of value: how each is stored, and which family of operators it has.

Eleven are the product's (help article and API); email, phone, url and user are ours for standard fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Family = Literal["text", "number", "moment", "option", "several", "user"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: its DuckDB type, its family (which decides the operators), whether it has options."""

    name: str
    family: Family
    column_type: str
    has_options: bool = False

    @property
    def several(self) -> bool:
        """Whether one record may have more than one value."""
        return self.family == "several"


_ALL = (
    Kind("text", "text", "VARCHAR"),
    Kind("textarea", "text", "VARCHAR"),
    Kind("number", "number", "DECIMAL(18,6)"),
    Kind("currency", "number", "DECIMAL(18,2)"),
    Kind("date", "moment", "DATE"),
    Kind("datetime", "moment", "TIMESTAMPTZ"),
    Kind("dropdown", "option", "VARCHAR", has_options=True),
    Kind("multiselect", "several", "VARCHAR[]", has_options=True),
    Kind("radio", "option", "VARCHAR", has_options=True),
    Kind("checkbox", "several", "VARCHAR[]", has_options=True),
    Kind("hidden", "text", "VARCHAR"),
    Kind("email", "text", "VARCHAR"),
    Kind("phone", "text", "VARCHAR"),
    Kind("url", "text", "VARCHAR"),
    Kind("user", "user", "BIGINT"),
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}

# The kinds that a custom field may have: every one but user.
CUSTOM_KINDS: tuple[str, ...] = tuple(kind.name for kind in _ALL if kind.name != "user")
