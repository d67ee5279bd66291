"""Counting: how many accounts have each value of a field, as the rows that a chart draws.

Takes a frame; called by `reports.charts` only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from accounts_kit.errors import UnknownField, WrongValue
from accounts_kit.model.schemas import record_types
from accounts_kit.words.nearest import suggestion
from accounts_kit.words.reading import Reading

if TYPE_CHECKING:
    import pandas as pd

OTHERS = {"nl": "{number} andere", "en": "{number} others"}
RECORDS = {
    "accounts": {"nl": "accounts", "en": "accounts"},
    "contacts": {"nl": "contacten", "en": "contacts"},
}
NO_VALUE = {"nl": "(geen waarde)", "en": "(no value)"}
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the table and one bar of the chart: a value, the values beyond the largest, or no value."""

    label: str
    accounts: int
    of: Literal["value", "others", "missing"] = "value"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many accounts there are, and the bars: values from large to small, the rest, the missing."""

    total: int
    bars: tuple[Bar, ...]

    @property
    def values(self) -> tuple[Bar, ...]:
        """The bars that stand for one value each."""
        return tuple(bar for bar in self.bars if bar.of == "value")


def counted(frame: pd.DataFrame, field: str, *, language: str, at_most: int | None) -> Counts:
    """Return the counts of one column; an account with several values counts at each of them.

    Raises UnknownField for a column that the frame does not have.
    """
    if at_most is not None and at_most < 1:
        raise WrongValue(
            f"at_most={at_most} leaves nothing to show. Give 1 or more, or None for every value."
        )
    column = frame[column_of(frame, field)]
    reading = Reading(language)
    values = [text for value in column.explode().dropna().tolist() if (text := _text(reading, value))]
    ordered = sorted(Counter(values).items(), key=lambda one: (-one[1], one[0]))
    missing = sum(not _filled(value) for value in column.tolist())
    return Counts(len(frame), tuple(_bars(ordered, missing, language, at_most)))


def column_of(frame: pd.DataFrame, field: str) -> str:
    """Return the frame's column for a field: "industry", or the dotted "account.industry"."""
    columns = [str(column) for column in frame.columns]
    for name in (field, field.removeprefix("account."), field.removeprefix("contact.")):
        if name in columns:
            return name
    raise UnknownField(f"The frame has no column {field!r}. {suggestion(field, columns)}".rstrip())


def label_of(field: str, language: str, of: str = "account") -> str:
    """Return what people call a standard field of accounts or contacts; for any other column its own name."""
    key = field.removeprefix(f"{of}.")
    for known in record_types()[of].fields:
        if known.key == key:
            return known.label(language)
    return key


def _bars(
    ordered: Sequence[tuple[str, int]], missing: int, language: str, at_most: int | None
) -> Iterable[Bar]:
    yield from (Bar(label, accounts) for label, accounts in ordered[:at_most])
    rest = ordered[at_most:] if at_most is not None else []
    if rest:
        yield Bar(said(OTHERS, language).format(number=len(rest)), sum(many for _, many in rest), "others")
    if missing:
        yield Bar(said(NO_VALUE, language), missing, "missing")


def said(sentences: dict[str, str], language: str) -> str:
    """Return the sentence in that language, in English for one that is not spoken here."""
    return sentences.get(language, sentences["en"])


def shortened(label: str, longest: int = LONGEST_LABEL) -> str:
    """Return a label at a length that a chart has room for."""
    return label if len(label) <= longest else label[: longest - 1].rstrip() + "…"


def _filled(value: object) -> bool:
    """Return whether a cell holds something; NaN is the one value that differs from itself."""
    return len(value) > 0 if isinstance(value, list) else value is not None and bool(value == value)


def _text(reading: Reading, value: object) -> str:
    return reading.text(Decimal(repr(value)) if isinstance(value, float) else value)
