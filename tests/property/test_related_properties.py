"""Rules with related records and saved segments mean the same in both engines, and every answer agrees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings, strategies as st

import accounts_kit as ak
from accounts_kit.rules.checking import checked
from accounts_kit.rules.days import clock_at
from accounts_kit.rules.matching import Row, holds
from accounts_kit.rules.nodes import All, Any, Everyone, Not, Rule
from accounts_kit.rules.questions import Measured, Member, Question, membership
from accounts_kit.segments.facts import facts
from tests.property.random_rules import any_rules, related
from tests.property.related_firm import RelatedFirm

AS_OF = "2026-01-01T12:00"
DEEP = any_rules(depth=6)
OF = st.sampled_from(["contacts", "accounts"])


@pytest.fixture(scope="module")
def firm() -> Iterator[RelatedFirm]:
    made = RelatedFirm(7)
    yield made
    made.ws.close()


def in_sql(firm: RelatedFirm, rule: Rule, of: str = "contacts") -> list[int]:
    ids = ak.segments.selection(firm.ws, ak.Segment("drawn", rule, of=of), AS_OF)  # type: ignore[arg-type]  # one of two
    return sorted(number for (number,) in firm.ws.rows(ids.sql("duckdb")))


def rows_of(firm: RelatedFirm, rule: Rule, of: str) -> tuple[Rule, dict[int, Row]]:
    """The rule as it is checked, and what it reads of every record."""
    asks = checked(rule, firm.catalogue, of, clock_at(AS_OF, firm.catalogue.timezone))
    ids = sorted(firm.contacts if of == "contacts" else firm.accounts)
    return asks, {**facts(firm.ws, [asks], of, ids)}


def test_facts_are_the_rows_that_were_written(firm: RelatedFirm) -> None:
    fields = [ak.contact.town, ak.contact.score, ak.contact.seen_at, ak.contact.hobbies, ak.contact.tags]
    fields += [ak.account.owner, ak.account.budget, ak.account.renewal, ak.account.sectors]
    _, rows = rows_of(firm, Any(*(one.is_filled() for one in fields)), "contacts")
    for number, written in firm.rows("contacts").items():
        for name, value in rows[number].items():
            if not name.endswith("_id"):
                known = sorted(value) if isinstance(value, list) else value
                wrote = written.get(name)
                assert known == (sorted(wrote) if isinstance(wrote, list) else wrote) or known == [], name


@settings(max_examples=150)
@given(st.data(), OF)
def test_both_engines_choose_the_same_records(firm: RelatedFirm, data: st.DataObject, of: str) -> None:
    rule = data.draw(any_rules(of, 3))
    asks, rows = rows_of(firm, rule, of)
    clock = clock_at(AS_OF, firm.catalogue.timezone)
    assert in_sql(firm, rule, of) == [number for number, row in rows.items() if holds(asks, row, clock)]


@settings(max_examples=40)
@given(
    st.lists(st.lists(any_rules(depth=0), min_size=3, max_size=4), min_size=2, max_size=2),
    st.lists(related("contacts", -1).filter(lambda one: one.op is not None), min_size=1, max_size=2),
)
def test_measures_after_many_tests_mean_the_same(
    firm: RelatedFirm, groups: list[list[Rule]], measures: list[Rule]
) -> None:
    rule = All(*(Any(*group) for group in groups), *measures)
    asks, rows = rows_of(firm, rule, "contacts")
    clock = clock_at(AS_OF, firm.catalogue.timezone)
    assert in_sql(firm, rule) == [number for number, row in rows.items() if holds(asks, row, clock)]
    columns = ["contact.town", "contact.tags", "account.city"]
    shown = ak.segments.members(firm.ws, rule, columns=columns, as_of=AS_OF)
    assert len(shown) == ak.segments.count(firm.ws, rule, as_of=AS_OF) == len(in_sql(firm, rule))


@settings(max_examples=60)
@given(DEEP)
def test_deep_rules_mean_the_same_and_split_everybody(firm: RelatedFirm, rule: Rule) -> None:
    asks, rows = rows_of(firm, rule, "contacts")
    clock = clock_at(AS_OF, firm.catalogue.timezone)
    chosen = in_sql(firm, rule)
    assert chosen == [number for number, row in rows.items() if holds(asks, row, clock)]
    assert sorted(chosen + in_sql(firm, ~rule)) == sorted(firm.contacts)
    assert in_sql(firm, ~~rule) == chosen


@settings(max_examples=60)
@given(any_rules(depth=4))
def test_rules_are_written_down_and_read_back(rule: Rule) -> None:
    segment = ak.Segment("drawn", rule)
    assert ak.rule(rule.to_dict()) == rule
    assert ak.Segment.from_yaml(segment.to_yaml()) == segment
    assert eval(repr(rule), {"ak": ak}) == rule
    assert rule.describe("nl")
    assert rule.describe("en")


# --- what missing values decide


def kleene(rule: Rule, row: Row) -> bool | None:
    """What a checked rule says where NULL is a third value: None when what is missing decides."""
    clock = clock_at(AS_OF, "Europe/Amsterdam")
    match rule:
        case Everyone():
            return True
        case All(rules):
            said = [kleene(one, row) for one in rules]
            return False if False in said else None if None in said else True
        case Any(rules):
            said = [kleene(one, row) for one in rules]
            return True if True in said else None if None in said else False
        case Not(inner):
            found = kleene(inner, row)
            return None if found is None else not found
        case Member():
            return kleene(membership(rule), row)
        case Measured(question=Question()) if rule.asks not in ("count", "any", "all", "none"):
            return (
                None
                if value_is_missing(rule, row) and rule.question.asks != "is_filled"
                else holds(rule, row, clock)
            )  # type: ignore[union-attr]  # has one
        case Question() if rule.asks != "is_filled" and (rule.values or rule.other):
            names = [field.name for field in rule.fields]
            if "contact.tags" not in names and any(row.get(name) in (None, []) for name in names):
                return None
    return holds(rule, row, clock)


def value_is_missing(rule: Measured, row: Row) -> bool:
    from accounts_kit.rules.matching import measure

    return measure(rule, row, clock_at(AS_OF, "Europe/Amsterdam")) is None


@settings(max_examples=60)
@given(any_rules(depth=3), any_rules(depth=2))
def test_funnel_counts_what_remains_and_what_missing_values_decide(
    firm: RelatedFirm, one: Rule, other: Rule
) -> None:
    rule = All(one, other)
    funnel = ak.segments.funnel(firm.ws, rule, as_of=AS_OF)
    assert funnel["remaining"].iloc[-1] == len(in_sql(firm, rule))
    assert funnel["alone"].tolist()[1:] == [len(in_sql(firm, one)), len(in_sql(firm, other))]
    asks, rows = rows_of(firm, rule, "contacts")
    assert isinstance(asks, All)
    first = [kleene(asks.rules[0], row) for row in rows.values()]
    missing = funnel[["missing_no_account", "missing_no_value"]].sum(axis="columns")
    assert missing[1] == first.count(None)


@settings(max_examples=60)
@given(any_rules(depth=2), any_rules(depth=2))
def test_overlap_and_comparison_add_up_to_the_counts(firm: RelatedFirm, one: Rule, other: Rule) -> None:
    ones, others = set(in_sql(firm, one)), set(in_sql(firm, other))
    overlap = ak.segments.overlap(firm.ws, [one, other], as_of=AS_OF)
    assert overlap[overlap["rule 1"]]["members"].sum() == len(ones)
    assert overlap[overlap["rule 2"]]["members"].sum() == len(others)
    compared = ak.segments.compare(firm.ws, one, other, as_of=AS_OF)
    assert (compared.enters, compared.leaves, compared.stays) == (
        len(others - ones),
        len(ones - others),
        len(ones & others),
    )
    assert set(compared.members("enters")["contact_id"]) == others - ones


@settings(max_examples=60)
@given(any_rules(depth=3), st.integers(1, 120))
def test_an_explanation_agrees_with_the_members(firm: RelatedFirm, rule: Rule, contact: int) -> None:
    why = ak.segments.explain(firm.ws, rule, contact, as_of=AS_OF)
    assert why.answer == (contact in in_sql(firm, rule))
    assert len({len(one) for one in why.flips}) <= 1
    assert len(why.flips) <= 5


@settings(max_examples=60)
@given(st.data(), OF)
def test_branches_count_what_their_rules_count(firm: RelatedFirm, data: st.DataObject, of: str) -> None:
    rule = data.draw(any_rules(of, 3))
    told = ak.segments.branches(firm.ws, ak.Segment("drawn", rule, of=of), as_of=AS_OF)  # type: ignore[arg-type]  # one of two
    rows = told.set_index("path")
    assert rows.loc["", "remaining"] == len(in_sql(firm, rule, of))
    for path, node, left in left_by(rule, "", Everyone()):
        assert rows.loc[path, "alone"] == len(in_sql(firm, node, of)), path
        assert rows.loc[path, "remaining"] == len(in_sql(firm, left, of)), path
    assert len(rows) == 1 + sum(1 for _ in left_by(rule, "", Everyone()))


def left_by(rule: Rule, path: str, asked: Rule, turned: bool = False) -> Iterator[tuple[str, Rule, Rule]]:
    """Every node below a rule, with the rule of who is left when one has read down to it."""
    inside = rule.rules if isinstance(rule, All | Any) else (rule.rule,) if isinstance(rule, Not) else ()
    for place, one in enumerate(inside):
        below = f"{path}.{place}" if path else str(place)
        before = inside[:place]
        if isinstance(rule, Not):
            yield below, one, All(asked, Not(one)) if not turned else All(asked, one)
            yield from left_by(one, below, asked, turned=not turned)
            continue
        so_far = type(rule)(*before, one)  # type: ignore[operator]  # a group, by the line above
        yield below, one, All(asked, Not(so_far) if turned else so_far)
        reached = All(asked, *before) if isinstance(rule, All) else asked
        yield from left_by(one, below, reached)
