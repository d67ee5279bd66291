"""Tables drawn as text, asked the same in both engines: what the specs of rules are written with.

    id | account.city | contact.tags     | contact.birthday:date
    1  | Gent         | webinar, beurs   | 1990-02-28
    2  |              |                  | 1991-03-01
    3  | (none)       | beurs            |

One line a contact, or an account when no column is a contact's. An empty cell is a missing value; `(none)`
under a field of the account says that there is no account at all. A custom field states its kind after a
colon, options in brackets: `account.size:dropdown[small/medium/large]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import accounts_kit as ak
from accounts_kit.model import Catalogue, Field
from accounts_kit.model.values import value_of
from accounts_kit.rules.days import AsOf
from accounts_kit.rules.matching import Person, matches
from accounts_kit.rules.nodes import Rule
from accounts_kit.rules.questions import Of

USERS = {"Jan de Vries": "jan@firm.example", "Els Maes": "els@firm.example"}
NO_ACCOUNT = "(none)"

_HEADING = re.compile(r"(?P<name>[\w.]+)(:(?P<kind>\w+))?(\[(?P<options>.*)\])?")


@dataclass(frozen=True)
class Column:
    """A column of a drawing: a field by its dotted name, and how to define it when it is a custom one."""

    name: str
    kind: str | None
    options: tuple[str, ...]

    @property
    def of(self) -> str:
        """The record that the field belongs to."""
        return self.name.partition(".")[0]

    @property
    def key(self) -> str:
        """The field's key."""
        return self.name.partition(".")[2]


class Drawing:
    """A drawn table as a workspace, and as rows of plain values."""

    def __init__(self, drawn: str) -> None:
        lines = [
            [cell.strip() for cell in line.split("|")]
            for line in drawn.strip("\n").splitlines()
            if line.strip()
        ]
        self.columns = [_column(heading) for heading in lines[0][1:]]
        self.cells = {int(line[0]): dict(zip(self.columns, line[1:], strict=True)) for line in lines[1:]}
        self.ws = ak.open()
        self.of: Of = "contacts" if any(column.of == "contact" for column in self.columns) else "accounts"
        self._fill()

    def ask(self, rule: Rule, *, as_of: AsOf = None) -> list[int]:
        """The ids for which the rule holds, the same in SQL and in plain Python."""
        segment = ak.Segment("drawn", rule, of=self.of)
        found = ak.segments.members(self.ws, segment, as_of=as_of)
        in_sql = [int(one) for one in found[f"{self.of[:-1]}_id"]]
        in_python = [
            number
            for number, row in self.rows.items()
            if matches(rule, row, self.ws.catalogue, self.of, as_of=as_of)
        ]
        assert in_sql == in_python, f"SQL says {in_sql}, Python {in_python}: {rule!r}"
        assert ak.segments.count(self.ws, segment, as_of=as_of) == len(in_sql)
        return in_sql

    @cached_property
    def rows(self) -> dict[int, dict[str, object]]:
        """The drawn rows as the matching engine reads them."""
        catalogue = self.ws.catalogue
        return {
            number: {column.name: _plain(catalogue, column, cell) for column, cell in cells.items()}
            for number, cells in self.cells.items()
        }

    def _fill(self) -> None:
        with self.ws.transaction():
            for name, email in USERS.items():
                ak.users.create(self.ws, name, email=email)
            for column in self.columns:
                if column.kind:
                    ak.fields.define(
                        self.ws, column.of, column.key, column.kind, options=column.options or None
                    )
            for number, cells in self.cells.items():
                self._write(number, cells)

    def _write(self, number: int, cells: dict[Column, str]) -> None:
        account = self._values("account", cells)
        drawn = NO_ACCOUNT not in cells.values() and any(column.of == "account" for column in cells)
        if drawn:
            made = ak.accounts.create(self.ws, **{"name": f"Account {number}"} | account)
        if self.of == "accounts":
            assert made.account_id == number, "the ids of a drawing count from 1"
            return
        contact = {"email": f"{number}@mail.example"} | self._values("contact", cells)
        tags = contact.pop("tags", [])
        contact_id = ak.contacts.create(self.ws, account=made if drawn else None, **contact).contact_id
        assert contact_id == number, "the ids of a drawing count from 1"
        if tags:
            ak.tags.add(self.ws, contact_id, *tags)

    def _values(self, of: str, cells: dict[Column, str]) -> dict[str, object]:
        filled = {
            column: cell for column, cell in cells.items() if column.of == of and cell not in ("", NO_ACCOUNT)
        }
        return {
            column.key: _given(self.ws.catalogue.field(column.name), cell) for column, cell in filled.items()
        }


def _column(heading: str) -> Column:
    found = _HEADING.fullmatch(heading)
    assert found, heading
    options = found["options"].split("/") if found["options"] else ()
    return Column(found["name"], found["kind"], tuple(options))


def _given(field: Field, cell: str) -> object:
    """What create() takes for a cell: text as it is drawn, several values as a list."""
    return cell.split(", ") if field.kind.several else cell


def _plain(catalogue: Catalogue, column: Column, cell: str) -> object:
    """The value of a cell as matching reads it, made without the workspace."""
    field = catalogue.field(column.name)
    if cell in ("", NO_ACCOUNT):
        return None
    if field.kind.family == "user":
        return Person(cell, USERS[cell])
    return value_of(field, _given(field, cell), catalogue.timezone)
