"""Files of two encodings, as when an export of Windows was put below one in UTF-8: read line by line.

A line is UTF-8 when its bytes are, and make letters that people write; else it is read as the others are that
are no UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from accounts_kit.imports.reading.narrow import narrow_encoding

FIRST = 0xC2
CHUNK = 8 * 1024 * 1024
# The first two bytes of one letter in UTF-8. In cp1252, the first may be a letter and what follows a sign of
# punctuation: Æ to Ë and one sign (CAFÉ’S), or à to ï and two (café’”). As UTF-8 the one is a letter that no
# language here has, the other a Chinese one that stands alone; both are taken for what cp1252 has there.
LETTER = re.compile(rb"(?![\xe0-\xef][\x82\x84\x85\x91-\x97\xab\xbb]{2})[\xc2-\xc5\xcc-\xf4][\x80-\xbf]")


class Mixture(NamedTuple):
    """A text of lines in UTF-8 and lines in another encoding: as UTF-8, with the lines of each that are not
    ASCII.
    """

    text: bytes
    other: str
    utf8_lines: Sequence[int]
    other_lines: Sequence[int]


def mixture_of(data: bytes, *, marked: bool) -> Mixture | None:
    """Return the text of bytes that are no UTF-8 as a whole; None when no line of them is either.

    `marked` says that the file began with the mark of UTF-8, which is a letter of it too.
    """
    if not marked and not _has_letter(data):
        return None
    lines = data.splitlines(keepends=True)
    utf8_lines: list[int] = []
    other_lines: list[int] = []
    for number, line in enumerate(lines, 1):
        if not line.isascii():
            (utf8_lines if _is_utf8(line) else other_lines).append(number)
    if not marked and not utf8_lines:
        return None
    other = narrow_encoding(b"".join(lines[number - 1] for number in other_lines))
    for number in other_lines:
        lines[number - 1] = lines[number - 1].decode(other).encode()
    return Mixture(b"".join(lines), other, utf8_lines, other_lines)


def _has_letter(data: bytes) -> bool:
    """Whether some two bytes are one letter; found by whole arrays, as most such texts have none."""
    codes = np.frombuffer(data, dtype=np.uint8)
    for at in range(0, len(codes), CHUNK):
        window = codes[at : at + CHUNK + 1]  # a letter may stand across the end
        first = np.flatnonzero(window[:-1] >= FIRST)
        pairs = first[window[first + 1] & 0xC0 == 0x80] + at
        if any(LETTER.match(data, place) for place in pairs.tolist()):
            return True
    return False


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return LETTER.search(line) is not None
