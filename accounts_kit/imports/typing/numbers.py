"""Numbers in a column of text: by which marks they are read, decided from the whole column, and how in SQL.

"1.038" is a thousand in Dutch and one in English, so no cell is read on its own. Cells that fit only one of
the two decide; as long as cells that fit both would change their value by it, the language of the file
counts, and the cells that contradict it are refused instead of guessed at. Blanks or apostrophes between
thousands are read in a column that has more of them than of dots and commas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce

from sqlglot import exp

from accounts_kit.imports.typing.sql import Node, call, matches, try_cast, when
from accounts_kit.words.numbers import (
    APOSTROPHES,
    MARKS,
    SCIENTIFIC,
    SPACES,
    UNDECORATED,
    NumberMarks,
    marks_of,
)

EXAMPLES = {"nl": "1.234,5", "en": "1,234.5"}
OTHER = {"nl": "en", "en": "nl"}
SEPARATED = {"blanks": SPACES, "apostrophes": APOSTROPHES}

_DIGITS = "[+-]?[0-9]+"
_PERCENT = f"[{SPACES}]*%$"
_BETWEEN = f"{SPACES}{APOSTROPHES}"
# Dots or commas that can be nothing else than marks between thousands.
_GROUPED = (
    r"^[+-]?[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|(?:\.[0-9]{3})+,[0-9]+"
    r"|(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|(?:,[0-9]{3})+\.[0-9]+)$"
)


@dataclass(frozen=True, slots=True)
class NumberReading:
    """The language whose marks a column is read by, and whether the other one would have read it as well.

    `separated` says what stands between thousands where that is no mark of the language. Counted are the
    cells that can be read in two ways, that have a percent sign, that a spreadsheet shortened, and that have
    more decimals than the field keeps.
    """

    language: str
    ambiguous: int = 0
    stated: bool = False
    separated: str | None = None
    filled: int = 0
    percent: int = 0
    scientific: int = 0
    rounded: int = 0

    @property
    def marks(self) -> NumberMarks:
        """Its decimal and thousands marks."""
        marks = MARKS[self.language]
        return replace(marks, thousands=SEPARATED[self.separated]) if self.separated else marks

    @property
    def example(self) -> str:
        """A number as this reading has it."""
        example, usual = EXAMPLES[self.language], MARKS[self.language].thousands
        return example.replace(usual, self.marks.thousands[0], 1) if self.separated else example


def tallies(text: Node, *, percent: bool, decimals: int = 6) -> Mapping[str, Node]:
    """Return what to count of a column to decide: cells that fit one language only, or differ in both.

    `decimals` is how many the field keeps.
    """
    finer = rf"[0-9]{{{decimals}}}[0-9]*[1-9][0-9]*$"
    bare = undecorated(text, percent=percent)
    fits = {language: matches(bare, MARKS[language].pattern) for language in MARKS}
    separated = {
        name: matches(bare, rf"^[+-]?[0-9]{{1,3}}(?:[{signs}][0-9]{{3}})+(?:[.,][0-9]+)?$")
        for name, signs in SEPARATED.items()
    }
    found = {
        "nl": exp.and_(fits["nl"], exp.not_(fits["en"])),
        "en": exp.and_(fits["en"], exp.not_(fits["nl"])),
        "ambiguous": exp.and_(fits["nl"], fits["en"], matches(bare, r".*[.,].*")),
        "grouped": matches(bare, _GROUPED),
        **separated,
        "comma": matches(bare, rf"^[+-]?[0-9{_BETWEEN}]+,[0-9]+$"),
        "point": matches(bare, rf"^[+-]?[0-9{_BETWEEN}]+\.[0-9]+$"),
        "percent": call("regexp_matches", text, _PERCENT) if percent else exp.false(),
        "scientific": matches(text, SCIENTIFIC),
        "finer nl": call("regexp_matches", bare, f",{finer}"),
        "finer en": call("regexp_matches", bare, rf"\.{finer}"),
    }
    # Most numbers are digits alone, which say nothing of marks.
    digits = matches(text, _DIGITS)
    return {name: when(digits, exp.false(), test) for name, test in found.items()}


def decide(counts: Mapping[str, int], file_language: str, locale: str | None) -> NumberReading:
    """Return how a column is read: by `locale` when that is stated, else as its cells say."""
    reading = _reading(counts, file_language, _language(locale))
    return replace(
        reading,
        filled=counts["filled"],
        percent=counts["percent"],
        scientific=counts["scientific"],
        rounded=counts[f"finer {reading.language}"],
    )


def _reading(counts: Mapping[str, int], file_language: str, stated: str | None) -> NumberReading:
    separated = max(SEPARATED, key=lambda name: counts[name])
    if counts[separated] > counts["grouped"]:
        language = stated or _by_decimals(counts, file_language)
        return NumberReading(language, stated=stated is not None, separated=separated)
    if stated:
        return NumberReading(stated, stated=True)
    other = OTHER[file_language]
    if counts[other] > counts[file_language] + counts["ambiguous"]:
        return NumberReading(other)
    undecided = counts[file_language] <= counts[other]
    return NumberReading(file_language, ambiguous=counts["ambiguous"] if undecided else 0)


def _language(locale: str | None) -> str | None:
    return None if not locale else "en" if marks_of(locale) is MARKS["en"] else "nl"


def _by_decimals(counts: Mapping[str, int], file_language: str) -> str:
    """Return the language of the decimals, where neither dot nor comma stands between thousands."""
    if counts["comma"] == counts["point"]:
        return file_language
    return "nl" if counts["comma"] > counts["point"] else "en"


def undecorated(text: Node, *, percent: bool) -> Node:
    """Return the text without what may stand around a number, as `words.numbers` has it."""
    signed = call("regexp_replace", text, _PERCENT, "") if percent else text
    bare = reduce(lambda said, step: call("regexp_replace", said, *step), UNDECORATED, signed)
    return when(matches(text, "[+-]?[0-9.,]*[0-9]"), text, bare)


def number(text: Node, reading: NumberReading, sql_type: str, *, percent: bool) -> Node:
    """Return the number that a text says, NULL where it says none or one that is too large."""
    bare, marks = undecorated(text, percent=percent), reading.marks
    plain = call("replace", call("translate", bare, marks.thousands, ""), marks.decimal, ".")
    shortened = try_cast(call("replace", text, ",", "."), sql_type)
    return (
        exp.Case()
        .when(matches(bare, marks.pattern), try_cast(plain, sql_type))
        .when(matches(text, SCIENTIFIC), shortened)
        .else_(exp.null())
    )
