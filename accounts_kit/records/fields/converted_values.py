"""What a value of one kind becomes in another: the reading of text, and the text of what is read.

A column of text is read by one language and one order of day and month, never cell by cell: "1.234,50" and
"31-12-2026" in Dutch, ISO dates always. Text is written as `words.reading` has it, whatever it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from accounts_kit.checks.named import Check, checks_of, problem
from accounts_kit.checks.rows import alike
from accounts_kit.errors import WrongValue
from accounts_kit.model import Field
from accounts_kit.model.values import NotOfKind, Value, split, value_of
from accounts_kit.words.dates import date_from, moment_from, usual_order
from accounts_kit.words.numbers import marks_of, number_from
from accounts_kit.words.reading import Reading
from accounts_kit.words.sentences import sentence

MOST_OPTIONS = 50

_NUMBERS = {"nl": "1.234,50", "en": "1,234.50"}
_DATES = {"dmy": "31-12-2026", "mdy": "12/31/2026"}


@dataclass(frozen=True)
class Converter:
    """Brings values of one field to another: source and target, and how their text is read and written."""

    source: Field
    target: Field
    reading: Reading
    order: str = "dmy"

    @classmethod
    def of(
        cls, source: Field, target: Field, values: Iterable[Value], language: str, timezone: str
    ) -> Converter:
        """Return the converter for a column with these values."""
        texts = [one for one in values if isinstance(one, str)] if source.kind.family == "text" else []
        return cls(source, target, Reading(language, timezone), usual_order(texts, language))

    @cached_property
    def _checks(self) -> tuple[Check, ...]:
        return checks_of(self.target)

    @property
    def example(self) -> str | None:
        """How the text of the source is read: a number or date as it is taken; None where none is read."""
        reads = self.source.kind.family in ("text", "option", "several")
        return self._example if reads else None

    @property
    def _example(self) -> str | None:
        examples = {"number": _NUMBERS[self.reading.language], "moment": _DATES[self.order]}
        return examples.get(self.target.kind.family)

    def value(self, stored: Value) -> Value:
        """Return what a value becomes; raises NotOfKind, with the check that says why, for what has no
        place there.
        """
        value = value_of(self.target, self._given(stored), self.reading.timezone)
        if value is not None:
            for check in self._checks:
                if not check.holds(self.target, value):
                    raise NotOfKind(check.name)
        return value

    def text(self, stored: Value) -> str:
        """Return how a value of the source reads."""
        return self.reading.text(stored, self.source.decimals)

    def parts(self, stored: Value) -> list[str]:
        """Return the options that a value names; only text is split, at the marks that files use."""
        if isinstance(stored, list):
            return stored
        said = self.text(stored)
        splits = self.source.kind.family == "text" and self.target.kind.several
        return split(self.target, said) if splits else [said]

    def message(self, stored: Value, check: str, *, hinted: bool = True) -> str:
        """Return the sentence that says why a value does not convert; `hinted` offers the nearest option."""
        language, said = self.reading.language, self.text(stored)
        if check == "single":
            return sentence("single", language, value=said)
        if check == "option":
            parts = self.parts(stored)
            said = next((one for one in parts if self.target.option_for(one) is None), said)
            if not hinted:
                label = self.target.label(language)
                return sentence("option", language, field=label, value=said, hint="")
        shown = len(said) > 80 and check != "length"
        return problem(
            check, self.target, said[:79] + "…" if shown else said, language, reading=self._example
        ).message

    def rounds(self, stored: Value, became: Value) -> bool:
        """Return whether a value lost digits on its way: cents of cents, or the seconds of a moment."""
        if isinstance(stored, datetime) and isinstance(became, str):
            return bool(stored.second or stored.microsecond)
        return isinstance(became, Decimal) and self._given(stored) != became

    def _given(self, stored: Value) -> object:
        """Return a value as the target takes it."""
        if isinstance(stored, list) and self.target.kind.family not in ("text", "several"):
            if len(stored) > 1:
                raise NotOfKind("single")
            stored = stored[0] if stored else None
        match self.target.kind.family:
            case "number":
                return self._number(stored)
            case "moment":
                return self._moment(stored)
            case "several":
                return self.parts(stored)
        return self.text(stored)

    def _number(self, stored: Value) -> object:
        if not isinstance(stored, str):
            return stored
        number = number_from(stored, marks_of(self.reading.language))
        if number is None:
            raise NotOfKind("number")
        return number

    def _moment(self, stored: Value) -> object:
        if not isinstance(stored, str):
            return stored
        day = date_from(stored) or date_from(stored, self.order)
        moment = day or moment_from(stored, self.reading.timezone, self.order)
        if moment is None:
            raise NotOfKind(self.target.kind_name)
        return moment


def options_from(converter: Converter, counts: Iterable[tuple[Value, int]]) -> list[str]:
    """Return the texts of a column as options, in the order of the alphabet.

    Of spellings that differ in capitals, accents and spaces only the most frequent is the option. Raises
    WrongValue for more than fifty.
    """
    found: dict[str, int] = {}
    for value, count in counts:
        for part in converter.parts(value):
            found[part] = found.get(part, 0) + count
    kept: list[str] = []
    for text in sorted(found, key=lambda one: (-found[one], one)):
        if alike([*kept, text]) is None:
            kept.append(text)
        if len(kept) > MOST_OPTIONS:
            raise WrongValue(
                f"{converter.source.name!r} holds {len(found)} different texts, and at most {MOST_OPTIONS} "
                "become options by themselves. Give the options you want: options=[...]; the dry run shows "
                "what does not fit them."
            )
    return sorted(kept, key=lambda one: (one.lower(), one))
