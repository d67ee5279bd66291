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
from liquid.exceptions import LiquidError
from liquid.expression import Expression
from liquid.stringify import to_liquid_string
from liquid.token import Token

from accounts_kit.merge_fields.filters import READING, added, reading_of
from accounts_kit.words.reading import Reading

# Liquid's tags that read another file: there is none to read.
_NO_FILES = ("include", "render")
_ARITHMETIC = (
    "abs", "at_most", "at_least", "ceil", "divided_by", "floor", "minus", "plus", "round", "times", "modulo",
)  # fmt: skip

# A name in the scope of a rendering that no template can say.
_EMPTY = "\0empty"


@cache
def environment(html: bool) -> Environment:
    """Return the Liquid environment of text templates, or of HTML templates."""
    return _Liquid(autoescape=html)


def names(records: Mapping[str, object], reading: Reading, empty: list[Expression]) -> dict[str, object]:
    """Return what a rendering may name: the records. It notes in `empty` each output that comes out empty."""
    return {**records, READING: reading, _EMPTY: empty}


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
        for name, one in added(dict(self.filters)).items():
            self.add_filter(name, one)

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
        value = self.expression.evaluate(context)
        if isinstance(value, float):
            value = reading_of(context).text(Decimal(repr(value)))
        text = to_liquid_string(value, context.autoescape)
        if not text:
            context.globals[_EMPTY].append(self.expression)  # type: ignore[attr-defined]  # the list of `names`
        return buffer.write(text)


class _Echo(_ReadOut, EchoNode):
    """The `echo` tag, which is an output in another dress."""


class _OutputTag(Output):
    node_class = _ReadOut


class _EchoTag(EchoTag):
    node_class = _Echo


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
