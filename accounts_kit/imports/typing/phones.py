"""Telephone numbers of a column in one form: plain Dutch ones by a pattern in SQL, each other text once.

What is no number, or more than one, stays as it is written, and the plan says how many cells that are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from sqlglot import exp

from accounts_kit.imports.reading import Assumption
from accounts_kit.imports.typing.sql import Node, call
from accounts_kit.words.phones import HOME, NATIONAL, PLAIN, PLAIN_E164, SEPARATORS, e164, lacks_prefix

_ABROAD = rf"^\+310?({NATIONAL})$"


def plain_number(text: Node, region: str) -> Node:
    """Return the number of a text that a pattern decides, and any other text as it is."""
    bare = call("regexp_replace", text, SEPARATORS, "", "g")
    found = call("nullif", call("regexp_extract", bare, PLAIN if region == HOME else _ABROAD, 1), "")
    return call("coalesce", exp.DPipe(this=exp.Literal.string("+31"), expression=found), text)


def normalised(
    texts: pa.ChunkedArray, header: str, region: str
) -> tuple[pa.ChunkedArray, Sequence[Assumption]]:
    """Return a column of numbers in E.164, what is none as it is written, and what is to be said of it."""
    rest = pc.fill_null(pc.invert(pc.match_substring_regex(texts, PLAIN_E164)), False)
    if not pc.any(rest).as_py():
        return texts, ()
    given = pc.filter(texts, rest).combine_chunks().dictionary_encode()
    written = given.dictionary.to_pylist()
    numbers = [e164(text, region) for text in written]
    known = pa.array([number or text for text, number in zip(written, numbers, strict=True)], pa.string())
    counts = pc.value_counts(given.indices)
    times = dict(zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True))
    kept = [place for place, number in enumerate(numbers) if number is None]
    shortened = [
        place for place, number in enumerate(numbers) if number is not None and lacks_prefix(written[place])
    ]
    replaced = pc.replace_with_mask(texts.combine_chunks(), rest.combine_chunks(), known.take(given.indices))
    said = (
        *_said("phone_as_written", header, kept, written, times),
        *_said("phone_prefix", header, shortened, written, times),
    )
    return pa.chunked_array([replaced]), said


_WORDS = {
    "phone_as_written": ("is no whole telephone number", "are no whole telephone numbers", "kept as written"),
    "phone_prefix": ("lacks the zero or plus", "lack the zero or plus", "read as if it were there"),
}


def _said(
    code: str, header: str, places: Sequence[int], written: Sequence[str], times: dict[int, int]
) -> Iterator[Assumption]:
    if not places:
        return
    one, several, then = _WORDS[code]
    count = sum(times[place] for place in places)
    cells = f"1 cell {one}" if count == 1 else f"{count:,} cells {several}"
    yield Assumption(code, f"In {header!r} {cells}, like {written[places[0]]!r}; {then}.")
