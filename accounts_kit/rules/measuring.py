"""What a rule asks of related records, confirmed: the relation, the field that is measured, and its kind."""

from __future__ import annotations

from typing import NoReturn

from accounts_kit.errors import RuleError, WrongKind
from accounts_kit.model import Catalogue, Field
from accounts_kit.model.catalogue import TAGS
from accounts_kit.model.operators import HOLDS
from accounts_kit.model.relations import RELATIONS
from accounts_kit.rules.nodes import Everyone, Related
from accounts_kit.rules.questions import Measured
from accounts_kit.words.nearest import suggestion

QUANTIFIERS = ("any", "all", "none")
OF_NUMBERS = ("sum", "avg")
OF_WHAT_HAS_AN_ORDER = ("min", "max")


def measured_by(rule: Related, catalogue: Catalogue) -> Measured:
    """Return what the rule measures, without its `where` and question.

    Raises RuleError for what is no relation, UnknownField or WrongKind for a field that cannot be measured.
    """
    if rule.asks in (*OF_NUMBERS, *OF_WHAT_HAS_AN_ORDER):
        return _of_a_field(rule, catalogue)
    relation = RELATIONS.get(rule.of)
    if relation is None:
        return _of_values(rule, catalogue)
    if rule.asks == "all" and rule.where is None:
        raise RuleError(f"'all_of' {rule.of!r} needs a where. To ask whether there are any, use any_of.")
    return Measured(rule.asks, relation, Everyone())


def stand_in_for(rule: Related, measured: Measured) -> Field | None:
    """Return the field that stands for the measure in its question; None for any, all and none."""
    if measured.asks in QUANTIFIERS:
        if rule.op is not None or rule.value is not None:
            raise RuleError(f"'{rule.asks}_of' {rule.of!r} compares with nothing. Leave out op and value.")
        return None
    if rule.op is None:
        raise RuleError(f"'{rule.asks}_of' {rule.of!r} needs an operator and a value, such as >= and 1.")
    of, _, key = rule.of.rpartition(".")
    kind = measured.field.kind_name if measured.field and measured.asks != "count" else "number"
    return Field(of=f"{rule.asks}_of {of}", key=key, kind_name=kind, labels={})


def refuse_owner(rule: Related, owner: str, of: str) -> NoReturn:
    """Raise RuleError for related records of a record that the rule is not about."""
    if of == "accounts":
        raise RuleError(
            f"A segment of accounts cannot ask {rule.of!r} by itself: an account has many contacts. "
            "Ask it inside the where of count_of or any_of account.contacts."
        )
    raise RuleError(
        f"{rule.of!r} belongs to a {owner}, and this rule is about {of}. Leave it out of this where."
    )


def refuse_segment(name: str, selects: str, of: str) -> NoReturn:
    """Raise RuleError for a segment of records that the rule is not about."""
    if of == "accounts":
        raise RuleError(
            f"{name!r} is a segment of contacts, and an account has many of them. "
            f'Count them: {{"count_of": "account.contacts", "where": {{"in_segment": {name!r}}}, ...}}.'
        )
    raise RuleError(
        f"{name!r} is a segment of {selects}, and {of} are in no segment. Leave it out of this where."
    )


def _of_a_field(rule: Related, catalogue: Catalogue) -> Measured:
    name, _, key = rule.of.rpartition(".")
    relation = RELATIONS.get(name)
    if relation is None:
        _refuse_relation(rule)
    field = catalogue.field_of(relation.record, key)
    family = field.kind.family
    if family != "number" and (rule.asks in OF_NUMBERS or family != "moment"):
        takes = "numbers" if rule.asks in OF_NUMBERS else "numbers, dates or moments"
        raise WrongKind(f"'{rule.asks}_of' takes {takes}, and {field.name!r} holds {HOLDS[family]}.")
    return Measured(rule.asks, relation, Everyone(), field)


def _of_values(rule: Related, catalogue: Catalogue) -> Measured:
    """Return the count of the values of a field that has several."""
    field = catalogue.find(rule.of)
    if field is None or rule.asks != "count":
        _refuse_relation(rule)
    if not (field == TAGS or field.kind.several):
        raise WrongKind(
            f"{field.name!r} has one value, and 'count_of' is for related records and fields of several "
            "values. Use is_filled."
        )
    if rule.where is not None:
        raise RuleError(f"'count_of' {rule.of!r} counts values, which have no fields. Leave out the where.")
    return Measured("count", None, Everyone(), field)


def _refuse_relation(rule: Related) -> NoReturn:
    hint = suggestion(rule.of, list(RELATIONS)) or f"There is: {', '.join(RELATIONS)}."
    with_field = rule.asks in (*OF_NUMBERS, *OF_WHAT_HAS_AN_ORDER)
    example = ", with a field: 'account.deals.value'" if with_field else ""
    raise RuleError(f"'{rule.asks}_of' takes related records{example}; {rule.of!r} are none. {hint}")
