"""One column on its way to values: clean text, then what it says, then the value of its field's kind; each as
SQL.

A column of a frame that already has the type of its field is taken as it is; any other becomes text first and
is read as text is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

import pyarrow as pa
from pyarrow import types
from sqlglot import exp

from accounts_kit.imports.mapped import MappedColumn
from accounts_kit.imports.typing import moments, numbers
from accounts_kit.imports.typing.moments import MomentReading
from accounts_kit.imports.typing.numbers import NumberReading
from accounts_kit.imports.typing.phones import plain_number
from accounts_kit.imports.typing.sql import (
    MISSING,
    MISSING_MOMENTS,
    Node,
    call,
    cast,
    column,
    is_mark,
    literal,
    matches,
    try_cast,
    when,
)
from accounts_kit.model import Field
from accounts_kit.words.numbers import SPACES, number_from

Form = Literal["text", "typed", "list"]
AnyReading = NumberReading | MomentReading | None

_TYPED: Mapping[str, Callable[[pa.DataType], bool]] = {
    "number": lambda kind: types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind),
    "moment": lambda kind: types.is_date(kind) or types.is_timestamp(kind),
}
# An apostrophe, and after it what a spreadsheet takes for a formula: our own exports write that, and Excel
# shows it as the text it is.
GUARDED = r"^'(?:[=@\t\r\n]|[+\-][0-9 ()./,\-]*[^0-9 ()./,\-])"
NAMED_ADDRESS = r"[^<>@,;]*<[ ]*([^<>@\s,;]+@[^<>@\s,;]+)[ ]*>"
_FREE_TEXT = ("text", "textarea", "hidden")


@dataclass(frozen=True, slots=True)
class Column:
    """A mapped column with the type that its source gives it.

    `related` says that it names another record, `quoted` that texts of it begin with an apostrophe. `missing`
    are the ways to say that there is nothing, where a caller states them, and `clear` is the text that
    empties a value; both folded.
    """

    mapped: MappedColumn
    source_type: pa.DataType
    related: bool = False
    quoted: bool = False
    missing: tuple[str, ...] | None = None
    clear: str | None = None

    @property
    def field(self) -> Field:
        """The field that it fills."""
        return self.mapped.field

    @property
    def key(self) -> str:
        """The key of that field."""
        return self.mapped.field.key

    @property
    def source(self) -> str:
        """Its name in the table of the reading."""
        return f"c{self.mapped.place}"

    @property
    def form(self) -> Form:
        """What it holds: text to be read, values of the right type, or lists of text."""
        if types.is_list(self.source_type):
            return "list" if self.field.kind.several else "text"
        fits = _TYPED.get(self.field.kind.family)
        return "typed" if fits and fits(self.source_type) else "text"

    @property
    def can_refuse(self) -> bool:
        """Whether SQL gives its value, so that a text may turn out to have none."""
        return self.field.kind.family in _TYPED

    @property
    def decides(self) -> bool:
        """Whether its texts decide how they are read."""
        return self.can_refuse and self.form == "text"

    @property
    def has_marks(self) -> bool:
        """Whether "-", "n.v.t." and the like mean that there is nothing; free text keeps them, unless a
        caller states what they are.
        """
        return self.form == "text" and (self.missing is not None or not self.is_free_text)

    @property
    def is_free_text(self) -> bool:
        """Whether any text may stand in it, a hyphen too."""
        return not self.related and self.field.kind_name in _FREE_TEXT

    @property
    def is_code(self) -> bool:
        """Whether its texts may be long numbers, which spreadsheets shorten: 6.12E+08."""
        return self.form == "text" and self.field.kind_name in ("text", "hidden", "phone")

    @property
    def is_address(self) -> bool:
        """Whether its texts are e-mail addresses, which may begin with "mailto:"."""
        return self.field.kind_name == "email" or (self.related and self.key == "contact")

    def clean(self) -> Node:
        """Return its clean text, from the source."""
        given = column(self.source)
        if self.form != "text":
            return given
        text = given if types.is_string(self.source_type) else cast(given, "VARCHAR")
        if types.is_floating(self.source_type):  # among fractions too, 12 is 12 and not 12.0
            text = call("regexp_replace", text, r"\.0$", "")
        return call("clean_text", text)

    def marks(self) -> tuple[str, ...]:
        """Return the ways in which it says that there is nothing."""
        if self.missing is not None:
            return self.missing
        return (*MISSING, *MISSING_MOMENTS) if self.field.kind.family == "moment" else MISSING

    def said(self) -> Node:
        """Return what its clean text says: nothing for a mark, no "mailto:", no name around an address, no
        guard against formulas.
        """
        text: Node = column(self.key)
        if self.quoted:
            text = when(is_guarded(text), call("substr", text, 2), text)
        if self.is_address:
            bare = call("clean_text", call("substr", text, len("mailto:") + 1))
            text = when(begins_with_mailto(text), bare, text)
            inside = call("regexp_extract", text, NAMED_ADDRESS, 1)
            text = when(has_name(text), inside, text)
        if self.has_marks:
            text = when(column(f"marked {self.key}"), exp.null(), text)
        return when(self.cleared(), exp.null(), text) if self.can_clear else text

    def marked(self) -> Node:
        """Return whether its clean text is one of the ways to say that there is nothing."""
        return is_mark(column(self.key), self.marks())

    @property
    def can_clear(self) -> bool:
        """Whether a text of it may say that the value is to be emptied."""
        return self.clear is not None and self.form == "text"

    def cleared(self) -> Node:
        """Return whether its clean text says that the value is to be emptied."""
        said = exp.EQ(this=call("lower", column(self.key)), expression=literal(self.clear or ""))
        return call("coalesce", said, exp.false())

    @property
    def is_phone(self) -> bool:
        """Whether its texts are telephone numbers, which are brought to one form."""
        return self.field.kind_name == "phone" and self.form == "text"

    def value(self, reading: AnyReading, timezone: str) -> Node:
        """Return its value from what it says; a text that is looked up later stays text."""
        said = column(self.key)
        sql_type = self.field.kind.column_type
        match reading:
            case NumberReading():
                return numbers.number(said, reading, sql_type, percent=self.has_percents)
            case MomentReading():
                read = moments.date if sql_type == "DATE" else moments.moment
                return read(said, reading, timezone)
        if self.is_phone and self.field.region:
            return plain_number(said, self.field.region)
        if self.form == "typed":
            return _retyped(said, self.source_type, sql_type, timezone)
        return said

    @property
    def has_percents(self) -> bool:
        """Whether a percent sign may stand behind its numbers: an amount is none of anything."""
        return self.field.kind_name == "number"

    def check_of(self, text: str, reading: AnyReading) -> str:
        """Return the name of the check that refuses a text that has no value."""
        if self.field.kind.family != "number":
            return self.field.kind_name
        if isinstance(reading, NumberReading):
            said = text.rstrip(SPACES).removesuffix("%") if self.has_percents else text
            return "number" if number_from(said, reading.marks) is None else "size"
        try:
            return "size" if Decimal(text).is_finite() else "number"
        except InvalidOperation:
            return "number"


def is_guarded(text: Node) -> Node:
    """Return whether a text begins with the apostrophe that keeps a spreadsheet from taking it for a
    formula.
    """
    return exp.and_(call("starts_with", text, "'"), call("regexp_matches", text, GUARDED))


def begins_with_mailto(text: Node) -> Node:
    """Return whether a text begins with "mailto:", as addresses copied from a web page do."""
    return call("starts_with", call("lower", text), "mailto:")


def has_name(text: Node) -> Node:
    """Return whether an address stands behind a name, as mail programs write it: Jan <jan@acme.nl>."""
    return exp.and_(call("ends_with", text, ">"), matches(text, NAMED_ADDRESS))


def _retyped(value: Node, source_type: pa.DataType, sql_type: str, timezone: str) -> Node:
    """Return a value that has the right meaning already in the type of its field."""
    if types.is_floating(source_type):  # by its digits: a fraction is never exact
        return try_cast(cast(value, "VARCHAR"), sql_type)
    if not types.is_timestamp(source_type) and sql_type != "TIMESTAMPTZ":
        return try_cast(value, sql_type)
    has_zone = types.is_timestamp(source_type) and source_type.tz is not None
    if sql_type == "DATE":
        return cast(call("timezone", timezone, cast(value, "TIMESTAMPTZ")) if has_zone else value, "DATE")
    return cast(value, sql_type) if has_zone else moments.in_zone(cast(value, "TIMESTAMP"), timezone)
