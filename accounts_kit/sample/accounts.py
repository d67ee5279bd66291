"""Accounts of the sample, by number: what a list of customers holds, with the gaps that such lists have."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from accounts_kit.model import Catalogue
from accounts_kit.sample.chance import Dice, Rows
from accounts_kit.sample.columns import (
    amounts,
    day_number,
    days,
    digits,
    either,
    joined,
    lists,
    moments,
    numbers,
    one_of,
    only,
    picked,
)
from accounts_kit.sample.definitions import CATEGORIES, PRODUCTS
from accounts_kit.sample.firms import Firms, firms
from accounts_kit.sample.places import POSTCODE_LETTERS, STREETS, TOWNS
from accounts_kit.sample.users import USERS

FIRST_DAY, LAST_DAY = day_number(date(2019, 1, 1)), day_number(date(2026, 6, 30))
CONTRACTS_FROM, CONTRACTS_TO = day_number(date(2026, 1, 1)), day_number(date(2028, 12, 31))
OPENING, CLOSING = 7 * 60, 16 * 60  # minutes after midnight, UTC

# Share of a hundred firms, fewest and most employees.
SIZES = ((12, 1, 1), (36, 2, 9), (30, 10, 49), (13, 50, 199), (7, 200, 999), (2, 1000, 4800))
# Thousands a year; a firm is in the band of the first limit that is above its revenue.
REVENUE_LIMITS = (100, 500, 1_000, 5_000, 10_000, 50_000, 250_000)


def employees(dice: Dice, rows: Rows) -> Rows:
    """Return how many people work at each firm, known to the list or not."""
    shares, fewest, most = zip(*SIZES, strict=True)
    size = dice.weighted("size", rows, shares)
    return dice.between("employees", rows, np.array(fewest)[size], np.array(most)[size])


def founded_in_list(dice: Dice, rows: Rows) -> Rows:
    """Return the day on which each firm came into the list."""
    return dice.between("created on", rows, FIRST_DAY, LAST_DAY)


def account_rows(dice: Dice, rows: Rows) -> pa.Table:
    """Return the accounts of these numbers, a column a field key, typed as the catalogue says."""
    these = firms(dice, rows)
    people = employees(dice, rows)
    columns = {
        "name": these.names(),
        "website": only(~dice.chance("no website", rows, 15), _websites(dice, rows, these)),
        "owner": only(
            ~dice.chance("no owner", rows, 10),
            picked(
                [user.name for user in USERS], dice.weighted("owner", rows, [user.share for user in USERS])
            ),
        ),
        "phone": only(~dice.chance("no phone", rows, 22), _phones(dice, rows, these)),
        **_addresses(dice, rows, these),
        "description": only(dice.chance("described", rows, 65), _descriptions(dice, rows, these)),
        "employees": only(~dice.chance("no employees", rows, 12), numbers(people)),
        "industry": only(~dice.chance("no industry", rows, 10), these.industries()),
        "annual_revenue": only(~dice.chance("no revenue", rows, 25), _revenues(dice, rows, people)),
        "created_at": moments(_created(dice, rows)),
        "external_id": joined("A-", digits(rows + 1, 6)),
        **_custom(dice, rows, people),
    }
    return pa.table(columns)


def _websites(dice: Dice, rows: Rows, these: Firms) -> pa.Array:
    domains = these.domains()
    forms = joined("www.", domains), joined("https://www.", domains), joined("https://", domains, "/")
    return one_of(dice.weighted("website form", rows, (60, 25, 15)), *forms)


def _phones(dice: Dice, rows: Rows, these: Firms) -> pa.Array:
    """Return numbers of the town, in the ways in which people write them."""
    area = [town.area_code for town in TOWNS]
    local = [10 - len(code) - town.belgian for code, town in zip(area, TOWNS, strict=True)]
    digits_of_town = np.array(local)[these.towns]
    number = dice.between("number", rows, np.full(len(rows), 20), np.full(len(rows), 89))
    rest = dice.below("rest of number", rows, 10 ** (digits_of_town - 2))
    text = joined(digits(number), _padded(rest, digits_of_town - 2))
    codes, bare = picked(area, these.towns), picked([code[1:] for code in area], these.towns)
    country = either(these.belgian, joined("+32 ", bare), joined("+31 ", bare))
    ways = (
        joined(codes, " - ", text),
        joined(codes, " ", text),
        joined(country, " ", text),
        joined("(", codes, ") ", text),
    )
    return one_of(dice.weighted("way of writing", rows, (35, 35, 20, 10)), *ways)


def _padded(rest: Rows, widths: Rows) -> pa.Array:
    """Return numbers with zeros in front, each up to its own width."""
    wide = np.unique(widths)
    padded = [digits(rest, int(width)) for width in wide]
    return one_of(np.searchsorted(wide, widths), *padded) if len(wide) else digits(rest)


def _addresses(dice: Dice, rows: Rows, these: Firms) -> dict[str, pa.Array]:
    known, town_known = ~dice.chance("no address", rows, 18), ~dice.chance("no town", rows, 8)
    street = joined(
        picked(STREETS, dice.below("street", rows, len(STREETS))),
        " ",
        digits(dice.between("house", rows, 1, 240)),
    )
    box = joined("Postbus ", digits(dice.between("box", rows, 10, 9000)))
    code = np.array([town.postcode for town in TOWNS])[these.towns] + dice.below("postcode", rows, 40)
    letters = [picked(list(POSTCODE_LETTERS), dice.below(f"letter {nth}", rows, 20)) for nth in (1, 2)]
    belgian = digits(code)
    return {
        "address_1": only(known, street),
        "address_2": only(known & dice.chance("box", rows, 12), box),
        "city": only(town_known, picked([town.name for town in TOWNS], these.towns)),
        "state": only(
            town_known & dice.chance("province", rows, 75),
            picked([town.province for town in TOWNS], these.towns),
        ),
        "postcode": only(known, either(these.belgian, belgian, joined(belgian, " ", *letters))),
        "country": only(
            ~dice.chance("no country", rows, 12),
            picked(["Nederland", "België"], these.belgian.astype(np.int64)),
        ),
    }


def _descriptions(dice: Dice, rows: Rows, these: Firms) -> pa.Array:
    town = picked([town.name for town in TOWNS], these.towns)
    since = digits(dice.between("founded", rows, 1921, 2018))
    ways = (
        joined("Familiebedrijf uit ", town, ", opgericht in ", since, "."),
        joined("Werkt voor klanten in ", town, " en omgeving."),
        joined("Sinds ", since, " gevestigd in ", town, "; levert in heel de Benelux."),
        joined('Noemt zichzelf "de specialist van ', town, '".'),
        joined("Kennisgemaakt op de beurs. Wil jaarlijks een bezoek."),
    )
    return one_of(
        dice.weighted("description", rows, (30, 30, 20, 5, 15)), *ways[:4], _repeated(ways[4], len(rows))
    )


def _repeated(text: pa.Array, times: int) -> pa.Array:
    return pa.array([text.as_py()]).take(pa.array(np.zeros(times, dtype=np.int64)))


def _revenues(dice: Dice, rows: Rows, people: Rows) -> pa.Array:
    """Return the bands: so many thousands for each of the people."""
    thousands = people * dice.between("revenue", rows, 40, 260)
    return picked(
        Catalogue().field("account.annual_revenue").options,
        np.searchsorted(REVENUE_LIMITS, thousands, side="right"),
    )


def _created(dice: Dice, rows: Rows) -> Rows:
    return founded_in_list(dice, rows) * 86_400 + dice.between("created at", rows, OPENING, CLOSING) * 60


def _custom(dice: Dice, rows: Rows, people: Rows) -> dict[str, pa.Array]:
    cents = people * dice.between("value", rows, 900, 24_000) + dice.below("cents", rows, 100)
    chosen = [dice.chance(f"product {product}", rows, percent) for product, percent in PRODUCTS.items()]
    return {
        "contracteinde": only(
            dice.chance("contract", rows, 70),
            days(dice.between("contract end", rows, CONTRACTS_FROM, CONTRACTS_TO)),
        ),
        "klantwaarde": only(~dice.chance("no value", rows, 25), amounts(cents)),
        "categorie_een": only(
            ~dice.chance("no category", rows, 20),
            picked(list(CATEGORIES), dice.weighted("category", rows, list(CATEGORIES.values()))),
        ),
        "producten": lists(list(PRODUCTS), chosen),
        "nps": only(dice.chance("asked", rows, 65), numbers(dice.between("nps", rows, -40, 90))),
        "kvk_nummer": only(
            ~dice.chance("no kvk", rows, 15), joined("00", digits(dice.below("kvk", rows, 10**6), 6))
        ),
    }
