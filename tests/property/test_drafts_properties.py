"""A rule becomes a draft and comes back; what is unfinished in it changes nothing of the rest."""

from __future__ import annotations

import json

from hypothesis import given, settings, strategies as st

from accounts_kit.rules.nodes import All, Any, Not, Rule
from accounts_kit.segments.branches import _walked
from accounts_kit.widgets.drafts import Draft, ReadDraft, draft_of, is_finished, read_draft
from tests.property.random_rules import any_rules

RULES = any_rules(depth=4)
UNFINISHED: list[Draft] = [
    {"field": None, "op": None, "value": None},
    {"field": "account.city", "op": "is", "value": None},
    {"field": "account.employees", "op": "between", "value": [1, None]},
    {"in_segment": None},
    {"count_of": "account.contacts", "op": ">=", "value": None},
    {"any_of": "account.contacts", "where": {"field": "contact.email", "op": "is", "value": None}},
    {"any": []},
    {"none": [{"field": None, "op": None, "value": None}]},
]


def without(draft: Draft) -> ReadDraft:
    return read_draft(json.loads(json.dumps(draft)))


@settings(max_examples=150)
@given(RULES)
def test_a_rule_comes_back_as_it_was_through_json(rule: Rule) -> None:
    draft = draft_of(rule)
    assert is_finished(draft)
    assert without(draft).rule == rule
    assert not without(draft).left_out


@settings(max_examples=150)
@given(RULES)
def test_the_paths_are_those_of_the_nodes_of_the_rule_from_the_top_down(rule: Rule) -> None:
    read = without(draft_of(rule))
    walked = [node for _, node in _walked(read.rule)]
    assert len(read.paths) == len(walked)
    for path, node in zip(read.paths, walked, strict=True):
        if path is None:
            assert isinstance(node, Any)
            continue
        drafted = read_draft(at(draft_of(rule), path)).rule
        assert drafted == node or (path == "" and drafted == rule)


def at(draft: Draft, path: str) -> object:
    """The node of a draft at a path, as the builder finds it."""
    node: object = draft
    for place in filter(None, path.split(".")):
        assert isinstance(node, dict)
        inside = next(node[key] for key in ("all", "any", "none", "not", "where") if key in node)
        node = inside[int(place)] if isinstance(inside, list) else inside
    return node


@settings(max_examples=150)
@given(st.lists(RULES, min_size=1, max_size=3), st.lists(st.sampled_from(UNFINISHED), max_size=3), st.data())
def test_what_is_not_finished_is_left_out_and_named(
    rules: list[Rule], gaps: list[Draft], data: st.DataObject
) -> None:
    mixed = data.draw(
        st.permutations([*((draft_of(one), True) for one in rules), *((g, False) for g in gaps)])
    )
    for how, made in (("all", All), ("any", Any)):
        read = without({how: [one for one, _ in mixed]})
        finished = [read_draft(one).rule for one, kept in mixed if kept]
        assert read.rule == made(*finished)
        tops = {path for path in read.left_out if path and "." not in path}
        assert tops == {str(place) for place, (_, kept) in enumerate(mixed) if not kept}
        assert set(read.left_out.values()) <= {""}
    assert without({"none": [one for one, _ in mixed]}).rule == Not(Any(*finished))
