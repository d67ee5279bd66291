"""Rules as people type them: what makes which node, and what Python would misread."""

import copy
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pandas as pd
import pytest

from accounts_kit.errors import RuleError, WrongKind
from accounts_kit.rules import All, Any, Everyone, Fields, Not, Test, account, contact, everyone

SOFTWARE = account.industry == "Software"
LARGE = account.employees >= 50
GENT = account.city == "Gent"


def test_operators_make_tests() -> None:
    assert (account.city == "Gent") == Test("account.city", "is", "Gent")
    assert (account.city != "Gent") == Test("account.city", "is_not", "Gent")
    assert [rule.op for rule in (account.employees > 1, account.employees < 1)] == [">", "<"]
    assert account.employees.between(1, 2) == Test("account.employees", "between", (1, 2))
    assert contact.tags.has_any_of("a", "b") == Test("contact.tags", "has_any_of", ("a", "b"))
    assert contact.born.in_the_last(6, "months") == Test("contact.born", "in_the_last", (6, "months"))


def test_a_value_may_stand_on_the_left() -> None:
    assert ("Gent" == account.city) == GENT  # noqa: SIM300  # the left side is what is tested
    assert (50 <= account.employees) == LARGE  # noqa: SIM300  # the left side is what is tested


def test_another_field_is_named_not_asked() -> None:
    assert (contact.city == account.city) == Test("contact.city", "is", value_field="account.city")
    assert contact.wants.has_any_of(account.offers).value_field == "account.offers"


def test_lists_may_be_given_whole() -> None:
    expected = Test("account.city", "is_any_of", ("Gent", "Brugge"))
    assert account.city.is_any_of("Gent", "Brugge") == expected
    assert account.city.is_any_of(["Gent", "Brugge"]) == expected
    assert account.city.is_any_of(pd.Series(["Gent", "Brugge"])) == expected
    assert account.city.is_any_of(name for name in ("Gent", "Brugge")) == expected


def test_values_become_plain() -> None:
    """As JSON has them: a rule that was written down and read back is equal to the first."""
    frame = pd.DataFrame({"n": [50], "x": [0.5], "at": [pd.Timestamp("2026-03-01T10:00")]})
    assert (account.employees == frame["n"].max()).value == 50
    assert (account.employees == frame["x"].max()).value == 0.5
    assert (account.employees == Decimal("50.00")).value == 50
    assert (account.employees == Decimal("0.1")).value == 0.1
    assert (account.employees == Decimal("0.12345678901234567891")).value == "0.12345678901234567891"
    assert (account.created_at > frame["at"].max()).value == "2026-03-01T10:00:00"
    assert (account.created_at > date(2026, 3, 1)).value == "2026-03-01"
    assert (account.created_at > datetime(2026, 3, 1, tzinfo=UTC)).value == "2026-03-01T00:00:00+00:00"


@pytest.mark.parametrize("nothing", [None, float("nan"), float("inf"), Decimal("nan")])
def test_nothing_is_no_value(nothing: object) -> None:
    with pytest.raises(RuleError, match=r"'account.city' was asked for .*is_blank\(\)"):
        _ = account.city == nothing


@pytest.mark.parametrize("value", [True, {"a": 1}, object, b"x", pd.NA])
def test_what_no_field_holds_is_refused(value: object) -> None:
    with pytest.raises(WrongKind, match=r"'account.city' was asked for .* no field holds"):
        _ = account.city == value


def test_and_or_not_make_groups() -> None:
    assert All(SOFTWARE, LARGE) == SOFTWARE & LARGE
    assert Any(SOFTWARE, LARGE) == SOFTWARE | LARGE
    assert Not(SOFTWARE) == ~SOFTWARE
    assert everyone() == Everyone()


def test_a_chain_of_one_sign_is_one_group() -> None:
    assert All(SOFTWARE, LARGE, GENT) == SOFTWARE & LARGE & GENT
    assert Any(SOFTWARE, LARGE, GENT) == SOFTWARE | LARGE | GENT
    assert All(SOFTWARE, All(LARGE, GENT)) == SOFTWARE & (LARGE & GENT)
    assert Any(All(SOFTWARE, LARGE), GENT) == (SOFTWARE & LARGE) | GENT


def test_rules_are_data() -> None:
    assert len({SOFTWARE, account.industry == "Software", ~LARGE}) == 2
    assert SOFTWARE != LARGE


MISREAD: dict[str, Callable[[], object]] = {
    "and": lambda: SOFTWARE and LARGE,
    "or": lambda: SOFTWARE or LARGE,
    "not": lambda: not SOFTWARE,
    "if": lambda: 1 if LARGE else 2,
    "a chain": lambda: 50 <= account.employees <= 500,
    "a list": lambda: account.city in ["Gent", "Brugge"],
    "part of text": lambda: "cloud" in account.description,
    "in a rule": lambda: "cloud" in SOFTWARE,
    "no parentheses, &": lambda: account.city == "Gent" & account.employees > 50,
    "no parentheses, |": lambda: account.employees > 50 | account.employees < 5,
    "no parentheses behind": lambda: (account.city == "Gent") & account.employees > 50,
    "a field for a rule": lambda: SOFTWARE & account.city,
    "not of a field": lambda: ~account.city,
    "a field as a condition": lambda: bool(account.city),
    "something else": lambda: SOFTWARE & "Gent",
    "something else first": lambda: "Gent" | SOFTWARE,
}


@pytest.mark.parametrize("misread", MISREAD.values(), ids=MISREAD.keys())
def test_what_python_would_misread_says_what_to_write(misread: Callable[[], object]) -> None:
    with pytest.raises(RuleError, match=r"with & \| and ~, each test in its own parentheses"):
        misread()


def test_fields_and_rules_are_copied_and_pickled() -> None:
    rule = SOFTWARE & ~contact.tags.has_any_of("a") | everyone()
    for copied in (copy.deepcopy, copy.copy, lambda one: pickle.loads(pickle.dumps(one))):
        assert copied(rule) == rule
        assert (copied(account.city) == "Gent") == GENT
        assert (copied(account).city == "Gent") == GENT


def test_a_field_cannot_be_a_key() -> None:
    with pytest.raises(TypeError, match="unhashable type: 'FieldRef'"):
        _ = {account.city: 1}


def test_an_unknown_operator_is_refused_with_the_nearest() -> None:
    with pytest.raises(AttributeError, match=r"No operator 'contians' on ak.account.city. .*'contains'\?"):
        _ = account.city.contians("x")


def test_fields_complete_when_their_names_are_known() -> None:
    assert dir(Fields("account", ["industry", "city"])) == ["city", "industry"]
    with pytest.raises(AttributeError, match="_repr_html_"):
        _ = account._repr_html_


def test_other_words_than_drop_and_exact_are_refused() -> None:
    with pytest.raises(RuleError, match="missing='keep' is not known"):
        account.city.is_not("Gent", missing="keep")  # type: ignore[arg-type]  # what is tested
    with pytest.raises(RuleError, match="case='lower' is not known"):
        account.city.contains("Gent", case="lower")  # type: ignore[arg-type]  # what is tested


# --- repr


@pytest.mark.parametrize(
    ("rule", "python"),
    [
        (SOFTWARE & LARGE, "(ak.account.industry == 'Software') & (ak.account.employees >= 50)"),
        (~(SOFTWARE | GENT), "~((ak.account.industry == 'Software') | (ak.account.city == 'Gent'))"),
        (~account.city.is_blank() & GENT, "~ak.account.city.is_blank() & (ak.account.city == 'Gent')"),
        (account.city.is_not("x", missing="drop"), "ak.account.city.is_not('x', missing='drop')"),
        (account.name.is_("x", case="exact"), "ak.account.name.is_('x', case='exact')"),
        (account.employees.between(1, 2), "ak.account.employees.between(1, 2)"),
        (contact.tags.has_any_of(), "ak.contact.tags.has_any_of()"),
        (contact.city == account.city, "ak.contact.city == ak.account.city"),
        (contact.born.in_the_next(3, "weeks"), "ak.contact.born.in_the_next(3, 'weeks')"),
        (SOFTWARE & (LARGE & GENT), f"({SOFTWARE!r}) & (({LARGE!r}) & ({GENT!r}))"),
        (everyone(), "ak.everyone()"),
        (All(GENT), "ak.rule({'all': [{'field': 'account.city', 'op': 'is', 'value': 'Gent'}]})"),
        (
            Test("note.text", "contains", "x"),
            "ak.note.text.contains('x')",
        ),
    ],
)
def test_repr_is_python_that_rebuilds_it(rule: object, python: str) -> None:
    assert repr(rule) == python
