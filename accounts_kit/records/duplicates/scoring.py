"""The score of a pair: how likely it is, from 0 to 1, that its two records are of one person or firm."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from accounts_kit.records.duplicates.comparisons import ALIKE, DIFFERENT, EQUAL, SLIPPED, TURNED, Comparison
from accounts_kit.records.duplicates.staging import Sizes
from accounts_kit.records.duplicates.weights import chance_sql, odds

# What a level is worth: one weight whatever the value, or by how many records have just that value.
_WHATEVER = (DIFFERENT, ALIKE, SLIPPED)
_BY_VALUE = (TURNED, EQUAL)


def scored_sql(comparisons: Sequence[Comparison], sizes: Sizes) -> str:
    """Return the SELECT of id_1, id_2 and score of the pairs in `compared`; its values are parameters().

    The two are one, or they are strangers, or they belong together (a family, colleagues, branches of a
    firm): the score is how likely the first of these three is. Strangers and duplicates are as seldom as
    `weights` says; of those who belong together there are as many as of duplicates.
    """
    strangers, related = ["$odds"], ["0"]
    for number, (one, known) in enumerate(zip(comparisons, sizes.known, strict=True)):
        chance = chance_sql(one, known)
        strangers.append(_worth(one, f"$strangers{number}_", f"log2($same{number}_? / ({chance}))"))
        shared = f"$shared{number} + (1 - $shared{number}) * ({chance}) / $same{number}_?"
        by_value = f"$related{number}_?" if one.related else f"-log2({shared})"
        related.append(_worth(one, f"$related{number}_", by_value))
    return (
        "SELECT id_1, id_2, round(1 / (1 + pow(2, -strangers) + pow(2, -related)), 4) AS score FROM "
        f"(SELECT id_1, id_2, {' + '.join(strangers)} AS strangers, {' + '.join(related)} AS related "
        "FROM compared)"
    )


def _worth(one: Comparison, whatever: str, by_value: str) -> str:
    """Return the SQL of what the level of a comparison is worth; `?` stands for the level."""
    cases = [f"WHEN {level} THEN {whatever}{level}" for level in _WHATEVER]
    cases += [f"WHEN {level} THEN {by_value.replace('?', str(level))}" for level in _BY_VALUE]
    return f"CASE {one.column} {' '.join(cases)} ELSE 0 END"


def parameters(
    comparisons: Sequence[Comparison], sizes: Sizes, chances: Sequence[Sequence[float]]
) -> dict[str, float]:
    """Return the values of the parameters of scored_sql()."""
    given = {"odds": odds(sizes)}
    for number, (one, chance) in enumerate(zip(comparisons, chances, strict=True)):
        given |= {f"strangers{number}_{n}": log2(one.same.of(n) / chance[n]) for n in _WHATEVER}
        given |= {f"same{number}_{n}": one.same.of(n) for n in _BY_VALUE}
        if one.related:
            given |= {
                f"related{number}_{n}": log2(one.same.of(n) / one.related.of(n))
                for n in (*_WHATEVER, *_BY_VALUE)
            }
        else:
            given[f"shared{number}"] = one.shared
            given |= {
                f"related{number}_{n}": -log2(one.shared + (1 - one.shared) * chance[n] / one.same.of(n))
                for n in _WHATEVER
            }
    return given
