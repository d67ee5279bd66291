"""Writing known-good values to one record by its columns, with history.

The same history as `history.update` writes for a set, in three short statements that find the record by
its id; the set-wise statements cost several times as much to plan. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping

from accounts_kit.model import record_types
from accounts_kit.records.history import ChangeSet, as_text
from accounts_kit.records.layout import Table, quoted


def set_values(change: ChangeSet, of: str, record_id: int, values: Mapping[str, object]) -> int:
    """Bring columns of one record to these values; return 1 when that changed something, else 0."""
    table = change.table(record_types()[of].table)
    cells = [cell for cell in _cells(change, table, record_id, values) if cell[1] != cell[2]]
    if not cells:
        return 0
    marks = ", ".join("(?, 'update', ?, ?, ?, ?, ?)" for _ in cells)
    params = [one for cell in cells for one in (change.change_set_id, table.name, record_id, *cell)]
    change.written += change.ws.execute(f"INSERT INTO changes VALUES {marks}", params)
    stamp = {"updated_at": change.at} if "updated_at" in table.columns else {}
    written = {column: values[column] for column, _, _ in cells} | stamp
    assigned = ", ".join(f"{quoted(column)} = ?" for column in written)
    return change.ws.execute(
        f"UPDATE {table.name} SET {assigned} WHERE {table.id_column} = ?", [*written.values(), record_id]
    )


def _cells(
    change: ChangeSet, table: Table, record_id: int, values: Mapping[str, object]
) -> list[tuple[str, str | None, str | None]]:
    """Return each column with its old and its new value, as the text that history keeps."""
    kinds = {column: table.type_of(column) for column in values}
    texts = [as_text(quoted(column), kind) for column, kind in kinds.items()]
    texts += [as_text(f"CAST(? AS {kind})", kind) for kind in kinds.values()]
    # A list stands twice in its text: once to ask whether it is there, once to be written.
    params = [value for column, value in values.items() for _ in range(1 + kinds[column].endswith("[]"))]
    [found] = change.ws.rows(
        f"SELECT {', '.join(texts)} FROM {table.name} WHERE {table.id_column} = ?", [*params, record_id]
    )
    return list(zip(values, found[: len(values)], found[len(values) :], strict=True))
