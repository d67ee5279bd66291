"""Drafts: the rule that somebody is still building, with gaps, and the rule that it means so far.

A draft is the JSON of a rule with two differences. Null stands where something is still to be chosen, and a
group may be `none`, which a rule says as not-any. A test with a gap is left out of the rule, so that it never
makes the count 0; so is one that the workspace refuses, with the reason. A path is the place of a node from
the top ("" is the whole, "0.1" the second part of the first); what is inside a `not` or a `where` is part 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from accounts_kit.errors import AccountsKitError, RuleError
from accounts_kit.rules.nodes import All, Any, Everyone, Not, Related, Rule
from accounts_kit.rules.plain import from_dict

Draft = dict[str, object]
# Raises an AccountsKitError for a test that a workspace refuses.
Judge = Callable[[Rule], object]

GROUPS = ("all", "any", "none")
EMPTY: Draft = {"all": []}


@dataclass(frozen=True)
class ReadDraft:
    """What a draft means: the rule, where its nodes stand in the draft, and what was left out.

    `paths` has a place for each node of the rule, from the top down (not those inside a `where`), None for
    the `any` that a group `none` was made of. `left_out` has the path of each node that the rule is without,
    with the reason it is refused for, "" for one that is not finished.
    """

    rule: Rule
    paths: tuple[str | None, ...]
    left_out: Mapping[str, str]


def draft_of(rule: Rule) -> Draft:
    """Return a rule as a draft; everyone is a group with nothing in it."""
    return {**EMPTY} if isinstance(rule, Everyone) else _draft(rule)


def _draft(rule: Rule) -> Draft:
    match rule:
        case Not(Any(rules)):
            return {"none": [_draft(one) for one in rules]}
        case All(rules):
            return {"all": [_draft(one) for one in rules]}
        case Any(rules):
            return {"any": [_draft(one) for one in rules]}
        case Not(inner):
            return {"not": _draft(inner)}
        case Related(where=Rule() as where):
            return {**rule.to_dict(), "where": _draft(where)}
    return rule.to_dict()


def read_draft(draft: object, judge: Judge = lambda rule: None) -> ReadDraft:
    """Return what a draft means; with nothing finished in it, everyone.

    Raises RuleError for one that is nested deeper than Python can follow.
    """
    reader = _Reader(judge)
    try:
        found = reader.read(draft, "")
    except RecursionError:
        raise RuleError("This rule has more groups in groups than can be followed.") from None
    if found is None:
        return ReadDraft(Everyone(), ("",), reader.left_out)
    return ReadDraft(found.rule, found.paths, reader.left_out)


@dataclass(frozen=True)
class _Part:
    rule: Rule
    paths: tuple[str | None, ...]


@dataclass
class _Reader:
    judge: Judge
    left_out: dict[str, str] = field(default_factory=dict)

    def read(self, draft: object, path: str) -> _Part | None:
        """Return what a node means, None when nothing of it is finished."""
        if not isinstance(draft, Mapping):
            self.left_out[path] = ""
            return None
        for key in GROUPS:
            if key in draft:
                return self.group(key, draft[key], path)
        if "not" in draft:
            inner = self.read(draft["not"], below(path, 0))
            return None if inner is None else _Part(Not(inner.rule), (path, *inner.paths))
        return self.leaf(draft, path)

    def group(self, key: str, inside: object, path: str) -> _Part | None:
        listed = inside if isinstance(inside, list) else []
        read = [self.read(one, below(path, place)) for place, one in enumerate(listed)]
        parts = [one for one in read if one is not None]
        if not parts:
            if path:
                self.left_out[path] = ""
            return None
        rules, paths = [one.rule for one in parts], [path for one in parts for path in one.paths]
        if key == "none":
            return _Part(Not(Any(*rules)), (path, None, *paths))
        return _Part((All if key == "all" else Any)(*rules), (path, *paths))

    def leaf(self, draft: Mapping[str, object], path: str) -> _Part | None:
        said = dict(draft)
        if "where" in said:
            inside = _Reader(lambda rule: None)
            where = inside.read(said["where"], below(path, 0))
            self.left_out |= inside.left_out
            if where is None:
                self.left_out[path] = ""
                return None
            said["where"] = where.rule.to_dict()
        if not is_finished(said):
            self.left_out[path] = ""
            return None
        try:
            rule = from_dict(said)
            self.judge(rule)
        except AccountsKitError as error:
            self.left_out[path] = str(error)
            return None
        return _Part(rule, (path,))


def is_finished(draft: object) -> bool:
    """Return whether nothing in a node is still to be chosen."""
    if draft is None:
        return False
    if isinstance(draft, Mapping):
        return bool(draft) and all(is_finished(one) for one in draft.values())
    return all(is_finished(one) for one in draft) if isinstance(draft, list) else True


def below(path: str, place: int) -> str:
    """Return the path of the part at a place of the node with this path."""
    return f"{path}.{place}" if path else str(place)
