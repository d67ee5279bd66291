"""The Liquid that templates may use: python-liquid, without the tags that load files, with numbers that read
right.

One environment for text and one for HTML; the second escapes every value, and nothing that the author wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, wraps
from typing import Any, TextIO

from liquid import Environment, RenderContext
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.echo_tag import EchoNode, EchoTag
from liquid.exceptions import FilterArgumentError, LiquidError
from liquid.expression import Expression
from liquid.stringify import to_liquid_string
from liquid.token import Token

from accounts_kit.words.reading import Reading

# Liquid's tags that read another file: there is none to read.
_NO_FILES = ("include", "render")
_ARITHMETIC = (
    "abs", "at_most", "at_least", "ceil", "divided_by", "floor", "minus", "plus", "round", "times", "modulo",
)  # fmt: skip

# Names in the scope of a rendering that no template can say.
_READING, _EMPTY = "\0reading", "\0empty"


@cache
def environment(html: bool) -> Environment:
    """Return the Liquid environment of text templates, or of HTML templates."""
    return _Liquid(autoescape=html)


def names(records: Mapping[str, object], reading: Reading, empty: list[Expression]) -> dict[str, object]:
    """Return what a rendering may name: the records. It notes in `empty` each output that comes out empty."""
    return {**records, _READING: reading, _EMPTY: empty}


class _Liquid(Environment):
    """python-liquid's standard tags and filters, as this package needs them."""

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        super().setup_tags_and_filters(extra=extra)
        for name in _NO_FILES:
            del self.tags[name]
        self.add_tag(_OutputTag)
        self.add_tag(_EchoTag)
        for name in _ARITHMETIC:
            self.add_filter(name, _on_plain_numbers(self.filters[name]))
        self.add_filter("date", _without_clock(self.filters["date"]))

    def error(
        self, exc: type[LiquidError] | LiquidError, msg: str | None = None, token: Token | None = None
    ) -> None:
        # An expression that ends too early names no place; the expression itself is one.
        if isinstance(exc, LiquidError) and exc.token and exc.token.start_index < 0 and token:
            exc.token = token
        super().error(exc, msg, token)


class _ReadOut(OutputNode):
    """An output that reads a calculated number by the table, and notes when nothing stands there."""

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        names: Mapping[str, Any] = context.globals
        value = self.expression.evaluate(context)
        if isinstance(value, float):
            value = names[_READING].text(Decimal(repr(value)))
        text = to_liquid_string(value, context.autoescape)
        if not text:
            names[_EMPTY].append(self.expression)
        return buffer.write(text)


class _Echo(_ReadOut, EchoNode):
    """The `echo` tag, which is an output in another dress."""


class _OutputTag(Output):
    node_class = _ReadOut


class _EchoTag(EchoTag):
    node_class = _Echo


def _without_clock(write: Callable[..., Any]) -> Callable[..., Any]:
    """Return the `date` filter for values of records only: what is mailed does not depend on the hour."""

    @wraps(write)
    def written(value: object, *given: object, **named: Any) -> Any:
        if value in ("now", "today"):
            raise FilterArgumentError(f"a template has no clock, so no {value!r}; write the date", token=None)
        return write(value, *given, **named)

    return written


def _on_plain_numbers(calculate: Callable[..., Any]) -> Callable[..., Any]:
    """Return the filter on int and float: python-liquid's arithmetic takes a Decimal for 0."""

    @wraps(calculate)
    def calculated(*values: object, **named: Any) -> Any:
        return calculate(*(_plain(value) for value in values), **named)

    return calculated


def _plain(value: object) -> object:
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
