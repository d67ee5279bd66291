"""Rules as JSON has them: the example of the design, and what is refused."""

import pytest

from accounts_kit.errors import RuleError, WrongKind
from accounts_kit.model.operators import ALL_OPERATORS
from accounts_kit.rules import Any, Everyone, Not, Test, account, contact, rule

SAID = {
    "all": [
        {"field": "account.industry", "op": "is", "value": "Software"},
        {"field": "account.employees", "op": "between", "value": [50, 500]},
        {"field": "account.country", "op": "is_not", "value": "België", "missing": "drop"},
        {
            "any": [
                {"field": "contact.tags", "op": "has_any_of", "value": ["nieuwsbrief", "webinar"]},
                {"not": {"field": "contact.last_contacted_at", "op": "in_the_last", "value": [6, "months"]}},
                {"field": "account.renewal_date", "op": "in_period", "value": "this quarter"},
                {"field": "contact.birthday", "op": "anniversary_in", "value": "next 30 days"},
                {"field": "contact.city", "op": "is", "value_field": "account.city", "case": "exact"},
            ]
        },
    ]
}
MEANT = (
    (account.industry == "Software")
    & account.employees.between(50, 500)
    & account.country.is_not("België", missing="drop")
    & (
        contact.tags.has_any_of("nieuwsbrief", "webinar")
        | ~contact.last_contacted_at.in_the_last(6, "months")
        | account.renewal_date.in_period("this quarter")
        | contact.birthday.anniversary_in("next 30 days")
        | contact.city.is_(account.city, case="exact")
    )
)


def test_the_example_of_the_design_reads_as_what_it_says() -> None:
    assert rule(SAID) == MEANT


def test_a_rule_is_written_as_the_example_has_it() -> None:
    assert MEANT.to_dict() == SAID
    assert list(MEANT.to_dict()["all"][0]) == ["field", "op", "value"]  # type: ignore[index]  # a list


def test_groups() -> None:
    assert rule({"everyone": True}) == Everyone()
    assert rule({"not": {"any": [{"everyone": True}]}}) == Not(Any(Everyone()))


@pytest.mark.parametrize("op", ALL_OPERATORS)
def test_every_operator_can_be_written(op: str) -> None:
    assert rule({"field": "a.b", "op": op, "value": 1}) == Test("a.b", op, 1)


def test_the_spellings_of_python_are_read_too() -> None:
    assert rule({"field": "account.city", "op": "==", "value": "Gent"}) == (account.city == "Gent")
    assert rule({"field": "account.city", "op": "!=", "value": "Gent"}) == (account.city != "Gent")


TEST = {"field": "account.city", "op": "is", "value": "Gent"}


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({**TEST, "valeu": 1}, r"A test has no key 'valeu'. Did you mean 'value'\?"),
        ({**TEST, "value": None}, 'is null. For a missing value, use "op": "is_blank"'),
        ({**TEST, "missing": None}, "'missing' of a test on 'account.city' is null. Leave it out"),
        ({**TEST, "missing": "keep"}, "missing='keep' is not known"),
        ({**TEST, "case": "lower"}, "case='lower' is not known"),
        ({**TEST, "op": "contians"}, r"No operator 'contians'. Did you mean 'contains'\?"),
        ({**TEST, "op": 3}, "A test needs 'op', as text"),
        ({**TEST, "value_field": 3}, "A test needs 'value_field', as text"),
        ({**TEST, "value": True}, "'account.city' was asked for True"),
        ({**TEST, "value": [None]}, "'account.city' was asked for None"),
        ({**TEST, "value": {"a": 1}}, "no field holds a dict"),
        ({"op": "is", "value": 1}, "A test needs 'field', as text"),
        ({"all": {}}, "A group 'all' holds a list of rules, not {}"),
        ({"all": "x"}, "A group 'all' holds a list of rules, not 'x'"),
        ({"all": [], "any": []}, "A group 'all' has no key 'any'"),
        ({"all": [TEST, "x"]}, "not 'x'"),
        ({"not": [TEST]}, "A rule is such as"),
        ({"everyone": False}, 'Write {"everyone": true}'),
        ({"alle": []}, r"No key of {'alle'} says what the rule is. Did you mean 'all'\?"),
        ({}, r"Use everyone\(\) for everybody"),
        (None, "not None"),
        ({"in_segment": "A", "op": "is"}, "A reference to a segment has no key 'op'"),
        ({"in_segment": 3}, "takes the name of a saved segment, not 3"),
        ({"count_of": "account.contacts", "value": 1}, "needs 'op', as text"),
        ({"any_of": "account.contacts", "op": ">="}, "has no key 'op'"),
        ({"count_of": "account.contacts", "op": ">=", "value": None}, "is null"),
    ],
)
def test_what_cannot_be_is_refused(said: object, message: str) -> None:
    with pytest.raises((RuleError, WrongKind), match=message):
        rule(said)
