"""How much memory DuckDB may take for an import; what is more waits beside the workspace.

Without a limit it takes most of the machine before it thinks of the disk. What cannot wait is the index of
unique keys: the more keys and the longer they are, the more it needs.
"""

from __future__ import annotations

from collections.abc import Sequence

from accounts_kit.imports.staging import Staged
from accounts_kit.model import record_types
from accounts_kit.workspace import Workspace

# Generous, for an import that fails for want of memory is worse than one that takes it.
AT_LEAST = 2**30
A_ROW = 128  # bytes
A_BYTE_OF_A_KEY = 4
A_BYTE_OF_A_VALUE = 3  # values are held beside stored ones only where records are there


def spare_memory(ws: Workspace, parts: Sequence[Staged]) -> None:
    """Load these parts within the memory that so many rows need, until the transaction ends."""
    ws.stay_within(AT_LEAST + sum(_need(ws, one) for one in parts))


def _need(ws: Workspace, staged: Staged) -> int:
    """Return how many bytes the keys of the rows and of the records that are there take."""
    record, rows = record_types()[staged.part.of], staged.typed.table
    there = int(ws.value(f"SELECT count(*) FROM {record.table}"))
    keys = [one for one in (record.key_field, "account") if one in rows.column_names]
    size = sum(int(rows.column(key).nbytes) for key in keys)
    a_key = size / rows.num_rows if rows.num_rows else 0
    values = int(rows.nbytes) * A_BYTE_OF_A_VALUE if there else 0
    return values + int((rows.num_rows + there) * (A_ROW + A_BYTE_OF_A_KEY * a_key))
