"""Notes of the sample, by number: six in ten about an account, the others about a contact."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.sample.accounts import CLOSING, LAST_DAY, OPENING, founded_in_list
from accounts_kit.sample.chance import Dice, Rows
from accounts_kit.sample.columns import digits, either, joined, moments, one_of, only, picked
from accounts_kit.sample.contacts import Staff
from accounts_kit.sample.firms import firms
from accounts_kit.sample.users import USERS

_SUBJECTS = (
    "de offerte",
    "het contract",
    "de nieuwe website",
    "de nieuwsbrief",
    "het jaarplan",
    "de factuur van vorige maand",
)
_OUTCOMES = (
    "Terugbellen na de vakantie.",
    "Is tevreden; wil volgend jaar uitbreiden.",
    "Vindt de prijs aan de hoge kant.\nVergelijkt met twee andere bureaus.",
    "Stuurt zelf een planning.",
    'Vroeg om "iets met meer kleur".',
    "Geen haast, eerst intern overleg; beslissing in het najaar.",
)


def how_many_notes(accounts: int, contacts: int) -> int:
    """Return how many notes a sample of that size has."""
    return accounts + contacts // 10


def note_rows(staff: Staff, dice: Dice, rows: Rows) -> pa.Table:
    """Return the notes of these numbers, a column a field key; those with nobody to be about are left out."""
    of_account = dice.chance("about an account", rows, 60) & (staff.accounts > 0) | (staff.contacts == 0)
    account = dice.below("account", rows, max(staff.accounts, 1))
    contact = dice.below("contact", rows, max(staff.contacts, 1))
    names = firms(staff.account_dice, account).names()
    table = pa.table(
        {
            "text": _texts(dice, rows),
            "author": only(~dice.chance("no author", rows, 10), _authors(dice, rows)),
            "at": moments(_written(staff, dice, rows, account)),
            "account": only(of_account & (staff.accounts > 0), names),
            "contact": only(~of_account, staff.emails(contact)),
            "external_id": joined("N-", digits(rows + 1, 7)),
        }
    )
    return table.filter(pc.or_(pc.is_valid(table["account"]), pc.is_valid(table["contact"])))


def _texts(dice: Dice, rows: Rows) -> pa.Array:
    subject = picked(_SUBJECTS, dice.below("subject", rows, len(_SUBJECTS)))
    outcome = picked(_OUTCOMES, dice.below("outcome", rows, len(_OUTCOMES)))
    ways = (
        joined("Gebeld over ", subject, ". ", outcome),
        joined("Bezoek. Besproken: ", subject, ".\n", outcome),
        joined("Mail gekregen over ", subject, "."),
    )
    number = joined(" (", digits(1 + dice.below("number", rows, 9000)), ")")
    said = one_of(dice.weighted("way", rows, (45, 30, 25)), *ways)
    return either(dice.chance("numbered", rows, 40), joined(said, number), said)


def _authors(dice: Dice, rows: Rows) -> pa.Array:
    writers = [user.name for user in USERS if user.role != "viewer"]
    return picked(writers, dice.below("author", rows, len(writers)))


def _written(staff: Staff, dice: Dice, rows: Rows, account: Rows) -> Rows:
    """Return the moments on which they were written, none before the account was there."""
    first = founded_in_list(staff.account_dice, account)
    day = dice.between("day", rows, np.minimum(first, LAST_DAY), LAST_DAY)
    return day * 86_400 + dice.between("time", rows, OPENING, CLOSING) * 60
