"""How values of a field lie in Arrow: the frames of an import, and rows on their way to DuckDB."""

from __future__ import annotations

import pyarrow as pa

from accounts_kit.model import Field

# The Arrow type of each DuckDB column type.
ARROW_TYPES: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "DECIMAL(18,6)": pa.decimal128(18, 6),
    "DECIMAL(18,2)": pa.decimal128(18, 2),
    "DATE": pa.date32(),
    "TIMESTAMPTZ": pa.timestamp("us", tz="UTC"),
    "VARCHAR[]": pa.list_(pa.string()),
    "BIGINT": pa.int64(),
}


def arrow_type(field: Field) -> pa.DataType:
    """Return the Arrow type of a field's column."""
    return ARROW_TYPES[field.kind.column_type]
