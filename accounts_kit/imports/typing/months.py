"""Dates with the name of a month, Dutch or English, full or short: "16 juli 2010", "3 mrt. 2021",
"16-jul-10", "Friday, July 16, 2010".

A date with a name becomes one with numbers, day first; `moments` reads that.
"""

from __future__ import annotations

from sqlglot import exp

from accounts_kit.imports.typing.sql import Node, call, texts

_MONTHS = (
    "jan(?:uari|uary)?|feb(?:ruari|ruary)?|mrt|maa(?:rt)?|mar(?:ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?"
    "|aug(?:ustus|ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
# The first three letters tell them apart.
_NUMBERS = (
    ("jan",), ("feb",), ("mrt", "maa", "mar"), ("apr",), ("mei", "may"), ("jun",), ("jul",), ("aug",),
    ("sep",), ("okt", "oct"), ("nov",), ("dec",),
)  # fmt: skip
_WEEKDAY = (
    r"(?:(?:ma(?:andag)?|di(?:nsdag)?|wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?|za(?:terdag)?|zo(?:ndag)?"
    r"|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    r"\.?,? +)?"
)
_DAY = r"(\d{1,2})(?:e|de|ste|st|nd|rd|th|\.)?"
_TIME = r"(?:,?(?: +(?:om|at))?( +\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[ap]m)?))?"
_PARTS = ("first", "second", "year", "time")
LIKE_A_MONTH = r"(?i)[a-z]{3}"

NAMED = {
    "dmy": rf"{_WEEKDAY}{_DAY}[ /-]{{1,2}}({_MONTHS})\.?[ /.,-]{{1,2}}",
    "mdy": rf"{_WEEKDAY}({_MONTHS})\.? +{_DAY},? +",
}


def shape(order: str, year: str) -> str:
    """Return the pattern of a date with a month's name in an order, and with such a year."""
    return rf"(?i){NAMED[order]}({year}){_TIME}"


def with_number(text: Node, order: str) -> Node:
    """Return a date with a month's name as one with its number, day first; other texts become NULL."""
    parts = call("regexp_extract", call("lower", text), rf"^{shape(order, r'[0-9]+')}$", texts(_PARTS))
    said = {name: call("struct_extract", parts, name) for name in _PARTS}
    day, name = (said["first"], said["second"]) if order == "dmy" else (said["second"], said["first"])
    month = exp.Case()
    for number, starts in enumerate(_NUMBERS, start=1):
        is_it = exp.In(
            this=call("left", name, 3), expressions=[exp.Literal.string(start) for start in starts]
        )
        month = month.when(is_it, exp.Literal.string(str(number)))
    return exp.DPipe(
        this=exp.DPipe(
            this=exp.DPipe(this=exp.DPipe(this=day, expression=exp.Literal.string("-")), expression=month),
            expression=exp.DPipe(this=exp.Literal.string("-"), expression=said["year"]),
        ),
        expression=said["time"],
    )
