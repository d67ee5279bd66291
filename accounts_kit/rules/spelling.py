"""A rule as the Python that rebuilds it: what `repr(rule)` shows, after `import accounts_kit as ak`.

Operators and methods where they make the very same nodes; `ak.rule({...})` for the rest, such as a group of
one.
"""

from __future__ import annotations

from functools import cache
from inspect import signature
from keyword import iskeyword

from accounts_kit.model.catalogue import NAMED
from accounts_kit.model.relations import RELATIONS
from accounts_kit.rules.nodes import All, Any, Everyone, InSegment, Not, Related, Rule, Test
from accounts_kit.rules.sugar import FieldRef

SYMBOLS = {"is": "==", "is_not": "!=", ">": ">", ">=": ">=", "<": "<", "<=": "<="}
METHOD_OF = {"is": "is_"}  # `is` is a word of Python
WITHOUT_VALUE = ("is_blank", "is_filled")
OF_A_PAIR = (
    "between", "not_between", "in_the_last", "not_in_the_last", "in_the_next", "not_in_the_next",
    "longer_ago_than", "further_ahead_than",
)  # fmt: skip
OF_A_LIST = (
    "is_any_of",
    "is_none_of",
    "has_any_of",
    "has_all_of",
    "has_none_of",
    "lacks_any_of",
    "is_exactly",
)


def spelled(rule: Rule) -> str:
    """Return the Python of a rule."""
    return _expression(rule) or f"ak.rule({rule.to_dict()!r})"


def _expression(rule: Rule) -> str | None:
    match rule:
        case Everyone():
            return "ak.everyone()"
        case All(rules):
            return _group(rules, " & ", All)
        case Any(rules):
            return _group(rules, " | ", Any)
        case Not(inner):
            return f"~{_operand(inner)}"
        case Test():
            return _with_symbol(rule, _field(rule)) or _with_method(rule, _field(rule))
        case Related():
            return _related(rule)
        case InSegment(name):
            return f"ak.in_segment({name!r})"
    return None


def _group(rules: tuple[Rule, ...], sign: str, group: type[All] | type[Any]) -> str | None:
    """Return the operators that rebuild the group: none do for one of one rule, or nested on its left."""
    if len(rules) < 2 or (isinstance(rules[0], group) and len(rules[0].rules) > 1):
        return None
    return sign.join(_operand(one) for one in rules)


def _operand(rule: Rule) -> str:
    expression = _expression(rule)
    if expression is None:
        return spelled(rule)
    symbol = isinstance(rule, (Test, Related)) and rule.op in SYMBOLS and not expression.endswith(")")
    return f"({expression})" if symbol or isinstance(rule, (All, Any)) else expression


def _related(rule: Related) -> str | None:
    """Return `ak.account.contacts.count(where) >= 1`, or what asks any, all or none of them."""
    subject = _subject(rule)
    if subject is None or (rule.op is None) != (rule.asks in ("any", "all", "none")):
        return None
    if rule.op is None:
        return subject if rule.value is None and rule.missing is None else None
    test = Test(rule.of, rule.op, rule.value, missing=rule.missing)
    return _with_symbol(test, subject) or _with_method(test, subject)


def _subject(rule: Related) -> str | None:
    """Return the related records and what is asked of them, as Python calls it."""
    where = [] if rule.where is None else [spelled(rule.where)]
    if rule.of in RELATIONS:
        called = rule.asks in ("count", "any", "none") or (rule.asks == "all" and where)
        return f"ak.{rule.of}.{rule.asks}({', '.join(where)})" if called else None
    if rule.asks == "count":
        return None if where or not _is_named(rule.of) else f"ak.{rule.of}.count()"
    relation, _, field = rule.of.rpartition(".")
    if rule.asks not in ("sum", "avg", "min", "max") or relation not in RELATIONS:
        return None
    return f"ak.{relation}.{rule.asks}({', '.join([repr(field), *where])})"


def _with_symbol(test: Test, subject: str | None) -> str | None:
    if test.op not in SYMBOLS or test.case or test.missing or subject is None:
        return None
    value = _single(test)
    return f"{subject} {SYMBOLS[test.op]} {value}" if value else None


def _with_method(test: Test, subject: str | None) -> str | None:
    arguments = _arguments(test)
    method = METHOD_OF.get(test.op, test.op)
    extra = {name: said for name, said in (("missing", test.missing), ("case", test.case)) if said}
    if arguments is None or subject is None or not extra.keys() <= _keywords(method):
        return None
    said = arguments + [f"{name}={value!r}" for name, value in extra.items()]
    return f"{subject}.{method}({', '.join(said)})"


@cache
def _keywords(method: str) -> frozenset[str]:
    return frozenset(signature(getattr(FieldRef, method)).parameters)


def _arguments(test: Test) -> list[str] | None:
    """Return what the operator's method is called with; None when no method makes this test."""
    if test.op in WITHOUT_VALUE:
        return [] if test.value is None and test.value_field is None else None
    if isinstance(test.value, tuple):
        fits = test.op in OF_A_LIST or (test.op in OF_A_PAIR and len(test.value) == 2)
        return [repr(one) for one in test.value] if fits else None
    value = _single(test)
    fits = hasattr(FieldRef, METHOD_OF.get(test.op, test.op)) and test.op not in OF_A_PAIR
    takes_it = fits and (test.op not in OF_A_LIST or test.value_field is not None)
    return [value] if value and takes_it else None


def _single(test: Test) -> str | None:
    if test.value_field is not None:
        return f"ak.{test.value_field}"
    return None if test.value is None or isinstance(test.value, tuple) else repr(test.value)


def _field(test: Test) -> str | None:
    """Return the field as Python has it; None when the sugar gives no such field."""
    names = [test.field] + ([test.value_field] if test.value_field is not None else [])
    return f"ak.{test.field}" if all(map(_is_named, names)) else None


def _is_named(name: str) -> bool:
    record, _, key = name.partition(".")
    plain = key.isidentifier() and not iskeyword(key) and not key.startswith("_")
    return record in NAMED and plain and name not in RELATIONS
