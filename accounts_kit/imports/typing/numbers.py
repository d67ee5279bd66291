"""Numbers in a column of text: by which marks they are read, decided from the whole column, and how in SQL.

"1.038" is a thousand in Dutch and one in English, so no cell is read on its own. Cells that fit only one of
the two decide; as long as cells that fit both would change their value by it, the language of the file
counts, and the cells that contradict it are refused instead of guessed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlglot import exp

from accounts_kit.imports.typing.sql import Node, call, matches, try_cast, when
from accounts_kit.words.numbers import AMOUNT_DECORATION, MARKS, NumberMarks, marks_of

EXAMPLES = {"nl": "1.234,5", "en": "1,234.5"}
OTHER = {"nl": "en", "en": "nl"}


@dataclass(frozen=True, slots=True)
class NumberReading:
    """The language whose marks a column is read by, and whether the other one would have read it as well."""

    language: str
    ambiguous: int = 0
    stated: bool = False

    @property
    def marks(self) -> NumberMarks:
        """Its decimal and thousands marks."""
        return MARKS[self.language]

    @property
    def example(self) -> str:
        """A number as this reading has it."""
        return EXAMPLES[self.language]


def tallies(text: Node) -> Mapping[str, Node]:
    """Return what to count of a column to decide: cells that fit one language only, or differ in both."""
    bare = undecorated(text)
    fits = {language: matches(bare, MARKS[language].pattern) for language in MARKS}
    return {
        "nl": exp.and_(fits["nl"], exp.not_(fits["en"])),
        "en": exp.and_(fits["en"], exp.not_(fits["nl"])),
        "ambiguous": exp.and_(fits["nl"], fits["en"], matches(bare, r".*[.,].*")),
    }


def decide(counts: Mapping[str, int], file_language: str, locale: str | None) -> NumberReading:
    """Return how a column is read: by `locale` when that is stated, else as its cells say."""
    if locale:
        return NumberReading("en" if marks_of(locale) is MARKS["en"] else "nl", stated=True)
    other = OTHER[file_language]
    if counts[other] > counts[file_language] + counts["ambiguous"]:
        return NumberReading(other)
    undecided = counts[file_language] <= counts[other]
    return NumberReading(file_language, ambiguous=counts["ambiguous"] if undecided else 0)


def undecorated(text: Node) -> Node:
    """Return the text without what may stand around an amount."""
    return call("trim", call("regexp_replace", text, AMOUNT_DECORATION, "", "g"))


def number(text: Node, reading: NumberReading, sql_type: str) -> Node:
    """Return the number that a text says, NULL where it says none or one that is too large."""
    bare, marks = undecorated(text), reading.marks
    plain = call("replace", call("replace", bare, marks.thousands, ""), marks.decimal, ".")
    return when(matches(bare, marks.pattern), try_cast(plain, sql_type))
