"""How a text is divided: by what is stated, by its `sep=` line, or as the first records are divided best."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.reading.division import Division, all_quoted, divide, usual_width
from accounts_kit.imports.reading.grammar import LINE_END, QUOTE, Grammar, Record, after_line_end
from accounts_kit.imports.reading.header_place import is_row
from accounts_kit.imports.reading.sample import BYTES, nothing_in, sample_of
from accounts_kit.imports.reading.stated import Stated

# When several divide the records equally well, the first is meant: a comma may be a decimal comma.
DELIMITERS = (b"\x1f", b"\t", b";", b"|", b"^", b"~", b",")
LAST_RESORT = b":"  # which divides times and addresses too
NO_DIVISION = re.compile(rb"(?<!\d)\d{1,2}:\d\d(?!\d)(?::\d\d(?!\d))?|://|: ")
SINGLE = b"'"
IN_SINGLE_QUOTES = re.compile(rb"(?:\A|[\r\n\x1f\t;|^~,:])'")
SEP_LINE = re.compile(rb'"?sep=([^\w"\s]|\t)\1*"?(?=[\r\n])', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text is divided: its grammar, its header (None: it has none) and how wide that is, at which byte
    and on which line its rows begin, and where what stands above the header ends.

    `said_by` says what told the delimiter, if it was not found; `rivals` divide the sample as evenly; `below`
    divides the records of a text whose first line does not have it, which is then read as one column;
    `above` is what stands above a header that was found below it, and `row_like` the line and the cell by
    which the first record is known to be a row.
    """

    grammar: Grammar
    header: Record | None
    width: int
    at: int
    line: int
    top: int
    said_by: str | None = None
    rivals: tuple[bytes, ...] = ()
    below: bytes | None = None
    above: tuple[Record, ...] = ()
    row_like: tuple[int, str] | None = None
    quote_stated: bool = False

    def escaped(self, text: bytes) -> Dialect:
        """Return the same dialect in which a backslash takes a quote for text."""
        grammar = Grammar(self.grammar.delimiter, self.grammar.quote, escape=True)
        if self.header is None:
            width = usual_width(sample_of(grammar, text, self.at, self.line))
            return replace(self, grammar=grammar, width=width)
        header = grammar.record_at(text, self.top, self.header.line)
        return _of(replace(self, grammar=grammar), header)


def detect(text: bytes, stated: Stated, file: str) -> Dialect | None:
    """Return the dialect of a text; None when all of its lines are blank.

    Raises UnreadableFile when the header is stated to be on a line that is not there, or is blank.
    """
    at, line, delimiter, said_by = _start(text, stated, file)
    delimiters = DELIMITERS if delimiter is None else (delimiter,)
    best, divisions = _best(text, at, line, delimiters, stated)
    if not best.sample:
        return None
    row_like = is_row(best.sample) if stated.header is None and best.above == 0 else None
    if row_like:
        best = divide(best.grammar, text, at, line, False)
    below = None
    if delimiter is None and not best.grammar.delimiter:
        fit_below = (each for each in divisions if each.divides and each.evenness < -0.9 and not each.above)
        below = next((each.grammar.delimiter for each in fit_below), None)
    return replace(
        _dialect(best, at, line),
        said_by=said_by,
        rivals=_rivals(best, divisions),
        below=below,
        row_like=(best.sample[0].record.line, row_like) if row_like else None,
        quote_stated=stated.quote is not None,
    )


def _start(text: bytes, stated: Stated, file: str) -> tuple[int, int, bytes | None, str | None]:
    """Return at which byte and on which line the text proper begins, its delimiter if something says it, and
    what.
    """
    at, line, delimiter, said_by = 0, 1, stated.delimiter, "stated"
    if sep := SEP_LINE.match(text):
        at, line = after_line_end(text, sep.end()), 2
        if delimiter is None:
            delimiter, said_by = sep[1], "as line 1 says"
    if stated.header is not None and not isinstance(stated.header, bool):
        line = stated.header
        at = _line_start(text, line, nothing_in(delimiter, sure=delimiter is not None), file)
    return at, line, delimiter, said_by if delimiter is not None else None


def _line_start(text: bytes, line: int, nothing: bytes, file: str) -> int:
    """Return where a line starts; refuse one that is not there or holds `nothing`."""
    at = 0
    for _ in range(line - 1):
        found = LINE_END.search(text, at)
        at = found.end() if found else len(text)
    found = LINE_END.search(text, at)
    if found and text[at : found.start()].strip(nothing):
        return at
    what = "is blank" if at < len(text) else "is not there"
    raise UnreadableFile(
        f"{file} has no header on line {line}: it {what}. Give the line that the names of the columns stand "
        "on, or leave header= out to have it found."
    )


def _best(
    text: bytes, at: int, line: int, delimiters: Sequence[bytes], stated: Stated
) -> tuple[Division, Sequence[Division]]:
    """Return the best division, and all that were tried with its quote."""
    double = QUOTE if stated.quote is None else stated.quote
    usual = _best_with(text, at, line, delimiters, double, stated.header)
    if stated.quote is None and SINGLE not in delimiters and IN_SINGLE_QUOTES.search(text, at, at + BYTES):
        single = _best_with(text, at, line, delimiters, SINGLE, stated.header)
        if all_quoted(single[0]):
            return single
    return usual


def _best_with(
    text: bytes, at: int, line: int, delimiters: Sequence[bytes], quote: bytes, header: int | bool | None
) -> tuple[Division, Sequence[Division]]:
    """Return the best division with this quote, which may be into one column, and all that were tried."""
    sure = len(delimiters) == 1
    divisions = [divide(Grammar(one, quote), text, at, line, header, sure=sure) for one in delimiters]
    if sure:
        return divisions[0], divisions
    fitting = [division for division in divisions if division.fits]
    if fitting:
        return max(fitting, key=lambda division: division.score), divisions
    last = divide(Grammar(LAST_RESORT, quote), text, at, line, header)
    if last.fits and last.evenness == 1 and all(_is_divided(each.record.raw) for each in last.sample):
        return last, divisions
    return divide(Grammar(b"", quote), text, at, line, header), divisions


def _is_divided(raw: bytes) -> bool:
    """Whether a colon in a record is neither one of a time, nor of an address, nor of a sentence."""
    return LAST_RESORT in NO_DIVISION.sub(b"", raw)


def _rivals(best: Division, divisions: Sequence[Division]) -> tuple[bytes, ...]:
    """Return the delimiters that divide the rows as evenly as the best."""
    if not best.grammar.delimiter:
        return ()
    return tuple(
        each.grammar.delimiter
        for each in divisions
        if each.fits and each.evenness >= best.evenness and each.grammar.delimiter != best.grammar.delimiter
    )


def _dialect(best: Division, at: int, line: int) -> Dialect:
    """Return the dialect that a division of a text from byte `at` stands for."""
    if best.above is None:
        # a first row of signs only is a row too, though the sample has it for a blank line
        return Dialect(best.grammar, None, best.width, at, line, at)
    header = best.sample[best.above]
    above = tuple(each.record for each in best.sample[: best.above])
    dialect = Dialect(best.grammar, None, best.width, at, line, header.at, above=above)
    return _of(dialect, header.record)


def _of(dialect: Dialect, header: Record) -> Dialect:
    """Return the dialect with this header."""
    return replace(
        dialect, header=header, width=len(header.cells or ()), at=header.end, line=header.next_line
    )
