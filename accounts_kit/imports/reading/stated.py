"""What a caller says of a text's dialect, judged before anything is read."""

from __future__ import annotations

from typing import NamedTuple

from accounts_kit.errors import WrongKind, WrongValue
from accounts_kit.imports.reading.layout import Layout
from accounts_kit.words.text import is_whole

SPELLED = {"\\t": "\t", "tab": "\t"}  # as a shell hands a tab over
DELIMITER = "A delimiter is one character. Give delimiter=';', ',' or '\\t' (a tab), or leave it out."
QUOTE = "A quote is one character. Give quote='\"' or \"'\", quote='' for none, or leave it out."
HEADER = "Lines are counted from 1. Give header=1, header=False when there is none, or leave it out."


class Stated(NamedTuple):
    """What is stated of a dialect as bytes of UTF-8; None is to be found, b"" is none at all."""

    delimiter: bytes | None
    quote: bytes | None
    header: int | bool | None


def stated_dialect(layout: Layout) -> Stated:
    """Return what the layout says of a text.

    Raises WrongValue for a delimiter or quote that is no single character, or that is the other one too, and
    for a header on no line; WrongKind for values of another kind.
    """
    delimiter = layout.delimiter
    if isinstance(delimiter, str):
        delimiter = SPELLED.get(delimiter.lower(), delimiter)
    stated = Stated(
        _character("delimiter", delimiter, DELIMITER),
        _character("quote", layout.quote, QUOTE),
        _header(layout.header),
    )
    if stated.delimiter and stated.delimiter == stated.quote:
        raise WrongValue(f"delimiter and quote are both {layout.quote!r}. {QUOTE}")
    return stated


def _character(name: str, value: str | None, advice: str) -> bytes | None:
    """Return a character as bytes; none at all is possible too."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise WrongKind(f"{name}={value!r} is no text. {advice}")
    if len(value) > 1 or value in ("\r", "\n", "\0") or not is_whole(value):
        raise WrongValue(f"{name}={value!r} is not possible. {advice}")
    return value.encode()


def _header(value: int | bool | None) -> int | bool | None:
    if value is None or isinstance(value, bool):
        return value
    if not isinstance(value, int):
        raise WrongKind(f"header={value!r} is no line. {HEADER}")
    if value < 1:
        raise WrongValue(f"header={value} is no line. {HEADER}")
    return value
