"""Fields as a frame, in the order in which people see them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from accounts_kit.model import Catalogue, Field
from accounts_kit.model.values import value_of
from accounts_kit.words.reading import Reading
from accounts_kit.workspace import Workspace

# Text columns keep their type where every cell of them is missing.
_TEXTS = ("field", "label", "kind", "options", "key", "currency", "default", "group", "check")


def listed(ws: Workspace, records: Iterable[str]) -> pd.DataFrame:
    """Return the fields of these records; see fields.table."""
    catalogue = ws.catalogue
    rows = [
        _row(catalogue, field, positions.get(field.name))
        for record in records
        for fields in [catalogue.fields(record)]
        for positions in [_positions(fields)]
        for field in fields
    ]
    return pd.DataFrame(rows).astype({**dict.fromkeys(_TEXTS, "str"), "position": "Int64"})


def _positions(fields: Iterable[Field]) -> dict[str, int]:
    custom = (field.name for field in fields if field.custom)
    return {name: number for number, name in enumerate(custom, start=1)}


def _row(catalogue: Catalogue, field: Field, position: int | None) -> dict[str, object]:
    return {
        "field": field.name,
        "label": field.label(catalogue.language),
        "kind": field.kind_name,
        "options": ", ".join(field.options),
        "required": field.required,
        "unique": field.unique,
        "custom": field.custom,
        "key": field.key,
        "currency": field.currency,
        "default": _default(catalogue, field),
        "group": field.group,
        "visible": field.visible,
        "position": position,
        "check": field.check,
    }


def _default(catalogue: Catalogue, field: Field) -> str | None:
    if field.default is None:
        return None
    value = value_of(field, field.default, catalogue.timezone)
    return Reading(catalogue.language, catalogue.timezone).text(value, field.decimals)
