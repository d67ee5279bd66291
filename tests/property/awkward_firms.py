"""Firms whose values have broken somebody's software before; a third is missing, and many an account."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pyarrow as pa

import accounts_kit as ak
from accounts_kit.rules.matching import Person
from accounts_kit.words.text import clean, key_of

Row = dict[str, object]

TEXTS = [
    clean(text) or ""
    for text in (
        "Gent", "GENT", "gent", "Gent-Oost", "O'Brien", "o''brien", 'De "Groot"', "100%", "100 %", "_", "%",
        "\\", "a\\nb", "\\%", "Straße", "STRASSE", "ẞ", "İstanbul", "istanbul", "ISTANBUL", "ısı", "ISI",
        "Zoë", "Zoe\u0308", "Zoe", "ΟΔΟΣ", "οδος", "οδοσ", "ǅ", "ǆ", "ŉ", "ﬁn", "FIN", "🙂", "🙂 x",
        "👩\u200d👩\u200d👧", "\u05e9\u05dc\u05d5\u05dd", "line\nbreak", "a\tb", "NULL", "null", "true",
        "'; DROP TABLE contacts; --", "0", "-1", "1e5", "é", "e\u0301\u0323", "K\u212a", "ſ", "x" * 300,
        "{0}", "$1", "?", ".", "a.b", "[a-z]+", "(", "a|b",
    )
]  # fmt: skip
NUMBERS = [
    Decimal(text) for text in ("0", "1", "-1", "0.1", "0.3", "50", "500", "-3.5", "20.000001", "999999999")
]
DAYS = [
    date(2024, 2, 29),
    date(2025, 2, 28),
    date(2025, 3, 1),
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(1999, 7, 4),
]
# Around midnight, in Amsterdam and in UTC, in winter and summer, and at changes of the clock.
MOMENTS = [
    datetime(2026, 3, 28, 22, 59, 59, 999_999, tzinfo=UTC), datetime(2026, 3, 28, 23, tzinfo=UTC),
    datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC),
    datetime(2026, 3, 29, 22, tzinfo=UTC), datetime(2025, 10, 26, 0, 30, tzinfo=UTC),
    datetime(2025, 12, 31, 23, 30, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC),
]  # fmt: skip
PEOPLE = [
    Person("Jan de Vries", "jan@firm.example"),
    Person("İbo", "ibo@firm.example"),
    Person("O'Neil %", None),
]
TAGS = ["Nieuwsbrief", "webinar", "100% korting", "Ümit's tag", "beurs 2026", "a, b", "🙂"]
OPTIONS = ("sport", "Kunst", "muziek & dans", "'t Koor", "50%")
SIZES = ("small", "medium", "large", "> 250")

# Custom fields: record, label and kind, options.
CUSTOM: list[tuple[str, str, str, tuple[str, ...]]] = [
    ("account", "budget", "currency", ()),
    ("account", "renewal", "date", ()),
    ("account", "size", "radio", SIZES),
    ("account", "sectors", "multiselect", OPTIONS),
    ("contact", "town", "text", ()),
    ("contact", "score", "number", ()),
    ("contact", "born", "date", ()),
    ("contact", "seen_at", "datetime", ()),
    ("contact", "region", "dropdown", SIZES),
    ("contact", "hobbies", "checkbox", OPTIONS),
]
STANDARD = {
    "account": ("city", "description", "employees", "industry", "owner", "created_at"),
    "contact": ("first_name", "last_name", "phone", "status", "tags", "last_contacted_at"),
}
KEYS = {of: (*STANDARD[of], *(label for other, label, _, _ in CUSTOM if other == of)) for of in STANDARD}
ACCOUNTS, CONTACTS = 40, 120


class Firm:
    """A workspace filled with awkward values, and the same rows as the matching engine reads them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.ws = ak.open()
        for of, label, kind, options in CUSTOM:
            ak.fields.define(self.ws, of, label, kind, options=options or None)
        self.catalogue = self.ws.catalogue
        self.accounts = {number: self._row("account") for number in range(1, ACCOUNTS + 1)}
        self.contacts = {number: self._row("contact") for number in range(1, CONTACTS + 1)}
        self.account_of = {
            number: self.chance.choice([None, *self.accounts, *self.accounts]) for number in self.contacts
        }
        with self.ws.transaction():
            self._write()

    def rows(self, of: str) -> dict[int, Row]:
        """The rows of contacts (with their account's fields) or of accounts, by id."""
        if of == "accounts":
            return self.accounts
        return {number: row | self._of_account(number) for number, row in self.contacts.items()}

    def _of_account(self, number: int) -> Row:
        account = self.account_of[number]
        return self.accounts[account] if account else {}

    def _row(self, of: str) -> Row:
        return {f"{of}.{key}": self._value(f"{of}.{key}") for key in KEYS[of]}

    def _value(self, name: str) -> object:
        if self.chance.randrange(3) == 0:
            return None
        field = self.catalogue.field(name)
        if field.kind.several:
            options = field.options or TAGS
            return self.chance.sample(options, self.chance.randint(1, 3))
        values: dict[str, list[object]] = {
            "text": [*TEXTS], "number": [*NUMBERS], "option": [*field.options], "user": [*PEOPLE],
            "moment": [*DAYS] if field.kind_name == "date" else [*MOMENTS],
        }  # fmt: skip
        value = self.chance.choice(values[field.kind.family])
        if field.kind_name == "currency" and isinstance(value, Decimal):
            value = value.quantize(Decimal("0.01"))  # as it is stored
        if isinstance(value, datetime):
            value += timedelta(minutes=self.chance.choice([0, 0, 7, -61]))
        return value

    def _write(self) -> None:
        self._insert(
            "users",
            [
                {"user_id": number, "name": one.name, "email": one.email, "email_key": one.email}
                for number, one in enumerate(PEOPLE, start=1)
            ],
        )
        self._insert(
            "tags",
            [
                {"tag_id": number, "name": name, "tag_key": key_of(name)}
                for number, name in enumerate(TAGS, start=1)
            ],
        )
        self._insert(
            "accounts",
            [
                {"account_id": number, "name": str(number), "name_key": str(number), **self._columns(row)}
                for number, row in self.accounts.items()
            ],
        )
        self._insert(
            "contacts",
            [
                {"contact_id": number, "account_id": self.account_of[number], **self._columns(row)}
                for number, row in self.contacts.items()
            ],
        )
        pairs = [
            {"contact_id": number, "tag_id": TAGS.index(name) + 1}
            for number, row in self.contacts.items()
            for name in row["contact.tags"] or ()  # type: ignore[attr-defined]  # a list, or missing
        ]
        self._insert("contact_tags", [{"contact_tag_id": place, **pair} for place, pair in enumerate(pairs)])

    def _columns(self, row: Row) -> Row:
        fields = {self.catalogue.field(name): value for name, value in row.items() if name != "contact.tags"}
        return {field.column: _stored(value) for field, value in fields.items()}

    def _insert(self, table: str, rows: list[Row]) -> None:
        with self.ws.staged("firm", pa.Table.from_pylist(rows)) as staged:
            self.ws.execute(f"INSERT INTO {table} BY NAME SELECT * FROM {staged}")


def _stored(value: object) -> object:
    return PEOPLE.index(value) + 1 if isinstance(value, Person) else value
