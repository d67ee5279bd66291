"""Letters that may be wrong: guessed encodings, and the traces that earlier wrong guesses left in a text.

Nothing is changed here; each doubt becomes an Assumption that names the first lines it stands on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from accounts_kit.imports.reading.grammar import line_ends_in
from accounts_kit.imports.reading.result import Assumption

SHOWN = 3  # lines that a doubt names
GUESSED = {
    "cp1252": "cp1252 (Windows, Western Europe)",
    "latin-1": "latin-1, since some do not exist in cp1252",
    "utf-16-le": "UTF-16 without its mark",
    "utf-16-be": "UTF-16 without its mark",
}
# What DOS writes for é ü â ä ç ê ë after a letter, and è ï ô ö between letters, where cp1252 has signs that
# do not stand in words; and what cp1252 does not have at all.
DOS_LETTERS = re.compile(rb"[A-Za-z][\x81-\x84\x87-\x89]|[a-z][\x8a\x8b\x93\x94][a-z]|[\x81\x8d\x8f\x90\x9d]")
HIGH = re.compile(rb"[\x80-\xff]")
# Text in UTF-8 that was once read as cp1252 and written again: Ã© for é, â€™ for ’, Â° for °.
MOJIBAKE = re.compile(rb"\xc3\x83[\xc2-\xf4]|\xc3\x82\xc2[\xa0-\xbf]|\xc3\xa2\xe2\x82\xac")
REPLACEMENT = re.compile("\ufffd".encode())
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]")
WORD_BEFORE = re.compile(rb"[\w\x80-\xff'.-]*\Z")
WORD_AFTER = re.compile(rb"[\w\x80-\xff'.-]*")


def doubts_about_encoding(data: bytes, encoding: str) -> Iterator[Assumption]:
    """Return what is uncertain about an encoding that was found without a mark; nothing for UTF-8."""
    if encoding not in GUESSED:
        return
    first = HIGH.search(data)
    where = (
        f", first in {_word(data, first.start(), encoding)!r} on line {_line(data, first.start())}"
        if first
        else ""
    )
    yield Assumption("encoding", f"The letters are read as {GUESSED[encoding]}{where}.")
    dos = DOS_LETTERS.search(data)
    if dos and encoding in {"cp1252", "latin-1"}:
        at = dos.end() - 1
        yield Assumption(
            "maybe_cp850",
            f"{_word(data, at, encoding)!r} on line {_line(data, at)} would be {_word(data, at, 'cp850')!r} "
            "in cp850, which old DOS programs write. If that is right, give encoding='cp850'.",
        )


def doubts_about_letters(text: bytes) -> Iterator[Assumption]:
    """Return what looks damaged in a decoded text."""
    if lines := _lines(text, REPLACEMENT):
        yield Assumption("replacement", f"There are letters that were lost before (\ufffd), on {lines}.")
    if lines := _lines(text, MOJIBAKE):
        yield Assumption(
            "mojibake", f"There are pairs like 'Ã©' for 'é', from an earlier wrong reading, on {lines}."
        )
    if lines := _lines(text, CONTROLS):
        yield Assumption("controls", f"There are control characters, which no one can see, on {lines}.")


def _lines(text: bytes, pattern: re.Pattern[bytes]) -> str:
    """Return the first lines on which the pattern occurs, in words; "" when on none."""
    found = [_line(text, match.start()) for match in islice(pattern.finditer(text), SHOWN + 1)]
    lines = list(dict.fromkeys(found))
    if not lines:
        return ""
    named = ", ".join(str(line) for line in lines[:SHOWN])
    return f"line{'s' * (len(lines) > 1)} {named}{' and others' * (len(lines) > SHOWN)}"


def _line(text: bytes, at: int) -> int:
    return line_ends_in(text[:at]) + 1


def _word(data: bytes, at: int, encoding: str) -> str:
    """Return the word around a byte, read in an encoding."""
    before = WORD_BEFORE.search(data[max(0, at - 20) : at])
    after = WORD_AFTER.match(data[at : at + 20])
    word = (before[0] if before else b"") + (after[0] if after else b"")
    return word.decode(encoding, "replace")
