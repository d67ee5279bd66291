"""What a rule names: fields, options, tags and other segments; and the same rule after one has another name.

Rules in which something was renamed say what they said before; that is how saved segments follow a workspace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from accounts_kit.model.catalogue import TAGS
from accounts_kit.model.operators import POSITIVE_OF, TEXT_PARTS
from accounts_kit.model.relations import RELATIONS
from accounts_kit.rules.nodes import All, Any, InSegment, Not, Related, Rule, Scalar, Test, parts
from accounts_kit.words.text import fold, key_of


@dataclass(frozen=True, slots=True)
class Renaming:
    """New names by old ones: of segments, of fields (dotted), and of options and tags by their field."""

    segments: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def every_node(rule: Rule) -> Iterator[Rule]:
    """Yield a rule and all that it is made of, outside first."""
    waiting = [rule]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += parts(one)


def fields_of(rule: Rule) -> frozenset[str]:
    """Return the dotted names of the fields that a rule asks, those of related records too."""
    named = set()
    for one in every_node(rule):
        if isinstance(one, Test):
            named |= {one.field} | ({one.value_field} if one.value_field else set())
        elif isinstance(one, Related) and (measured := measured_field(one)):
            named.add(measured)
    return frozenset(named)


def segments_of(rule: Rule) -> frozenset[str]:
    """Return the names of the saved segments that a rule refers to."""
    return frozenset(one.name for one in every_node(rule) if isinstance(one, InSegment))


def options_of(rule: Rule, name: str) -> frozenset[str]:
    """Return the values that a rule asks of the field of that name, where they are whole values."""
    asked = (one for one in every_node(rule) if isinstance(one, Test) and one.field == name)
    return frozenset(value for test in asked for value in _whole_values(test))


def measured_field(rule: Related) -> str | None:
    """Return the field that is measured or whose values are counted; None where records are counted."""
    if rule.of in RELATIONS:
        return None
    relation, _, key = rule.of.rpartition(".")
    return f"{RELATIONS[relation].record}.{key}" if relation in RELATIONS else rule.of


def renamed(rule: Rule, new: Renaming) -> Rule:
    """Return the rule with the new names; the same rule when it names nothing of that."""
    match rule:
        case All(rules):
            return All(*(renamed(one, new) for one in rules))
        case Any(rules):
            return Any(*(renamed(one, new) for one in rules))
        case Not(inner):
            return Not(renamed(inner, new))
        case InSegment(name):
            return InSegment(_by_key(new.segments, key_of).get(key_of(name), name))
        case Related():
            where = None if rule.where is None else renamed(rule.where, new)
            return replace(rule, where=where, of=_measured_anew(rule, new))
        case Test():
            return _test(rule, new)
    return rule


def _measured_anew(rule: Related, new: Renaming) -> str:
    measured = measured_field(rule)
    if measured is None or measured not in new.fields:
        return rule.of
    key = new.fields[measured].rpartition(".")[2]
    return f"{rule.of.rpartition('.')[0]}.{key}"


def _test(test: Test, new: Renaming) -> Test:
    options = new.options.get(test.field, {})
    if options and _whole_values(test):
        key = key_of if test.field == TAGS.name else fold
        fresh = _by_key(options, key)
        values = tuple(fresh.get(key(one), one) if isinstance(one, str) else one for one in _listed(test))
        test = replace(test, value=values if isinstance(test.value, tuple) else values[0])
    other = new.fields.get(test.value_field, test.value_field) if test.value_field else None
    return replace(test, field=new.fields.get(test.field, test.field), value_field=other)


def _by_key(names: Mapping[str, str], key: Callable[[str], str | None]) -> dict[str | None, str]:
    return {key(old): fresh for old, fresh in names.items()}


def _listed(test: Test) -> tuple[Scalar, ...]:
    if test.value is None:
        return ()
    return test.value if isinstance(test.value, tuple) else (test.value,)


def _whole_values(test: Test) -> tuple[str, ...]:
    """Return the texts that stand for a whole value: not the part of one, which no renaming changes."""
    if POSITIVE_OF.get(test.op, test.op) in TEXT_PARTS:
        return ()
    return tuple(one for one in _listed(test) if isinstance(one, str))
