"""The sentences about a text: how it was divided, what its header left open, what its rows put up with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accounts_kit.imports.reading.dialect import Dialect
from accounts_kit.imports.reading.grammar import Record, line_ends_in
from accounts_kit.imports.reading.result import Assumption
from accounts_kit.imports.reading.rows import LONG_ROW
from accounts_kit.imports.reading.shapes import shape_of
from accounts_kit.imports.reading.suspects import lines_in_words
from accounts_kit.words.text import WHITE_SPACE

NAMES = {b"\t": "tabs", b"\x1f": "unit separators (U+001F)", b" ": "blanks"}
SHOWN = 40  # letters of a line that is left out
REMARKS = {
    "short_rows": "fewer cells than the header; the last columns are missing there",
    "blank_rows": "delimiters and nothing else; they are left out",
    "kept_quotes": "a cell that begins with a quote without being quoted; the quotes stay in its text",
    "long_rows": f"more than {LONG_ROW} lines each, as a quote out of place would cause",
}


def about_division(dialect: Dialect, width: int) -> Iterator[Assumption]:
    """Return what was made of delimiter, quote and the place of the header, as far as it was not stated."""
    yield from _about_delimiter(dialect, width)
    grammar = dialect.grammar
    if grammar.quote == b"'" and not dialect.quote_stated:
        yield Assumption("quote", "Every text stands between single quotes ('); those are left off.")
    if grammar.escape:
        said = "A quote behind a backslash is text, and two backslashes in a quoted cell are one."
        yield Assumption("escaped_quotes", said)
    if dialect.row_like:
        line, cell = dialect.row_like
        yield Assumption(
            "no_header",
            f"Line {line} is a row, as {cell!r} looks like what is below it: the columns are called after "
            "their places. If it is the header, give header=True.",
        )
    if dialect.above and dialect.header:
        yield _about_preamble(dialect.above, dialect.header)


def _about_delimiter(dialect: Dialect, width: int) -> Iterator[Assumption]:
    delimiter = dialect.grammar.delimiter
    if width > 1:
        source = f", {dialect.said_by}" if dialect.said_by and dialect.said_by != "stated" else ""
        yield Assumption("delimiter", f"{_named(delimiter)} separate {width} columns{source}.")
    elif dialect.below:
        line = dialect.header.line if dialect.header else dialect.line
        yield Assumption(
            "title_line",
            f"Line {line} has no {_named(dialect.below)}, and the lines below do. The text is read as one "
            f"column; if that line is a title, give the line of the header, as in header={line + 1}.",
        )
    elif delimiter:
        yield Assumption("one_column", f"{_named(delimiter)} separate nothing: there is one column.")
    elif dialect.said_by is None:
        yield Assumption("one_column", "No delimiter was found: the text is read as one column.")
    for rival in dialect.rivals:
        yield Assumption("delimiter_doubt", f"{_named(rival)} would divide the rows just as evenly.")


def _about_preamble(above: Sequence[Record], header: Record) -> Assumption:
    """Return which lines were left out above the header that was found, and the first of them."""
    first, last = above[0], header.line - 1
    alone = first.line == last
    lines = f"Line {last}" if alone else f"Lines {first.line} to {last}"
    rest = "is no row and is left out" if alone else "are no rows and are left out"
    text = first.raw.decode()
    shown = text if len(text) <= SHOWN else text[:SHOWN] + "..."
    return Assumption(
        "preamble",
        f"Line {header.line} is the header. {lines} above it ({shown!r}) {rest}. "
        "If that is wrong, give the line of the header, or header=False when there is none.",
    )


def about_header_lines(header: Record, delimiter: bytes, again: Sequence[int]) -> Iterator[Assumption]:
    """Return whether the header may have swallowed rows by a quote out of place, and where it is repeated."""
    if any(delimiter in cell and line_ends_in(cell) for cell in header.cells or ()):
        last = header.line + line_ends_in(header.raw)
        yield Assumption(
            "long_header",
            f"The header takes lines {header.line} to {last}, and a cell of it holds a whole line. "
            "If those lines are rows, a quote is out of place.",
        )
    if again:
        yield Assumption(
            "header_again", f"The header is repeated on {lines_in_words(again)}; no row is made of it."
        )


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
    if like := [header for header in originals if shape_of(header)]:
        yield Assumption(
            "header_like_data",
            f"The header holds {like[0]!r}, which looks like a value. "
            "If the first line is a row, give header=False.",
        )


def about_rows(remarks: dict[str, tuple[int, int]]) -> Iterator[Assumption]:
    """Return what the rows put up with, each with how often and the first line."""
    for code, (count, line) in sorted(remarks.items()):
        rows = "1 row has" if count == 1 else f"{count} rows have"
        yield Assumption(code, f"{rows} {REMARKS[code]} (first on line {line}).")


def _named(delimiter: bytes) -> str:
    sign = delimiter.decode()
    return NAMES.get(delimiter) or (f"'{sign}'" if sign.isprintable() else repr(sign))
