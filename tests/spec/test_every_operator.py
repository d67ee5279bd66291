"""Every operator on every kind, with a value, another, none, and no account: asked of both engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import accounts_kit as ak
from accounts_kit.model.kinds import KINDS
from accounts_kit.model.operators import NEGATIVES, OPERATORS, SYNONYMS
from accounts_kit.rules.checking import checked
from accounts_kit.rules.days import clock_at
from accounts_kit.rules.matching import holds
from accounts_kit.rules.nodes import Rule, Test
from accounts_kit.segments.facts import facts
from tests.spec.every_operator import AS_OF, OPTIONS, PAGE, VALUES, WHO, cases, page


@pytest.fixture(scope="module")
def ws() -> Iterator[ak.Workspace]:
    """Contacts 1 to 4: of an account with the one value in every field, the other, none; without account."""
    with ak.open() as made:
        for name in VALUES["user"]:
            first = str(name).split()[0].lower()
            ak.users.create(made, str(name), email=f"{first}@firm.example")
        for kind in KINDS.values():
            if kind.name != "user":
                options = OPTIONS.get(kind.family)
                ak.fields.define(made, "account", f"Of {kind.name}", kind.name, options=options)
        for number in (1, 2, 3):
            firm = ak.accounts.create(made, f"Account {number}")
            ak.contacts.create(made, f"{number}@mail.example", account=firm)
            for kind in KINDS.values():
                if number < 3 and kind.name != "user":  # as they are: no check of a kind is asked here
                    value = VALUES[kind.family][number - 1]
                    made.execute(
                        f"UPDATE accounts SET of_{kind.name} = ? WHERE account_id = ?", [value, number]
                    )
            if number < 3:
                ak.accounts.update(made, number, owner=str(VALUES["user"][number - 1]))
        ak.contacts.create(made, "4@mail.example")
        yield made


def who_is_in(ws: ak.Workspace, rule: Rule) -> frozenset[str]:
    """Who the rule holds for, the same in SQL and in plain Python."""
    clock = clock_at(AS_OF, ws.timezone)
    asks = checked(rule, ws.catalogue, "contacts", clock)
    rows = facts(ws, [asks], "contacts", [1, 2, 3, 4])
    in_python = [number for number, row in rows.items() if holds(asks, row, clock)]
    assert ak.segments.members(ws, rule, as_of=AS_OF)["contact_id"].tolist() == in_python
    return frozenset(WHO[number - 1] for number in in_python)


@pytest.mark.parametrize("kind", KINDS)
def test_every_operator_answers_as_the_table_says(ws: ak.Workspace, kind: str) -> None:
    field = "account.owner" if kind == "user" else f"account.of_{kind}"
    for op, asked, who in cases(KINDS[kind].family):
        given = tuple(asked) if isinstance(asked, list) else asked
        test = Test(field, op, given)  # type: ignore[arg-type]  # out of a table
        assert who_is_in(ws, test) == who, (kind, op, asked)
        assert who_is_in(ws, ~test) == frozenset(WHO) - who, (kind, op, asked)
        if SYNONYMS.get(op, op) in NEGATIVES:
            dropped = Test(field, op, given, missing="drop")  # type: ignore[arg-type]  # out of a table
            assert who_is_in(ws, dropped) == who - {"missing", "none"}, (kind, op, asked)


@pytest.mark.parametrize("family", OPERATORS)
def test_no_operator_is_left_out(family: str) -> None:
    asked = {op for op, _, _ in cases(family)}
    assert asked == set(OPERATORS[family])  # type: ignore[index]  # a family
    of_a_list = {op for op, value, _ in cases(family) if isinstance(value, list)}
    empty = {op for op, value, _ in cases(family) if value == []}
    assert empty == of_a_list & {
        "is_any_of", "is_none_of", "has_any_of", "has_all_of", "has_none_of", "lacks_any_of", "is_exactly",
    }  # fmt: skip


def test_the_page_shows_these_tables() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.spec.every_operator"
