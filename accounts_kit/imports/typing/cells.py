"""What typing left out of cells or found odd in them, in sentences: marks for nothing, "mailto:", guards."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
from sqlglot import exp

from accounts_kit.imports.reading import Assumption
from accounts_kit.imports.typing.columns import Column, begins_with_mailto, has_name, is_guarded
from accounts_kit.imports.typing.remarks import cells
from accounts_kit.imports.typing.sql import Node, call, column, is_mark, matches, named, select, text_of
from accounts_kit.words.numbers import SCIENTIFIC
from accounts_kit.workspace import Workspace


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
        lambda one: is_mark(column(one.key), one.marks()),
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
        "cleared",
        lambda one: one.can_clear,
        lambda one: one.cleared(),
        ("says", "say"),
        "that the value is to be emptied",
    ),
)
_LINED = ("scientific",)  # what a person looks up


def about_cells(
    ws: Workspace, columns: Sequence[Column], source: str, values: Mapping[str, pa.ChunkedArray]
) -> Iterator[Assumption]:
    """Return of how many cells in each column something is to be said, by one query."""
    asked = [
        (oddity, one)
        for oddity in ODDITIES
        for one in columns
        if oddity.concerns(one) and (oddity.code != "missing" or values[one.key].null_count)
    ]
    if not asked:
        return
    counted: list[Node] = []
    for number, (oddity, one) in enumerate(asked):
        test = oddity.test(one)
        counted.append(named(call("count_if", test), f"count {number}"))
        if oddity.code in _LINED:
            line = exp.Case().when(test.copy(), column("line")).else_(exp.null())
            counted.append(named(call("min", line), f"line {number}"))
    clean = [named(one.clean(), one.key) for one in dict.fromkeys(one for _, one in asked)]
    [found] = ws.table(text_of(select(counted, select([column("line"), *clean], source)))).to_pylist()
    for number, (oddity, one) in enumerate(asked):
        if count := found[f"count {number}"]:
            first = f" (first on line {found[f'line {number}']})" if oddity.code in _LINED else ""
            said = cells(count, *oddity.verbs)
            yield Assumption(oddity.code, f"In {one.mapped.header!r} {said} {oddity.rest}{first}.")
