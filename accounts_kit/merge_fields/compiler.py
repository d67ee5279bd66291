"""A template as one SQL expression, where SQL provably says the same as Liquid; None where it may not.

Outputs of fields, of the sender's and of today, with `default`, the filters of case and `strip`, and those
that e-mail needs (`filters`); `if`, `elsif`, `else` and `unless` with truth, comparisons, `contains`, `and`
and `or`; `case`. A missing value is NULL here and nil there, and both write nothing. A letter whose case the
two engines may see differently makes a record *doubtful*: Liquid renders that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from liquid import BlockNode, Node
from liquid.builtin.content import ContentNode
from liquid.builtin.expressions import StringLiteral
from liquid.builtin.output import OutputNode
from liquid.builtin.tags.case_tag import CaseNode, MultiExpressionBlockNode
from liquid.builtin.tags.comment_tag import CommentNode
from liquid.builtin.tags.if_tag import IfNode
from liquid.builtin.tags.unless_tag import UnlessNode
from liquid.expression import Expression
from sqlglot import exp

from accounts_kit.merge_fields.conditions import condition, equal
from accounts_kit.merge_fields.field_sql import call, text
from accounts_kit.merge_fields.outputs import emptiness, leaves_of, output_text
from accounts_kit.merge_fields.scope import NotInSql, Scope
from accounts_kit.merge_fields.templates import Template, parsed


@dataclass(frozen=True)
class Output:
    """A place where values stand: whether a record gets there, and whether it finds nothing; always true or
    false.
    """

    fields: frozenset[str]
    reached: exp.Expr
    empty: exp.Expr


@dataclass(frozen=True)
class Compiled:
    """A template in SQL: its text (never NULL), when Liquid has to render it instead, and its outputs."""

    text: exp.Expr
    doubtful: exp.Expr | None
    outputs: tuple[Output, ...]


def compiled(template: Template, scope: Scope) -> Compiled | None:
    """Return the template in SQL, or None when Liquid has to render it.

    What is returned is shared: copy an expression before it goes into a query.
    """
    found = _compiled(template, scope)
    return found if isinstance(found, Compiled) else None


def left_to_liquid(template: Template, scope: Scope) -> int | None:
    """Return where the construct stands for which Liquid has to render a template, None for one in SQL."""
    found = _compiled(template, scope)
    return None if isinstance(found, Compiled) else found


@lru_cache(maxsize=256)
def _compiled(template: Template, scope: Scope) -> Compiled | int:
    """Return the template in SQL, or the place of what is not; kept while its fields are the same."""
    work = _Work(scope)
    try:
        said = work.joined(parsed(template).nodes)
    except NotInSql as error:
        return error.index or 0
    doubtful = exp.or_(*work.doubtful) if work.doubtful else None
    return Compiled(said, doubtful, tuple(work.outputs))


@dataclass
class _Work:
    """One pass through a template; `path` are the conditions under which a record gets to where it is."""

    scope: Scope
    path: list[exp.Expr] = field(default_factory=list)
    doubtful: list[exp.Expr] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)

    def joined(self, nodes: Iterable[Node]) -> exp.Expr:
        parts = [part for node in nodes if (part := self.placed(node)) is not None]
        return call("concat", text(""), *parts)  # concat takes NULL as nothing; with || one would swallow all

    def placed(self, node: Node) -> exp.Expr | None:
        try:
            return self.node(node)
        except NotInSql as error:
            error.index = node.token.start_index if error.index is None else error.index
            raise

    def node(self, node: Node) -> exp.Expr | None:
        match node:
            case ContentNode():
                return text(node.text)
            case CommentNode():
                return None
            case OutputNode():
                return self.output(node.expression)
            case IfNode():
                return self.choice(condition(node.condition, self.scope), node)
            case UnlessNode():
                return self.choice(exp.not_(condition(node.condition, self.scope)), node)
            case CaseNode():
                return self.cases(node)
            case _:
                raise NotInSql

    def output(self, expression: Expression) -> exp.Expr:
        leaves = leaves_of(expression, self.scope)
        self.doubtful += [leaf.doubtful for leaf in leaves if leaf.doubtful is not None]
        fields = frozenset(leaf.field for leaf in leaves if leaf.field is not None)
        reached = exp.and_(*(test.copy() for test in self.path)) if self.path else exp.true()
        self.outputs.append(Output(fields, reached, emptiness(leaves)))
        return output_text(leaves, self.scope.html)

    def choice(self, first: exp.Expr, node: IfNode | UnlessNode) -> exp.Expr:
        tests = [first, *(condition(one.expression, self.scope) for one in node.alternatives)]
        blocks = [node.consequence, *(one.block for one in node.alternatives)]
        chosen, before = exp.Case(), len(self.path)
        for test, block in zip(tests, blocks, strict=True):
            chosen = chosen.when(test, self.block(block, test), copy=False)
            self.path.append(exp.not_(test.copy()))
        otherwise = self.block(node.default) if node.default else text("")
        del self.path[before:]
        return chosen.else_(otherwise, copy=False)

    def cases(self, node: CaseNode) -> exp.Expr:
        """Return each block whose value it is, one after the other as Liquid does; `else` where none was."""
        said: list[exp.Expr] = []
        before: list[exp.Expr] = []
        for block in node.blocks:
            if isinstance(block, MultiExpressionBlockNode):
                values = block.expression.expressions
                if len(values) > 1 and not _all_differ(values):
                    raise NotInSql  # Liquid writes the block as often as its value stands there
                test = exp.or_(*(equal(node.expression, one, self.scope) for one in values))
                before.append(test)
                inner = block.block
            else:
                test = exp.not_(exp.or_(*(one.copy() for one in before))) if before else exp.true()
                inner = block
            chosen = exp.case().when(test.copy(), self.block(inner, test))
            said.append(chosen.else_(text("")))
        return call("concat", text(""), *said)

    def block(self, block: BlockNode, *tests: exp.Expr) -> exp.Expr:
        if block.blank:
            return text("")  # Liquid writes no block of nothing but white space
        self.path += tests
        said = self.joined(block.nodes)
        del self.path[len(self.path) - len(tests) :]
        return said


def _all_differ(values: Sequence[Expression]) -> bool:
    """Return whether these are texts that the author wrote out, none of them twice."""
    said = [one.value for one in values if isinstance(one, StringLiteral)]
    return len(set(said)) == len(values)
