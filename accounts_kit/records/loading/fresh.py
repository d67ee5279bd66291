"""New records of a load on their way into their table: numbered in the order of the file, and in blocks.

Where the rows themselves are at hand (`Batches`), their values go straight from there into the table, so that
a load needs the memory of its keys and not of its rows; what `resolved` says of them, their links, goes
beside. Within a block rows are in the order of their key: the index of unique keys takes them three times as
fast, and no row leaves the block that its id would be looked for in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.model import RecordType
from accounts_kit.records.history import ChangeSet
from accounts_kit.workspace.tables import quoted

BLOCK = 122_880  # the rows of what DuckDB calls a row group


class Batches(Protocol):
    """Rows that can be run through again and again, batch by batch."""

    @property
    def schema(self) -> pa.Schema:
        """Their columns."""

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows from the first on."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand the rows to whoever speaks Arrow."""


class FreshRows:
    """The rows of a load that become new records, with their ids and links, in blocks."""

    def __init__(
        self, rows: Batches, lines: np.ndarray, beside: Mapping[str, pa.Array], key: str | None
    ) -> None:
        """`lines` are those of the new records, in order, `beside` the columns of what goes beside them,
        `key` is the column by whose text records are unique.
        """
        self._rows = rows
        self._lines = lines
        self._beside = beside
        self._key = key
        added = (pa.field(name, column.type) for name, column in beside.items())
        self.schema = pa.schema([*rows.schema, *added])

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand the rows to whoever speaks Arrow."""
        return pa.RecordBatchReader.from_batches(self.schema, self._blocks()).__arrow_c_stream__(
            requested_schema
        )

    def _blocks(self) -> Iterator[pa.RecordBatch]:
        """Yield the new rows in blocks of exactly that size: DuckDB would write other ones twice."""
        held: list[pa.RecordBatch] = []
        count = 0
        for batch in self._rows.batches():
            held.append(self._numbered(batch))
            count += held[-1].num_rows
            while count >= BLOCK:
                rows = pa.Table.from_batches(held, self.schema)
                yield self._ordered(rows.slice(0, BLOCK))
                held = rows.slice(BLOCK).to_batches()
                count -= BLOCK
        if count:
            yield self._ordered(pa.Table.from_batches(held, self.schema))

    def _numbered(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return those rows of a batch that are new, with what goes beside them."""
        lines = batch.column("line").to_numpy()
        places = np.searchsorted(self._lines, lines)
        new = self._lines[np.minimum(places, len(self._lines) - 1)] == lines
        if not new.all():
            batch, places = batch.filter(pa.array(new)), places[new]
        beside = [column.take(pa.array(places)) for column in self._beside.values()]
        return pa.RecordBatch.from_arrays([*batch.columns, *beside], schema=self.schema)

    def _ordered(self, rows: pa.Table) -> pa.RecordBatch:
        block = rows.combine_chunks()
        if self._key in block.column_names:
            block = block.take(pc.sort_indices(pc.utf8_lower(block.column(self._key)))).combine_chunks()
        return block.to_batches()[0]


def fresh_rows(change: ChangeSet, rows: Batches, record: RecordType, links: Sequence[str]) -> FreshRows:
    """Return the new rows of a load, which stand in the temporary table `fresh` by line and id."""
    listed = "".join(f", resolved.{quoted(link)}" for link in links)
    known = change.ws.table(
        f"SELECT line, {record.id_column}{listed} FROM fresh JOIN resolved USING (line) ORDER BY line"
    )
    beside = {name: known.column(name).combine_chunks() for name in (record.id_column, *links)}
    return FreshRows(rows, known.column("line").to_numpy(), beside, record.key_field)
