"""Templates written with MailBlue's tags; what MailBlue has no word for stays as it is, and is listed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from liquid import BlockNode, Node
from liquid.builtin.content import ContentNode
from liquid.builtin.expressions import Filter, FilteredExpression, Path, StringLiteral
from liquid.builtin.output import OutputNode
from liquid.builtin.tags.comment_tag import CommentNode
from liquid.builtin.tags.if_tag import IfNode
from liquid.builtin.tags.unless_tag import UnlessNode
from liquid.expression import Expression
from liquid.token import TOKEN_TAG

from accounts_kit.merge_fields.checking import fields_of
from accounts_kit.merge_fields.findings import Place
from accounts_kit.merge_fields.mailblue.conditions import NotInMailblue, condition
from accounts_kit.merge_fields.mailblue.conversion import Conversion, Remark
from accounts_kit.merge_fields.mailblue.tags import PIECES, TagNames
from accounts_kit.merge_fields.templates import Template, parsed, template_of

if TYPE_CHECKING:
    from accounts_kit.workspace import Workspace

_MODIFIERS = {"title_name": "TITLECASE", "upcase": "UPPERCASE", "downcase": "LOWERCASE"}


def to_mailblue(ws: Workspace, template: Template | str) -> Conversion:
    """Return a template in MailBlue's tags, with the same meaning.

    A fallback becomes a block (%IF !empty($FIRSTNAME)%...%ELSE%...%/IF%), the form that is documented. What
    MailBlue has no word for (dates in a format, amounts, loops, `case`, the sender) stays in the text as it
    is, and is listed in `problems`; so is a percent sign of yours that would read as a tag there.

    Raises TemplateError for a template that cannot be read or names no field.

    >>> print(to_mailblue(ws, "Beste {{ contact.first_name | default: 'relatie' }}"))
    Beste %IF !empty($FIRSTNAME)%%FIRSTNAME%%ELSE%relatie%/IF%
    """
    made = template_of(template)
    fields_of(ws.catalogue, {"template": made})
    return _Writer(TagNames.of(ws.catalogue), made).written()


class _Writer:
    """One pass over a template."""

    def __init__(self, names: TagNames, template: Template) -> None:
        self.names, self.template = names, template
        self.remarks: list[Remark] = []

    def written(self) -> Conversion:
        nodes = parsed(self.template).nodes
        starts = [*(self.start(node) for node in nodes), len(self.template.text)]
        said = [
            self.outermost(node, self.template.text[start:end])
            for node, start, end in zip(nodes, starts, starts[1:], strict=False)
        ]
        return Conversion("".join(said), tuple(self.remarks))

    def outermost(self, node: Node, source: str) -> str:
        """Return a node with all in it; where a part of it has no counterpart, all of it stays as it is."""
        try:
            return self.node(node, 0)
        except NotInMailblue as error:
            place = Place.at(self.template.text, self.start(node), len(source))
            self.remarks.append(Remark(place, source, str(error)))
            return source

    def start(self, node: Node) -> int:
        """Return where a node begins in the template; of a tag, Liquid says where its name stands."""
        index = node.token.start_index
        return self.template.text.rfind("{%", 0, index) if node.token.kind == TOKEN_TAG else index

    def node(self, node: Node, depth: int) -> str:
        match node:
            case ContentNode():
                return self.content(node)
            case CommentNode():
                return ""
            case OutputNode():
                return self.output(node.expression)
            case IfNode():
                return self.choice(node, condition(node.condition, self.names, negated=False), depth)
            case UnlessNode():
                return self.choice(node, condition(node.condition, self.names, negated=True), depth)
            case _:
                raise NotInMailblue("MailBlue has no tag for this. It stays.")

    def content(self, node: ContentNode) -> str:
        for piece in PIECES.finditer(node.text):
            place = Place.at(self.template.text, self.start(node) + piece.start(), len(piece[0]))
            self.remarks.append(Remark(place, piece[0], "MailBlue reads a tag in this text of yours."))
        return node.text

    def output(self, expression: Expression) -> str:
        if isinstance(expression, FilteredExpression) and isinstance(expression.left, StringLiteral):
            if expression.filters:
                raise NotInMailblue("MailBlue has no filters for a text of yours. It stays.")
            return str(expression.left.value)
        if not isinstance(expression, FilteredExpression) or not isinstance(expression.left, Path):
            raise NotInMailblue("MailBlue has no tag for this. It stays.")
        tag = self.names.by_field.get(".".join(map(str, expression.left.path)))
        if tag is None:
            raise NotInMailblue("MailBlue has no tag for this name. It stays.")
        return self.filtered(tag, expression.filters or [])

    def filtered(self, tag: str, filters: list[Filter]) -> str:
        names = [one.name for one in filters]
        fallback = filters[-1] if names[-1:] == ["default"] else None
        others = filters[:-1] if fallback else filters
        if len(others) > 1 or any(one.name not in _MODIFIERS or one.args for one in others):
            raise NotInMailblue(f"MailBlue has no word for {' | '.join(map(str, filters))}. It stays.")
        modifier = "".join(f"|{_MODIFIERS[one.name]}" for one in others)
        written = f"%{tag}{modifier}%"
        if fallback is None:
            return written
        given = [getattr(one, "value", None) for one in fallback.args]
        if len(given) != 1 or not isinstance(given[0], StringLiteral):
            raise NotInMailblue("MailBlue has no fallback that is a field itself. It stays.")
        return f"%IF !empty(${tag})%{written}%ELSE%{given[0].value}%/IF%"

    def choice(self, node: IfNode | UnlessNode, first: str, depth: int) -> str:
        if depth:
            raise NotInMailblue("MailBlue documents no block inside another. It stays.")
        if node.alternatives:
            raise NotInMailblue("MailBlue documents no %ELSEIF ...%. It stays.")
        otherwise = f"%ELSE%{self.block(node.default, depth + 1)}" if node.default else ""
        return f"%IF {first}%{self.block(node.consequence, depth + 1)}{otherwise}%/IF%"

    def block(self, block: BlockNode, depth: int) -> str:
        said = "".join(self.inside(block.nodes, depth))
        if "%IF " in said:
            raise NotInMailblue("MailBlue documents no block inside another, as a fallback is. It stays.")
        return said

    def inside(self, nodes: Iterable[Node], depth: int) -> list[str]:
        return [self.node(node, depth) for node in nodes]
