"""Templates: text with merge fields, in Liquid: `Beste {{ contact.first_name | default: "relatie" }}`.

Refuses what Liquid cannot read, when the template is made, with line, column and a caret. Whether its names
are fields of a workspace is for `merge_fields.check` to say, and for everything that uses a template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from functools import lru_cache

from liquid import BoundTemplate, Node, RenderContext
from liquid.builtin.expressions import Filter, FilteredExpression, Path
from liquid.exceptions import LiquidError

from accounts_kit.errors import TemplateError, WrongKind
from accounts_kit.merge_fields.findings import Finding
from accounts_kit.merge_fields.language import environment


@dataclass(frozen=True)
class Template:
    """Text with merge fields. `html=True` escapes the values, so that a name can never become markup.

    Raises TemplateError, with line, column and a caret, when it is not Liquid.

    >>> Template("Beste {{ contact.first_name | default: 'relatie' }} van {{ account.name }}").fields
    ('contact.first_name', 'account.name')
    """

    text: str
    _: KW_ONLY
    html: bool = False

    def __post_init__(self) -> None:
        parsed(self)

    @property
    def fields(self) -> tuple[str, ...]:
        """The dotted names that it uses, in order of appearance."""
        return tuple(dict.fromkeys(use.field for use in uses(self) if len(use.path) > 1))

    @property
    def records(self) -> frozenset[str]:
        """The records that it names: contact, account."""
        return frozenset(str(use.path[0]) for use in uses(self))


@dataclass(frozen=True, slots=True)
class Use:
    """A name that a template uses and does not make itself: its parts, and where the first of them stands."""

    path: tuple[object, ...]
    index: int

    @property
    def field(self) -> str:
        """The first two parts: the record and its field."""
        return ".".join(str(part) for part in self.path[:2])

    def __str__(self) -> str:
        return ".".join(str(part) for part in self.path)


def template_of(given: Template | str) -> Template:
    """Return the template, or the text as a template of text."""
    return given if isinstance(given, Template) else Template(given)


def templates_of(given: Mapping[str, Template | str]) -> dict[str, Template]:
    """Return named templates; an error says the name of the one it is about."""
    if not isinstance(given, Mapping):
        raise WrongKind(
            f"{type(given).__name__} is no collection of named templates. "
            'Name each text: {"subject": text, "body": text}.'
        )
    made = {}
    for name, one in given.items():
        try:
            made[name] = template_of(one)
        except TemplateError as error:
            raise TemplateError(f"In {name!r}, {error}") from error
    return made


def named_templates(given: Template | str | Mapping[str, Template | str]) -> dict[str, Template]:
    """Return templates by name; a single one is called template."""
    return templates_of(given if isinstance(given, Mapping) else {"template": given})


@lru_cache(maxsize=256)
def uses(template: Template) -> tuple[Use, ...]:
    """Return every use of a name from outside the template, in order of appearance."""
    found = parsed(template).analyze().globals
    listed = [Use(tuple(one.segments), one.span.index) for ones in found.values() for one in ones]
    return tuple(sorted(listed, key=lambda use: use.index))


def whole_records(template: Template) -> Iterator[Use]:
    """Yield each place where a value is asked for and a name without a dot stands: `{{ account }}`."""
    liquid = parsed(template)
    for node in _all_nodes(liquid.nodes, RenderContext(liquid)):
        for asked in node.expressions():
            if (
                isinstance(asked, FilteredExpression)
                and isinstance(asked.left, Path)
                and len(asked.left.path) == 1
            ):
                yield Use(tuple(asked.left.path), asked.left.token.start_index)


def filters_used(template: Template) -> Iterator[tuple[str, int]]:
    """Yield the name and the index of every filter."""
    for name, spans in parsed(template).analyze().filters.items():
        yield from ((name, span.index) for span in spans)


def filters_in(template: Template) -> Iterator[Filter]:
    """Yield every filter with its arguments."""
    liquid = parsed(template)
    for node in _all_nodes(liquid.nodes, RenderContext(liquid)):
        for asked in node.expressions():
            yield from (getattr(asked, "filters", None) or ())


def parsed(template: Template) -> BoundTemplate:
    """Return what Liquid made of the template; raises TemplateError when it could make nothing of it."""
    read = read_text(template.text, template.html)
    if isinstance(read, Finding):
        raise TemplateError(str(read))
    return read


@lru_cache(maxsize=256)
def read_text(text: str, html: bool) -> BoundTemplate | Finding:
    """Return the template that Liquid reads in a text, or what keeps it from reading one."""
    try:
        return environment(html).from_string(text)
    except LiquidError as error:
        return Finding.of_liquid(error, text)


def _all_nodes(nodes: Iterable[Node], context: RenderContext) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all_nodes(node.children(context), context)
