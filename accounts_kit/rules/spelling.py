"""A rule as the Python that rebuilds it: what `repr(rule)` shows, after `import accounts_kit as ak`.

Operators and methods where they make the very same nodes; `ak.rule({...})` for the rest, such as a group of
one.
"""

from __future__ import annotations

from functools import cache
from inspect import signature

from accounts_kit.rules.nodes import All, Any, Everyone, Not, Rule, Test
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
            return _with_symbol(rule) or _with_method(rule)
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
    binds_tighter = isinstance(rule, (Everyone, Not)) or (isinstance(rule, Test) and not _with_symbol(rule))
    return expression if binds_tighter else f"({expression})"


def _with_symbol(test: Test) -> str | None:
    if test.op not in SYMBOLS or test.case or test.missing or not _named(test):
        return None
    value = _single(test)
    return f"ak.{test.field} {SYMBOLS[test.op]} {value}" if value else None


def _with_method(test: Test) -> str | None:
    arguments = _arguments(test)
    method = METHOD_OF.get(test.op, test.op)
    extra = {name: said for name, said in (("missing", test.missing), ("case", test.case)) if said}
    if arguments is None or not _named(test) or not extra.keys() <= _keywords(method):
        return None
    said = arguments + [f"{name}={value!r}" for name, value in extra.items()]
    return f"ak.{test.field}.{method}({', '.join(said)})"


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


def _named(test: Test) -> bool:
    """Return whether the fields are such as `ak.account` and `ak.contact` give."""
    names = [test.field] + ([test.value_field] if test.value_field is not None else [])
    parts = [name.split(".") for name in names]
    return all(len(one) == 2 and one[0] in ("account", "contact") and one[1].isidentifier() for one in parts)
