"""Random tables as text in random dialects, and what should come back of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from accounts_kit.imports.reading import Layout

HEADERS = st.text("abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=8).filter(str.strip)
AWKWARD = [
    *("", " ", '"', '""', '"AAE" Advanced B.V.', ' "x', "'", "''", "'t Hoekje", " 'x", "1,5", "12:30"),
    *("a;b", "a\tb", "a|b", "a^b", "a~b", "a:b", "a\x1fb", "een\nregel", "een\r\nregel", "\r", "\\", '\\"'),
]
FAR = ["regel een\x0bregel twee", "\ufeff", "\u200b", "💶", "مرحبا"]


@dataclass(frozen=True)
class Written:
    """A table as text, the layout that it was written in, and what should come back: the headers, and the
    cells and line of each row that holds anything.
    """

    text: str
    headers: tuple[str, ...]
    rows: list[tuple[list[str], int]]
    layout: Layout = field(default_factory=Layout)


def cells(codec: str) -> st.SearchStrategy[str]:
    """Texts that a codec has the letters for, with a bias for what a dialect is made of."""
    letters = st.text(st.characters(codec=codec, exclude_categories=["Cs", "Cc"]), max_size=12)
    return letters | st.sampled_from([*AWKWARD, *(FAR if codec.startswith("utf") else [])])


@st.composite
def found(draw: st.DrawFn) -> Written:
    """A table with a header on top, in a dialect that can be found."""
    width = draw(st.integers(1, 5))
    headers, rows = _table(draw, width, cells("utf-8"))
    delimiter = draw(st.sampled_from(";,\t|^~\x1f"))
    written = _writer(draw, delimiter, '"')
    return _assembled(draw, written, headers, rows)


@st.composite
def stated(draw: st.DrawFn, codec: str) -> Written:
    """A table in any dialect, with a header on top, below a preamble or nowhere, and the layout for it."""
    width = draw(st.integers(1, 5))
    wide = codec.startswith("utf")
    quote = draw(st.sampled_from(['"', "'", "", "*", *("þ" * wide)]))
    delimiter = draw(st.sampled_from(";,\t|^~: x-\\\x1f" + "§💶" * wide))
    header = draw(st.sampled_from(["top", "below", "nowhere"]))
    plain = [*"\r\n", delimiter] if not quote else []
    texts = cells(codec).map(_without(plain))
    headers, rows = _table(draw, width, texts)
    headers = tuple(name.replace("x", "X").replace(" ", "_") for name in headers)
    written = _writer(draw, delimiter, quote)
    if header == "nowhere":
        return _headerless(written, rows, Layout(delimiter=delimiter, quote=quote, header=False))
    above = draw(st.lists(cells("ascii").map(_without("\r\n\0")), max_size=3)) if header == "below" else []
    return _assembled(
        draw, written, headers, rows, above, Layout(delimiter=delimiter, quote=quote, header=len(above) + 1)
    )


def _without(signs: Sequence[str]) -> Callable[[str], str]:
    """A function that takes signs out of a text."""

    def plain(text: str) -> str:
        for sign in signs:
            text = text.replace(sign, "")
        return text

    return plain


def _table(
    draw: st.DrawFn, width: int, texts: st.SearchStrategy[str]
) -> tuple[tuple[str, ...], list[list[str]]]:
    headers = draw(st.lists(HEADERS, min_size=width, max_size=width, unique_by=lambda name: name.strip()))
    rows = draw(st.lists(st.lists(texts, min_size=width, max_size=width), min_size=1, max_size=6))
    return tuple(headers), rows


@dataclass(frozen=True)
class _Writer:
    """How records are written."""

    delimiter: str
    quote: str
    line_end: str
    quote_all: bool

    def record(self, texts: Sequence[str]) -> str:
        return self.delimiter.join(map(self._cell, texts))

    def _cell(self, text: str) -> str:
        if not self.quote:
            return text
        must = any(sign in text for sign in (self.delimiter, "\r", "\n"))
        looks_quoted = text.startswith((self.quote, f" {self.quote}"))
        doubled = self.quote + text.replace(self.quote, self.quote * 2) + self.quote
        return doubled if must or looks_quoted or self.quote_all else text


def _writer(draw: st.DrawFn, delimiter: str, quote: str) -> _Writer:
    return _Writer(delimiter, quote, draw(st.sampled_from(["\n", "\r\n", "\r"])), draw(st.booleans()))


def _assembled(
    draw: st.DrawFn,
    writer: _Writer,
    headers: tuple[str, ...],
    rows: list[list[str]],
    above: Sequence[str] = (),
    layout: Layout | None = None,
) -> Written:
    top = "".join(line + writer.line_end for line in above)
    text, expected = _records(writer, [list(headers), *rows], len(above) + 1)
    text = text if draw(st.booleans()) else text.removesuffix(writer.line_end)
    return Written(top + text, headers, expected[1:], layout or Layout())


def _headerless(writer: _Writer, rows: list[list[str]], layout: Layout) -> Written:
    text, expected = _records(writer, rows, 1)
    width = len(rows[0])
    while width > 1 and not any(row[width - 1] for row, _ in expected):
        width -= 1  # columns without header and value are left out
    return Written(
        text,
        tuple(f"column {place + 1}" for place in range(width)),
        [(row[:width], line) for row, line in expected],
        layout,
    )


def _records(writer: _Writer, rows: list[list[str]], line: int) -> tuple[str, list[tuple[list[str], int]]]:
    """The rows as text, and those of them that hold anything, with the lines that they begin on."""
    text, expected = "", []
    for row in rows:
        record = writer.record(row)
        if any(cell.encode().strip() for cell in row):
            expected.append((row, line))
        text += record + writer.line_end
        line += 1 + record.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    return text, expected
