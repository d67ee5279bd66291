"""What typing left out of cells or found odd in them, in sentences: marks for nothing, "mailto:", guards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
from sqlglot import exp

from accounts_kit.imports.reading import Assumption
from accounts_kit.imports.typing.columns import Column, begins_with_mailto, has_name, is_guarded
from accounts_kit.imports.typing.counting import cells
from accounts_kit.imports.typing.sql import ERRORS, Node, call, column, is_mark, matches, named
from accounts_kit.model.fields import NO, NO_SIGNS, YES, YES_SIGNS
from accounts_kit.words.numbers import CURRENCY_SIGNS, SCIENTIFIC


def _other_signs(currency: str | None) -> str:
    """Return the pattern of the signs and codes of all currencies but one."""
    return f"(?i){'|'.join(signs for code, signs in CURRENCY_SIGNS.items() if code != currency)}"


@dataclass(frozen=True)
class Oddity:
    """Something that cells can have: in which columns, by which test on their clean text, and what is said of
    it: the verb for one and for several cells, and the rest of the sentence.
    """

    code: str
    concerns: Callable[[Column], bool]
    test: Callable[[Column], Node]
    verbs: tuple[str, str]
    rest: str


ODDITIES = (
    Oddity(
        "missing",
        lambda one: one.has_marks,
        lambda one: column(f"marked {one.key}"),
        ("says", "say"),
        "that there is nothing, like '-' or 'n.v.t.'",
    ),
    Oddity(
        "missing_kept",
        lambda one: not one.has_marks and one.is_free_text and one.field.kind_name != "textarea",
        lambda one: is_mark(column(one.key)),
        ("holds", "hold"),
        "text like '-' or 'n.v.t.', which is kept; missing= says what means that there is nothing",
    ),
    Oddity(
        "formula_error",
        lambda one: one.form == "text" and (one.is_code or one.related),
        lambda one: is_mark(column(one.key), ERRORS),
        ("holds", "hold"),
        "what a spreadsheet shows for a formula that failed, like #REF!, as its text",
    ),
    Oddity(
        "mailto",
        lambda one: one.is_address and one.form == "text",
        lambda one: begins_with_mailto(column(one.key)),
        ("begins", "begin"),
        "with 'mailto:', which is left out",
    ),
    Oddity(
        "address_with_name",
        lambda one: one.is_address and one.form == "text",
        lambda one: has_name(column(one.key)),
        ("has", "have"),
        "a name before the address, like 'Jan <jan@acme.nl>'; the address is taken",
    ),
    Oddity(
        "guard",
        lambda one: one.quoted,
        lambda one: is_guarded(column(one.key)),
        ("begins", "begin"),
        "with an apostrophe against formulas, which is left out",
    ),
    Oddity(
        "scientific",
        lambda one: one.is_code,
        lambda one: matches(column(one.key), SCIENTIFIC),
        ("holds", "hold"),
        "a number that a spreadsheet shortened, like 6.12E+08; digits are lost, and it stays as it is",
    ),
    Oddity(
        "other_currency",
        lambda one: one.form == "text" and one.field.currency is not None,
        lambda one: call("regexp_matches", column(one.key), _other_signs(one.field.currency)),
        ("has", "have"),
        "the sign of another currency than that of the field; the amount is read as if it had not",
    ),
    Oddity(
        "yes_no",
        lambda one: one.form == "text" and one.field.kind.family == "option" and one.field.says_yes_or_no,
        lambda one: exp.and_(
            is_mark(column(one.key), YES + NO + YES_SIGNS + NO_SIGNS),
            exp.not_(is_mark(column(one.key), [option.lower() for option in one.field.options])),
        ),
        ("says", "say"),
        "yes or no in another way than the options do, like 'x' or 'true'; read as those",
    ),
    Oddity(
        "cleared",
        lambda one: one.can_clear,
        lambda one: one.cleared(),
        ("says", "say"),
        "that the value is to be emptied",
    ),
)
_LINED = ("scientific", "formula_error", "other_currency")  # what a person looks up


def oddities_of(columns: Sequence[Column]) -> dict[str, tuple[Oddity, Column]]:
    """Return what is looked for in each column, by the name of the flag that says which cells have it."""
    asked = [(oddity, one) for oddity in ODDITIES for one in columns if oddity.concerns(one)]
    return {f"odd {number}": pair for number, pair in enumerate(asked)}


def flags(asked: Mapping[str, tuple[Oddity, Column]]) -> list[Node]:
    """Return the tests, over clean texts, under the names of their flags."""
    return [named(oddity.test(one), name) for name, (oddity, one) in asked.items()]


def about_cells(asked: Mapping[str, tuple[Oddity, Column]], found: pa.Table) -> Iterator[Assumption]:
    """Return of how many cells in each column something is to be said, from the flags of all rows."""
    for name, (oddity, one) in asked.items():
        if count := pc.sum(found.column(name)).as_py():
            first = ""
            if oddity.code in _LINED:
                lines = pc.filter(found.column("line"), found.column(name))
                first = f" (first on line {pc.min(lines).as_py()})"
            said = cells(count, *oddity.verbs)
            yield Assumption(oddity.code, f"In {one.mapped.header!r} {said} {oddity.rest}{first}.")
