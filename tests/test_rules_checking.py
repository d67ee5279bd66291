"""What a catalogue refuses, before any SQL runs: each with what is wrong, what is possible, what to write."""

import pytest

from accounts_kit.errors import AccountsKitError, RuleError, UnknownField, UnknownOption, WrongKind
from accounts_kit.model import Catalogue, Field
from accounts_kit.rules import Test, account, contact
from accounts_kit.rules.checking import checked
from accounts_kit.rules.nodes import Rule
from accounts_kit.rules.questions import Question


def custom(of: str, key: str, kind: str, *options: str) -> Field:
    return Field(of=of, key=key, kind_name=kind, labels={}, options=options, custom=True)


CATALOGUE = Catalogue(
    custom=(
        custom("account", "renewal", "date"),
        custom("account", "level", "dropdown", "small", "medium", "large"),
        custom("contact", "hobbies", "checkbox", "sport", "kunst"),
    )
)


@pytest.mark.parametrize(
    ("rule", "error", "message"),
    [
        (account.industy == "x", UnknownField, r"^No field 'account.industy'. Did .* 'account.industry'"),
        (contact.name == "x", UnknownField, r"^No field 'contact.name'. Did you mean 'account.name'\?$"),
        (
            account.employees.contains("x"),
            WrongKind,
            r"^'account.employees' holds numbers, and 'contains' is for text. "
            r"Use ==, >, between ... or is_blank\(\).$",
        ),
        (contact.tags == "x", WrongKind, "holds several values, and 'is' is for one value. Use has_any_of"),
        (account.city.has_any_of("x"), WrongKind, "text, and 'has_any_of' is for several values. Use =="),
        (account.city.in_the_last(1, "days"), WrongKind, "holds text, and 'in_the_last' is for dates"),
        (account.owner > "x", WrongKind, "holds a user, and '>' is for text, numbers, dates and options"),
        (account.employees == "veel", WrongKind, "holds numbers, and 'veel' is not a number such as 50"),
        (account.city == "\ud800", WrongKind, r"holds text, and '\\ud800' is not text such as"),
        (account.postcode == 1012, WrongKind, "holds text, and 1012 is not text such as"),
        (account.renewal == 2026, WrongKind, "holds dates, and 2026 is not a date such as"),
        (account.renewal == "1-3-2026", WrongKind, 'and \'1-3-2026\' is not a date such as "2026-03-01"'),
        (account.renewal.in_the_last(2, "hours"), WrongKind, "holds days, and 'hours' is for moments"),
        (account.level == "larg", UnknownOption, r"^'larg' is not an option .*. Did you mean 'large'\?$"),
        (account.level == "x", UnknownOption, "There is: 'small', 'medium', 'large'"),
        (contact.hobbies.has_any_of("sport", "x"), UnknownOption, "'x' is not an option of 'contact"),
        (Test("account.city", "is"), RuleError, r"'is' needs a value. .*is_blank\(\)"),
        (Test("account.city", "is", ("a", "b")), RuleError, "takes one value, not a list. Use is_any_of"),
        (Test("account.city", "is_any_of", "a"), RuleError, r"takes a list of values. Write \['a'\]"),
        (Test("account.city", "between", ("a",)), RuleError, "takes two values, the lower and"),
        (Test("account.city", "is_blank", "a"), RuleError, "takes no value, and 'a' was given"),
        (Test("account.city", "is", "a", missing="drop"), RuleError, 'missing="drop" is for negative tests'),
        (Test("account.city", "is_blank", missing="drop"), RuleError, 'missing="drop" is for negative tests'),
        (Test("account.employees", ">", 1, case="exact"), RuleError, 'case="exact" is for text'),
        (Test("account.city", "is", "a", "account.name"), RuleError, "has a value and a value_field"),
        (account.city.is_any_of(account.name), RuleError, "cannot take another field"),
        (account.renewal.in_the_last(1, "month"), RuleError, r"no unit 'month'. Did you mean 'months'\?"),
        (account.renewal.in_the_last(-1, "days"), RuleError, r"takes a whole number and a unit, such as \[6"),
        (Test("account.renewal", "in_the_last", (1.5, "days")), RuleError, "takes a whole number and a unit"),
        (account.renewal.in_period("this moth"), RuleError, r"no period 'this moth'. Did .* 'this month'"),
        (account.renewal.in_period("next 30 days"), RuleError, "no period 'next 30 days'"),
        (account.city.matches("(?=x)"), RuleError, "is no pattern: invalid perl operator"),
        (Test("note.text", "contains", "x"), RuleError, "a segment of contacts tests fields of contact"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_in_words_that_help(
    rule: Rule, error: type[AccountsKitError], message: str
) -> None:
    with pytest.raises(error, match=message):
        checked(rule, CATALOGUE)


def test_a_mistake_is_found_however_deep_it_lies() -> None:
    with pytest.raises(UnknownField, match="industy"):
        checked(~((account.city == "x") | ~(account.industy == "x")), CATALOGUE)


def test_a_segment_of_accounts_tests_no_field_of_contacts() -> None:
    with pytest.raises(RuleError, match=r"'contact.email' by itself: an account has many contacts"):
        checked(contact.email.is_filled(), CATALOGUE, "accounts")


def test_a_field_where_a_rule_should_be() -> None:
    with pytest.raises(RuleError, match=r"ak.account.city is not a rule"):
        checked(account.city, CATALOGUE)  # type: ignore[arg-type]  # what is tested


def asked(rule: Rule) -> tuple[object, ...]:
    question = checked(rule, CATALOGUE)
    assert isinstance(question, Question)
    return question.asks, question.values, question.opposite


def test_what_is_left_of_the_operators_is_positive() -> None:
    assert asked(account.city != "Gent") == ("is_any_of", ("Gent",), True)
    assert asked(account.city.is_blank()) == ("is_filled", (), True)
    assert asked(account.level >= "medium") == ("is_any_of", ("medium", "large"), False)
    assert asked(contact.hobbies.lacks_any_of("SPORT")) == ("has_all_of", ("sport",), True)


def test_a_rule_that_is_checked_already_stays_as_it_is() -> None:
    once = checked(account.city == "Gent", CATALOGUE)
    assert checked(once, CATALOGUE) == once
