"""The fictional firm at any size, as tables; a batch at a time for folders and workspaces."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from accounts_kit.errors import WrongValue
from accounts_kit.sample.accounts import account_rows
from accounts_kit.sample.chance import Dice, Rows
from accounts_kit.sample.contacts import Staff
from accounts_kit.sample.definitions import DEFINITIONS
from accounts_kit.sample.notes import how_many_notes, note_rows

ROWS_AT_ONCE = 100_000


@dataclass(frozen=True, slots=True)
class Part:
    """A table of a sample: its name, how many rows it has, and how to make those of some numbers."""

    name: str
    count: int
    made: Callable[[Rows], pa.Table]

    def batches(self, rows_at_once: int = ROWS_AT_ONCE) -> Iterator[pa.Table]:
        """Yield the rows in order, so many at once; one empty table when there are none."""
        for first in range(0, max(self.count, 1), rows_at_once):
            yield self.made(np.arange(first, min(first + rows_at_once, self.count), dtype=np.int64))


def tables(accounts: int, contacts: int, seed: int = 0) -> dict[str, pa.Table]:
    """Return the sample as Arrow tables: accounts, contacts, notes, custom_fields.

    Their columns are field keys; `account`, `contact` and `owner` name other records. The same sizes and seed
    give the same tables on every machine. Raises WrongValue for a size below zero.

    >>> tables(3, 2)["accounts"]["name"].to_pylist()
    ['Rivierwaard Security', 'Coöperatie Kwekerij Oosterhorst U.A.', 'Duinstaete Dakbedekking BV']
    """
    made = {part.name: pa.concat_tables(part.batches()) for part in parts(accounts, contacts, seed)}
    return {**made, "custom_fields": definitions()}


def parts(accounts: int, contacts: int, seed: int) -> tuple[Part, Part, Part]:
    """Return the accounts, contacts and notes of a sample, to be made a batch at a time."""
    for name, size in (("accounts", accounts), ("contacts", contacts)):
        if size < 0:
            raise WrongValue(f"A sample cannot have {size} {name}. Write {name}=0 for none.")
    account_dice, note_dice = Dice(seed, "accounts"), Dice(seed, "notes")
    staff = Staff(account_dice, Dice(seed, "contacts"), accounts, contacts)
    return (
        Part("accounts", accounts, lambda rows: account_rows(account_dice, rows)),
        Part("contacts", contacts, staff.rows),
        Part("notes", how_many_notes(accounts, contacts), lambda rows: note_rows(staff, note_dice, rows)),
    )


def definitions() -> pa.Table:
    """Return the definitions of the sample's custom fields, a column a field key."""
    kinds = {name: pa.string() for name in ("of", "label", "kind", "currency", "group")}
    kinds["options"] = pa.list_(pa.string())
    columns = {
        name: pa.array([getattr(one, name) or None for one in DEFINITIONS], kind)
        for name, kind in kinds.items()
    }
    order = ("of", "label", "kind", "options", "currency", "group")
    return pa.table({name: columns[name] for name in order})
