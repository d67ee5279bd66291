"""Letters that may be wrong: guessed encodings, and the traces that earlier wrong guesses left in a text.

Nothing is changed here; each doubt becomes an Assumption that names the first lines it stands on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from accounts_kit.imports.reading.encoding import Decoded
from accounts_kit.imports.reading.grammar import line_ends_in
from accounts_kit.imports.reading.mixture import Mixture
from accounts_kit.imports.reading.narrow import dos_letters
from accounts_kit.imports.reading.result import Assumption
from accounts_kit.imports.waiting import pieces_of

SHOWN = 3  # lines that a doubt names
WIDE = frozenset({"utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"})
NARROW = {
    "cp850": "cp850 (DOS, Western Europe)",
    "cp1252": "cp1252 (Windows, Western Europe)",
    "latin-1": "latin-1, because some of them do not exist in cp1252",
}
NOT_ASCII = re.compile(rb"[\x80-\xff]")
WORD_BEFORE = re.compile(rb"[\w\x80-\xff'.-]*\Z")
WORD_AFTER = re.compile(rb"[\w\x80-\xff'.-]*")
CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r"))


class Trace(NamedTuple):
    """A pattern that damage leaves; a text that lacks a byte of each of the `hints` cannot hold it."""

    code: str
    pattern: re.Pattern[bytes]
    hints: tuple[bytes, ...]
    text: str


TRACES = (
    Trace(
        "replacement",
        re.compile(rb"\xef\xbf\xbd"),
        (b"\xef",),
        "Letters were lost before this file was written (\ufffd stands there)",
    ),
    Trace(
        "mojibake",  # UTF-8 that was read as cp1252 and written again: Ã© for é, Â° for °, â€™ for ’
        re.compile(rb"\xc3\x83[\xc2-\xf4]|\xc3\x82\xc2[\xa0-\xbf]|\xc3\xa2\xe2\x82\xac"),
        (b"\x83", b"\x82\xc2", b"\xa2\x82\xac"),
        "Letters look as if they were read wrongly before (such as 'Ã©' for 'é')",
    ),
    Trace(
        "controls",
        re.compile(rb"[" + re.escape(CONTROLS) + rb"]|\xc2[\x80-\x9f]"),
        (*(bytes([code]) for code in CONTROLS), b"\xc2"),
        "There are control characters, which cannot be seen",
    ),
)

HARMLESS = bytes({*range(256)} - {code for trace in TRACES for hint in trace.hints for code in hint})


def doubts_about_encoding(data: bytes, decoded: Decoded) -> Iterator[Assumption]:
    """Return what is uncertain about an encoding that was found without a mark; nothing for UTF-8 alone."""
    encoding = decoded.encoding
    if encoding in WIDE:
        yield Assumption("encoding", f"The file is read as {encoding}, though it has no byte order mark.")
    if decoded.mixture:
        yield _mixed(decoded.mixture)
    if encoding in NARROW and (first := NOT_ASCII.search(data)):
        example = f"{_word(data, first.start(), encoding)!r} on line {_line(data, first.start())}"
        yield Assumption("encoding", f"The letters are read as {NARROW[encoding]}, first in {example}.")
        yield from _doubt_about_dos(data, encoding)


def _mixed(mixture: Mixture) -> Assumption:
    """Return how many lines of a mixture are in the encoding of the fewer lines, and which."""
    lines, read_as, rest = mixture.other_lines, mixture.other, "UTF-8"
    if 0 < len(mixture.utf8_lines) < len(lines):
        lines, read_as, rest = mixture.utf8_lines, "UTF-8", mixture.other
    count = "1 line is" if len(lines) == 1 else f"{len(lines)} lines are"
    return Assumption(
        "mixed_encodings",
        f"The file mixes encodings: {count} read as {read_as} ({lines_in_words(lines)}), "
        f"the others as {rest}.",
    )


def _doubt_about_dos(data: bytes, encoding: str) -> Iterator[Assumption]:
    """Return the first word that makes sense as DOS wrote it, and none as Windows did, and where more are."""
    places = list(islice(dos_letters(data), SHOWN + 1))
    if not places:
        return
    windows = "cp1252" if encoding == "cp850" else encoding
    as_windows, as_dos = _word(data, places[0], windows), _word(data, places[0], "cp850")
    lines = list(dict.fromkeys(_line(data, place) for place in places))
    if encoding == "cp850":
        code, read, other, who = "maybe_cp1252", as_dos, as_windows, "cp1252, as Windows writes"
    else:
        code, read, other, who = "maybe_cp850", as_windows, as_dos, "cp850, as old DOS programs write"
    more = f" ({lines_in_words(lines[1:])} too)" if lines[1:] else ""
    yield Assumption(
        code,
        f"{read!r} on line {lines[0]} would be {other!r} in {who}{more}. "
        f"If that is right, give encoding={code.removeprefix('maybe_')!r}.",
    )


def doubts_about_letters(text: bytes, delimiter: bytes) -> Iterator[Assumption]:
    """Return what looks damaged in a decoded text; a control character that delimits its cells does not."""
    codes: set[int] = set()
    for piece in pieces_of(text):
        codes.update(piece.translate(None, HARMLESS))
    for trace in TRACES:
        possible = any(codes.issuperset(hint) for hint in trace.hints if hint != delimiter)
        places = (match for match in trace.pattern.finditer(text) if match[0] != delimiter)
        if possible and (lines := [_line(text, match.start()) for match in islice(places, SHOWN + 1)]):
            yield Assumption(trace.code, f"{trace.text}, on {lines_in_words(lines)}.")


def lines_in_words(lines: Sequence[int]) -> str:
    """Return the first lines in words.

    >>> lines_in_words([4]), lines_in_words([2, 4]), lines_in_words([2, 4, 4, 8, 9])
    ('line 4', 'lines 2, 4', 'lines 2, 4, 8 and others')
    """
    different = list(dict.fromkeys(lines))
    named = ", ".join(str(line) for line in different[:SHOWN])
    return f"line{'s' * (len(different) > 1)} {named}{' and others' * (len(different) > SHOWN)}"


def _line(text: bytes, at: int) -> int:
    return line_ends_in(text, 0, at) + 1


def _word(data: bytes, at: int, encoding: str) -> str:
    """Return the word around a byte, read in an encoding."""
    before = WORD_BEFORE.search(data[max(0, at - 20) : at])
    after = WORD_AFTER.match(data[at : at + 20])
    word = (before[0] if before else b"") + (after[0] if after else b"")
    return word.decode(encoding, "replace")
