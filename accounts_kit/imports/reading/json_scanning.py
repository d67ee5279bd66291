"""JSON text to values that know where they stand: every list and object that is reached through objects, each
item with its place in the text.

The decoder of the standard library reads the items; this module walks the structure around them, so that a
record has a true line. Numbers keep their digits. Refused, with line and column, is text that is no JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.reading.cells import Number

Path = tuple[str, ...]

DEEPEST_ENVELOPE = 8  # objects around a list of records
_BLANK = re.compile(r"[ \t\r\n]*")


def _constant(name: str) -> str | None:
    """Return what programs write that have no JSON for it: NaN is nothing, and Infinity is no number."""
    return None if name == "NaN" else name


DECODER = json.JSONDecoder(parse_float=Number, parse_int=Number, parse_constant=_constant)


class Placed(NamedTuple):
    """A value, and where in the text it begins and ends."""

    value: Any
    start: int
    end: int


@dataclass(slots=True)
class Document:
    """What a text holds: its lists with their items, and its objects, by their path from the outermost."""

    lists: dict[Path, list[Placed]] = field(default_factory=dict)
    objects: dict[Path, Placed] = field(default_factory=dict)


def scan(text: str, file: str) -> Document:
    """Return what a JSON text holds; raises UnreadableFile with line and column where it is no JSON."""
    document = Document()
    try:
        end = _take(text, _after_blanks(text, 0), (), document).end
        if (rest := _after_blanks(text, end)) < len(text):
            raise json.JSONDecodeError("Extra data", text, rest)
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        if error.pos >= (last := len(text.rstrip())):
            error, reason = json.JSONDecodeError(error.msg, text, last), f"{reason}, and the text ends there"
        raise UnreadableFile(
            f"{file} is no whole JSON: line {error.lineno}, column {error.colno}: {reason}. "
            "Export it again, or mend that place. JSON Lines are called .jsonl."
        ) from None
    except RecursionError:
        raise UnreadableFile(
            f"{file} nests its values too deep to be records. Give a flatter file."
        ) from None
    return document


def one_value(text: str) -> Any:
    """Return the value of a whole text; raises JSONDecodeError, also when it nests too deep."""
    try:
        return DECODER.decode(text)
    except RecursionError:
        raise json.JSONDecodeError("Too deep", text, 0) from None


def lines_of(text: str, starts: list[int]) -> Iterator[int]:
    """Yield the lines on which these places of the text are, in their order."""
    line, at = 1, 0
    for start in starts:
        line += text.count("\n", at, start)
        at = start
        yield line


def _take(text: str, at: int, path: Path, document: Document) -> Placed:
    """Return the value at a place; its lists and objects come into the document."""
    opening = text[at : at + 1]
    if opening == "[":
        return _list(text, at, path, document)
    if opening == "{" and len(path) < DEEPEST_ENVELOPE:
        return _object(text, at, path, document)
    return Placed(*_decoded(text, at))


def _list(text: str, start: int, path: Path, document: Document) -> Placed:
    items: list[Placed] = []
    at = _after_blanks(text, start + 1)
    while text[at : at + 1] != "]":
        if items:
            at = _after_blanks(text, _expect(text, at, ","))
        items.append(Placed(*_decoded(text, at)))
        at = _after_blanks(text, items[-1].end)
    document.lists[path] = items
    return Placed([item.value for item in items], start, at + 1)


def _object(text: str, start: int, path: Path, document: Document) -> Placed:
    members: dict[str, Any] = {}
    at = _after_blanks(text, start + 1)
    while text[at : at + 1] != "}":
        if members:
            at = _after_blanks(text, _expect(text, at, ","))
        if text[at : at + 1] != '"':
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
        key, _, at = _decoded(text, at)
        at = _after_blanks(text, _expect(text, _after_blanks(text, at), ":"))
        member = _take(text, at, (*path, key), document)
        members[key] = member.value
        at = _after_blanks(text, member.end)
    document.objects[path] = Placed(members, start, at + 1)
    return document.objects[path]


def _decoded(text: str, at: int) -> tuple[Any, int, int]:
    value, end = DECODER.raw_decode(text, at)
    return value, at, end


def _after_blanks(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _expect(text: str, at: int, sign: str) -> int:
    if text[at : at + 1] != sign:
        raise json.JSONDecodeError(f"Expecting {sign!r} delimiter", text, at)
    return at + 1
