"""A value of each kind from what Python code gives: text, numbers, dates, lists; and one kind of missing.

Text given here is read by one fixed reading (decimal point, ISO dates), whatever the language: code is not
a file. Files are read by the reading of their column (`imports.typing`). Both end in the same values.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from accounts_kit.model.fields import Field
from accounts_kit.words.dates import as_moment, date_from, moment_from
from accounts_kit.words.numbers import MARKS, number_from
from accounts_kit.words.phones import e164
from accounts_kit.words.text import clean, is_whole

Value = str | Decimal | date | datetime | list[str] | int | None

_SCALE = {"number": Decimal("0.000001"), "currency": Decimal("0.01")}


# What separates several values in one cell: the product's own mark first, and only the first that occurs.
SEPARATORS = ("||", ";", ",")


class NotOfKind(ValueError):
    """A given value that its field's kind cannot hold; `check` names what refuses it."""

    def __init__(self, check: str) -> None:
        super().__init__(check)
        self.check = check


def is_missing(given: object) -> bool:
    """Return whether this is one of the ways in which Python code says nothing: None, NaN, NaT, NA,
    blank, [] and a list of nothing else.
    """
    if given is None:
        return True
    if isinstance(given, str):
        return clean(given) is None
    if getattr(given, "ndim", None) == 0:  # numpy's: one value, and no collection to go through
        return is_missing(given.item()) if hasattr(given, "item") else False
    if isinstance(given, Collection):
        return all(is_missing(item) for item in given)
    if isinstance(given, Decimal):
        return given.is_nan()
    return type(given).__name__ in ("NaTType", "NAType") or given != given  # only NaN differs from itself


def value_of(field: Field, given: object, timezone: str) -> Value:
    """Return the value that a field stores for what was given; None when it is missing.

    Raises NotOfKind when the kind cannot hold it. Options and telephone numbers are brought to their
    spelling; users stay as they were given, since only a workspace knows them.
    """
    if is_missing(given):
        return None
    given = clean(given) if isinstance(given, str) else given
    match field.kind.family:
        case "text":
            text = _text(given, "text")
            return _phone(text, field.region) if text and field.kind_name == "phone" else text
        case "number":
            return _number(field, given)
        case "moment":
            return _date(given, timezone) if field.kind_name == "date" else _moment(given, timezone)
        case "option":
            return _option(field, given)
        case "several":
            return _options(field, given)
        case _:
            return given  # type: ignore[return-value]  # an id, a name or an e-mail: only a workspace knows users


def _text(given: object, check: str) -> str | None:
    if not isinstance(given, str):
        raise NotOfKind(check)
    if not is_whole(given):
        raise NotOfKind("signs")
    return clean(given)


def _phone(text: str, region: str | None) -> str:
    """Return a telephone number in E.164; as it was written where it is none, or more than one."""
    return (e164(text, region) if region else None) or text


def _number(field: Field, given: object) -> Decimal:
    try:
        number = number_from(given, MARKS["en"]) if isinstance(given, str) else Decimal(str(given))
    except InvalidOperation:
        number = None
    if number is None or isinstance(given, bool) or not number.is_finite():
        raise NotOfKind("number")
    scale = _SCALE[field.kind_name]
    limit = Decimal(10) ** (18 + scale.adjusted())
    # Before rounding and after it: what is far too long cannot be rounded, what is a hair too small can.
    if abs(number) >= limit or abs(rounded := number.quantize(scale, rounding=ROUND_HALF_UP)) >= limit:
        raise NotOfKind("size")
    return rounded


def _date(given: object, timezone: str) -> date:
    match given:
        case datetime():
            return given.astimezone(ZoneInfo(timezone)).date() if given.tzinfo else given.date()
        case date():
            return given
        case str() if (read := date_from(given)) is not None:
            return read
        case str() if (moment := moment_from(given, timezone)) is not None:
            return moment.astimezone(ZoneInfo(timezone)).date()
    raise NotOfKind("date")


def _moment(given: object, timezone: str) -> datetime:
    if isinstance(given, date) and not isinstance(given, datetime):
        given = datetime(given.year, given.month, given.day)
    try:
        moment = as_moment(given, timezone) if isinstance(given, datetime) else None
    except ValueError:
        moment = None
    if isinstance(given, str):
        moment = moment_from(given, timezone)
    if moment is None:
        raise NotOfKind("datetime")
    return moment


def _option(field: Field, given: object) -> str:
    given = str(given) if isinstance(given, bool) else given  # of a field with yes and no
    text = _text(given, "option")
    option = field.option_for(text) if text and field.options else text
    if option is None:
        raise NotOfKind("option")
    return option


def _options(field: Field, given: object) -> list[str]:
    items = [given] if isinstance(given, str) else given
    if not isinstance(items, Collection) or isinstance(items, Mapping):
        raise NotOfKind("option")
    chosen = dict.fromkeys(_option(field, item) for item in items if not is_missing(item))
    return sorted(chosen, key=field.options.index) if field.options else list(chosen)


def split(field: Field, cell: str | Sequence[str]) -> list[str]:
    """Return the values in a cell, each once; a cell that is an option itself is never split.

    >>> split(Field("contact", "tags", "multiselect", {}), "||webinar||beurs||")
    ['webinar', 'beurs']
    """
    if not isinstance(cell, str):
        parts = cell
    elif field.option_for(cell) is not None:
        parts = [cell]
    else:
        mark = next((mark for mark in SEPARATORS if mark in cell), None)
        parts = cell.split(mark) if mark else [cell]
    return list(dict.fromkeys(text for part in parts if (text := clean(part))))
