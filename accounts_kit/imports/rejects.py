"""Reject files: the rows that were kept out, as the source has them, with why; to correct and load again.

The layout is the source's own: its headers, delimiter and encoding. A row that did not fit the header stands
there exactly as it was, so that it is refused again until somebody mends it.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.errors import FileInTheWay, Problem
from accounts_kit.imports.mapping import REJECT_COLUMNS
from accounts_kit.imports.reading import Reading

LINE_END = "\r\n"


@dataclass(frozen=True)
class Rejects:
    """The rejected rows of one source; `rows` has its columns and `line`, `problems` says why."""

    source: Path | None
    headers: Sequence[str]
    delimiter: str
    encoding: str
    language: str
    rows: pa.Table
    broken: Sequence[Problem]
    problems: pd.DataFrame

    def __len__(self) -> int:
        return int(self.rows.num_rows) + len(self.broken)

    def write(self, path: Path, *, overwrite: bool) -> int:
        """Write the file in one piece; return how many rows it has. See Outcome.write_rejects."""
        if not len(self):
            return 0
        data = "".join(self._lines()).encode(self.encoding)
        if path.exists() and path.read_bytes() != data:
            self._refuse_to_overwrite(path, overwrite)
        beside = path.with_name(path.name + ".part")
        beside.write_bytes(data)
        beside.replace(path)
        return len(self)

    def _refuse_to_overwrite(self, path: Path, overwrite: bool) -> None:
        if self.source is not None and self.source.exists() and path.samefile(self.source):
            raise FileInTheWay(f"{path.name} is the file that was imported. Give the rejects another name.")
        if not overwrite:
            raise FileInTheWay(
                f"{path.name} is there already, and it may hold corrections. "
                "Give another name, or say write_rejects(path, overwrite=True)."
            )

    def _lines(self) -> Iterator[str]:
        """Yield the header and the rows, in the order of the file."""
        yield self._line([*self.headers, *REJECT_COLUMNS.get(self.language, REJECT_COLUMNS["en"])])
        whole = {row.pop("line"): list(row.values()) for row in self.rows.to_pylist()}
        messages = self._messages()
        raw = {one.line or 0: one.value or "" for one in self.broken}
        for line in sorted({*whole, *raw}):
            added = [line, self._encodable("; ".join(messages[line]))]
            if line in whole:
                yield self._line([*whole[line], *added])
            else:
                yield raw[line] + self.delimiter + self._line(added)

    def _messages(self) -> Mapping[int, list[str]]:
        """Return what is wrong with each row, by line."""
        messages: dict[int, list[str]] = defaultdict(list)
        for line, message in zip(self.problems["line"].tolist(), self.problems["message"], strict=True):
            messages[line].append(message)
        return messages

    def _line(self, cells: Sequence[object]) -> str:
        written = io.StringIO()
        csv.writer(written, delimiter=self.delimiter, lineterminator=LINE_END).writerow(cells)
        return written.getvalue()

    def _encodable(self, message: str) -> str:
        """Return the message in letters that the encoding has; the cells came in it, the message did not."""
        return message.encode(self.encoding, "replace").decode(self.encoding)


def rejects_of(
    reading: Reading, source: Path | None, lines: pa.Array, problems: pd.DataFrame, language: str
) -> Rejects:
    """Return the rows of a reading on these lines, with what is wrong with each."""
    encoding = reading.encoding or "utf-8-sig"
    return Rejects(
        source=source,
        headers=reading.original_headers,
        delimiter=reading.delimiter or ",",
        encoding="utf-16" if encoding.startswith("utf-16") else encoding,
        language=language,
        rows=reading.table.filter(pc.is_in(reading.table.column("line"), lines)),
        broken=reading.broken,
        problems=problems,
    )
