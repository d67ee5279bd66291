"""What the cells of a column say about its meaning: samples for people, and the share that has a shape.

Looks at the first filled cells only. Content never decides alone against a header: it finds a column of
e-mail addresses or phone numbers where no header does, and it keeps a header that only looks like a name
from a field that its cells cannot fill.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.checks.addresses import PLAIN_EMAIL, WEBSITE
from accounts_kit.imports.typing.moments import NAMED_SHAPES, SHAPES
from accounts_kit.imports.typing.sql import MISSING
from accounts_kit.model import Field
from accounts_kit.words.numbers import MARKS
from accounts_kit.words.text import WHITE_SPACE

# How many filled cells are looked at, and how many rows at a time until there are so many.
LOOKED_AT, AT_A_TIME = 2_000, 10_000
SAMPLES, LONGEST_SAMPLE = 3, 24

# A number with a country before it, or of nine or ten digits with a 0 in front, as in the Low Countries.
_REST = "(?:[ ()./-]*[0-9])"
PHONE = rf"^(?:(?:\+|00)[1-9]{_REST}{{7,13}}|\(?0[1-9]{_REST}{{7,8}})$"
SHAPE: Mapping[str, str] = {
    "email": f"^(?i:mailto:)?{PLAIN_EMAIL.removeprefix('^')}",
    "phone": PHONE,
    "dialled": r"^[+(]?(?:[ ()./-]*[0-9]){6,15}$",
    "url": WEBSITE,
    "link": r"^(?i:https?://|www\.)",
    "number": "|".join(marks.pattern for marks in MARKS.values()),
    "moment": "|".join(f"^(?:{shape})$" for shape in (*SHAPES.values(), *NAMED_SHAPES.values())),
}
# The shape that the cells of a field have, by its kind, where most of them must have it.
_EXPECTED = {
    "email": "email",
    "phone": "dialled",
    "url": "url",
    "number": "number",
    "currency": "number",
    "date": "moment",
    "datetime": "moment",
}
# What the cells of a text may not nearly all be.
_NO_TEXT = ("email", "link", "moment")
NUMBERED = ("external_id", "postcode", "key")
FITS = 0.8


class Contents:
    """The cells of a source by column; without a table nothing is known of any column."""

    def __init__(self, table: pa.Table | None = None) -> None:
        self._table = table
        self.cells = cache(self._cells)

    @property
    def known(self) -> bool:
        """Whether there is a table to look into."""
        return self._table is not None

    def samples(self, place: int) -> tuple[str, ...]:
        """Return the first different texts in a column, each shortened."""
        distinct = self.cells(place).unique().to_pylist()
        return tuple(_shortened(text) for text in distinct[:SAMPLES])

    def filled(self, place: int) -> int:
        """Return how many filled cells were looked at."""
        return len(self.cells(place))

    def different(self, place: int) -> float:
        """Return which share of the filled cells is different from the others."""
        cells = self.cells(place)
        return len(cells.unique()) / len(cells) if len(cells) else 0.0

    def share(self, place: int, shape: str) -> float:
        """Return which share of the filled cells has a shape; 0 of no cells."""
        cells = self.cells(place)
        if not len(cells):
            return 0.0
        return float(pc.mean(pc.match_substring_regex(cells, SHAPE[shape]).cast("int8")).as_py())

    def allow(self, place: int, field: Field) -> bool:
        """Return whether the cells of a column can be what a field holds; no cells say nothing against it."""
        if not self.filled(place):
            return True
        if (shape := _EXPECTED.get(field.kind_name)) is not None:
            return self.share(place, shape) >= FITS
        if field.options:
            cells = self.cells(place).to_pylist()
            return sum(field.option_for(text) is not None for text in cells) >= FITS * len(cells)
        if field.kind.family != "text":
            return True
        shapes = _NO_TEXT if field.custom or field.key in NUMBERED else (*_NO_TEXT, "number")
        return all(self.share(place, shape) < FITS for shape in shapes)

    def _cells(self, place: int) -> pa.Array:
        """Return the first filled cells of a column as text; "-" and the like are not filled."""
        if self._table is None:
            return pa.array([], pa.string())
        column, found, count = self._table.column(f"c{place}"), [], 0
        for start in range(0, len(column), AT_A_TIME):
            filled = filled_texts(column.slice(start, AT_A_TIME).combine_chunks())
            found.append(filled)
            count += len(filled)
            if count >= LOOKED_AT:
                break
        return pa.concat_arrays(found)[:LOOKED_AT] if found else pa.array([], pa.string())


def filled_texts(cells: pa.Array, nothing: Sequence[str] = MISSING) -> pa.Array:
    """Return the cells that say something, as clean text; what says that there is nothing is left out."""
    if pa.types.is_list(cells.type):
        texts = pa.array(
            [", ".join(map(str, one)) if one else None for one in cells.to_pylist()], pa.string()
        )
    else:
        texts = cells.cast(pa.string())
    trimmed = pc.utf8_trim(pc.utf8_normalize(texts, form="NFC"), WHITE_SPACE)
    empty = pc.is_in(pc.utf8_lower(trimmed), pa.array(["", *nothing]))
    return trimmed.filter(pc.and_not(pc.is_valid(trimmed), pc.fill_null(empty, True)))


def _shortened(text: str) -> str:
    said = re.sub(r"\s+", " ", text)
    return said if len(said) <= LONGEST_SAMPLE else f"{said[: LONGEST_SAMPLE - 1]}…"
