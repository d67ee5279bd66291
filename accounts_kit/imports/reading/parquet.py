"""A Parquet file: its columns with their types, as a frame has them."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.reading.frames import read_frame
from accounts_kit.imports.reading.result import Fingerprint, Reading

_SIGNATURE = b"PAR1"


def is_parquet(data: bytes) -> bool:
    """Whether a file begins and ends as Parquet does: a damaged one has lost its end."""
    return data[:4] == _SIGNATURE and data[-4:] == _SIGNATURE


def read_parquet(data: bytes, file: str, fingerprint: Fingerprint) -> Reading:
    """Return the table of a Parquet file; `line` counts its rows from 1.

    Raises UnreadableFile for a damaged file and for one without rows.
    """
    try:
        table = pq.read_table(pa.BufferReader(data))
        list(table.column_names)  # their bytes are looked at here
        table.validate(full=True)  # bytes that are no text fail here, and not where they are used
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            f"{file} is no Parquet file that can be read ({error}). Write it again."
        ) from error
    if not len(table):
        raise UnreadableFile(f"{file} has columns and no rows. Export it again.")
    return replace(read_frame(table), name=file, fingerprint=fingerprint)
