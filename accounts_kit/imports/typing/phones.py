"""Telephone numbers of a column in one form: plain Dutch ones by a pattern in SQL, each other text once.

What is no number, or more than one, stays as it is written, and the plan says how many cells that are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from sqlglot import exp

from accounts_kit.imports.reading import Assumption
from accounts_kit.imports.typing.counting import cells
from accounts_kit.imports.typing.sql import Node, call
from accounts_kit.words.phones import (
    HOME,
    NATIONAL,
    NOBODY,
    PLAIN,
    PLAIN_E164,
    SEPARATORS,
    e164,
    lacks_prefix,
)

_ABROAD = rf"^\+310?({NATIONAL})$"


def plain_number(text: Node, region: str) -> Node:
    """Return the number of a text that a pattern decides, and any other text as it is."""
    bare = call("regexp_replace", text, SEPARATORS, "", "g")
    found = call("nullif", call("regexp_extract", bare, PLAIN if region == HOME else _ABROAD, 1), "")
    return call("coalesce", exp.DPipe(this=exp.Literal.string("+31"), expression=found), text)


def in_one_form(texts: pa.ChunkedArray, region: str) -> pa.ChunkedArray:
    """Return a column of numbers as an import stores them, where no SQL has read the plain ones."""
    bare = pc.replace_substring_regex(texts, SEPARATORS, "")
    pattern = PLAIN if region == HOME else _ABROAD
    plain = pc.match_substring_regex(bare, pattern)
    numbers = pc.replace_substring_regex(bare, pattern, r"+31\1")
    found, _ = normalised(pc.if_else(plain, numbers, texts), "", region)
    return found


def normalised(
    texts: pa.ChunkedArray, header: str, region: str
) -> tuple[pa.ChunkedArray, Sequence[Assumption]]:
    """Return a column of numbers in E.164, what is none as it is written, and what is to be said of it."""
    rest = pc.fill_null(pc.invert(pc.match_substring_regex(texts, PLAIN_E164)), False).combine_chunks()
    others = pc.filter(texts, rest).combine_chunks()
    if not len(others):
        return texts, ()
    nobody = _nobody(others, region)
    given = pc.filter(others, pc.invert(nobody)).dictionary_encode()
    written = given.dictionary.to_pylist()
    numbers = [e164(text, region) for text in written]
    known = pa.array([number or text for text, number in zip(written, numbers, strict=True)], pa.string())
    found = pc.replace_with_mask(others, pc.invert(nobody), known.take(given.indices))
    replaced = pc.replace_with_mask(texts.combine_chunks(), rest, found)

    is_none = pa.array([number is None for number in numbers], pa.bool_())
    lacking = [
        number is not None and lacks_prefix(text) for text, number in zip(written, numbers, strict=True)
    ]
    kept = pc.replace_with_mask(nobody, pc.invert(nobody), is_none.take(given.indices))
    shortened = pa.array(lacking, pa.bool_()).take(given.indices)
    said = (
        *_said("phone_as_written", header, pc.filter(others, kept)),
        *_said("phone_prefix", header, pc.filter(given, shortened)),
    )
    return pa.chunked_array([replaced]), said


def _nobody(texts: pa.Array, region: str) -> pa.Array:
    """Return which texts have the digits of a plain number and are nobody's, as a pattern tells."""
    bare = pc.replace_substring_regex(texts, SEPARATORS, "")
    nobody = pc.match_substring_regex(bare, NOBODY)
    return nobody if region == HOME else pc.and_(nobody, pc.starts_with(bare, "+"))


_WORDS = {
    "phone_as_written": ("is no whole telephone number", "are no whole telephone numbers", "kept as written"),
    "phone_prefix": ("lacks the zero or plus", "lack the zero or plus", "read as if it were there"),
}


def _said(code: str, header: str, texts: pa.Array) -> Iterator[Assumption]:
    if len(texts):
        one, several, then = _WORDS[code]
        counted = cells(len(texts), one, several)
        yield Assumption(code, f"In {header!r} {counted}, like {texts[0].as_py()!r}; {then}.")
