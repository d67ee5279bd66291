"""Why two records may be one, in a few words: what is equal, what is alike and how much, what differs."""

from __future__ import annotations

from collections.abc import Sequence

from accounts_kit.records.duplicates.comparisons import (
    ALIKE,
    DIFFERENT,
    EQUAL,
    SLIPPED,
    TURNED,
    Comparison,
    similarity_sql,
)
from accounts_kit.workspace.tables import literal

WORDS = {
    "nl": {
        "equal": "gelijk",
        "turned": "in andere volgorde",
        "alike": "lijkt",
        "different": "verschilt",
        "mail_domain": "E-maildomein",
    },
    "en": {
        "equal": "equal",
        "turned": "in another order",
        "alike": "alike",
        "different": "different",
        "mail_domain": "E-mail domain",
    },
}
# Which levels each word is for, in the order in which they are read.
_SAID = {"equal": (EQUAL,), "turned": (TURNED,), "alike": (SLIPPED, ALIKE), "different": (DIFFERENT,)}


def because_sql(comparisons: Sequence[Comparison], language: str) -> str:
    """Return the SQL of the explanation of a pair, joined from `compared` and its records a and b."""
    words = WORDS.get(language, WORDS["en"])
    groups = ", ".join(
        _group(literal(f"{words[word]}: "), levels, comparisons) for word, levels in _SAID.items()
    )
    return f"concat_ws('; ', {groups})"


def _group(word: str, levels: Sequence[int], comparisons: Sequence[Comparison]) -> str:
    """Return the SQL of one word with what it is said of; NULL when that is nothing."""
    among = ", ".join(map(str, levels))
    said = ", ".join(
        f"CASE WHEN compared.{one.column} IN ({among}) THEN {_named(one, levels)} END" for one in comparisons
    )
    return f"{word} || nullif(concat_ws(', ', {said}), '')"


def _named(one: Comparison, levels: Sequence[int]) -> str:
    if ALIKE not in levels:
        return literal(one.label)
    percent = f"round(100 * {similarity_sql(f'a.{one.column}', f'b.{one.column}')})"
    return f"{literal(one.label)} || ' (' || CAST(CAST({percent} AS INTEGER) AS VARCHAR) || '%)'"
