"""Dates and moments in a column of text: their order of day, month and year, decided from the whole column.

A column has one order and never mixes two, nor numbers and names of months. Where every day is at most the
twelfth both orders fit: the language of the file counts then, and the plan says so. Two-digit years are read
where no cell has four: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from sqlglot import exp

from accounts_kit.imports.typing import months
from accounts_kit.imports.typing.sql import Node, call, cast, literal, matches, texts, try_cast, when
from accounts_kit.words.dates import DATE_FORMATS, TIME_FORMATS

Order = Literal["ymd", "dmy", "mdy"]

_YEAR = r"(?:[1-9]\d{3}|0[1-9]\d\d|00[1-9]\d|000[1-9])"
_TIME = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[AaPp][Mm])?)?"
_OFFSET = r"(?: ?(?:Z|z|[+-]\d{2}:?\d{2}|[+-]\d{2}))"
_SHORT = r"\d{1,2}[-/.]\d{1,2}[-/.]"
SHAPES = {
    "ymd": rf"(?:{_YEAR}[-/]\d{{1,2}}[-/]\d{{1,2}}|{_YEAR}\d{{4}}){_TIME}{_OFFSET}?",
    "long": rf"{_SHORT}{_YEAR}{_TIME}",
    "short": rf"{_SHORT}\d{{2}}{_TIME}",
}
NAMED_SHAPES = {
    "named dmy": months.shape("dmy", _YEAR),
    "named dmy short": months.shape("dmy", r"\d{2}"),
    "named mdy": months.shape("mdy", _YEAR),
    "named mdy short": months.shape("mdy", r"\d{2}"),
}
# A clock of twelve hours comes last: most times are of the other one.
_TIMES = ("", *(f" {form}" for form in TIME_FORMATS), " %I:%M %p", " %I:%M:%S %p", " %I:%M%p", " %I:%M:%S%p")
_WITH_OFFSET = rf".*:\d\d(?:\.\d+)?{_OFFSET}"
_FIRST, _LAST = "0001-01-01 00:00:00", "9999-12-31 23:59:59.999999"
_PAST_TWELVE = r"(?:1[3-9]|[2-9]\d)"
EXAMPLES = {"ymd": "2026-12-31", "dmy": "31-12-2026", "mdy": "12/31/2026"}
NAMED_EXAMPLES = {"dmy": "31 december 2026", "mdy": "December 31, 2026"}


@dataclass(frozen=True, slots=True)
class MomentReading:
    """The order that a column is read in, whether its months have names and its years two digits, and whether
    another order fits. Counted are the filled cells, and those that have the shape of a date.
    """

    order: Order
    two_digits: bool = False
    ambiguous: bool = False
    named: bool = False
    stated: bool = False
    filled: int = 0
    dates: int = 0

    @property
    def example(self) -> str:
        """A date as this reading has it."""
        example = (NAMED_EXAMPLES if self.named else EXAMPLES)[self.order]
        return example.replace("2026", "26") if self.two_digits else example

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats of its dates, as `strptime` takes them."""
        formats = DATE_FORMATS["dmy"][:1] if self.named else DATE_FORMATS[self.order]
        return tuple(one.replace("%Y", "%y") for one in formats) if self.two_digits else formats

    @property
    def shape(self) -> str:
        """The pattern that its texts have."""
        if self.named:
            return NAMED_SHAPES[f"named {self.order}{' short' if self.two_digits else ''}"]
        return SHAPES["ymd" if self.order == "ymd" else "short" if self.two_digits else "long"]


def tallies(text: Node) -> Mapping[str, Node]:
    """Return what to count of a column in order to decide: shapes, and numbers that can be no month."""
    day_first = rf"{_PAST_TWELVE}[-/.].*"
    month_first = rf"\d{{1,2}}[-/.]{_PAST_TWELVE}[-/.].*"
    years_last = exp.or_(matches(text, SHAPES["long"]), matches(text, SHAPES["short"]))
    has_letters = call("regexp_matches", text, months.LIKE_A_MONTH)
    return {
        **{name: matches(text, pattern) for name, pattern in SHAPES.items()},
        **{name: exp.and_(has_letters, matches(text, pattern)) for name, pattern in NAMED_SHAPES.items()},
        "dmy": exp.and_(years_last, matches(text, day_first)),
        "mdy": exp.and_(years_last, matches(text, month_first)),
    }


def decide(counts: Mapping[str, int], file_language: str, stated: str | None = None) -> MomentReading:
    """Return how a column is read: in the `stated` order of numbers, else as its cells say."""
    reading = _decided(counts, file_language, stated)
    return replace(
        reading, filled=counts["filled"], dates=sum(counts[one] for one in (*SHAPES, *NAMED_SHAPES))
    )


def _decided(counts: Mapping[str, int], file_language: str, stated: str | None) -> MomentReading:
    named = max(("dmy", "mdy"), key=lambda order: _named(counts, order))
    if _named(counts, named) > max(counts["ymd"], counts["long"], counts["short"]):
        return _reading(named, two_digits=not counts[f"named {named}"], named=True)
    two_digits = counts["short"] > 0 and not counts["long"]
    if stated is not None:
        return _reading(stated, two_digits=two_digits and stated != "ymd", stated=True)
    if counts["ymd"] >= counts["long"] and counts["ymd"] >= counts["short"]:
        return MomentReading("ymd")
    if counts["dmy"] == counts["mdy"]:
        return _reading("mdy" if file_language == "en" else "dmy", two_digits=two_digits, ambiguous=True)
    return _reading("dmy" if counts["dmy"] > counts["mdy"] else "mdy", two_digits=two_digits)


def _named(counts: Mapping[str, int], order: str) -> int:
    return counts[f"named {order}"] + counts[f"named {order} short"]


def _reading(
    order: str,
    *,
    two_digits: bool,
    ambiguous: bool = False,
    named: bool = False,
    stated: bool = False,
) -> MomentReading:
    known: Order = "ymd" if order == "ymd" else "mdy" if order == "mdy" else "dmy"
    return MomentReading(known, two_digits, ambiguous, named, stated)


def moment(text: Node, reading: MomentReading, timezone: str) -> Node:
    """Return the moment that a text says; without an offset it is a local time of that zone. It may lie
    outside of the calendar.
    """
    local = in_zone(_local(text, reading), timezone)
    if reading.order == "ymd":
        local = when(matches(text, _WITH_OFFSET), try_cast(text, "TIMESTAMPTZ"), local)
    return when(matches(text, reading.shape), local)


def in_calendar(moment: Node, timezone: str) -> Node:
    """Return whether a moment is in the years 1 to 9999, in UTC and in that zone, as in Python.

    Other programs write 1 January of the year 1, midnight, where they know no moment.
    """
    both = (moment, f"{_FIRST}Z", f"{_LAST}Z"), (call("timezone", timezone, moment), _FIRST, _LAST)
    return exp.and_(
        *(exp.Between(this=one, low=literal(first), high=literal(last)) for one, first, last in both)
    )


def date(text: Node, reading: MomentReading, timezone: str) -> Node:
    """Return the date that a text says; of a moment with an offset its date in that zone."""
    local = cast(_local(text, reading), "DATE")
    if reading.order == "ymd":
        there = call("timezone", timezone, try_cast(text, "TIMESTAMPTZ"))
        local = when(matches(text, _WITH_OFFSET), cast(there, "DATE"), local)
    return when(matches(text, reading.shape), local)


def in_zone(local: Node, timezone: str) -> Node:
    """Return the moment of a local time in a zone; the first of an hour that occurs twice, as in Python."""
    moment = call("timezone", timezone, local)
    hour = exp.Interval(this=literal("1"), unit=exp.var("HOUR"))
    before = exp.Sub(this=moment, expression=hour)
    occurs_twice = exp.EQ(this=call("timezone", timezone, before), expression=local)
    return when(occurs_twice, before.copy(), moment.copy())


def _local(text: Node, reading: MomentReading) -> Node:
    """Return the local time that a text says: midnight where it has only a date."""
    forms = [day + time for time in _TIMES for day in reading.formats]
    numbers = months.with_number(text, reading.order) if reading.named else text
    spaced = call("regexp_replace", numbers, "[ T]+", " ")
    return call("try_strptime", spaced, texts(forms))
