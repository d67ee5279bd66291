"""What is looked for in SQL: columns folded as `words.searching` folds text, and whether they hold a word.

Most text has plain letters only (as many bytes as letters): accents are taken off the rest alone, and letters
without an accent that are said otherwise ("ł") are spelled out only where the word may have what they are
said as.
"""

from __future__ import annotations

from accounts_kit.errors import WrongValue
from accounts_kit.words.searching import PLAIN, search_words
from accounts_kit.workspace.tables import literal


def asked_words(text: object) -> list[str]:
    """Return the words that somebody looks for, none for a blank text; raises WrongValue for no text."""
    if isinstance(text, str):
        return search_words(text)
    raise WrongValue(f"{text!r} is no text to look for. Write what one would type, such as 'jan'.")


def folded(column: str) -> str:
    """Return the SQL of a text as it is looked for: see words.searching.searchable."""
    bare = _bare(column)
    return f"CASE WHEN strlen({bare}) = length({bare}) THEN {bare} ELSE {_spelled(bare, PLAIN)} END"


def holds(column: str, word: str, parameter: str, function: str = "contains") -> str:
    """Return the SQL of whether a column holds a folded word (or begins with it: function="starts_with").

    `parameter` is where the word stands among the parameters of the statement: "$word_0".
    """
    special = {letter: said for letter, said in PLAIN.items() if _may_be_in(said, word)}
    plain = f"{function}({_small(column)}, {parameter})"
    accented = f"{function}({_spelled(_bare(column), special)}, {parameter})"
    return f"({plain} OR (strlen({column}) > length({column}) AND {accented}))"


def _small(column: str) -> str:
    return column if column.endswith("_key") else f"lower({column})"  # a key is in small letters already


def _bare(column: str) -> str:
    return f"strip_accents({_small(column)})"


def _may_be_in(said: str, word: str) -> bool:
    """Return whether a letter that is said so may be a part of a word, or half of one: "gros" of "große"."""
    return said in word or word.endswith(said[0]) or word.startswith(said[-1])


def _spelled(bare: str, letters: dict[str, str]) -> str:
    for letter, said in letters.items():
        bare = f"replace({bare}, {literal(letter)}, {literal(said)})"
    return bare
