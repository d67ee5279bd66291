"""Writing known-good values to one record by its columns, with history."""

from __future__ import annotations

from collections.abc import Mapping

from accounts_kit.model import record_types
from accounts_kit.records.history import ChangeSet, Source, update


def set_values(change: ChangeSet, of: str, record_id: int, values: Mapping[str, object]) -> int:
    """Bring columns of one record to these values; return 1 when that changed something, else 0."""
    record = record_types()[of]
    source = Source.of_row({record.id_column: record_id, **values})
    return update(change, record.table, list(values), source)
