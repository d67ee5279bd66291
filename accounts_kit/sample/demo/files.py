"""The files of data/: four from one sample of a fixed size and seed, and a workbook."""

from __future__ import annotations

from accounts_kit.sample.demo.accounts import accounts_file
from accounts_kit.sample.demo.contacts import contacts_file
from accounts_kit.sample.demo.definitions import definitions_file
from accounts_kit.sample.demo.fair import fair_file
from accounts_kit.sample.demo.notes import notes_file
from accounts_kit.sample.making import tables

ACCOUNTS, CONTACTS, SEED = 145, 885, 2026


def files() -> dict[str, bytes]:
    """Return each file by its name, in the order in which they are imported."""
    made = tables(ACCOUNTS, CONTACTS, SEED)
    return {
        "custom_fields.csv": definitions_file(),
        "accounts.csv": accounts_file(made["accounts"]),
        "contacts.csv": contacts_file(made["contacts"]),
        "notes.csv": notes_file(made["notes"]),
        "fair.xlsx": fair_file(),
    }
