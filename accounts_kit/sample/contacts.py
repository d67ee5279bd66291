"""Contacts of the sample, by number: people at the accounts and a few on their own.

A seat says where a contact works and as the how-manieth: contacts come in mixed order, yet each account has
as many as its size asks for, and within an account no two have the same e-mail address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.sample.accounts import CLOSING, FIRST_DAY, LAST_DAY, OPENING, employees, founded_in_list
from accounts_kit.sample.chance import Dice, Rows
from accounts_kit.sample.columns import (
    day_number,
    days,
    digits,
    either,
    joined,
    lists,
    moments,
    one_of,
    only,
    picked,
)
from accounts_kit.sample.definitions import INTERESTS, LANGUAGES
from accounts_kit.sample.firms import firms
from accounts_kit.sample.people import (
    FIRST_NAMES,
    JOB_TITLES,
    LAST_NAMES,
    LOCAL_FIRST_NAMES,
    LOCAL_LAST_NAMES,
    MAIL_PROVIDERS,
    STATUSES,
    TAGS,
)

EMPLOYED = 88  # of a hundred contacts
BIRTHDAYS_FROM, BIRTHDAYS_TO = day_number(date(1956, 1, 1)), day_number(date(2004, 12, 31))
# A firm has a seat for itself and one more for each of these numbers of employees that it reaches.
SEATS_AT = (5, 10, 20, 35, 50, 80, 120, 200, 300, 500, 800, 1200, 2000, 3000, 4000)


@dataclass(frozen=True, slots=True)
class Seats:
    """Where contacts work: the account's number, -1 for nobody's, and which of its people each of them is."""

    accounts: Rows
    nth: Rows


@dataclass(frozen=True)
class Staff:
    """All contacts of a sample: so many accounts, so many contacts, and the dice of both."""

    account_dice: Dice
    dice: Dice
    accounts: int
    contacts: int

    @cached_property
    def _ends(self) -> Rows:
        """How many seats there are up to and including each account."""
        rows = np.arange(self.accounts, dtype=np.int64)
        weights = 1 + np.searchsorted(SEATS_AT, employees(self.account_dice, rows), side="right")
        ends: Rows = np.cumsum(weights)
        employed = self.contacts * EMPLOYED // 100
        return ends * employed // ends[-1] if len(ends) else ends

    @cached_property
    def _places_of_work(self) -> tuple[pa.Array, pa.Array]:
        these = firms(self.account_dice, np.arange(self.accounts, dtype=np.int64))
        return these.names(), pa.concat_arrays([these.domains(), pa.array(MAIL_PROVIDERS)])

    def seats(self, rows: Rows) -> Seats:
        """Return the seats of the contacts of these numbers."""
        places = self.dice.shuffled("seat", rows, max(self.contacts, 1))
        accounts = np.searchsorted(self._ends, places, side="right")
        employed = accounts < len(self._ends)
        starts = np.concatenate([[0], self._ends])[accounts]
        return Seats(np.where(employed, accounts, -1), places - starts)

    def emails(self, rows: Rows) -> pa.Array:
        """Return the e-mail addresses of these contacts; one in twenty has none."""
        return only(~self.dice.chance("phone only", rows, 5), self._addresses(rows, self.seats(rows)))

    def employers(self, rows: Rows) -> pa.Array:
        """Return the names of the accounts of these contacts."""
        accounts = self.seats(rows).accounts
        return self._places_of_work[0].take(pa.array(accounts, mask=accounts < 0))

    def rows(self, rows: Rows) -> pa.Table:
        """Return the contacts of these numbers, a column a field key, typed as the catalogue says."""
        dice, seats = self.dice, self.seats(rows)
        first, last = self._names(rows, seats)
        employed = seats.accounts >= 0
        phone_only = dice.chance("phone only", rows, 5)
        titled = ~dice.chance("no job title", rows, 20) & (
            employed | dice.chance("title of their own", rows, 10)
        )
        tagged = ~dice.chance("no tags", rows, 12)
        columns = {
            "email": self.emails(rows),
            "first_name": only(~dice.chance("no first name", rows, 11), picked(FIRST_NAMES, first)),
            "last_name": only(~dice.chance("no last name", rows, 10), picked(LAST_NAMES, last)),
            "phone": only(phone_only | ~dice.chance("no phone", rows, 34), self._phones(rows)),
            "job_title": only(
                titled, picked(list(JOB_TITLES), dice.weighted("job title", rows, list(JOB_TITLES.values())))
            ),
            "account": self.employers(rows),
            "tags": lists(
                list(TAGS), [tagged & dice.chance(f"tag {tag}", rows, share) for tag, share in TAGS.items()]
            ),
            "status": picked(list(STATUSES), dice.weighted("status", rows, list(STATUSES.values()))),
            "created_at": moments(self._created(rows, seats)),
            "external_id": joined("C-", digits(rows + 1, 7)),
            **self._custom(rows),
        }
        return pa.table(columns)

    def _names(self, rows: Rows, seats: Seats) -> tuple[Rows, Rows]:
        """Return the places of first and last name; colleagues share a last name when all are used up."""
        first = self.dice.below("first name", rows, len(FIRST_NAMES))
        start = self.dice.below("last name", seats.accounts + 1, len(LAST_NAMES))
        last = self.dice.shuffled("last names", seats.nth % len(LAST_NAMES), len(LAST_NAMES))
        return first, (start + last) % len(LAST_NAMES)

    def _addresses(self, rows: Rows, seats: Seats) -> pa.Array:
        """Return an address for each, in the one way in which its firm makes them; namesakes get a number."""
        first_place, last_place = self._names(rows, seats)
        first, last = picked(LOCAL_FIRST_NAMES, first_place), picked(LOCAL_LAST_NAMES, last_place)
        initial = pc.utf8_slice_codeunits(first, 0, 1)
        provider = self.dice.below("provider", rows, len(MAIL_PROVIDERS))
        at_home = seats.accounts < 0
        way = self.dice.weighted(
            "way of address", np.where(at_home, -1 - provider, seats.accounts), (50, 32, 8, 10)
        )
        # Each way keeps the last name apart, so colleagues with different ones have different addresses.
        local = one_of(
            way, joined(first, ".", last), joined(initial, ".", last), joined(first, "_", last), last
        )
        namesake = seats.nth // len(LAST_NAMES)
        numbered = either(namesake > 0, joined(local, digits(namesake + 1)), local)
        domain = np.where(at_home, self.accounts + provider, seats.accounts)
        return joined(numbered, "@", self._places_of_work[1].take(pa.array(domain)))

    def _phones(self, rows: Rows) -> pa.Array:
        """Return mobile numbers, each another one, in the ways in which people write them."""
        number = digits(self.dice.shuffled("mobile", rows, 10**8), 8)
        pairs = [pc.utf8_slice_codeunits(number, at, at + 2) for at in (0, 2, 4, 6)]
        spaced = pc.binary_join_element_wise(*pairs, " ")
        ways = joined("06-", number), joined("06 ", spaced), joined("06", number), joined("+31 6 ", number)
        return one_of(self.dice.weighted("way of writing", rows, (40, 20, 25, 15)), *ways)

    def _created(self, rows: Rows, seats: Seats) -> Rows:
        """Return the moments on which they came into the list, none before their account."""
        first = np.where(seats.accounts < 0, FIRST_DAY, founded_in_list(self.account_dice, seats.accounts))
        day = self.dice.between("created on", rows, first, LAST_DAY)
        return day * 86_400 + self.dice.between("created at", rows, OPENING, CLOSING) * 60

    def _custom(self, rows: Rows) -> dict[str, pa.Array]:
        dice = self.dice
        interested = [
            dice.chance(f"interest {interest}", rows, share) for interest, share in INTERESTS.items()
        ]
        return {
            "verjaardag": only(
                ~dice.chance("no birthday", rows, 35),
                days(dice.between("birthday", rows, BIRTHDAYS_FROM, BIRTHDAYS_TO)),
            ),
            "interesses": lists(list(INTERESTS), interested),
            "taal": only(
                ~dice.chance("no language", rows, 15),
                picked(list(LANGUAGES), dice.weighted("language", rows, list(LANGUAGES.values()))),
            ),
        }
