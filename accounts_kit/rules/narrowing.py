"""What to ask first: tests narrow the records down before their related records are grouped and measured.

Grouping five million activities takes most of the time of a segment. Where at least four tests come before
it, few records are left to group for (1M contacts: 134 ms without narrowing, 75 with); with fewer tests there
may be many left, and asking twice who they are costs a third more.
"""

from __future__ import annotations

from accounts_kit.rules.nodes import All, Rule
from accounts_kit.rules.questions import Measured, leaves_of

ENOUGH_TESTS = 4


def measures_after_tests(rule: Rule, record: str) -> tuple[list[Rule], list[Rule]]:
    """Return the measures among the parts of an `all`, and its other parts, where these are to come first.

    Two empty lists where they are not.
    """
    if not isinstance(rule, All):
        return [], []
    measures = [one for one in rule.rules if _is_grouped(one, record)]
    others = [one for one in rule.rules if not _is_grouped(one, record)]
    tests = sum(1 for one in others for _ in leaves_of(one))
    return (measures, others) if measures and tests >= ENOUGH_TESTS else ([], [])


def _is_grouped(rule: Rule, record: str) -> bool:
    """Return whether a rule compares a measure of related records of the record itself."""
    if not isinstance(rule, Measured) or rule.owner != record:
        return False
    return rule.question is not None and rule.relation is not None
