"""Parquet: every cell as it is stored, with its type; moments with their offset, several values as lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
from sqlglot import exp

from accounts_kit.exports.formats.format import Format, Layout
from accounts_kit.exports.profiles import Profile
from accounts_kit.merge_fields.field_sql import stored
from accounts_kit.model import Field


class ParquetWriter:
    """Writes a row group for each batch; the first one says the types."""

    def __init__(self, file: BinaryIO, layout: Layout) -> None:
        self._file, self._headers = file, list(layout.headers)
        self._writer: pq.ParquetWriter | None = None
        self.guarded = self.cut = self.plainer = 0

    def write(self, cells: Sequence[pa.Array]) -> None:
        """Write the rows as one row group."""
        table = pa.Table.from_arrays(list(cells), names=self._headers)
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._file, table.schema, compression="zstd")
        self._writer.write_table(table)

    def close(self) -> None:
        """Write where everything stands, at the end."""
        if self._writer is not None:
            self._writer.close()

    def abandon(self) -> None:
        """Let the writer finish while it can: it would try later, without a file."""
        self.close()


def _cell(field: Field, profile: Profile, timezone: str) -> exp.Expr:
    return stored(field)


FORMAT = Format("Parquet", _cell, ParquetWriter, as_text=False)
