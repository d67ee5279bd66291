"""A mapping whose new columns have become ordinary ones, after their fields were defined."""

from __future__ import annotations

from dataclasses import replace

from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.model import Catalogue


def with_new(mapping: ColumnMapping, catalogue: Catalogue) -> ColumnMapping:
    """Return the mapping in which each new column fills its field, which the catalogue has by now.

    Raises UnknownField for one that was not defined.
    """
    filling = (one.filling(catalogue.field_of(one.of, one.key)) for one in mapping.new)
    columns = sorted((*mapping.columns, *filling), key=lambda one: one.place)
    return replace(mapping, columns=tuple(columns), new=())
