"""Telephone numbers of records whose country the row names: read as numbers of that country.

030-0074321 is a number in Utrecht and one in Berlin. Where a row says Germany it is the second; where the
name of the country says nothing to us it stays as it is written.
"""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.reading import Assumption, Reading
from accounts_kit.imports.typing.rows import TypedRows
from accounts_kit.words.countries import country_of
from accounts_kit.words.phones import e164
from accounts_kit.words.text import clean

ABROAD = ("+", "00")  # how a number begins that names its country itself


def by_country(typed: TypedRows, reading: Reading, mapping: ColumnMapping, region: str) -> TypedRows:
    """Return the rows with the numbers that were taken for home ones, where their row names another country.

    Nothing changes in a file without a country or without telephone numbers.
    """
    country, phone = mapping.column("country"), mapping.column("phone")
    if country is None or phone is None:
        return typed
    countries = typed.table.column("country").combine_chunks()
    named = {name: country_of(name) for name in pc.unique(countries).to_pylist() if name is not None}
    foreign = pa.array([name for name, code in named.items() if code != region], pa.string())
    lines = typed.table.column("line")
    chosen = pc.and_(pc.is_in(countries, foreign), pc.is_valid(typed.table.column("phone")))
    places = pc.index_in(pc.filter(lines, chosen), reading.table.column("line"))
    cells = reading.table.column(f"c{phone.place}").take(places)
    if not len(cells) or not pa.types.is_string(cells.type):
        return typed
    pairs = list(zip(cells.to_pylist(), pc.filter(countries, chosen).to_pylist(), strict=True))
    numbers = {pair: _number(pair[0], named[pair[1]]) for pair in set(pairs)}
    values = typed.table.column("phone").combine_chunks()
    read = pc.filter(values, chosen).to_pylist()
    told = [numbers[pair] or before for pair, before in zip(pairs, read, strict=True)]
    changed = [pair for pair, one, before in zip(pairs, told, read, strict=True) if one != before]
    if not changed:
        return typed
    place = typed.table.column_names.index("phone")
    left = pc.replace_with_mask(values, chosen.combine_chunks(), pa.array(told, values.type))
    return replace(
        typed,
        table=typed.table.set_column(place, "phone", left),
        assumptions=(*typed.assumptions, _said(phone.header, country.header, changed)),
    )


def number_abroad(text: str | None, country: str | None, region: str) -> str | None:
    """Return a number as the country that is named reads it, or as written; None where that is home.

    >>> number_abroad("030-0074321", "Duitsland", "NL"), number_abroad("030-5673968", "Nederland", "NL")
    ('+49300074321', None)
    """
    code = country_of(country) if country else region
    return None if code == region else _number(text, code)


def _number(text: str | None, code: str | None) -> str | None:
    """Return a number as its country reads it, or as written; None for one that names its country itself."""
    written = clean(text or "")
    if written is None or written.lstrip("(").startswith(ABROAD):
        return None
    return (e164(written, code) if code else None) or written


def _said(phone: str, country: str, changed: list[tuple[str | None, str]]) -> Assumption:
    cells = "1 cell is a number" if len(changed) == 1 else f"{len(changed):,} cells are numbers"
    text, name = changed[0]
    return Assumption(
        "phone_country",
        f"In {phone!r} {cells} of another country, as {country!r} says, like {text!r} ({name}); "
        "read as there, or kept as written.",
    )
