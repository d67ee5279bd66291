"""Dates and moments in a column of text: their order of day, month and year, decided from the whole column.

A column has one order and never mixes two. Where every day is at most the twelfth both orders fit: the
language of the file counts then, and the plan says so. Two-digit years are read when all cells have them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from accounts_kit.imports.typing.sql import Node, call, cast, literal, matches, texts, try_cast, when
from accounts_kit.words.dates import DATE_FORMATS, TIME_FORMATS

Order = Literal["ymd", "dmy", "mdy"]

_YEAR = r"(?:[1-9]\d{3}|0[1-9]\d\d|00[1-9]\d|000[1-9])"
_TIME = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?"
_OFFSET = r"(?: ?(?:Z|z|[+-]\d{2}:?\d{2}|[+-]\d{2}))"
_SHORT = r"\d{1,2}[-/.]\d{1,2}[-/.]"
SHAPES = {
    "ymd": rf"(?:{_YEAR}[-/]\d{{1,2}}[-/]\d{{1,2}}|{_YEAR}\d{{4}}){_TIME}{_OFFSET}?",
    "long": rf"{_SHORT}{_YEAR}{_TIME}",
    "short": rf"{_SHORT}\d{{2}}{_TIME}",
}
_WITH_OFFSET = rf".*:\d\d(?:\.\d+)?{_OFFSET}"
_FIRST, _LAST = "0001-01-01 00:00:00", "9999-12-31 23:59:59.999999"
_PAST_TWELVE = r"(?:1[3-9]|[2-9]\d)"
EXAMPLES = {"ymd": "2026-12-31", "dmy": "31-12-2026", "mdy": "12/31/2026"}


@dataclass(frozen=True, slots=True)
class MomentReading:
    """The order that a column is read in, whether years have two digits, and whether another order fits."""

    order: Order
    two_digits: bool = False
    ambiguous: bool = False

    @property
    def example(self) -> str:
        """A date as this reading has it."""
        example = EXAMPLES[self.order]
        return example.replace("2026", "26") if self.two_digits else example

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats of its dates, as `strptime` takes them."""
        formats = DATE_FORMATS[self.order]
        return tuple(one.replace("%Y", "%y") for one in formats) if self.two_digits else formats

    @property
    def shape(self) -> str:
        """The pattern that its texts have."""
        return SHAPES["ymd" if self.order == "ymd" else "short" if self.two_digits else "long"]


def tallies(text: Node) -> Mapping[str, Node]:
    """Return what to count of a column in order to decide: shapes, and numbers that can be no month."""
    day_first = rf"{_PAST_TWELVE}[-/.].*"
    month_first = rf"\d{{1,2}}[-/.]{_PAST_TWELVE}[-/.].*"
    years_last = exp.or_(matches(text, SHAPES["long"]), matches(text, SHAPES["short"]))
    return {
        **{name: matches(text, pattern) for name, pattern in SHAPES.items()},
        "dmy": exp.and_(years_last, matches(text, day_first)),
        "mdy": exp.and_(years_last, matches(text, month_first)),
    }


def decide(counts: Mapping[str, int], file_language: str) -> MomentReading:
    """Return how a column is read."""
    if counts["ymd"] >= counts["long"] and counts["ymd"] >= counts["short"]:
        return MomentReading("ymd")
    usual: Order = "mdy" if file_language == "en" else "dmy"
    two_digits = counts["short"] == counts["filled"]
    if counts["dmy"] == counts["mdy"]:
        return MomentReading(usual, two_digits, ambiguous=True)
    return MomentReading("dmy" if counts["dmy"] > counts["mdy"] else "mdy", two_digits)


def moment(text: Node, reading: MomentReading, timezone: str) -> Node:
    """Return the moment that a text says; without an offset it is a local time of that zone."""
    local = in_zone(_local(text, reading), timezone)
    if reading.order == "ymd":
        local = when(matches(text, _WITH_OFFSET), try_cast(text, "TIMESTAMPTZ"), local)
    return when(exp.and_(matches(text, reading.shape), _in_calendar(local, timezone)), local.copy())


def _in_calendar(moment: Node, timezone: str) -> Node:
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
    times = ["", *(f" {form}" for form in TIME_FORMATS)]
    forms = [day + time for time in times for day in reading.formats]
    spaced = call("regexp_replace", text, "[ T]+", " ")
    return call("try_strptime", spaced, texts(forms))
