"""The filters of `filters` in SQL: the same text from the stored value of a field, or NotInSql.

A test holds the two together. What SQL is not sure of makes a record *doubtful*, and Liquid renders that one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlglot import exp

from accounts_kit.merge_fields.field_sql import call, text
from accounts_kit.merge_fields.scope import NotInSql
from accounts_kit.words.amounts import around_amounts
from accounts_kit.words.day_patterns import day_text, pieces
from accounts_kit.words.names import APOSTROPHES, BETWEEN, SHORTENED, SMALL_WORDS, WORDS
from accounts_kit.words.numbers import marks_of

# Of a pattern of strftime, what DuckDB and Python write alike; names of days and months are English in both.
_STRFTIME = frozenset("aAbBdHImMpSyY%")


def title_name(said: exp.Expr) -> exp.Expr:
    """Return a name with its capitals; `title_name_doubtful` says for which Liquid has to do it."""
    words = call("regexp_extract_all", said, text(WORDS))
    others = call("list_slice", words.copy(), _whole(2), exp.Neg(this=_whole(1)))
    word = exp.to_identifier("word")
    changed = call("list_transform", others, exp.Lambda(this=_inside(exp.column("word")), expressions=[word]))
    first = call("coalesce", _capital(call("list_extract", words.copy(), _whole(1))), text(""))
    start = call("regexp_extract", said.copy(), text(f"^[{BETWEEN}]*"))
    whole = call("concat", start, first, call("array_to_string", changed, text("")))
    return exp.case().when(exp.Is(this=said.copy(), expression=exp.null()), exp.null()).else_(whole)


def title_name_doubtful(said: exp.Expr) -> exp.Expr:
    """Return the test that a name has an apostrophe in it, or a shortened "van der"."""
    return call("regexp_matches", said, text(f"[{APOSTROPHES}]|{SHORTENED}"))


def _inside(word: exp.Expr) -> exp.Expr:
    small = call("lower", word)
    letters = call("rtrim", small.copy(), text(BETWEEN))
    listed = exp.Array(expressions=[text(one) for one in SMALL_WORDS])
    is_small = exp.and_(_is_plain(word.copy()), call("list_contains", listed, letters))
    return exp.case().when(is_small, small.copy()).else_(_capital(word.copy()))


def _capital(word: exp.Expr) -> exp.Expr:
    small, ij = call("lower", word), exp.Literal.string("ij")
    usual = exp.DPipe(
        this=call("upper", call("left", word.copy(), _whole(1))),
        expression=call("substring", small, _whole(2)),
    )
    with_ij = exp.DPipe(this=text("IJ"), expression=call("substring", small.copy(), _whole(3)))
    starts = call("starts_with", small.copy(), ij)
    return exp.case().when(exp.not_(_is_plain(word.copy())), word.copy()).when(starts, with_ij).else_(usual)


def _is_plain(word: exp.Expr) -> exp.Expr:
    return exp.In(this=word, expressions=[call("lower", word.copy()), call("upper", word.copy())])


def number(value: exp.Expr, language: str, decimals: int | None) -> exp.Expr:
    """Return a stored number with its thousands apart; without `decimals` as many as it has."""
    rounded = value if decimals is None else _rounded(value, decimals)
    sign = exp.case().when(exp.LT(this=rounded, expression=_whole(0)), text("-")).else_(text(""))
    return exp.DPipe(this=sign, expression=_grouped(rounded.copy(), language, trimmed=decimals is None))


def currency(value: exp.Expr, language: str, code: str, decimals: int) -> exp.Expr:
    """Return a stored amount with the sign of its currency."""
    rounded = _rounded(value, decimals)

    def between(*, negative: bool) -> exp.Expr:
        before, after = around_amounts(language, code, negative=negative)
        amount = _grouped(rounded.copy(), language, trimmed=False)
        return exp.DPipe(this=exp.DPipe(this=text(before), expression=amount), expression=text(after))

    below = exp.LT(this=rounded.copy(), expression=_whole(0))
    return exp.case().when(below, between(negative=True)).else_(between(negative=False))


def _rounded(value: exp.Expr, decimals: int) -> exp.Expr:
    return exp.cast(call("round", value, _whole(decimals)), f"DECIMAL(24, {decimals})")


def _grouped(value: exp.Expr, language: str, *, trimmed: bool) -> exp.Expr:
    """Return a decimal without its sign, with its thousands apart."""
    marks = marks_of(language)
    digits = exp.cast(call("abs", value), "VARCHAR")
    whole = call(
        "format", text("{:,}"), exp.cast(call("split_part", digits, text("."), _whole(1)), "HUGEINT")
    )
    rest = call("regexp_extract", digits.copy(), text(r"\..*$"))
    if trimmed:
        rest = call("rtrim", rest, text("0."))
    if marks.decimal != ".":
        rest = call("replace", rest, text("."), text(marks.decimal))
    if marks.thousands != ",":
        whole = call("replace", whole, text(","), text(marks.thousands))
    return exp.DPipe(this=whole, expression=rest)


def join_words(values: exp.Expr, last: str) -> exp.Expr:
    """Return several stored values as a sentence says them; NULL when there are none."""
    count = call("len", values)
    ending = call("list_extract", values.copy(), exp.Neg(this=_whole(1)))
    others = call("list_slice", values.copy(), _whole(1), exp.Neg(this=_whole(2)))
    several = call("concat", call("array_to_string", others, text(", ")), text(f" {last} "), ending)
    more = exp.GT(this=count, expression=_whole(1))
    return exp.case().when(more, several).else_(call("list_extract", values.copy(), _whole(1)))


def day(local: exp.Expr, pattern: str, language: str) -> exp.Expr:
    """Return a stored date, or a moment by its own clock, by a pattern of CLDR."""
    said = []
    for what, piece in pieces(pattern):
        if what == "chars":
            said.append(text(str(piece)))
            continue
        letter, width = str(piece[0]), int(piece[1])
        if (letter, width) not in _FIELDS:
            raise NotInSql
        said.append(_FIELDS[letter, width](local.copy(), language))
    joined = call("concat", text(""), *said)
    return exp.case().when(exp.Is(this=local.copy(), expression=exp.null()), exp.null()).else_(joined)


def strftime(local: exp.Expr, pattern: str) -> exp.Expr:
    """Return a stored date, or a moment by its own clock, by a pattern of strftime."""
    directives = iter(pattern)
    for sign in directives:
        if sign == "%" and next(directives, "") not in _STRFTIME:
            raise NotInSql
    return call("strftime", local, text(pattern))


def strftime_doubtful(local: exp.Expr) -> exp.Expr:
    """Return the test for a year that not every system writes with four digits."""
    return exp.LT(this=call("year", local), expression=_whole(1000))


def _part(function: str, width: int) -> Callable[[exp.Expr, str], exp.Expr]:
    """Return how a part of a date is written, with zeros in front up to a width."""

    def written(local: exp.Expr, language: str) -> exp.Expr:
        digits = exp.cast(call(function, local), "VARCHAR")
        return call("lpad", digits, _whole(width), text("0")) if width > 1 else digits

    return written


def _year(local: exp.Expr, language: str) -> exp.Expr:
    return call("lpad", exp.cast(call("year", local), "VARCHAR"), _whole(4), text("0"))


def _last_two(local: exp.Expr, language: str) -> exp.Expr:
    return call("right", _year(local, language), _whole(2))


def _named(letter: str, width: int, function: str, year: int) -> Callable[[exp.Expr, str], exp.Expr]:
    """Return how a month, or a day of the week, is called: the names that Babel writes for a year or week."""

    def written(local: exp.Expr, language: str) -> exp.Expr:
        days = [date(year, month, 1) for month in range(1, 13)]
        if function == "isodow":
            days = [date(year, 1, day) for day in range(1, 8)]
        called = [text(day_text(day, letter * width, language)) for day in days]
        return call("list_extract", exp.Array(expressions=called), call(function, local))

    return written


def _whole(number: int) -> exp.Expr:
    return exp.Literal.number(number)


_FROM_MONDAY = 2024  # a year that begins on one
_FIELDS: dict[tuple[str, int], Callable[[exp.Expr, str], exp.Expr]] = {
    ("d", 1): _part("day", 1), ("d", 2): _part("day", 2),
    ("M", 1): _part("month", 1), ("M", 2): _part("month", 2),
    ("L", 1): _part("month", 1), ("L", 2): _part("month", 2),
    ("y", 1): _part("year", 1), ("y", 2): _last_two, ("y", 4): _year,
    ("H", 1): _part("hour", 1), ("H", 2): _part("hour", 2),
    ("m", 1): _part("minute", 1), ("m", 2): _part("minute", 2),
    ("s", 1): _part("second", 1), ("s", 2): _part("second", 2),
    **{(letter, width): _named(letter, width, "month", _FROM_MONDAY) for letter in "ML" for width in (3, 4)},
    **{("E", width): _named("E", width, "isodow", _FROM_MONDAY) for width in (1, 2, 3, 4)},
}  # fmt: skip
