"""Coverage: for each merge field, how many members have a value, get a fallback, or get nothing at all.

Nothing at all: an output with the field comes out empty. A member without the value who gets other text
instead, by `default` or by `if`, gets a fallback.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlglot import exp

from accounts_kit.merge_fields.field_sql import column, missing
from accounts_kit.merge_fields.gaps import gap_tests, gaps_by_liquid
from accounts_kit.merge_fields.members import to_members
from accounts_kit.merge_fields.rendering import Rendering
from accounts_kit.merge_fields.templates import Template, named_templates
from accounts_kit.merge_fields.values import is_missing

if TYPE_CHECKING:
    import pandas as pd

    from accounts_kit.segments.selecting import AsOf, SegmentLike
    from accounts_kit.workspace import Workspace

_COLUMNS = ["merge_field", "label", "with_value", "fallback", "nothing", "no_account", "total"]

# How many members lack a field, have a gap there, have no account.
Counts = tuple[int, int, int]


def coverage(
    ws: Workspace,
    template: Template | str | Mapping[str, Template | str],
    segment: SegmentLike,
    *,
    as_of: AsOf = None,
) -> pd.DataFrame:
    """Return a row for each merge field of a template (or of several by name), in order of appearance.

    Columns: merge_field, label, with_value, fallback (other text stands there instead), nothing (an output
    comes out empty), no_account (of those two, how many have no account at all), total. The first three
    counts add up to it.
    """
    import pandas as pd

    with ws.reading():
        rendering = Rendering.of_templates(ws, named_templates(template), as_of=as_of)
        query = to_members(ws, rendering.source(), segment, as_of)
        count = _in_sql if rendering.all_in_sql else _by_liquid
        total, counts = count(ws, rendering, query)
    rows = [
        (
            name,
            rendering.fields[name].label(ws.language),
            total - lacking,
            lacking - gaps,
            gaps,
            accountless,
            total,
        )
        for name, (lacking, gaps, accountless) in counts.items()
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _in_sql(ws: Workspace, rendering: Rendering, query: exp.Select) -> tuple[int, dict[str, Counts]]:
    """Return the number of members, and the counts of each field, from one scan."""
    gaps = gap_tests(rendering)
    tests: list[exp.Expr] = [exp.true()]
    for name, field in rendering.fields.items():
        tests += [missing(field), gaps[name], _no_account() if field.of == "account" else exp.false()]
    ((total, *found),) = ws.rows(query.select(*map(_count, tests)).sql("duckdb"))
    return total, dict(zip(rendering.fields, zip(*[iter(found)] * 3, strict=True), strict=True))


def _by_liquid(ws: Workspace, rendering: Rendering, query: exp.Select) -> tuple[int, dict[str, Counts]]:
    """Return the same, by rendering every member."""
    total, lacking, gaps, accountless = 0, Counter[str](), Counter[str](), 0
    for row, empty in gaps_by_liquid(ws, rendering, query):
        total += 1
        lacking.update(name for name in rendering.fields if is_missing(row[name]))
        gaps.update(empty)
        accountless += row.get("account") is None
    return total, {
        name: (lacking[name], gaps[name], accountless if field.of == "account" else 0)
        for name, field in rendering.fields.items()
    }


def _count(test: exp.Expr) -> exp.Expr:
    return exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=test))


def _no_account() -> exp.Expr:
    return exp.Is(this=column("account", "account_id"), expression=exp.null())
