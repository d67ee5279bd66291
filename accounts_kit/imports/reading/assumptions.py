"""The sentences about a text: how it was divided, what its header left open, what its rows put up with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from accounts_kit.imports.reading.dialect import Dialect
from accounts_kit.imports.reading.result import Assumption
from accounts_kit.imports.reading.rows import LONG_ROW
from accounts_kit.words.text import WHITE_SPACE

NAMES = {b"\t": "tabs", b";": "';'", b",": "','", b"|": "'|'"}
REMARKS = {
    "short_rows": "fewer cells than the header; the last columns are missing there",
    "blank_rows": "delimiters and nothing else; they are left out",
    "kept_quotes": "a cell that begins with a quote without being quoted; the quotes stay in its text",
    "long_rows": f"more than {LONG_ROW} lines each, as a quote out of place would cause",
}
LIKE_DATA = re.compile(r"[^@\s]+@[^@\s]+\.\w+|https?://.*|[\d\s.,/:-]*\d[\d\s.,/:-]*")


def about_division(dialect: Dialect, width: int) -> Iterator[Assumption]:
    """Return what was made of the delimiter."""
    delimiter = dialect.grammar.delimiter
    if delimiter:
        source = ", as line 1 says" if dialect.stated else ""
        yield Assumption("delimiter", f"{_named(delimiter)} separate {width} columns{source}.")
    elif dialect.below:
        yield Assumption(
            "title_line",
            f"Line {dialect.header.line} has no {_named(dialect.below)}, and the lines below do. "
            "The text is read as one column; if that line is a title, remove it.",
        )
    else:
        yield Assumption("one_column", "No delimiter was found: the text is read as one column.")
    for rival in dialect.rivals:
        yield Assumption("delimiter_doubt", f"{_named(rival)} would divide the rows just as evenly.")


def about_headers(originals: Sequence[str], headers: Sequence[str]) -> Iterator[Assumption]:
    """Return which headers were given another name, and whether the header looks like a row."""
    for place, (original, header) in enumerate(zip(originals, headers, strict=True), 1):
        name = original.strip(WHITE_SPACE)
        if not name:
            yield Assumption("blank_header", f"Column {place} has no header and is called {header!r}.")
        elif header != name:
            yield Assumption(
                "repeated_header",
                f"Column {place} repeats the header {name!r}; it is called {header!r}.",
            )
    if like := [header for header in originals if LIKE_DATA.fullmatch(header.strip())]:
        yield Assumption(
            "header_like_data",
            f"The header holds {like[0]!r}, which looks like a value. "
            "If the first line is a row, put a header above it.",
        )


def about_rows(remarks: dict[str, tuple[int, int]]) -> Iterator[Assumption]:
    """Return what the rows put up with, each with how often and the first line."""
    for code, (count, line) in sorted(remarks.items()):
        rows = "1 row has" if count == 1 else f"{count} rows have"
        yield Assumption(code, f"{rows} {REMARKS[code]} (first on line {line}).")


def _named(delimiter: bytes) -> str:
    return NAMES.get(delimiter, repr(delimiter.decode()))
