"""A rule as plain data, as JSON and YAML have it, and back; strict about every key.

The shapes are those of design.md section 5. Whether fields and values exist is asked of a catalogue, later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from accounts_kit.errors import RuleError
from accounts_kit.model.operators import ALL_OPERATORS, SYNONYMS
from accounts_kit.rules.nodes import (
    All,
    Any,
    Everyone,
    InSegment,
    Not,
    Related,
    RelatedAsks,
    Rule,
    Test,
    Value,
)
from accounts_kit.words.nearest import suggestion

GROUPS = ("all", "any", "not", "everyone")
TEST_KEYS = ("field", "op", "value", "value_field", "missing", "case")
MEASURES = ("count_of", "sum_of", "avg_of", "min_of", "max_of")
RELATED = (*MEASURES, "any_of", "all_of", "none_of")


def to_dict(rule: Rule) -> dict[str, object]:
    """Return the rule as dicts, lists, text and numbers."""
    match rule:
        case Everyone():
            return {"everyone": True}
        case All(rules):
            return {"all": [to_dict(one) for one in rules]}
        case Any(rules):
            return {"any": [to_dict(one) for one in rules]}
        case Not(inner):
            return {"not": to_dict(inner)}
        case Test():
            return _test_to_dict(rule)
        case Related():
            return _related_to_dict(rule)
        case InSegment(name):
            return {"in_segment": name}
    raise RuleError(f"{type(rule).__name__} has no form in JSON.")


def _test_to_dict(test: Test) -> dict[str, object]:
    said: dict[str, object] = {"field": test.field, "op": test.op}
    if test.value is not None:
        said["value"] = list(test.value) if isinstance(test.value, tuple) else test.value
    optional = {"value_field": test.value_field, "missing": test.missing, "case": test.case}
    return said | {key: value for key, value in optional.items() if value is not None}


def _related_to_dict(rule: Related) -> dict[str, object]:
    said: dict[str, object] = {f"{rule.asks}_of": rule.of}
    if rule.where is not None:
        said["where"] = to_dict(rule.where)
    if rule.op is not None:
        said["op"] = rule.op
    if rule.value is not None:
        said["value"] = list(rule.value) if isinstance(rule.value, tuple) else rule.value
    return said | ({"missing": rule.missing} if rule.missing else {})


def from_dict(said: object) -> Rule:
    """Return the rule that the data says; raises RuleError for keys and shapes that it cannot have."""
    try:
        return _rule(said)
    except RecursionError:
        raise RuleError("This rule has more groups in groups than can be followed.") from None


def _rule(said: object) -> Rule:
    if not isinstance(said, Mapping):
        raise RuleError(f'A rule is such as {{"field": ..., "op": ..., "value": ...}}, not {said!r}.')
    if (measure := next((key for key in RELATED if key in said), None)) is not None:
        return _related(measure, said)
    if "in_segment" in said:
        _only(said, ("in_segment",), "A reference to a segment")
        return InSegment(cast(str, said["in_segment"]))
    if "field" in said or "op" in said:
        return _test(said)
    group = next((key for key in GROUPS if key in said), None)
    if group is None:
        raise RuleError(f"No key of {_keys(said)} says what the rule is. {_nearest(said)}".rstrip())
    _only(said, (group,), f"A group {group!r}")
    return _group(group, said[group])


def _group(key: str, inside: object) -> Rule:
    if key == "everyone":
        if inside is not True:
            raise RuleError(f'{{"everyone": {inside!r}}} means nothing. Write {{"everyone": true}}.')
        return Everyone()
    if key == "not":
        return Not(_rule(inside))
    if not isinstance(inside, Sequence) or isinstance(inside, str):
        raise RuleError(f"A group {key!r} holds a list of rules, not {inside!r}.")
    return (All if key == "all" else Any)(*(_rule(one) for one in inside))


def _related(measure: str, said: Mapping[str, object]) -> Related:
    compares = measure in MEASURES
    _only(said, (measure, "where", *(("op", "value", "missing") if compares else ())), f"A rule {measure!r}")
    _no_null(said, said[measure])
    return Related(
        asks=cast(RelatedAsks, measure.removesuffix("_of")),
        of=_text(said, measure),
        where=_rule(said["where"]) if "where" in said else None,
        op=_operator(said) if compares else None,
        value=cast(Value, said.get("value")),
        missing=cast("None", said.get("missing")),
    )


def _no_null(said: Mapping[str, object], about: object) -> None:
    for key in said:
        if said[key] is None:
            hint = 'For a missing value, use "op": "is_blank".' if key == "value" else "Leave it out."
            raise RuleError(f"{key!r} of a test on {about!r} is null. {hint}")


def _operator(said: Mapping[str, object]) -> str:
    op = _text(said, "op")
    if op not in ALL_OPERATORS and op not in SYNONYMS:
        raise RuleError(f"No operator {op!r}. {suggestion(op, ALL_OPERATORS)}".rstrip())
    return {"==": "is", "!=": "is_not"}.get(op, op)


def _test(said: Mapping[str, object]) -> Test:
    _only(said, TEST_KEYS, "A test")
    _no_null(said, said.get("field"))
    return Test(
        field=_text(said, "field"),
        op=_operator(said),
        value=cast(Value, said.get("value")),
        value_field=_text(said, "value_field") if "value_field" in said else None,
        missing=cast("None", said.get("missing")),
        case=cast("None", said.get("case")),
    )


def _text(said: Mapping[str, object], key: str) -> str:
    value = said.get(key)
    if not isinstance(value, str):
        raise RuleError(f"A test needs {key!r}, as text; {_keys(said)} has {value!r}.")
    return value


def _only(said: Mapping[str, object], keys: Sequence[str], what: str) -> None:
    for key in said:
        if key not in keys:
            raise RuleError(f"{what} has no key {key!r}. {suggestion(str(key), keys)}".rstrip())


def _keys(said: Mapping[str, object]) -> str:
    return "{" + ", ".join(repr(key) for key in said) + "}"


def _nearest(said: Mapping[str, object]) -> str:
    known = ("field", *GROUPS, *RELATED, "in_segment")
    return suggestion(str(next(iter(said))), known) if said else "Use everyone() for everybody."
