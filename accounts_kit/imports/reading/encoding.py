"""Bytes to UTF-8: which encoding a file has, by its mark or its bytes, or as the caller states it.

In order: a byte order mark; UTF-16 or UTF-32 without one, known by their NULs; strict UTF-8; UTF-8 with lines
of another encoding among it; and then what `narrow` tells. Refused are encodings that Python does not know,
and bytes that the stated encoding, or the one that the mark names, cannot read.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from encodings.aliases import aliases
from itertools import chain
from typing import NamedTuple

from accounts_kit.errors import UnknownEncoding, UnreadableFile
from accounts_kit.imports.reading.grammar import line_ends_in
from accounts_kit.imports.reading.mixture import Mixture, mixture_of
from accounts_kit.imports.reading.narrow import narrow_encoding
from accounts_kit.imports.waiting import joined, pieces_of
from accounts_kit.words.nearest import suggestion

SAMPLE = 64 * 1024
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UTF8 = ("utf-8", "utf-8-sig")
END_OF_FILE = b"\x1a"  # as DOS ends a text
KNOWN = {name.replace("_", "-") for name in aliases.values() if "codec" not in name and name != "utf_7"}
USUAL_NAME = {"iso8859-1": "latin-1"}


class Decoded(NamedTuple):
    """A text as UTF-8 that ends with LF, the encoding it was read in, and what else stands among UTF-8."""

    text: bytes
    encoding: str
    mixture: Mixture | None = None


def decode(data: bytes, file: str, encoding: str | None) -> Decoded:
    """Return the bytes of a file as UTF-8, read in `encoding`, or in the one that is found when that is None.

    Raises UnknownEncoding for an encoding that Python has no codec for, UnreadableFile when it does not fit.
    """
    used = _marked_or_utf8(data) if encoding is None else _known(data, encoding)
    try:
        return Decoded(_ended(_to_utf8(data, used)), used)
    except UnicodeError:
        if encoding is None and used in UTF8:
            return _without_utf8(data, used)
        raise UnreadableFile(_misfit(data, file, used, encoding is not None)) from None


def _without_utf8(data: bytes, encoding: str) -> Decoded:
    """Return the text of bytes that are not all UTF-8."""
    marked = encoding == "utf-8-sig"
    mixture = mixture_of(data.removeprefix(codecs.BOM_UTF8) if marked else data, marked=marked)
    if mixture:
        return Decoded(_ended(mixture.text), encoding, mixture)
    narrow = narrow_encoding(data)
    return Decoded(_ended(_to_utf8(data, narrow)), narrow)


def _ended(text: bytes) -> bytes:
    """Return a text without marks at its beginning and its end, and with LF behind it."""
    start, end = 0, len(text)
    while text.startswith(codecs.BOM_UTF8, start):
        start += len(codecs.BOM_UTF8)
    if END_OF_FILE in text[-3:]:
        while end > start and text[end - 1 : end] in (END_OF_FILE, b"\r", b"\n"):
            end -= 1
    if start == 0 and end == len(text) and text.endswith(b"\n"):
        return text
    last = b"" if text[max(start, end - 1) : end] == b"\n" else b"\n"
    return joined(chain(pieces_of(text, start, end), [last]))


def _known(data: bytes, encoding: str) -> str:
    """Return the encoding under its usual name; utf-8 is utf-8-sig where the file begins with that mark."""
    try:
        codecs.getincrementaldecoder(encoding)
        name = codecs.lookup(encoding).name
        "a".encode(name)  # refuses what is not an encoding of text
    except (LookupError, ValueError):
        hint = suggestion(encoding, KNOWN) or "Usual are utf-8, utf-16, cp1252 and cp850."
        raise UnknownEncoding(
            f"No encoding is called {encoding!r}. {hint} Leave encoding= out to have it found."
        ) from None
    return "utf-8-sig" if name == "utf-8" and data.startswith(codecs.BOM_UTF8) else USUAL_NAME.get(name, name)


def _marked_or_utf8(data: bytes) -> str:
    """Return the encoding that the mark or the NULs of a file name; UTF-8 without them."""
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)
    return marked or _wide(data[:SAMPLE]) or "utf-8"


def _wide(sample: bytes) -> str | None:
    """Return UTF-32 or UTF-16 in the byte order that has its NULs on one side; None without such a side."""
    quarter = [sample[place::4].count(0) for place in range(4)]
    most = len(sample) / 4 * 0.9
    if min(quarter[2:]) > most and quarter[0] < most / 9:
        return "utf-32-le"
    if min(quarter[:2]) > most and quarter[3] < most / 9:
        return "utf-32-be"
    even, odd = quarter[0] + quarter[2], quarter[1] + quarter[3]
    enough = len(sample) * 0.15
    if odd > enough and even < odd * 0.1:
        return "utf-16-le"
    if even > enough and odd < even * 0.1:
        return "utf-16-be"
    return None


def _to_utf8(data: bytes, encoding: str) -> bytes:
    """Return the bytes as UTF-8; raises UnicodeError when they are not in that encoding."""
    if encoding == "utf-8-sig":
        for _ in _chunks(data, encoding):
            pass
        return data  # whose mark goes when its end is looked at
    if encoding != "utf-8":
        return joined(chunk.encode() for chunk in _chunks(data, encoding))
    if not data.isascii():
        for _ in _chunks(data, encoding):
            pass
    return data


def _chunks(data: bytes, encoding: str) -> Iterator[str]:
    """Return the text piece by piece; a large file, decoded at once, takes several times its size."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for piece in pieces_of(data):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _misfit(data: bytes, file: str, encoding: str, stated: bool) -> str:
    """Return what to say of the first bytes that the encoding cannot read."""
    try:
        data.decode("utf-8" if encoding == "utf-8-sig" else encoding)  # which counts the mark too
        place = "its text holds half characters"
    except UnicodeDecodeError as error:
        line = line_ends_in(data[: error.start].decode(encoding, "replace").encode()) + 1
        place = f"line {line} holds byte 0x{data[error.start]:02X} (byte {error.start + 1} of the file)"
    except UnicodeError as error:
        place = str(error)
    if stated:
        return f"{file} is not {encoding}: {place}. Leave encoding= out to have it found."
    advice = "Save it again as UTF-8, or name its encoding: encoding='cp1252'"
    return f"{file} looks like {encoding}, but {place}. {advice}."
