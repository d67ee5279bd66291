"""The section About of a page: every field of a record with its label and its value as people read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from accounts_kit.model import Field
from accounts_kit.model.records import Record
from accounts_kit.words.reading import Reading
from accounts_kit.workspace import Workspace

COLUMNS = ("field", "label", "value", "group")


def about(ws: Workspace, of: str, record: Record, reading: Reading, *also: Field) -> pd.DataFrame:
    """Return every standard and every visible custom field of a record, by group, in their order.

    Not those that accounts_kit keeps itself: changes.history() knows when, and the page says last contact.
    Columns: field (dotted name), label, value (text, "" where it is missing), group (missing for standard
    fields). `also` are what a record shows of others (the account of a contact), before its other fields.
    """
    fields = [*also, *(one for one in ws.catalogue.fields(of) if one.visible and not one.computed)]
    rows = [
        (one.name, _label(ws, one, reading), reading.text(record.values[one.key], one.decimals), one.group)
        for one in _by_group(fields)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")


def _by_group(fields: Iterable[Field]) -> Sequence[Field]:
    """Return fields with those of one group together, the groups in the order of their first fields."""
    groups: dict[str | None, list[Field]] = {None: []}
    for one in fields:
        groups.setdefault(one.group, []).append(one)
    return [one for group in groups.values() for one in group]


def _label(ws: Workspace, field: Field, reading: Reading) -> str:
    """Return a field's label; that of an amount in another currency than the workspace's says which."""
    label = field.label(reading.language)
    return f"{label} ({field.currency})" if field.currency not in (None, ws.currency) else label
