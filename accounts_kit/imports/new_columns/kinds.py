"""The kinds that a column could be, the best first: what every one of its cells says, else text.

Identifiers stay text: what has zeros in front, more digits than amounts have, or a header that calls it a
number of something. So does a fraction that a number would round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import types

from accounts_kit.checks.addresses import WEBSITE
from accounts_kit.imports.mapping.contents import PHONE, SHAPE
from accounts_kit.imports.mapping.names import words
from accounts_kit.imports.new_columns.cells import Cells
from accounts_kit.imports.new_columns.options import choice, holds_several, several, yes_or_no
from accounts_kit.imports.typing.sql import MISSING
from accounts_kit.words.numbers import CURRENCY_SIGNS, MARKS, marks_of
from accounts_kit.words.text import fold

# Headers of what is no quantity, though it has digits; and of what is a quantity all the same.
IDENTIFIERS = frozenset(
    {"id", "nr", "nummer", "number", "no", "code", "key", "kvk", "btw", "vat", "iban", "bic", "bsn",
    "postcode", "zip", "ean", "isbn", "sku", "ref", "referentie", "reference", "uuid", "guid", "rsin", "oin",
    "gln", "brin"}
)  # fmt: skip
_IDENTIFIER_ENDINGS = ("nummer", "nr", "code", "kvk", "postcode")
QUANTITIES = frozenset({"aantal", "count", "total", "totaal", "som", "sum"})
DATE_WORDS = ("datum", "date", "dag", "day", "sinds", "since")
URL_WORDS = frozenset({"url", "website", "site", "web", "link", "webadres", "linkedin", "homepage"})

# An identifier has the same number of digits in every cell, from so many on; text is long from so many signs.
SAME_DIGITS, LONG_TEXT, NEARLY = 8, 255, 0.9
CURRENCIES = {code: f"(?i){signs}" for code, signs in CURRENCY_SIGNS.items()}
_LEADING_ZERO = r"^[+-]?0[0-9]"
_COMPACT = r"^[0-9]{8}$"
_WITH_TIME, _MIDNIGHT = r":[0-9]{2}", r"[ T]+0?0:00(?::00(?:\.0+)?)?$"
_LONG_DIGITS = r"^[0-9]{10,}$"
LINE_BREAK = r"[\r\n\x0b\x0c\x85\x{2028}\x{2029}]"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A kind of field, with its options or currency."""

    kind: str
    options: tuple[str, ...] = ()
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """How texts are read: the language of the file, and what the caller stated of the import (locale, the
    order of dates, the texts that say that there is nothing, and the one that clears); the language of the
    workspace gives the words of new options.
    """

    file_language: str
    locale: str | None = None
    dates: str | None = None
    missing: tuple[str, ...] | None = None
    clear: str | None = None
    language: str = "nl"

    @property
    def nothing(self) -> tuple[str, ...]:
        """The texts that are no value, folded."""
        marks = MISSING if self.missing is None else self.missing
        return tuple(fold(one) for one in (*marks, *([self.clear] if self.clear else [])))

    def typing(self) -> dict[str, Any]:
        """Return what was stated as typing takes it."""
        said = {"dates": self.dates, "missing": self.missing, "clear": self.clear}
        return {name: one for name, one in said.items() if one is not None}


def proposals(header: str, column: pa.ChunkedArray, cells: Cells, manner: Manner) -> Iterator[Proposal]:
    """Yield the kinds that a column with filled cells could be, the best first; the last takes any text."""
    if types.is_string(column.type) or types.is_large_string(column.type):
        yield from _of_texts(header, cells, manner)
    else:
        yield from _of_values(header, column, cells, manner)
    yield Proposal("textarea" if cells.longest > LONG_TEXT or cells.some(LINE_BREAK) else "text")


def _of_texts(header: str, cells: Cells, manner: Manner) -> Iterator[Proposal]:
    for options in yes_or_no(header, cells, manner.language):
        yield Proposal("dropdown", options)
    if is_moment(header, cells):
        yield Proposal("date" if _has_no_times(cells) else "datetime")
    elif cells.share(SHAPE["email"]) > NEARLY:
        yield Proposal("email")
    elif cells.every(WEBSITE) and (cells.share(SHAPE["link"]) > 0.5 or URL_WORDS.intersection(words(header))):
        yield Proposal("url")
    elif cells.every(PHONE):
        yield Proposal("phone")
    elif not is_identifier(header, cells):
        yield from _number(cells, manner)
        if nearly(cells) is None:
            yield from _options(header, cells)


def _of_values(header: str, column: pa.ChunkedArray, cells: Cells, manner: Manner) -> Iterator[Proposal]:
    """Yield the kinds of a column of a frame that has a type."""
    kind = column.type
    if types.is_boolean(kind):
        for options in yes_or_no(header, cells, manner.language):
            yield Proposal("dropdown", options)
    elif types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind):
        if not cells.some(r"\.[0-9]{7,}$|[eE]"):
            yield Proposal("number")
    elif types.is_date(kind):
        yield Proposal("date")
    elif types.is_timestamp(kind):
        midnight = kind.tz is None and pc.all(pc.equal(pc.floor_temporal(column, unit="day"), column)).as_py()
        yield Proposal("date" if midnight else "datetime")
    elif types.is_list(kind):
        items = Cells.of(pa.chunked_array([pc.list_flatten(column.combine_chunks()).cast(pa.string())]))
        if (chosen := choice(items)) is not None:
            yield Proposal("multiselect", chosen)


def _number(cells: Cells, manner: Manner) -> Iterator[Proposal]:
    """Yield currency and number, where every cell is one by one reading and none would be rounded."""
    bare = cells.bare
    if not bare.every(SHAPE["number"]) or bare.some(_LEADING_ZERO) or bare.some(_LONG_DIGITS):
        return
    marks = MARKS[_language(bare, manner)]
    if not bare.every(marks.pattern):
        return
    fraction = f"[{marks.decimal}]"
    signs = [code for code, sign in CURRENCIES.items() if cells.some(sign)]
    if len(signs) > 1:
        return
    if signs and cells.share(CURRENCIES[signs[0]]) >= 0.5 and not bare.some(f"{fraction}[0-9]{{3,}}$"):
        yield Proposal("currency", currency=signs[0])
    if not bare.some(f"{fraction}[0-9]{{7,}}$"):
        yield Proposal("number")


def _language(bare: Cells, manner: Manner) -> str:
    """Return by which marks every one of these numbers reads; where both do, by those of the file."""
    if manner.locale is not None:
        return "en" if marks_of(manner.locale) is MARKS["en"] else "nl"
    fitting = [language for language, marks in MARKS.items() if bare.every(marks.pattern)]
    return fitting[0] if len(fitting) == 1 else manner.file_language


def _options(header: str, cells: Cells) -> Iterator[Proposal]:
    if holds_several(cells):
        if (options := several(cells)) is not None:
            yield Proposal("multiselect", options)
    elif (options := choice(cells, header)) is not None:
        yield Proposal("dropdown", options)


def is_moment(header: str, cells: Cells) -> bool:
    """Return whether every cell has the shape of a date; eight digits are one where the header says so."""
    if not cells.every(SHAPE["moment"]):
        return False
    says_date = any(word in header.lower() for word in DATE_WORDS)
    return not cells.some(_COMPACT) or says_date


def _has_no_times(cells: Cells) -> bool:
    return (
        not cells.some(_WITH_TIME)
        or cells.count({"time": (_WITH_TIME, True), "other": (_MIDNIGHT, False)}) == 0
    )


def is_identifier(header: str, cells: Cells) -> bool:
    """Return whether digits are no quantity: by the header, zeros in front, or as many digits everywhere."""
    said = words(header)
    if cells.some(_LEADING_ZERO) and cells.every(r"^[0-9 .-]+$") and not cells.every(PHONE):
        return True
    if QUANTITIES.intersection(said) or said[:2] == ["number", "of"]:
        return False
    named = {*said[:1], *said[-1:]} & IDENTIFIERS or (said and said[-1].endswith(_IDENTIFIER_ENDINGS))
    return bool(named) or _has_same_digits(cells)


def _has_same_digits(cells: Cells) -> bool:
    shortest = pc.min(pc.utf8_length(cells.texts)).as_py()
    return len(cells) > 1 and shortest == cells.longest >= SAME_DIGITS and cells.every(r"^[0-9]+$")


def nearly(cells: Cells) -> str | None:
    """Return what nearly all cells of a text are: numbers or dates; None for neither."""
    if cells.share(SHAPE["moment"]) >= NEARLY and not cells.some(_COMPACT):
        return "dates"
    return "numbers" if cells.bare.share(SHAPE["number"]) >= NEARLY else None
