"""What two records are compared by, and how much they agree: a value of each, brought to a level in SQL.

A value that is missing is no agreement and no disagreement.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts_kit.records.layout import quoted

MISSING, DIFFERENT, ALIKE, SLIPPED, TURNED, EQUAL = LEVELS = range(6)

LevelSql = Callable[[str, str], str]

# How often a level occurs that is not expected at all.
_SELDOM = 1e-4


@dataclass(frozen=True)
class Rates:
    """How often two values, both of them there, come to each level; what is left are different.

    `turned` stands apart: a first name that is in the other's place takes the last name with it.
    """

    equal: float
    turned: float = 0.0
    slipped: float = 0.0
    alike: float = 0.0

    def of(self, level: int) -> float:
        """Return how often they come to that level; never not at all."""
        different = 1 - self.equal - self.slipped - self.alike
        return max((1.0, different, self.alike, self.slipped, self.turned, self.equal)[level], _SELDOM)


@dataclass(frozen=True)
class Comparison:
    """One comparison of two records.

    `value` is SQL over a record, text or NULL; `level` makes SQL of two such values. `same` is how often the
    records of one person or firm come to each level; `chance`, how often two strangers are equal, as far as
    is known beforehand. Of two who belong together (a family, colleagues, branches of a firm) `shared` says
    how often they have the one value, or `related` how often they come to each level. `silent` is SQL over
    records a and b that makes it say nothing; `turned`, that they have the same in another order.
    """

    name: str
    label: str
    value: str
    level: LevelSql
    same: Rates
    chance: float
    shared: float = 0.0
    related: Rates | None = None
    silent: str | None = None
    turned: str | None = None

    @property
    def column(self) -> str:
        """The column of its value in `subjects` and of its level in `compared`, quoted."""
        return quoted(self.name)

    @property
    def count(self) -> str:
        """The column that says how many records have that value, quoted."""
        return quoted(f"count of {self.name}")

    def level_sql(self) -> str:
        """Return the SQL of the level of records a and b."""
        one, other = f"a.{self.column}", f"b.{self.column}"
        missing = f"{one} IS NULL OR {other} IS NULL" + (f" OR ({self.silent})" if self.silent else "")
        turned = f" WHEN {self.turned} THEN {TURNED}" if self.turned else ""
        return f"CASE WHEN {missing} THEN {MISSING}{turned} ELSE {self.level(one, other)} END"


def level_of_text(one: str, other: str) -> str:
    """Return the SQL of the level of two texts: equal, a slip of the pen apart, alike, or different."""
    shortest = f"least(length({one}), length({other}))"
    begins = " OR ".join(
        f"{test}({long}, {short})"
        for long, short in ((one, other), (other, one))
        for test in ("starts_with", "ends_with")
    )
    slips = f"CASE WHEN {shortest} > 8 THEN 2 WHEN {shortest} > 3 THEN 1 ELSE 0 END"
    return (
        f"CASE WHEN {one} = {other} THEN {EQUAL} WHEN {slipped_sql(one, other, slips)} THEN {SLIPPED} "
        f"WHEN {similarity_sql(one, other)} > 0.9 OR ({shortest} > 3 AND ({begins})) THEN {ALIKE} "
        f"ELSE {DIFFERENT} END"
    )


def level_of_first_name(one: str, other: str) -> str:
    """Return the SQL of the level of two first names: an initial or a short form is alike."""
    begins = f"starts_with({one}, {other}) OR starts_with({other}, {one})"
    return f"CASE WHEN {one} <> {other} AND ({begins}) THEN {ALIKE} ELSE {level_of_text(one, other)} END"


def level_of_digits(one: str, other: str) -> str:
    """Return the SQL of the level of two numbers written as text: equal, one slip apart, or different."""
    slips = f"CASE WHEN least(length({one}), length({other})) > 3 THEN 1 ELSE 0 END"
    slipped = slipped_sql(one, other, slips)
    return f"CASE WHEN {one} = {other} THEN {EQUAL} WHEN {slipped} THEN {SLIPPED} ELSE {DIFFERENT} END"


def level_of_days(one: str, other: str) -> str:
    """Return the SQL of the level of two dates as yyyymmdd: day and month the wrong way round is a slip."""
    turned = f"{one} = {other}[1:4] || {other}[7:8] || {other}[5:6]"
    return f"CASE WHEN {one} <> {other} AND {turned} THEN {SLIPPED} ELSE {level_of_digits(one, other)} END"


def level_of_sameness(one: str, other: str) -> str:
    """Return the SQL of the level of two values that are equal or not, with nothing in between."""
    return f"CASE WHEN {one} = {other} THEN {EQUAL} ELSE {DIFFERENT} END"


def level_when_equal(one: str, other: str) -> str:
    """Return the SQL of the level of two values of which one person may well have several."""
    return f"CASE WHEN {one} = {other} THEN {EQUAL} ELSE {MISSING} END"


def slipped_sql(one: str, other: str, slips: str) -> str:
    """Return the SQL of whether two texts are at most so many slips apart.

    A slip is a letter too many, too few or wrong, or two that changed places.
    """
    # Counting slips takes ten times as long as Jaro-Winkler, below which no such pair falls; Levenshtein
    # counts two letters that changed places twice, and takes a sixth of the time of Damerau's.
    near = f"levenshtein({one}, {other})"
    few = f"{near} <= 2 * {slips} AND ({near} <= {slips} OR damerau_levenshtein({one}, {other}) <= {slips})"
    return f"{similarity_sql(one, other)} > 0.8 AND {few}"


def similarity_sql(one: str, other: str) -> str:
    """Return the SQL of how alike two texts are, from 0 to 1."""
    return f"jaro_winkler_similarity({one}, {other})"
