"""Explaining a membership: every test answered for one record, by the meaning of rules in plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from accounts_kit.errors import RuleError
from accounts_kit.model import Field
from accounts_kit.records.references import account_id_of, contact_id_of
from accounts_kit.rules.days import Clock, clock_at
from accounts_kit.rules.matching import Row, holds, measure, that_count
from accounts_kit.rules.nodes import All, Any, Everyone, InSegment, Not, Rule
from accounts_kit.rules.questions import Measured, Member, Question
from accounts_kit.rules.related_words import RECORDS
from accounts_kit.rules.words import described
from accounts_kit.segments.explanation import WORDS, Explanation, Node
from accounts_kit.segments.facts import facts
from accounts_kit.segments.flips import flips
from accounts_kit.segments.patterns import membership_of
from accounts_kit.segments.segment import Segment
from accounts_kit.segments.selecting import UNNAMED, AsOf, SegmentLike, of_saved, segment_of
from accounts_kit.words.reading import Reading
from accounts_kit.workspace import Workspace


def explain(ws: Workspace, segment: SegmentLike, record: object, *, as_of: AsOf = None) -> Explanation:
    """Return why a record is in a segment or not: each test with its answer and the value it saw.

    The record is a contact by id or e-mail, or an account by id or name. The explanation has the smallest
    changes that would turn the answer, too; see Explanation. Raises UnknownRecord for one that is not there.
    """
    chosen, clock = segment_of(ws, segment), clock_at(as_of, ws.timezone)
    find = contact_id_of if chosen.of == "contacts" else account_id_of
    with ws.reading():
        its_id = find(ws, record)
        member = membership_of(ws, chosen, clock)
        row = facts(ws, [member], chosen.of, [its_id])[its_id]
        name = _name(ws, chosen.of, its_id)
        tree = _Explainer(ws, row, clock).segment(chosen, member)
    found = tuple(tuple(sorted(one)) for one in flips(tree))
    named = WORDS["rule"][ws.language] if chosen.name == UNNAMED else f"'{chosen.name}'"
    return Explanation(name, named, tree.holds, tree, found, ws.language)


def _name(ws: Workspace, of: str, its_id: int) -> str:
    said = "coalesce(email, phone)" if of == "contacts" else "name"
    record = of.removesuffix("s")
    return str(ws.value(f"SELECT {said} FROM {of} WHERE {record}_id = ?", [its_id]))


@dataclass(frozen=True)
class _Explainer:
    """The tree of a rule for one row: plain nodes for their words, checked ones for their meaning."""

    ws: Workspace
    row: Row
    clock: Clock

    def segment(self, segment: Segment, member: Member) -> Node:
        """Return the tree of a segment; a pin decides by itself, and a contact needs an account to be in one
        of accounts.
        """
        inside = self.node(segment.rule, member.rule)
        its_id = self.row.get("contact.contact_id" if member.of == "contacts" else "account.account_id")
        for pin, ids in (("never", member.never), ("always", member.always)):
            if its_id in ids:
                pinned = Node("fixed", self._say(pin), holds=pin == "always")
                return Node(
                    "inside", described(segment.rule, self.ws.language), pinned.holds, children=(pinned,)
                )
        if member.of == "accounts" and its_id is None:
            lacks = Node("test", self._say("account"), holds=False, missing="no_account")
            return Node("all", self._say("all"), holds=False, children=(lacks, inside))
        return inside

    def node(self, plain: Rule, rule: Rule) -> Node:
        answer = holds(rule, self.row, self.clock)
        match plain, rule:
            case (All(rules), All(inside)) | (Any(rules), Any(inside)):
                how = "all" if isinstance(plain, All) else "any"
                children = tuple(self.node(one, other) for one, other in zip(rules, inside, strict=True))
                return Node("all" if how == "all" else "any", self._say(how), answer, children=children)
            case Not(one), Not(other):
                return Node("not", self._say("not"), answer, children=(self.node(one, other),))
            case Everyone(), _:
                return Node("fixed", self._say("everyone"), answer)
            case InSegment(name), Member():
                named = of_saved(self.ws.catalogue.segment(name))
                return Node("inside", self._words(plain), answer, children=(self.segment(named, rule),))
            case _, Question():
                seen, missing = self._seen(rule)
                return Node("test", self._words(plain), answer, seen, missing)
            case _, Measured():
                seen, missing = self._measured(rule)
                return Node("test", self._words(plain), answer, seen, missing)
        raise RuleError(f"{type(rule).__name__} has to be checked against a catalogue first.")

    def _seen(self, question: Question) -> tuple[str, str]:
        values = [(field, self.row.get(field.name)) for field in question.fields]
        missing = [field for field, value in values if value is None or value == []]
        said = ", ".join(self._read(field, value) for field, value in values if value not in (None, []))
        return said, self._why_missing(missing[0].of) if missing else ""

    def _measured(self, rule: Measured) -> tuple[str, str]:
        if rule.question is None:
            value: object = len(that_count(rule, self.row, self.clock))
        else:
            value = measure(rule, self.row, self.clock)
        if value is None:
            return "", self._why_missing(rule.owner)
        if rule.field is not None and rule.asks != "count":
            return self._read(rule.field, value), ""
        number = self._reading().text(Decimal(str(value)))
        if rule.relation is None:
            return number, ""
        one, many = RECORDS[rule.relation.records][self.ws.language]
        return f"{number} {one if number == '1' else many}", ""

    def _why_missing(self, owner: str) -> str:
        no_account = owner == "account" and self.row.get("account.account_id") is None
        return "no_account" if no_account else "no_value"

    def _read(self, field: Field, value: object) -> str:
        if isinstance(value, float):
            value = Decimal(repr(round(value, 6)))
        name = getattr(value, "name", None)
        return name if isinstance(name, str) else self._reading().text(value, field.decimals)

    def _reading(self) -> Reading:
        return Reading(self.ws.language, self.ws.timezone)

    def _words(self, plain: Rule) -> str:
        return described(plain, self.ws.language, self.ws.catalogue)

    def _say(self, word: str) -> str:
        return WORDS[word][self.ws.language]
