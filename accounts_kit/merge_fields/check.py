"""Checking templates before anything is sent: what is wrong, and what a marketer would want to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from accounts_kit.merge_fields.checking import findings
from accounts_kit.merge_fields.compiler import left_to_liquid
from accounts_kit.merge_fields.coverage import coverage
from accounts_kit.merge_fields.findings import Finding, Place
from accounts_kit.merge_fields.naming import Setting, field_named
from accounts_kit.merge_fields.scope import Scope
from accounts_kit.merge_fields.templates import Template, template_of, uses

if TYPE_CHECKING:
    import pandas as pd

    from accounts_kit.segments.selecting import AsOf, SegmentLike
    from accounts_kit.workspace import Workspace

# What a template is called whose gaps everybody sees first.
SUBJECT = "subject"
_COLUMNS = ["template", "line", "column", "problem", "message", "excerpt"]


def check(
    ws: Workspace,
    template: Template | str | Mapping[str, Template | str],
    segment: SegmentLike | None = None,
    *,
    as_of: AsOf = None,
) -> pd.DataFrame:
    """Return what is wrong in a template, or in several by name; an empty frame when nothing is.

    Columns: template (its name; empty for a single one), line, column (both from 1), problem, message,
    excerpt (the line, with a caret under what is meant); in order of template, line and column.

    The problems syntax, field and filter keep a template from being used. The others are advice: per_record
    (a construct that SQL does not know, so that Liquid renders each message by itself, some thirty times
    slower), and for the members of a `segment` never_filled (none of them has a value) and gap_in_subject (a
    field in the template called subject that some lack, without a fallback).

    >>> check(ws, "Beste {{ contact.first_nam }}")["message"][0]
    "No field 'contact.first_nam'. Did you mean 'contact.first_name'?"
    """
    import pandas as pd

    named = template if isinstance(template, Mapping) else {"": template}
    with ws.one_state():
        found = {name: _found(ws, name, one, segment, as_of) for name, one in named.items()}
    rows = [
        (name, one.place.line, one.place.column, one.problem, one.message, one.place.excerpt)
        for name, all_of_it in found.items()
        for one in all_of_it
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _found(
    ws: Workspace, name: str, given: Template | str, segment: SegmentLike | None, as_of: AsOf
) -> list[Finding]:
    """Return the errors in a template, or the advice on one that has none, in order of appearance."""
    wrong = findings(ws.catalogue, given)
    if wrong:
        return wrong
    template = template_of(given)
    advice = [*_per_record(ws, template)]
    if segment is not None:
        advice += _gaps(ws, name, template, segment, as_of)
    return sorted(advice, key=lambda one: (one.place.line, one.place.column))


def _per_record(ws: Workspace, template: Template) -> Iterator[Finding]:
    fields = {name: field_named(ws.catalogue, name) for name in template.fields}
    index = left_to_liquid(template, Scope.of(fields, Setting.of(ws), template.html))
    if index is not None:
        message = "SQL does not know this: each message is rendered by itself, some thirty times slower."
        yield Finding("per_record", message, Place.at(template.text, index))


def _gaps(
    ws: Workspace, name: str, template: Template, segment: SegmentLike, as_of: AsOf
) -> Iterator[Finding]:
    covered = coverage(ws, {name: template}, segment, as_of=as_of)
    first = {use.field: use for use in reversed(uses(template))}
    columns = ("merge_field", "with_value", "nothing", "total")
    for field, with_value, nothing, total in covered[list(columns)].itertuples(index=False):
        place = Place.at(template.text, first[field].index, len(field))
        if total and not with_value:
            yield Finding("never_filled", f"Not one of {total:,} has a value in {field!r}.", place)
        if name == SUBJECT and nothing:
            message = (
                f"{nothing:,} of {total:,} would see nothing here. "
                f"Write a fallback: {{{{ {field} | default: '...' }}}}."
            )
            yield Finding("gap_in_subject", message, place)
