"""Advice on groups of tests is never a false claim: whatever is said of them holds for every row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings, strategies as st

from accounts_kit.model.operators import OPERATORS
from accounts_kit.rules.checking import checked
from accounts_kit.rules.contradictions import findings
from accounts_kit.rules.days import clock_at
from accounts_kit.rules.matching import holds
from accounts_kit.rules.nodes import All, Any, Not, Rule, Test
from tests.property.awkward_firms import KEYS, STANDARD, Firm
from tests.property.random_rules import FIELDS, asked

AS_OF = "2026-01-01T12:00"


@pytest.fixture(scope="module")
def firm() -> Iterator[Firm]:
    made = Firm(5)
    yield made
    made.ws.close()


@st.composite
def on_one_field(draw: st.DrawFn) -> list[Rule]:
    """Tests of one field, some of them turned round."""
    field = FIELDS.field(draw(st.sampled_from([f"{of}.{key}" for of in STANDARD for key in KEYS[of]])))
    operators = draw(st.lists(st.sampled_from(OPERATORS[field.kind.family]), min_size=2, max_size=3))
    tests = [Test(field.name, op, draw(asked(field, op))) for op in operators]  # type: ignore[arg-type]  # literals
    return [one if draw(st.booleans()) else Not(one) for one in tests]


@settings(max_examples=200)
@given(on_one_field(), st.booleans())
def test_what_is_said_of_a_group_holds_for_every_row(firm: Firm, tests: list[Rule], together: bool) -> None:
    clock = clock_at(AS_OF, firm.catalogue.timezone)
    group = checked(All(*tests) if together else Any(*tests), firm.catalogue, "contacts", clock)
    assert isinstance(group, (All, Any))
    rows = firm.rows("contacts").values()
    for found in findings(group, clock):
        if found.advice == "redundant":
            rest = [one for one in group.rules if _leaf(one) is not found.leaves[0]]
            without = type(group)(*rest)
            assert all(holds(group, row, clock) == holds(without, row, clock) for row in rows)
        elif len(found.leaves) == len(tests):
            said = {holds(group, row, clock) for row in rows}
            assert said == {found.advice == "tautology"}


def _leaf(rule: Rule) -> Rule:
    return rule.rule if isinstance(rule, Not) else rule
