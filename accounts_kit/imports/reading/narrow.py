"""Texts of one byte a letter, which say nothing of their encoding: by the words, Windows or DOS wrote them.

cp1252 is Windows in Western Europe, cp850 DOS. Their letters stand at different bytes, and the bytes of a
letter in one are signs in the other that do not stand in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# What DOS writes for é ü â ä ç ê ë after a letter, and è ï ô ö between letters, where cp1252 has signs that
# do not stand in words; and what cp1252 does not have at all.
DOS_BYTE = re.compile(rb"[\x81-\x84\x87-\x8b\x8d\x8f\x90\x93\x94\x9d]")
DOS_LETTER = re.compile(
    rb"(?<=[A-Za-z])[\x82-\x84\x87-\x89]|(?<=[a-z])[\x8a\x8b\x93\x94](?=[a-z])|[\x81\x8d\x8f\x90\x9d]"
)
# What Windows writes for a letter after a small one, where cp850 has capitals, lines and signs.
WINDOWS_LETTER = re.compile(rb"(?<=[a-z])[\xdf-\xe0\xe2\xe3\xe5\xe6\xe8-\xeb\xed-\xf6\xf8-\xfe]")
NOT_IN_WINDOWS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


ASCII = bytes(range(128))


def narrow_encoding(data: bytes) -> str:
    """Return cp850 when letters of DOS stand in words and none of Windows do; else cp1252, or latin-1 when
    there are bytes that cp1252 does not have.
    """
    if next(dos_letters(data), None) is not None and not WINDOWS_LETTER.search(data):
        return "cp850"
    return "latin-1" if NOT_IN_WINDOWS.search(_bytes_in(data)) else "cp1252"


def dos_letters(data: bytes) -> Iterator[int]:
    """Return the places of bytes that make a word as DOS wrote them, and none as Windows did."""
    if not DOS_BYTE.search(_bytes_in(data)):
        return iter(())
    places = (match.start() for match in DOS_BYTE.finditer(data))
    return (place for place in places if DOS_LETTER.match(data, place))


def _bytes_in(data: bytes) -> bytes:
    """Return each byte once that is there and no ASCII: quicker than to search for each in a long text."""
    return bytes(set(data.translate(None, ASCII)))
