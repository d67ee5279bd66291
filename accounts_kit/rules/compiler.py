"""A rule as SQL, through sqlglot: which of the records under the alias `contact` or `account` it holds for.

Every condition is TRUE where the rule holds, and FALSE or NULL where it does not: WHERE, AND and OR keep
that, and only NOT has to turn NULL round, which `IS NOT TRUE` does. So a missing value needs no coalesce, and
what can be pushed into a scan or made a semi-join is. Negation goes down to the tests by De Morgan for the
same reason.

What contacts are asked of their account is gathered a group at a time, and each account is looked at once,
instead of once a contact. What all members must answer is a semi-join (IN), or an anti-join (NOT EXISTS,
which needs no care with NULL). Under OR, where DuckDB can make neither, one such part is IN, and more of them
are answered in one pass over the accounts, which is joined; so is what a test compares with the contact. (1M
contacts, 100k accounts, 2 cores: anti-join 12 ms, IS NOT TRUE of IN 18; one part under OR: IN 43, EXISTS 105,
one pass 71; two parts: IN 37, one pass 13; twelve: EXISTS 470, one pass 157.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlglot import exp, select

from accounts_kit.errors import RuleError
from accounts_kit.model import Catalogue, RecordType, record_types
from accounts_kit.model.relations import Relation
from accounts_kit.rules.checking import checked, counts_from_today, refuse_depth
from accounts_kit.rules.days import AsOf, Clock, clock_at
from accounts_kit.rules.matching import holds
from accounts_kit.rules.measured import at_the_moment, happened, of_related
from accounts_kit.rules.narrowing import measures_after_tests
from accounts_kit.rules.nodes import All, Any, Everyone, Not, Rule
from accounts_kit.rules.periods import OF_THE_MOMENT
from accounts_kit.rules.predicates import predicate
from accounts_kit.rules.questions import Measured, Member, Of, Question, membership, owners
from accounts_kit.rules.sql import Sql, column, not_true, table

RECORD: dict[Of, str] = {"contacts": "contact", "accounts": "account"}
ANSWERS = "account_answers"
# Who meets the tests that come before measures of related records.
NARROWED = "narrowed"


class Compiled(NamedTuple):
    """The condition of a rule, what accounts are to answer for it in one pass, and segments named twice."""

    condition: Sql
    answers: tuple[Sql, ...] = ()
    segments: tuple[tuple[str, exp.Select], ...] = ()


def selected(rule: Rule, of: Of, catalogue: Catalogue, as_of: AsOf = None) -> exp.Select:
    """Return the query of the ids for which a rule holds, in no order; the caller may change it.

    It may have one join, LEFT and to at most one row, that its WHERE needs.
    Raises what `checked` raises, and WrongValue for an `as_of` that is neither a day nor a moment.
    """
    refuse_depth(rule)
    clock = clock_at(as_of, catalogue.timezone)
    found = compiled(rule, of, catalogue, _kept_clock(rule, catalogue, clock))
    return at_the_moment(that_meet(found, of), clock)


def that_meet(found: Compiled, of: str) -> exp.Select:
    """Return the query of the ids that meet the condition, with the join and the segments that it needs."""
    record = record_of(of)
    ids = with_answers(
        select(column(record.id_column, record.name)).from_(table(record.table, record.name)), found.answers
    )
    for name, members in found.segments:
        ids = ids.with_(
            exp.to_identifier(name, quoted=True), as_=members.copy(), materialized=True, copy=False
        )
    return ids if found.condition == exp.true() else ids.where(found.condition)


def with_answers(query: exp.Select, answers: tuple[Sql, ...]) -> exp.Select:
    """Return the query of contacts with what their accounts answer in one pass."""
    if not answers:
        return query
    by_account = column("account_id", ANSWERS).eq(column("account_id", "contact"))
    return query.join(_answers(answers), on=by_account, join_type="left")


def record_of(of: str) -> RecordType:
    """Return the record type whose table it is: contacts, accounts, and for a `where` deals, notes ..."""
    return next(one for one in record_types().values() if one.table == of)


@lru_cache(maxsize=256)
def compiled(rule: Rule, of: Of, catalogue: Catalogue, clock: Clock | None) -> Compiled:
    """Return a rule as SQL; copy it before changing it.

    It is kept for the next time: making it costs some 3 ms, more than many a count.
    """
    return Compiler(of, ZoneInfo(catalogue.timezone)).compiled(checked(rule, catalogue, of, clock))


def _kept_clock(rule: Rule, catalogue: Catalogue, clock: Clock) -> Clock | None:
    """Return the clock as far as the rule looks at it: not, by the day, or by the moment."""
    units = counts_from_today(rule, catalogue)
    if not units:
        return None
    return clock if units & set(OF_THE_MOMENT) else clock.at_the_end_of_today()


def _answers(answers: tuple[Sql, ...]) -> exp.Expr:
    """Return the accounts with what each of them answers."""
    named = [exp.alias_(answer.copy(), _name(number), quoted=True) for number, answer in enumerate(answers)]
    asked = select(column("account_id", "account"), *named).from_(table("accounts", "account"))
    return exp.alias_(asked.subquery(), ANSWERS, table=True, quoted=True)


def _name(number: int) -> str:
    return f"answer_{number + 1}"


class _Shared:
    """The segments that a rule names more than once: their members are found once, in their own query."""

    def __init__(self) -> None:
        self.named: Counter[int] = Counter()
        self.queries: dict[str, exp.Select] = {}

    def count(self, rule: Rule) -> None:
        """Count how often each segment is named; one that is named in another counts once for it."""
        waiting = [rule]
        while waiting:
            match waiting.pop():
                case All(rules) | Any(rules):
                    waiting += rules
                case Not(inner):
                    waiting.append(inner)
                case Measured(where=where):
                    waiting.append(where)
                case Member() as member:
                    self.named[id(member)] += 1
                    if self.named[id(member)] == 1:
                        waiting.append(member.rule)

    def named_twice(self, member: Member) -> bool:
        return self.named[id(member)] > 1


class Compiler:
    """One rule, or several over the same records, on its way to SQL."""

    def __init__(self, of: str, zone: ZoneInfo, shared: _Shared | None = None) -> None:
        self.of = of
        self.zone = zone
        self.shared = shared or _Shared()
        self.answers: list[Sql] = []
        self.in_one_pass = False
        self.among: exp.Column | None = None

    def compiled(self, rule: Rule) -> Compiled:
        """Return a whole rule."""
        self.shared.count(rule)
        measures, others = measures_after_tests(rule, record_of(self.of).name)
        found = self.narrowed(measures, All(*others)) if measures else self.inside(rule)
        return found._replace(segments=tuple(self.shared.queries.items()))

    def narrowed(self, measures: Sequence[Rule], others: Rule) -> Compiled:
        """Return measures that look at the related records only of those who meet the other tests."""
        record = record_of(self.of)
        self.shared.queries[NARROWED] = that_meet(
            Compiler(self.of, self.zone, self.shared).inside(others), self.of
        )
        self.among = column(record.id_column, NARROWED)
        met = column(record.id_column, record.name).isin(query=_narrowed(self.among))
        return Compiled(exp.and_(met, *(self.condition(one) for one in measures)))

    def inside(self, rule: Rule) -> Compiled:
        """Return the rule of a `where` or a segment; the segments it names stand in the query around it."""
        self.in_one_pass = self.of == "contacts" and sum(_parts_under_or(rule)) > 1
        return Compiled(self.condition(rule), tuple(self.answers))

    def condition(self, rule: Rule, *, negated: bool = False, of_all: bool = True) -> Sql:
        """Return a rule, or its opposite, as a condition; `of_all` when every member must meet it."""
        if self.of == "contacts" and _of_account(rule):
            return self.of_account(rule, negated=negated, of_all=of_all)
        match rule:
            case Everyone():
                return exp.Boolean(this=not negated)
            case Not(inner):
                return self.condition(inner, negated=not negated, of_all=of_all)
            case All() | Any():
                return self.group(rule, negated=negated, of_all=of_all)
            case Question():
                asked = predicate(rule, self.zone, negated=negated)
                return asked.transform(self.joined) if self.of == "contacts" else asked
            case Measured():
                return of_related(rule, self.related, self.zone, negated=negated)
            case Member():
                return self.member(rule, negated=negated, of_all=of_all)
        raise RuleError(f"{type(rule).__name__} has to be checked against a catalogue first.")

    def group(self, group: All | Any, *, negated: bool, of_all: bool) -> Sql:
        """Return a group, or its opposite, with what it asks of the account in one."""
        members = _gathered(group) if self.of == "contacts" else group.rules
        both = isinstance(group, All) != negated
        parts = [self.condition(one, negated=negated, of_all=of_all and both) for one in members]
        return (exp.and_ if both else exp.or_)(*parts, copy=False)

    def related(self, relation: Relation, where: Rule) -> exp.Select:
        """Return the query of the related records for which a rule holds; it selects no columns yet."""
        found = Compiler(relation.records, self.zone, self.shared).inside(where)
        query = with_answers(select().from_(table(relation.records, relation.record)), found.answers)
        conditions = [one for one in (*happened(relation), found.condition) if one != exp.true()]
        if self.among is not None:
            conditions.append(column(relation.link, relation.record).isin(query=_narrowed(self.among)))
        return query.where(*conditions) if conditions else query

    def member(self, member: Member, *, negated: bool, of_all: bool) -> Sql:
        """Return membership: by its rule, or where several name the segment, by its members, found once."""
        if not self.shared.named_twice(member):
            return self.condition(membership(member), negated=negated, of_all=of_all)
        name = f"in {member.name}"
        if name not in self.shared.queries:
            found = Compiler(member.of, self.zone, self.shared).inside(membership(member))
            self.shared.queries[name] = that_meet(found, member.of)
        identity = record_of(member.of).id_column
        ids = select(column(identity, name)).from_(table(name, name))
        among = column(identity, record_of(self.of).name).isin(query=ids)
        return not_true(among) if negated else among

    def of_account(self, rule: Rule, *, negated: bool, of_all: bool) -> Sql:
        """Return that the account answers so; what holds without one is asked the other way round."""
        holds_without = holds(rule, {}, Clock(datetime.now(UTC), self.zone)) != negated
        accounts = Compiler("accounts", self.zone, self.shared)
        asked = accounts.condition(rule, negated=negated != holds_without)
        if not of_all and self.in_one_pass:
            found = self.answer(asked)
        else:
            found = _account_that(asked) if of_all and holds_without else _account_among(asked)
        return not_true(found) if holds_without else found

    def joined(self, node: Sql) -> Sql:
        """Return a column of the account, which a test compares with the contact, as one of the answers."""
        of_account = isinstance(node, exp.Column) and node.table == "account"
        return self.answer(node) if of_account else node

    def answer(self, asked: Sql) -> Sql:
        """Return the column of what the account answers in the one pass."""
        if asked not in self.answers:
            self.answers.append(asked)
        return column(_name(self.answers.index(asked)), ANSWERS)


def _narrowed(identity: exp.Column) -> exp.Select:
    return select(identity.copy()).from_(table(NARROWED, NARROWED))


def _account_that(asked: Sql) -> Sql:
    """Return that the contact has an account that is such; never NULL."""
    link = column("account_id", "account").eq(column("account_id", "contact"))
    parts = asked.flatten() if isinstance(asked, exp.And) else [asked]
    return exp.Exists(this=select("1").from_(table("accounts", "account")).where(link, *parts))


def _account_among(asked: Sql) -> Sql:
    """Return that the contact's account is among those that are such; NULL without an account."""
    such = select(column("account_id", "account")).from_(table("accounts", "account")).where(asked)
    return column("account_id", "contact").isin(query=such)


def _of_account(rule: Rule) -> bool:
    """Return whether a rule asks of the account only."""
    return owners(rule) == {"account"}


def _parts_under_or(rule: Rule, *, negated: bool = False, of_all: bool = True) -> Iterator[int]:
    """Yield 1 for each part of a rule that is about the account only and not asked of all members."""
    if _of_account(rule):
        yield 0 if of_all else 1
    elif isinstance(rule, Not):
        yield from _parts_under_or(rule.rule, negated=not negated, of_all=of_all)
    elif isinstance(rule, (All, Any)):
        both = isinstance(rule, All) != negated
        for one in _gathered(rule):
            yield from _parts_under_or(one, negated=negated, of_all=of_all and both)


def _gathered(group: All | Any) -> list[Rule]:
    """Return the members of a group, with those about the account as one of them."""
    about = [one for one in group.rules if _of_account(one)]
    others = [one for one in group.rules if not _of_account(one)]
    return [type(group)(*about), *others] if len(about) > 1 else list(group.rules)
