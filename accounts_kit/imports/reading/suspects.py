"""Letters that may be wrong: guessed encodings, and the traces that earlier wrong guesses left in a text.

Nothing is changed here; each doubt becomes an Assumption that names the first lines it stands on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from accounts_kit.imports.reading.grammar import line_ends_in
from accounts_kit.imports.reading.result import Assumption

SHOWN = 3  # lines that a doubt names
WIDE = frozenset({"utf-16-le", "utf-16-be"})
NARROW = {
    "cp1252": "cp1252 (Windows, Western Europe)",
    "latin-1": "latin-1, because some of them do not exist in cp1252",
}
NOT_ASCII = re.compile(rb"[\x80-\xff]")
# What DOS writes for é ü â ä ç ê ë after a letter, and è ï ô ö between letters, where cp1252 has signs that
# do not stand in words; and what cp1252 does not have at all.
DOS_BYTE = re.compile(rb"[\x81-\x84\x87-\x8b\x8d\x8f\x90\x93\x94\x9d]")
DOS_LETTER = re.compile(
    rb"(?<=[A-Za-z])[\x82-\x84\x87-\x89]|(?<=[a-z])[\x8a\x8b\x93\x94](?=[a-z])|[\x81\x8d\x8f\x90\x9d]"
)
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


def doubts_about_encoding(data: bytes, encoding: str) -> Iterator[Assumption]:
    """Return what is uncertain about an encoding that was found without a mark; nothing for UTF-8."""
    if encoding in WIDE:
        yield Assumption("encoding", f"The file is read as {encoding}, though it has no byte order mark.")
    if encoding in NARROW and (first := NOT_ASCII.search(data)):
        example = f"{_word(data, first.start(), encoding)!r} on line {_line(data, first.start())}"
        yield Assumption("encoding", f"The letters are read as {NARROW[encoding]}, first in {example}.")
        yield from _doubt_about_dos(data, encoding)


def _doubt_about_dos(data: bytes, encoding: str) -> Iterator[Assumption]:
    """Return the first word that makes sense as DOS wrote it, and none as it was read."""
    places = (match.start() for match in DOS_BYTE.finditer(data))
    at = next((place for place in places if DOS_LETTER.match(data, place)), None)
    if at is not None:
        as_read, as_dos = _word(data, at, encoding), _word(data, at, "cp850")
        yield Assumption(
            "maybe_cp850",
            f"{as_read!r} on line {_line(data, at)} would be {as_dos!r} in cp850, as old DOS programs write. "
            "If that is right, give encoding='cp850'.",
        )


def doubts_about_letters(text: bytes) -> Iterator[Assumption]:
    """Return what looks damaged in a decoded text."""
    for trace in TRACES:
        possible = any(all(code in text for code in hint) for hint in trace.hints)
        if possible and (lines := _lines(text, trace.pattern)):
            yield Assumption(trace.code, f"{trace.text}, on {lines}.")


def _lines(text: bytes, pattern: re.Pattern[bytes]) -> str:
    """Return in words the first lines on which the pattern occurs; "" when on none."""
    places = islice(pattern.finditer(text), SHOWN + 1)
    lines = list(dict.fromkeys(_line(text, match.start()) for match in places))
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
