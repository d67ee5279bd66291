"""Many rules answered for all records at once: marks over the combinations of answers that occur.

The leaves of all rules are answered by one query, which counts records by their answers; a mark is a boolean
expression over these, evaluated on the combinations, which are few. Besides whether a rule holds there is
whether a missing value decided it: the three-valued reading of SQL, which gives NULL where the answer would
depend on it. A rule possibly holds when each missing value were to answer yes, certainly when each were to
answer no; where these differ, the missing value decided.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Literal

from sqlglot import exp

from accounts_kit.errors import RuleError
from accounts_kit.model.catalogue import TAGS
from accounts_kit.rules.days import Clock
from accounts_kit.rules.leaves import Bit, Leaves
from accounts_kit.rules.nodes import All, Any, Everyone, Not, Rule
from accounts_kit.rules.questions import Measured, Member, Of, Question, membership

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Booleans = NDArray[np.bool_]
    # The answers to a leaf, one for each combination; to everyone it is None.
    Answers = Callable[[Bit | None], Booleans]
    Mark = Callable[[Answers], Booleans]

# What a missing value answers: what rules say of it, or yes to every test, or no to every test.
Missing = Literal["as_ruled", "possibly", "certainly"]


class Marks:
    """Marks over the records of one table, and the query that has the answers to their leaves."""

    def __init__(self, of: Of, clock: Clock) -> None:
        self.clock = clock
        self._leaves = Leaves(of, clock.zone)

    def query(self) -> exp.Select:
        """Return the query of all the answers that the marks made so far need; see `Leaves.query`."""
        return self._leaves.query()

    def holds(self, rule: Rule, clock: Clock | None = None, missing: Missing = "as_ruled") -> Mark:
        """Return the mark of whether a checked rule holds."""
        at = clock or self.clock
        match rule:
            case Everyone():
                return lambda answers: answers(None)
            case All(rules):
                return _together(and_, [self.holds(one, at, missing) for one in rules])
            case Any(rules):
                return _together(or_, [self.holds(one, at, missing) for one in rules])
            case Not(inner):
                return _opposite(self.holds(inner, at, _turned(missing)))
            case Question():
                return self._answer(rule, rule, at, missing)
            case Measured(question=Question() as question):
                return self._answer(rule, question, at, missing)
            case Measured():
                return self._leaf(rule, at)
            case Member():
                return self.holds(membership(rule), at, missing)
        raise RuleError(f"{type(rule).__name__} has to be checked against a catalogue first.")

    def unknown(self, rule: Rule) -> Mark:
        """Return the mark of whether a missing value decided about a rule."""
        possibly, certainly = self.holds(rule, missing="possibly"), self.holds(rule, missing="certainly")
        return lambda answers: possibly(answers) & ~certainly(answers)

    def _answer(self, leaf: Question | Measured, question: Question, clock: Clock, missing: Missing) -> Mark:
        """Return the mark of the answer to a question, with a missing value read as asked."""
        yes = self._leaf(_with(leaf, replace(question, opposite=False, drops=False)), clock)
        answer = _opposite(yes) if question.opposite else yes
        if isinstance(leaf, Measured) and leaf.asks == "count":
            return answer  # a count is never missing
        if question.asks == "is_filled" or question.field == TAGS or not (question.values or question.other):
            missing = "as_ruled"  # whatever the value would be, the answer is the same; no tags are known
        if missing == "as_ruled":
            of_missing = question.opposite and not question.drops
        else:
            of_missing = missing == "possibly"
        if of_missing == question.opposite:
            return answer
        asked = [_with(leaf, Question(field, "is_filled")) for field in question.fields]
        present = _together(and_, [self._leaf(one, clock) for one in asked])
        return (
            _together(or_, [answer, _opposite(present)]) if of_missing else _together(and_, [answer, present])
        )

    def _leaf(self, leaf: Rule, clock: Clock) -> Mark:
        bit = self._leaves.add(leaf, clock)
        return lambda answers: answers(bit)


def _together(how: Callable[[Booleans, Booleans], Booleans], marks: list[Mark]) -> Mark:
    return lambda answers: reduce(how, (mark(answers) for mark in marks))


def _opposite(mark: Mark) -> Mark:
    return lambda answers: ~mark(answers)


def _with(leaf: Question | Measured, question: Question) -> Rule:
    return replace(leaf, question=question) if isinstance(leaf, Measured) else question


def _turned(missing: Missing) -> Missing:
    """Return the reading inside a `not`: what possibly holds is not what certainly does."""
    turned: dict[Missing, Missing] = {"possibly": "certainly", "certainly": "possibly"}
    return turned.get(missing, missing)
