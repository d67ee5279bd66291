"""Reject files: the rows that were kept out, as the source has them, with why; to correct and load again.

The layout is the source's own: its headers, delimiter and encoding; the name of the file may ask for a
workbook (.xlsx) or JSON instead. A row that did not fit the header stands there exactly as it was, so that it
is refused again until somebody mends it.
"""

from __future__ import annotations

import csv
import filecmp
import heapq
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.errors import FileInTheWay, Problem
from accounts_kit.imports.reading import REJECT_COLUMNS, Reading
from accounts_kit.imports.rejects_typed import write_json, write_workbook
from accounts_kit.imports.waiting import chosen

LINE_END = "\r\n"
BATCH = 10_000
THOUSANDS = 3  # digits after a dot that could be a thousands mark


@dataclass(frozen=True)
class Rejects:
    """The rejected rows of one source; `rows` has its columns and `line`, `problems` says why."""

    name: str
    source: Path | None
    headers: Sequence[str]
    delimiter: str
    quote: str
    escape: str
    preamble: str
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
        beside = path.with_name(path.name + ".part")
        try:
            match path.suffix.lower():
                case ".xlsx":
                    write_workbook(beside, self.header, self.rows_with_problems())
                case ".json" | ".jsonl" | ".ndjson":
                    write_json(beside, self.header, self.rows_with_problems(), self.broken)
                case _:
                    with beside.open("w", encoding=self.encoding, newline="") as file:
                        file.writelines(self._lines())
            if path.exists() and not filecmp.cmp(beside, path, shallow=False):
                self._refuse_to_overwrite(path, overwrite)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        return len(self)

    def _refuse_to_overwrite(self, path: Path, overwrite: bool) -> None:
        if self.source is not None and self.source.exists() and path.samefile(self.source):
            raise FileInTheWay(f"{path.name} is the file that was imported. Give the rejects another name.")
        if not overwrite:
            raise FileInTheWay(
                f"{path.name} is there already, and it may hold corrections. "
                "Give another name, or say write_rejects(path, overwrite=True)."
            )

    @property
    def header(self) -> list[str]:
        """The headers of the source, and those of the two columns that are added."""
        return [*self.headers, *REJECT_COLUMNS.get(self.language, REJECT_COLUMNS["en"])]

    def rows_with_problems(self) -> Iterator[list[Any]]:
        """Yield the rows that fit the header, each with its line and what is wrong with it."""
        messages = self._messages()
        for row in self._rows():
            line = row.pop("line")
            yield [*row.values(), line, "; ".join(messages[line])]

    def _lines(self) -> Iterator[str]:
        """Yield the header and the rows, in the order of the file."""
        yield self.preamble + self._line(self.header)
        messages = self._messages()
        whole = ((row.pop("line"), self._line(row.values())) for row in self._rows())
        broken = ((one.line or 0, one.value or "") for one in self.broken)
        for line, text in heapq.merge(whole, broken):
            added = self._line([line, self._encodable("; ".join(messages[line]))])
            yield text.removesuffix(LINE_END) + self.delimiter + added

    def _rows(self) -> Iterator[dict[str, Any]]:
        for batch in self.rows.to_batches(max_chunksize=BATCH):
            yield from batch.to_pylist()

    def _messages(self) -> Mapping[int, list[str]]:
        """Return what is wrong with each row, by line."""
        messages: dict[int, list[str]] = defaultdict(list)
        for line, message in zip(self.problems["line"].tolist(), self.problems["message"], strict=True):
            messages[line].append(message)
        return messages

    def _line(self, cells: Iterable[object]) -> str:
        texts = [_text(cell, self.language) for cell in cells]
        if not self.quote:  # then no cell of the source has a delimiter or a line end; a message may
            signs = str.maketrans(f"{self.delimiter}\r\n", ",  ")
            return self.delimiter.join(str(one).translate(signs) for one in texts) + LINE_END
        written = io.StringIO()
        csv.writer(
            written,
            delimiter=self.delimiter,
            quotechar=self.quote,
            escapechar=self.escape or None,
            doublequote=not self.escape,
            lineterminator=LINE_END,
        ).writerow(texts)
        return written.getvalue()

    def _encodable(self, message: str) -> str:
        """Return the message in letters that the encoding has; the cells came in it, the message did not."""
        return message.encode(self.encoding, "replace").decode(self.encoding)


def _text(cell: object, language: str) -> object:
    """Return a cell as a text of that language has it: 1,5 in Dutch; in English never 1.234, which a Dutch
    reader would take for thousands.
    """
    if cell is None:
        return ""
    if not isinstance(cell, float | Decimal):
        return cell
    if language == "nl":
        return str(cell).replace(".", ",")
    return f"{cell}0" if len(str(cell).rpartition(".")[2]) == THOUSANDS else cell


def write_all(several: Sequence[Rejects], path: Path, *, overwrite: bool) -> int:
    """Write the rejected rows of every source; return how many. Of several sources each has a file."""
    if len(several) == 1:
        return several[0].write(path, overwrite=overwrite)
    return sum(
        one.write(path.with_stem(f"{path.stem}-{one.name}"), overwrite=overwrite)
        for one in several
        if len(one)
    )


def rejects_of(
    reading: Reading, source: Path | None, lines: pa.Array, problems: pd.DataFrame, language: str
) -> Rejects:
    """Return the rows of a reading on these lines, with what is wrong with each."""
    encoding = reading.encoding or "utf-8-sig"
    return Rejects(
        name=Path(reading.name).stem,
        source=source,
        headers=reading.original_headers if reading.header_line else reading.headers,
        delimiter=reading.delimiter or (";" if language == "nl" else ","),
        quote='"' if reading.quote is None else reading.quote,
        escape=reading.escape,
        preamble=reading.preamble,
        encoding="utf-16" if encoding.startswith("utf-16") else encoding,
        language=language,
        rows=chosen(reading.table, pc.is_in(reading.table.column("line"), lines)),
        broken=reading.broken,
        problems=problems,
    )
