"""The leaves of rules for every record, each found once: a bit for each, and records counted by their bits.

Here no test narrows the records down, so each step carries as little as it can: what a record itself answers
is packed into numbers before anything is joined, accounts answer in one pass and in one number (1M contacts,
ten answers: 154 ms as booleans, 72 as a number), and lookups of related records come last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlglot import exp, select

from accounts_kit.rules.compiler import ANSWERS, Compiler, record_of
from accounts_kit.rules.days import Clock
from accounts_kit.rules.measured import at_the_moment
from accounts_kit.rules.nodes import Rule
from accounts_kit.rules.questions import Of
from accounts_kit.rules.sql import Sql, column, not_true, table

# So many booleans go into one BIGINT.
BITS = 60


class Bit(NamedTuple):
    """Where the answer to a leaf stands: in which numbers (own, account, joined), at which place, turned."""

    numbers: str
    place: int
    turned: bool = False


class Leaves:
    """The leaves of some rules over the records of one table."""

    def __init__(self, of: Of, zone: ZoneInfo) -> None:
        self._record = record_of(of)
        self._compiler = Compiler(of, zone)
        self._compiler.in_one_pass = of == "contacts"
        self._bits: dict[tuple[Rule, Clock], Bit] = {}
        self._own: dict[Sql, int] = {}
        self._joined: dict[Sql, int] = {}

    def add(self, leaf: Rule, clock: Clock) -> Bit:
        """Return where the answer to a question or measure, at a clock's now, will stand."""
        if (leaf, clock) not in self._bits:
            self._bits[leaf, clock] = self._found(leaf, clock)
        return self._bits[leaf, clock]

    def _found(self, leaf: Rule, clock: Clock) -> Bit:
        known = len(self._compiler.answers)
        found = self._compiler.condition(leaf, of_all=False)
        for answer in self._compiler.answers[known:]:
            at_the_moment(answer, clock)
        at_the_moment(found, clock)
        for answered in (found, found.this.this.unnest() if _is_turned(found) else None):
            if isinstance(answered, exp.Column) and answered.table == ANSWERS:
                return Bit("account", int(answered.name.removeprefix("answer_")) - 1, answered is not found)
        if found.find(exp.Select) is None and not any(map(_is_answer, found.find_all(exp.Column))):
            return Bit("own", self._own.setdefault(found, len(self._own)))
        return Bit("joined", self._joined.setdefault(found, len(self._joined)))

    def query(self) -> exp.Select:
        """Return the query that counts the records by their bits.

        Columns: own_0, own_1 ..., account_0 ..., joined_0 ... (BIGINT, 60 bits in each), records.
        """
        query = self._with_answers(select().from_(self._base()))
        names = [f"own_{number}" for number in range(_numbers(self._own))]
        keys = [column(name, self._record.name).as_(name, quoted=True) for name in names]
        keys += [
            exp.func("coalesce", column(name, ANSWERS), exp.Literal.number(0)).as_(name, quoted=True)
            for name in self._account_numbers()
        ]
        keys += _named("joined", _packed(list(self._joined)))
        counted = exp.Count(this=exp.Star()).as_("records", quoted=True)
        return query.select(*keys, counted).group_by(*map(exp.Literal.number, range(1, len(keys) + 1)))

    def _base(self) -> Sql:
        """Return the records, reduced to ids, what joins compare, and the bits of their own answers."""
        columns = {self._record.id_column, *self._record.links}
        columns |= {
            one.name
            for leaf in self._joined
            for one in leaf.find_all(exp.Column)
            if one.table == self._record.name and one.find_ancestor(exp.Select) is None
        }
        kept = [column(name, self._record.name) for name in sorted(columns)]
        own = _named("own", _packed(list(self._own)))
        base = select(*kept, *own).from_(table(self._record.table, self._record.name))
        return exp.alias_(base.subquery(), self._record.name, table=True, quoted=True)

    def _with_answers(self, query: exp.Select) -> exp.Select:
        answers = self._compiler.answers
        if not answers:
            return query
        compared = [
            exp.alias_(answer, f"answer_{place}", quoted=True)
            for place, answer in enumerate(answers, 1)
            if isinstance(answer, exp.Column)
        ]
        asked = [exp.false() if isinstance(one, exp.Column) else one for one in answers]
        named = _named("account", _packed(asked))
        of_account = select(column("account_id", "account"), *named, *compared)
        of_account = of_account.from_(table("accounts", "account"))
        return query.join(
            exp.alias_(of_account.subquery(), ANSWERS, table=True, quoted=True),
            on=column("account_id", ANSWERS).eq(column("account_id", "contact")),
            join_type="left",
        )

    def _account_numbers(self) -> list[str]:
        return [f"account_{number}" for number in range(_numbers(self._compiler.answers))]


def _is_answer(node: exp.Column) -> bool:
    return node.table == ANSWERS


def _is_turned(found: Sql) -> bool:
    """Return whether a condition is the opposite of one column."""
    if not (isinstance(found, exp.Not) and isinstance(found.this, exp.Is)):
        return False
    return found == not_true(found.this.this.unnest())


def _numbers(leaves: Sequence[Sql] | dict[Sql, int]) -> int:
    return -(-len(leaves) // BITS)


def _packed(leaves: Sequence[Sql]) -> list[Sql]:
    """Return conditions as numbers of so many bits, the first as the lowest bit of the first number."""
    numbers = []
    for start in range(0, len(leaves), BITS):
        number: Sql = exp.cast(exp.Literal.number(0), "bigint")
        for place, leaf in enumerate(leaves[start : start + BITS]):
            bit = exp.If(this=leaf.copy(), true=exp.Literal.number(1 << place))
            number = exp.Add(this=number, expression=exp.Case(ifs=[bit], default=exp.Literal.number(0)))
        numbers.append(number)
    return numbers


def _named(name: str, numbers: Sequence[Sql]) -> list[Sql]:
    return [exp.alias_(one, f"{name}_{place}", quoted=True) for place, one in enumerate(numbers)]
