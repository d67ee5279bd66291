"""A preview: the messages of a few contacts, those in whom something is likely to go wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlglot import exp

from accounts_kit.errors import TemplateError
from accounts_kit.merge_fields.field_sql import call, column, missing, text
from accounts_kit.merge_fields.members import to_members
from accounts_kit.merge_fields.rendering import Rendering
from accounts_kit.merge_fields.side_by_side import Preview
from accounts_kit.merge_fields.templates import Template, named_templates
from accounts_kit.records.selection import chosen

if TYPE_CHECKING:
    import pandas as pd

    from accounts_kit.segments.selecting import AsOf, SegmentLike
    from accounts_kit.workspace import Workspace


# The columns that every preview has, in front of its texts.
_OWN = ("why", "contact_id", "email", "lacking")


def preview(
    ws: Workspace,
    template: Template | str | Mapping[str, Template | str],
    segment: SegmentLike,
    contacts: object = None,
    *,
    as_of: AsOf = None,
) -> Preview:
    """Return how a template (or several by name) reads for awkward members of a segment, and chosen contacts.

    Awkward: the one with most merge fields filled, one without an account and one without a first name, the
    longest name, the most unusual letters, and the one who lacks most; the lowest contact_id where several
    would do, and each contact once. `contacts` (an id, an e-mail address, or several) come first, also those
    who are no members. An empty segment gives an empty frame.

    Raises UnknownRecord for contacts that are none, RuleError for a segment of accounts, and TemplateError.
    """
    named = named_templates(template)
    for name in named:
        if name in _OWN:
            raise TemplateError(f"{name!r} is a column of every preview. Give the text another name.")
    with ws.reading():
        rendering = Rendering.of_templates(ws, named, as_of=as_of)
        why: dict[int, list[str]] = {}
        for contact_id in _chosen(ws, contacts):
            why.setdefault(contact_id, []).append("chosen")
        for reason, awkward in _awkward(ws, rendering, segment, as_of).items():
            if awkward is not None:
                why.setdefault(awkward, []).append(reason)
        frame = _messages(ws, rendering, why)
    return Preview(frame, ws.language, {name: one.html for name, one in named.items()})


def _chosen(ws: Workspace, contacts: object) -> list[int]:
    if contacts is None:
        return []
    with chosen(ws, "contact", contacts) as ones:
        return [one for (one,) in ws.rows(f"SELECT contact_id FROM {ones.relation} ORDER BY 1", ones.params)]


def _awkward(ws: Workspace, rendering: Rendering, segment: SegmentLike, as_of: AsOf) -> dict[str, int | None]:
    """Return the contact for each reason, from one scan; None where no member has it."""
    contact_id = column("contact", "contact_id")
    names = [column("contact", one) for one in ("first_name", "last_name")]
    name = call("concat_ws", text(" "), *names)
    all_names = call("concat", name.copy(), column("account", "name"))
    letters = call("regexp_replace", all_names, text("[ -~]"), text(""), text("g"))
    lacking: exp.Expr = _whole(0)
    for test in _lacks(rendering):
        lacking = exp.Add(this=lacking, expression=exp.cast(exp.paren(test), "INTEGER"))

    def first(test: exp.Expr) -> exp.Expr:
        return exp.Filter(this=call("min", contact_id.copy()), expression=exp.Where(this=test))

    def most(measure: exp.Expr, *tests: exp.Expr) -> exp.Expr:
        parts = {"measure": exp.Neg(this=exp.paren(measure)), "id": contact_id.copy()}
        order = call("struct_pack", *(_named(name, part) for name, part in parts.items()))
        found = call("arg_min", contact_id.copy(), order)
        return exp.Filter(this=found, expression=exp.Where(this=exp.and_(*tests))) if tests else found

    def positive(measure: exp.Expr) -> exp.Expr:
        return exp.GT(this=exp.paren(measure), expression=_whole(0))

    length = call("length", name)
    reasons = {
        "complete": most(exp.Neg(this=exp.paren(lacking.copy()))),
        "no_account": first(_is_null(column("contact", "account_id"))),
        "no_first_name": first(_is_null(names[0].copy())),
        "longest_name": most(length, positive(length.copy())),
        "odd_letters": most(call("length", letters), positive(call("length", letters.copy()))),
        "most_lacking": most(lacking.copy(), positive(lacking.copy())),
    }
    query = to_members(ws, rendering.source(records=("account",)), segment, as_of).select(*reasons.values())
    (found,) = ws.rows(query.sql("duckdb"))
    return dict(zip(reasons, found, strict=True))


def _messages(ws: Workspace, rendering: Rendering, why: Mapping[int, list[str]]) -> pd.DataFrame:
    """Return the row of each contact, in the order of `why`."""
    from accounts_kit.workspace.results import frame

    who = [column("contact", "contact_id"), column("contact", "email")]
    named: list[exp.Expr] = [
        exp.case().when(test, text(name)).else_(exp.null())
        for name, test in zip(rendering.fields, _lacks(rendering), strict=True)
    ]
    lacking = exp.alias_(call("concat_ws", text(", "), *(named or [text("")])), "lacking")
    within = exp.In(this=who[0].copy(), expressions=[_whole(one) for one in why] or [exp.null()])
    query = rendering.source().select(*who, lacking, *rendering.columns()).where(within)
    found = frame(rendering.completed(ws.table(query.sql("duckdb")))).set_index("contact_id", drop=False)
    found = found.loc[list(why)].reset_index(drop=True)
    found.insert(0, "why", [", ".join(reasons) for reasons in why.values()])
    return found


def _lacks(rendering: Rendering) -> list[exp.Expr]:
    return [missing(one) for one in rendering.fields.values()]


def _named(name: str, value: exp.Expr) -> exp.Expr:
    return exp.PropertyEQ(this=exp.to_identifier(name), expression=value)


def _is_null(value: exp.Expr) -> exp.Expr:
    return exp.Is(this=value, expression=exp.null())


def _whole(number: int) -> exp.Expr:
    return exp.Literal.number(number)
