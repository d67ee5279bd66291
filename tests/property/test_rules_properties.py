"""Rules mean the same in Python and in SQL, whatever is asked and whatever is missing; and obey the laws."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings, strategies as st

import accounts_kit as ak
from accounts_kit.model.operators import POSITIVE_OF
from accounts_kit.rules.checking import checked
from accounts_kit.rules.days import clock_at
from accounts_kit.rules.matching import holds
from accounts_kit.rules.nodes import All, Any, Rule, Test
from tests.property.awkward_firms import Firm
from tests.property.random_rules import leaves, rules

AS_OF = "2026-01-01T12:00"
SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def firms() -> Iterator[list[Firm]]:
    several = [Firm(seed) for seed in SEEDS]
    yield several
    for firm in several:
        firm.ws.close()


RULES = rules()
SEED = st.integers(0, len(SEEDS) - 1)


def in_sql(firm: Firm, rule: Rule, of: str = "contacts") -> list[int]:
    ids = ak.segments.selection(firm.ws, ak.Segment("drawn", rule, of=of), AS_OF)  # type: ignore[arg-type]  # one of two
    return sorted(number for (number,) in firm.ws.rows(ids.sql("duckdb")))


def in_python(firm: Firm, rule: Rule, of: str = "contacts") -> list[int]:
    clock = clock_at(AS_OF, firm.catalogue.timezone)
    asks = checked(rule, firm.catalogue, of, clock)  # type: ignore[arg-type]  # one of two
    return [number for number, row in firm.rows(of).items() if holds(asks, row, clock)]


# --- two engines


@settings(max_examples=500)
@given(SEED, RULES)
def test_both_engines_choose_the_same_contacts(firms: list[Firm], seed: int, rule: Rule) -> None:
    assert in_sql(firms[seed], rule) == in_python(firms[seed], rule)


@settings(max_examples=150)
@given(SEED, rules(("account",)))
def test_both_engines_choose_the_same_accounts(firms: list[Firm], seed: int, rule: Rule) -> None:
    assert in_sql(firms[seed], rule, "accounts") == in_python(firms[seed], rule, "accounts")


# --- laws


@given(SEED, RULES)
def test_a_rule_and_its_opposite_split_everybody(firms: list[Firm], seed: int, rule: Rule) -> None:
    firm = firms[seed]
    everybody = sorted(firm.contacts)
    assert in_sql(firm, rule | ~rule) == everybody
    assert in_sql(firm, rule & ~rule) == []
    assert sorted(in_sql(firm, rule) + in_sql(firm, ~rule)) == everybody


@given(SEED, rules(depth=2), rules(depth=2))
def test_de_morgan(firms: list[Firm], seed: int, one: Rule, other: Rule) -> None:
    firm = firms[seed]
    assert in_sql(firm, ~(one & other)) == in_sql(firm, ~one | ~other)
    assert in_sql(firm, ~(one | other)) == in_sql(firm, ~one & ~other)


@given(SEED, RULES)
def test_not_of_not_is_the_rule_itself(firms: list[Firm], seed: int, rule: Rule) -> None:
    assert in_sql(firms[seed], ~~rule) == in_sql(firms[seed], rule)


@given(SEED, st.lists(rules(depth=2), min_size=2, max_size=4), st.data())
def test_order_does_not_matter(
    firms: list[Firm], seed: int, several: list[Rule], data: st.DataObject
) -> None:
    firm, turned = firms[seed], data.draw(st.permutations(several))
    assert in_sql(firm, All(*several)) == in_sql(firm, All(*turned))
    assert in_sql(firm, Any(*several)) == in_sql(firm, Any(*turned))


@given(SEED, leaves(("contact", "account")).filter(lambda one: one.op in POSITIVE_OF and not one.missing))
def test_a_negative_operator_is_the_exact_opposite_of_its_positive(
    firms: list[Firm], seed: int, negative: Test
) -> None:
    firm = firms[seed]
    positive = Test(
        negative.field, POSITIVE_OF[negative.op], negative.value, negative.value_field, None, negative.case
    )
    assert in_sql(firm, negative) == in_sql(firm, ~positive)


@given(SEED, leaves(("contact", "account")).filter(lambda one: one.missing == "drop"))
def test_dropping_the_missing_keeps_none_without_the_value(
    firms: list[Firm], seed: int, narrow: Test
) -> None:
    firm = firms[seed]
    wide = Test(narrow.field, narrow.op, narrow.value, narrow.value_field, None, narrow.case)
    filled = Test(narrow.field, "is_filled")
    if narrow.value_field is not None:
        filled = filled & Test(narrow.value_field, "is_filled")
    assert in_sql(firm, narrow) == in_sql(firm, wide & filled)


# --- written down and read back


@settings(max_examples=300)
@given(RULES)
def test_json_and_repr_give_the_very_same_rule(rule: Rule) -> None:
    assert ak.rule(rule.to_dict()) == rule
    assert eval(repr(rule), {"ak": ak}) == rule


@given(RULES, st.sampled_from(["contacts", "accounts"]), st.lists(st.integers(1), max_size=2))
def test_a_segment_comes_back_from_yaml_json_and_repr(rule: Rule, of: str, pinned: list[int]) -> None:
    segment = ak.Segment("drawn: 'één'", rule, of=of, description="- #", pins={"in": pinned})  # type: ignore[arg-type]  # one of two
    assert ak.Segment.from_yaml(segment.to_yaml()) == segment
    assert ak.Segment.from_dict(segment.to_dict()) == segment
    assert eval(repr(segment), {"ak": ak}) == segment


@given(RULES)
def test_every_rule_reads_in_dutch_and_in_english(rule: Rule) -> None:
    assert str(rule) == rule.describe("en")
    assert rule.describe("nl")
