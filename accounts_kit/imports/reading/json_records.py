"""JSON, JSON Lines and parsed answers as a Reading: a row a record, and `line` where the record begins.

Where several records begin on one line, as in a file without line breaks, `line` counts them from 1. A line
of JSON Lines that is none, and an item that is no object, are refused by their line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from accounts_kit.errors import Problem, UnreadableFile, WrongKind
from accounts_kit.imports.reading.assumptions import about_headers
from accounts_kit.imports.reading.cells import NOTHING
from accounts_kit.imports.reading.disguise import refuse_binary
from accounts_kit.imports.reading.encoding import decode
from accounts_kit.imports.reading.frames import fingerprint_of
from accounts_kit.imports.reading.headers import unique_headers
from accounts_kit.imports.reading.json_choosing import choose, document_of
from accounts_kit.imports.reading.json_columns import Columns
from accounts_kit.imports.reading.json_scanning import lines_of, one_value, scan
from accounts_kit.imports.reading.layout import Layout
from accounts_kit.imports.reading.result import Assumption, Fingerprint, Reading
from accounts_kit.imports.reading.suspects import doubts_about_encoding, doubts_about_letters
from accounts_kit.words.sentences import sentence
from accounts_kit.words.text import is_whole

JSON_NAMES = (".json", ".jsonl", ".ndjson", ".geojson")
LINES_NAMES = (".jsonl", ".ndjson")
NAME = "records"
SAMPLE = 100  # lines that show whether a text is JSON Lines
_LIKE_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*["}]|\[\s*[{\]])')
_HALF_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")


def is_json(data: bytes, file: str) -> bool:
    """Whether a file is JSON by its name, or begins as objects and lists of objects do."""
    return file.lower().endswith(JSON_NAMES) or _LIKE_JSON.match(data[:4096]) is not None


def read_json(
    data: bytes,
    file: str,
    fingerprint: Fingerprint,
    layout: Layout,
    language: str,
    likely: Sequence[str] = (),
) -> Reading:
    """Return the records in the bytes of a JSON text; `likely` are keys under which they may be.

    Raises UnreadableFile for a text that is no JSON (with line and column), and for one without records.
    """
    decoded = decode(data, file, layout.encoding)
    text = decoded.text
    doubts = [] if layout.encoding else [*doubts_about_encoding(data, decoded)]
    refuse_binary(text, file)
    doubts += doubts_about_letters(text, b"")
    taken = _taken(text.decode(), _Taken(file, language), layout.records, likely)
    reading = taken.reading(fingerprint)
    return replace(
        reading,
        encoding=decoded.encoding,
        encoding_stated=layout.encoding is not None,
        assumptions=(*doubts, *reading.assumptions),
    )


def read_values(source: Any, layout: Layout, language: str, likely: Sequence[str] = ()) -> Reading:
    """Return the records in an answer that Python has parsed already: a list of dictionaries, or a dictionary
    around one; `line` counts them from 1.
    """
    if isinstance(source, Mapping) and source and all(map(_is_column, source.values())):
        raise WrongKind("A dict of columns is no source of rows. Make it a frame: pandas.DataFrame(...).")
    if not isinstance(source, Mapping) and not all(isinstance(one, Mapping) for one in source):
        raise no_source(source)
    try:
        chosen = choose(document_of(source), layout.records, likely, "The dictionary")
    except RecursionError:
        raise UnreadableFile("The dictionary nests too deep to hold records. Give a flatter one.") from None
    taken = _Taken(NAME, language, list(chosen.assumptions))
    for number, one in enumerate(chosen.records, start=1):
        taken.take(one.value, number, repr(one.value), may_be_half=True)
    return taken.reading(None)


def no_source(source: object) -> WrongKind:
    """Return the error about what holds no rows, with what does."""
    return WrongKind(
        f"A {type(source).__name__} is no source of rows. Give the path of a CSV, Excel or JSON file, a "
        "pandas, Polars or Arrow frame, or a list of dictionaries."
    )


def _is_column(value: Any) -> bool:
    return (
        isinstance(value, list | tuple) and bool(value) and not any(isinstance(one, Mapping) for one in value)
    )


@dataclass(slots=True)
class _Taken:
    """The records so far, with the lines that they begin on, and what is no record."""

    file: str
    language: str
    assumptions: list[Assumption] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    broken: list[Problem] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    columns: Columns = field(init=False)

    def __post_init__(self) -> None:
        self.columns = Columns(self.file)

    def take(self, value: Any, line: int, raw: str, may_be_half: bool) -> None:
        """Take a record, or refuse it with its text."""
        if not isinstance(value, Mapping):
            self.refuse(line, raw, "json_record")
        elif may_be_half and (half := _half_text(value)) is not None:
            self.refuse(line, raw.encode("utf-8", "backslashreplace").decode(), "signs", value=half)
        elif set(map(type, value.values())) <= {NOTHING}:
            self.blank.append(line)
        else:
            self.columns.add(value)
            self.lines.append(line)

    def refuse(self, line: int, raw: str, said: str, **words: object) -> None:
        """Keep what stands on a line out, and say why in the sentence of that name."""
        message = sentence(said, self.language, **words)
        self.broken.append(Problem("json", message, value=raw, line=line, file=self.file))

    def reading(self, fingerprint: Fingerprint | None) -> Reading:
        """Return the records as a table; raises UnreadableFile when there are none."""
        if not self.lines:
            first = f" The first line that is none: {self.broken[0].message}." if self.broken else ""
            raise UnreadableFile(f"{self.file} has no records.{first} Export it again, with its rows.")
        columns = self.columns.arrow()
        originals = tuple(columns)
        headers = unique_headers(originals)
        cells = {f"c{place}": column for place, column in enumerate(columns.values())}
        table = pa.table({**cells, "line": pa.array(self.lines, pa.int64())})
        return Reading(
            name=self.file,
            headers=headers,
            original_headers=originals,
            table=table,
            fingerprint=fingerprint or fingerprint_of(table),
            assumptions=(*self.assumptions, *self._about_blank(), *about_headers(originals, headers)),
            broken=tuple(self.broken),
        )

    def _about_blank(self) -> Iterator[Assumption]:
        if self.blank:
            records = "1 record holds" if len(self.blank) == 1 else f"{len(self.blank)} records hold"
            where = f"first on line {self.blank[0]}"
            yield Assumption("blank_rows", f"{records} nothing: left out ({where}).")


def _taken(text: str, taken: _Taken, records: str | None, likely: Sequence[str]) -> _Taken:
    """Take the records of a text."""
    may_be_half = _HALF_ESCAPED.search(text) is not None
    if _is_lines(text, taken.file):
        return _taken_by_line(text, taken, may_be_half)
    chosen = choose(scan(text, taken.file), records, likely, taken.file)
    taken.assumptions += chosen.assumptions
    lines = list(lines_of(text, [one.start for one in chosen.records]))
    if len(set(lines)) < len(lines):
        lines = list(range(1, len(lines) + 1))
        taken.assumptions.append(
            Assumption(
                "numbered", "Several records begin on one line, so `line` is the number of the record."
            )
        )
    for line, one in zip(lines, chosen.records, strict=True):
        raw = "" if isinstance(one.value, Mapping) and not may_be_half else text[one.start : one.end]
        taken.take(one.value, line, raw, may_be_half)
    return taken


def _taken_by_line(text: str, taken: _Taken, may_be_half: bool) -> _Taken:
    """Return the records of JSON Lines; a line that is no JSON is refused."""
    for line, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            continue
        try:
            taken.take(one_value(raw), line, raw.rstrip("\r"), may_be_half)
        except json.JSONDecodeError as error:
            taken.refuse(line, raw.rstrip("\r"), "json", column=error.colno, reason=error.msg)
    return taken


def _is_lines(text: str, file: str) -> bool:
    """Whether a text is JSON Lines: as it is called, or as at least half of its first lines are objects."""
    if not text.lstrip().startswith("{"):
        return False
    sample = [line for line in text[: SAMPLE * 1000].split("\n")[:SAMPLE] if line.strip()]
    whole = sum(map(_is_object, sample))
    named = file.lower().endswith(LINES_NAMES)
    return whole > 0 and (named or (len(sample) > 1 and whole * 2 >= len(sample)))


def _is_object(line: str) -> bool:
    try:
        return isinstance(one_value(line), dict)
    except json.JSONDecodeError:
        return False


def _half_text(value: Any) -> str | None:
    """Return a text in a value that holds half of a sign; None when there is none."""
    match value:
        case str():
            return None if is_whole(value) else value
        case Mapping():
            return next((half for one in value.items() if (half := _half_text(list(one))) is not None), None)
        case list() | tuple() | set() | frozenset():
            return next((half for one in value if (half := _half_text(one)) is not None), None)
    return None
