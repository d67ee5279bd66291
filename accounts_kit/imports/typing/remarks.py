"""How columns of numbers and moments were read, in sentences, and where another reading would have fitted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from accounts_kit.imports.reading import Assumption
from accounts_kit.imports.typing.columns import AnyReading, Column
from accounts_kit.imports.typing.counting import cells
from accounts_kit.imports.typing.moments import MomentReading
from accounts_kit.imports.typing.numbers import NumberReading

OTHERWISE = "To say otherwise, give locale='nl' or locale='en'."
OTHER_ORDER = "To say otherwise, give dates='dmy' or dates='mdy'."


def about_readings(columns: Sequence[Column], readings: Mapping[str, AnyReading]) -> Iterator[Assumption]:
    """Return how each column of numbers or moments was read, and where it could have been otherwise."""
    for one in columns:
        header = repr(one.mapped.header)
        match readings.get(one.key):
            case NumberReading(filled=0) | MomentReading(filled=0):
                continue
            case MomentReading(dates=0) as reading:
                yield Assumption("dates", f"{header} holds nothing that is written as a date.")
            case NumberReading(ambiguous=0, stated=False) as reading:
                yield Assumption("numbers", f"{header} holds numbers like {reading.example}.")
            case NumberReading(stated=False) as reading:
                counted = cells(reading.ambiguous, "can", "can")
                said = f"In {header} {counted} be read in two ways; it is read like {reading.example}."
                yield Assumption("number_marks", f"{said} {OTHERWISE}")
            case MomentReading(ambiguous=False, stated=False) as reading:
                yield Assumption("dates", f"{header} holds dates like {reading.example}.")
            case MomentReading(ambiguous=True) as reading:
                said = f"In {header} day and month could change places; it is read like {reading.example}."
                yield Assumption("date_order", f"{said} {OTHER_ORDER}")
        yield from _about_signs(header, readings.get(one.key))
        yield from _about_decimals(one, readings.get(one.key))


def _about_decimals(one: Column, reading: AnyReading) -> Iterator[Assumption]:
    """Return how many cells have more decimals than their field keeps."""
    if isinstance(reading, NumberReading) and reading.rounded:
        counted = cells(reading.rounded, "has", "have")
        kept = f"{one.field.name} keeps; rounded to {one.field.decimals or 6}"
        yield Assumption("rounded", f"In {one.mapped.header!r} {counted} more decimals than {kept}.")


def _about_signs(header: str, reading: AnyReading) -> Iterator[Assumption]:
    """Return what was assumed of cells that are no plain numbers and years."""
    match reading:
        case NumberReading():
            if reading.percent:
                others = reading.filled - reading.percent
                besides = f", and {others:,} without" if others else ""
                counted = cells(reading.percent, "has", "have")
                yield Assumption(
                    "percent",
                    f"In {header} {counted} a percent sign, which is left out{besides}: 12,5 % is 12.5.",
                )
            if reading.scientific:
                counted = cells(reading.scientific, "is", "are")
                yield Assumption(
                    "scientific",
                    f"In {header} {counted} shortened by a spreadsheet, like 6.12E+08; digits may be lost.",
                )
        case MomentReading(two_digits=True):
            yield Assumption(
                "two_digit_years",
                f"In {header} years have two digits: 69 to 99 are 1969 to 1999, 00 to 68 are 2000 to 2068.",
            )
