"""Related records and segments in rules: over nothing, one and many; at a moment; in both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import accounts_kit as ak
from accounts_kit.errors import RuleError, UnknownField, UnknownRecord, WrongKind
from accounts_kit.rules.checking import checked
from accounts_kit.rules.days import clock_at
from accounts_kit.rules.matching import holds
from accounts_kit.rules.nodes import Related, Rule
from accounts_kit.segments.facts import facts

ACCOUNT, CONTACT, DEAL, ACTIVITY, NOTE = ak.account, ak.contact, ak.deal, ak.activity, ak.note
OPENED = ACTIVITY.kind == "mail_opened"


@pytest.fixture(scope="module")
def ws() -> Iterator[ak.Workspace]:
    """Contacts 1 and 2 of Acme (two deals), 3 of Bolt (one without value), 4 of Cato (nothing), 5 alone."""
    with ak.open() as made:
        firms = [ak.accounts.create(made, name) for name in ("Acme", "Bolt", "Cato")]
        for number, firm in enumerate([firms[0], firms[0], firms[1], firms[2], None], 1):
            job = {"job_title": "Directeur"} if number in (1, 3) else {}
            ak.contacts.create(made, f"{number}@mail.example", account=firm, **job)
        ak.deals.create(made, "A", account=1, value=100, status="open")
        ak.deals.create(made, "B", account=1, value=50, status="won")
        ak.deals.create(made, "C", account=2, status="open")
        ak.activities.record(made, "mail_opened", contact=1, at="2026-01-10")
        ak.activities.record(made, "mail_opened", contact=1, at="2026-03-10")
        ak.activities.record(made, "page_visited", contact=3, at="2026-01-10")
        ak.notes.add(made, "Belde over prijs", account=1, at="2026-01-10")
        ak.tags.add(made, 1, "a", "b")
        ak.tags.add(made, 2, "a")
        big = ak.Segment(
            "Groot", ACCOUNT.deals.sum("value") >= 100, of="accounts", pins={"in": [3], "out": []}
        )
        ak.segments.save(made, big)
        ak.segments.save(made, ak.Segment("Actief", CONTACT.activities.any(), pins={"in": [5], "out": [3]}))
        yield made


def who(ws: ak.Workspace, rule: Rule, of: str = "contacts", as_of: str | None = None) -> list[int]:
    """The ids for which a rule holds, the same in SQL and in plain Python; its opposite has all others."""
    clock = clock_at(as_of, ws.timezone)
    asks = checked(rule, ws.catalogue, of, clock)
    everybody = [1, 2, 3, 4, 5] if of == "contacts" else [1, 2, 3]
    rows = facts(ws, [asks], of, everybody)
    in_python = [number for number, row in rows.items() if holds(asks, row, clock)]
    segment = ak.Segment("asked", rule, of=of)  # type: ignore[arg-type]  # one of two
    in_sql = ak.segments.members(ws, segment, as_of=as_of)[f"{of[:-1]}_id"].tolist()
    assert in_sql == in_python
    opposite = ak.Segment("opposite", ~rule, of=of)  # type: ignore[arg-type]  # one of two
    assert ak.segments.count(ws, opposite, as_of=as_of) == len(everybody) - len(in_sql)
    return in_sql


@pytest.mark.parametrize(
    ("rule", "members"),
    [
        (ACCOUNT.contacts.count() >= 2, [1, 2]),
        (ACCOUNT.contacts.count() == 0, [5]),
        (ACCOUNT.contacts.count() < 2, [3, 4, 5]),
        (ACCOUNT.contacts.count(CONTACT.job_title.is_filled()) == 1, [1, 2, 3]),
        (ACCOUNT.contacts.count().between(1, 1), [3, 4]),
        (ACCOUNT.contacts.count().is_any_of(0, 2), [1, 2, 5]),
        (ACCOUNT.deals.sum("value") > 100, [1, 2]),
        (ACCOUNT.deals.sum("value") != 150, [3, 4, 5]),
        (ACCOUNT.deals.sum("value").is_not(150, missing="drop"), []),
        (ACCOUNT.deals.sum("value").is_blank(), [3, 4, 5]),
        (ACCOUNT.deals.sum("value", DEAL.status == "won") == 50, [1, 2]),
        (ACCOUNT.deals.avg("value") == 75, [1, 2]),
        (ACCOUNT.deals.min("value") <= 50, [1, 2]),
        (ACCOUNT.deals.max("value").is_filled(), [1, 2]),
        (ACCOUNT.deals.any(), [1, 2, 3]),
        (ACCOUNT.deals.any(DEAL.value.is_blank()), [3]),
        (ACCOUNT.deals.all(DEAL.value.is_filled()), [1, 2]),
        (ACCOUNT.deals.all(DEAL.status == "open"), [3]),
        (ACCOUNT.deals.none(), [4, 5]),
        (ACCOUNT.notes.any(NOTE.text.contains("PRIJS")), [1, 2]),
        (CONTACT.activities.count() >= 2, [1]),
        (CONTACT.activities.none(OPENED), [2, 3, 4, 5]),
        (CONTACT.activities.max("at") >= "2026-03-01", [1]),
        (CONTACT.tags.count() >= 2, [1]),
        (CONTACT.tags.count() == 0, [3, 4, 5]),
        (ACCOUNT.contacts.any(CONTACT.activities.count(OPENED) >= 2), [1, 2]),
        (ACCOUNT.contacts.all(CONTACT.tags.has_any_of("a") & (ACCOUNT.name == "acme")), [1, 2]),
        (ACCOUNT.contacts.none(CONTACT.activities.any()) | (CONTACT.tags.count() == 2), [1, 4, 5]),
    ],
)
def test_related_records(ws: ak.Workspace, rule: Rule, members: list[int]) -> None:
    assert who(ws, rule) == members


def test_what_happened_later_does_not_count(ws: ak.Workspace) -> None:
    assert who(ws, CONTACT.activities.count() >= 2, as_of="2026-02-01") == []
    assert who(ws, CONTACT.activities.count() == 1, as_of="2026-02-01") == [1, 3]
    assert who(ws, CONTACT.activities.any(), as_of="2026-01-10") == [1, 3]
    assert who(ws, CONTACT.activities.any(), as_of="2026-01-09") == []
    assert who(ws, CONTACT.activities.all(OPENED), as_of="2026-02-01") == [1]
    assert who(ws, ACCOUNT.notes.none(), as_of="2026-01-01") == [1, 2, 3, 4, 5]
    assert who(ws, ACCOUNT.deals.any(), as_of="2020-01-01") == [
        1,
        2,
        3,
    ]  # a deal does not say when it happened


def test_segments_in_segments(ws: ak.Workspace) -> None:
    assert who(ws, ak.in_segment("groot")) == [1, 2, 4]
    assert who(ws, ak.in_segment("Groot"), "accounts") == [1, 3]
    assert who(ws, ak.in_segment("Actief")) == [1, 5]
    assert who(ws, ~ak.in_segment("Groot") & ak.in_segment("Actief")) == [5]
    assert who(ws, ACCOUNT.contacts.count(ak.in_segment("Actief")) >= 1, "accounts") == [1]
    twice = ak.in_segment("Actief") | (ACCOUNT.contacts.any(ak.in_segment("Actief")) & ak.in_segment("Groot"))
    assert who(ws, twice) == [1, 2, 5]
    assert ak.segments.to_sql(ws, twice).count('FROM "activities"') == 1


@pytest.mark.parametrize(
    ("rule", "of", "error", "said"),
    [
        (ak.in_segment("Actief"), "accounts", RuleError, "segment of contacts.*count_of"),
        (ak.in_segment("Aktief"), "contacts", UnknownRecord, "Did you mean 'Actief'"),
        (CONTACT.activities.any(), "accounts", RuleError, "where of count_of or any_of account.contacts"),
        (
            CONTACT.activities.any(NOTE.text.is_blank()),
            "contacts",
            RuleError,
            "inside this 'where' are fields of a",
        ),
        (
            CONTACT.activities.any(ak.in_segment("Actief")),
            "contacts",
            RuleError,
            "activities are in no segment",
        ),
        (ACCOUNT.deals.sum("title") > 1, "contacts", WrongKind, "takes numbers, and 'deal.title' holds text"),
        (ACCOUNT.deals.sum("valeu") > 1, "contacts", UnknownField, "Did you mean 'value'"),
        (
            ACCOUNT.deals.count().contains("x"),
            "contacts",
            WrongKind,
            "'count_of account.deals' holds numbers",
        ),
        (CONTACT.city.count() > 1, "contacts", RuleError, "are none"),
        (CONTACT.email.count() > 1, "contacts", WrongKind, "has one value"),
        (Related("all", "account.deals"), "contacts", RuleError, "needs a where"),
        (Related("any", "account.deals", op=">=", value=1), "contacts", RuleError, "compares with nothing"),
        (Related("count", "account.deals"), "contacts", RuleError, "needs an operator and a value"),
        (
            Related("count", "account.deels", op=">=", value=1),
            "contacts",
            RuleError,
            "Did you mean 'account.deals'",
        ),
        (DEAL.value > 1, "contacts", RuleError, "count_of or any_of with a where. There is: account.deals"),
        (
            ACCOUNT.employees.between(500, 50),
            "contacts",
            RuleError,
            r"takes the lower value first.*\[50, 500\]",
        ),
    ],
)
def test_what_cannot_be_asked_says_what_can(
    ws: ak.Workspace, rule: Rule, of: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        checked(rule, ws.catalogue, of)


@pytest.mark.parametrize("said", ["contact.activities", "a == b", "in"])
def test_related_records_refuse_what_python_would_misread(said: str) -> None:
    with pytest.raises(RuleError, match="Count them"):
        {
            "contact.activities": lambda: CONTACT.activities & OPENED,
            "a == b": lambda: CONTACT.activities == 3,
            "in": lambda: 3 in CONTACT.activities,
        }[said]()
    with pytest.raises(AttributeError, match="Did you mean 'count'"):
        CONTACT.activities.coutn()  # type: ignore[operator]  # no such method
