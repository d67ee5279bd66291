"""What is too large for memory waits on disk: bytes and rows, written once, and then read as if they were
here.

What waits is a temporary file mapped into memory: Arrow and Python read it where it lies, and the system
takes its pages back whenever it wants the room. The file has no name (on Windows it goes with its last user),
so nothing is left of it, however the process ends. Small things stay in memory. Called by reading and typing.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.errors import NoRoom
from accounts_kit.imports.progress import Stage, listener

IN_MEMORY = 16 * 2**20  # what is smaller never waits
PIECE = 8 * 2**20
STRIDE = 64 * 2**20  # how much of a mapped file a scan holds before it lets go

_mapped: weakref.WeakSet[MappedBytes] = weakref.WeakSet()


class MappedBytes(mmap.mmap):
    """A file mapped into memory that answers what reading asks of bytes; a slice of it is bytes."""

    def __contains__(self, part: object) -> bool:
        return self.find(cast(bytes, part), 0) >= 0

    def startswith(self, prefix: bytes, at: int = 0) -> bool:
        """Return whether these bytes stand at that place."""
        return self[at : at + len(prefix)] == prefix

    def endswith(self, suffix: bytes) -> bool:
        """Return whether it ends with these bytes."""
        return self[max(0, len(self) - len(suffix)) :] == suffix

    def isascii(self) -> bool:
        """Return whether every byte is ASCII."""
        return all(piece.isascii() for piece in pieces_of(cast(bytes, self)))

    def isspace(self) -> bool:
        """Return whether every byte is white space."""
        return all(piece.isspace() for piece in pieces_of(cast(bytes, self)))

    def translate(self, table: None, delete: bytes) -> bytes:
        """Return what is left without these bytes; little, or it fills the memory."""
        return b"".join(piece.translate(table, delete) for piece in pieces_of(cast(bytes, self)))

    def removeprefix(self, prefix: bytes) -> bytes:
        """Return the bytes behind a prefix, in memory."""
        return self[len(prefix) if self.startswith(prefix) else 0 :]

    def splitlines(self, keepends: bool = False) -> list[bytes]:
        """Return the lines, in memory."""
        return self[:].splitlines(keepends)

    def decode(self, encoding: str = "utf-8") -> str:
        """Return the text, in memory."""
        return self[:].decode(encoding)


def pieces_of(data: bytes, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """Yield bytes piece by piece; the pages of those that lie on disk are let go behind it."""
    last = len(data) if end is None else end
    for at in range(start, last, PIECE):
        yield data[at : min(at + PIECE, last)]
        if (at - start) % STRIDE == 0:
            let_go()
    let_go()


def joined(pieces: Iterable[bytes]) -> bytes:
    """Return pieces as one: bytes, or where they are too many, a mapped file that answers like bytes."""
    held: list[bytes] = []
    size = 0
    remaining = iter(pieces)
    for piece in remaining:
        held.append(piece)
        size += len(piece)
        if size > IN_MEMORY:
            break
    else:
        return b"".join(held)
    with _temporary() as file, _noticing_room():
        file.writelines(held)
        held.clear()
        file.writelines(remaining)
        return cast(bytes, _map(file))


class Shelf:
    """Rows that come in batches and are one table afterwards."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self._held: list[pa.RecordBatch] = []
        self._size = 0
        self._file: IO[bytes] | None = None
        self._writer: pa.RecordBatchFileWriter | None = None

    def add(self, batch: pa.RecordBatch) -> None:
        """Take the next rows."""
        self._held.append(batch)
        self._size += batch.nbytes
        if self._size > (IN_MEMORY if self._writer is None else PIECE):
            self._put_away()

    def table(self) -> pa.Table:
        """Return all rows; none can come after that."""
        if self._writer is None:
            return pa.Table.from_batches(self._held, self.schema)
        self._put_away()
        assert self._file is not None
        with self._file as file, _noticing_room():
            self._writer.close()
            waiting = pa.BufferReader(pa.py_buffer(_map(file)))
        return pa.ipc.open_file(waiting).read_all()

    def _put_away(self) -> None:
        """Write what is held, in one piece: many small ones cost more whenever they are read."""
        with _noticing_room():
            if self._writer is None:
                self._file = _temporary()
                weakref.finalize(self, self._file.close)  # of rows that nobody asked for
                self._writer = pa.ipc.new_file(self._file, self.schema)
            for batch in pa.Table.from_batches(self._held, self.schema).combine_chunks().to_batches():
                self._writer.write_batch(batch)
        self._held.clear()
        self._size = 0
        let_go()


def chosen(rows: pa.Table, flags: pa.ChunkedArray) -> pa.Table:
    """Return the rows that are flagged, on disk when they are many."""
    shelf = Shelf(rows.schema)
    for batch, own in Stream(rows).beside(flags):
        shelf.add(batch.filter(own))
    return shelf.table()


def put_column_away(pieces: Iterable[pa.Array], arrow_type: pa.DataType) -> pa.ChunkedArray:
    """Return a column whose pieces come one by one, on disk when it is long."""
    shelf = Shelf(pa.schema([pa.field("values", arrow_type)]))
    for piece in pieces:
        shelf.add(pa.RecordBatch.from_arrays([piece], names=["values"]))
    return shelf.table().column("values")


class Stream:
    """Rows on their way, batch by batch, without those of some lines; can be run through again and again."""

    def __init__(self, rows: pa.Table, without: pa.Array | None = None, stage: Stage | None = None) -> None:
        """`stage` is told to whoever listens now, as rows pass."""
        self.schema: pa.Schema = rows.schema
        self._rows = rows
        self._without = without if without is not None and len(without) else None
        self._stage = stage
        self._listener = listener() if stage else None

    def telling(self, stage: Stage) -> Stream:
        """Return the same stream, which tells a stage as its rows pass."""
        return Stream(self._rows, self._without, stage)

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
        return list(self.schema.names)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows; pages of a table on disk are let go behind it."""
        passed = count = 0
        for batch in self._rows.to_batches():
            yield batch if self._without is None else _without(batch, self._without)
            passed, count = passed + batch.nbytes, count + batch.num_rows
            if self._listener and self._stage:
                self._listener(self._stage, count, self._rows.num_rows)
            if passed > STRIDE:
                passed = 0
                let_go()
        let_go()

    def table(self) -> pa.Table:
        """Return the rows as a table, in memory: for few."""
        return pa.Table.from_batches(self.batches(), self.schema)

    def beside(self, column: pa.ChunkedArray) -> Iterator[tuple[pa.RecordBatch, pa.Array]]:
        """Yield the rows together with their part of a column that is not among them."""
        at = 0
        for batch in self.batches():
            yield batch, column.slice(at, batch.num_rows).combine_chunks()
            at += batch.num_rows

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Hand the rows to whoever speaks Arrow."""
        return pa.RecordBatchReader.from_batches(self.schema, self.batches()).__arrow_c_stream__(
            requested_schema
        )


def let_go() -> None:
    """Give the pages of mapped files back to the system; they come again when they are read."""
    if hasattr(mmap, "MADV_DONTNEED"):
        for one in tuple(_mapped):
            one.madvise(mmap.MADV_DONTNEED)


def _without(batch: pa.RecordBatch, lines: pa.Array) -> pa.RecordBatch:
    refused = pc.is_in(batch.column("line"), lines)
    return batch.filter(pc.invert(refused)) if pc.any(refused).as_py() else batch


def _temporary() -> IO[bytes]:
    """Return a new file without a name, where there is room for large ones."""
    with _noticing_room():
        return tempfile.TemporaryFile(prefix="accounts_kit_", dir=_folder())


def _folder() -> Path | None:
    """Return where large files may wait: /tmp is memory on many systems, /var/tmp is not. None: as usual."""
    usual = Path("/var/tmp")
    own_wish = any(name in os.environ for name in ("TMPDIR", "TEMP", "TMP"))
    return usual if not own_wish and os.name == "posix" and os.access(usual, os.W_OK | os.X_OK) else None


def _map(file: IO[bytes]) -> MappedBytes:
    file.flush()
    made = MappedBytes(file.fileno(), 0, access=mmap.ACCESS_READ)
    _mapped.add(made)
    return made


@contextlib.contextmanager
def _noticing_room() -> Iterator[None]:
    """Say what to do when the disk is full."""
    try:
        yield
    except NoRoom:
        raise
    except OSError as error:
        raise NoRoom(
            f"What is imported has to wait in {tempfile.gettempdir()}, and that cannot be written: "
            f"{error.strerror or error}. Make room there, or set TMPDIR to a folder with room."
        ) from error
