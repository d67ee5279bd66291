"""Which bad e-mail addresses cost only their cell: those that their row is not known by.

A contact is known by its address, so a row with a wrong one is kept out: loaded without it, the corrected row
would be another contact later. Where an import knows contacts by something else (key="external_id"), and in
fields for further addresses, the row is kept and the address is left out; nothing that is stored is emptied
by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.model import Field, record_types

COSTS_ITS_CELL = "email"  # the check


@dataclass(frozen=True)
class Keeping:
    """What a caller said that decides it: the key of the import, and its modes of updating."""

    mapping: ColumnMapping
    key: str | None = None
    update: str | Mapping[str, str] = "if_not_blank"

    def rows(self, field: Field, check: str, table: pa.Table, places: np.ndarray) -> np.ndarray:
        """Return for rows, by their places in a table, whether they are kept without a value."""
        nowhere = np.zeros(len(places), dtype=np.bool_)
        if check != COSTS_ITS_CELL or field.required or self._mode(field) == "always":
            return nowhere
        if field.key != record_types()[field.of].key_field:
            return ~nowhere
        # Known by another key, and still a contact that somebody can reach.
        needed = (self.key, "phone" if field.of == "contact" else self.key)
        if self.key in (None, field.key) or not set(needed) <= set(table.column_names):
            return nowhere
        there = [pc.is_valid(table.column(str(key)).take(pa.array(places))) for key in needed]
        both: np.ndarray = pc.and_(*there).to_numpy()
        return both

    def _mode(self, field: Field) -> str:
        """Return the mode by which a field of records that are there is updated: the caller's for this field,
        the column's, the caller's for all.
        """
        if not isinstance(self.update, str) and field.key in self.update:
            return self.update[field.key]
        column = self.mapping.column(field.key)
        if column is not None and column.update:
            return column.update
        if isinstance(self.update, str):
            return self.update
        return self.update.get("") or "if_not_blank"
