"""Gaps: a member lacks a merge field and gets to an output with it that comes out empty. Coverage and strict
ask this.

Both engines answer: SQL with a test for each field, Liquid by rendering a member and noting what came out
empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sqlglot import exp

from accounts_kit.merge_fields.field_sql import column, missing
from accounts_kit.merge_fields.rendering import Rendering
from accounts_kit.merge_fields.values import is_missing

if TYPE_CHECKING:
    from accounts_kit.workspace import Workspace

Gap = tuple[Mapping[str, object], frozenset[str]]


def gap_tests(rendering: Rendering) -> dict[str, exp.Expr]:
    """Return for each field the test that a record has a gap there; for templates that are all in SQL."""
    tests: dict[str, list[exp.Expr]] = {name: [] for name in rendering.fields}
    for one in rendering.in_sql.values():
        for output in one.outputs if one else ():
            for name in output.fields:
                tests[name].append(exp.and_(output.reached.copy(), output.empty.copy()))
    return {
        name: exp.and_(missing(rendering.fields[name]), exp.or_(*found)) if found else exp.false()
        for name, found in tests.items()
    }


def first_gaps(
    ws: Workspace, rendering: Rendering, query: exp.Select, shown: int
) -> tuple[list[tuple[str, frozenset[str]]], int]:
    """Return the first members with a gap (e-mail address or id, and the fields), and how many there are."""
    if rendering.all_in_sql:
        return _first_in_sql(ws, rendering, query, shown)
    found = [(_name(row), fields) for row, fields in gaps_by_liquid(ws, rendering, query) if fields]
    return found[:shown], len(found)


def _first_in_sql(
    ws: Workspace, rendering: Rendering, query: exp.Select, shown: int
) -> tuple[list[tuple[str, frozenset[str]]], int]:
    tests = gap_tests(rendering)
    if not tests:
        return [], 0
    everyone = exp.Window(this=exp.Count(this=exp.Star()))
    columns = [exp.alias_(column("contact", name), name) for name in ("contact_id", "email")]
    flags = [exp.alias_(test.copy(), name, quoted=True) for name, test in tests.items()]
    asked = query.where(exp.or_(*tests.values())).select(*columns, *flags, exp.alias_(everyone, "gaps"))
    rows = ws.table(asked.order_by(columns[0].this.copy()).limit(shown).sql("duckdb")).to_pylist()
    first = [(_name(row), frozenset(name for name in tests if row[name])) for row in rows]
    return first, rows[0]["gaps"] if rows else 0


def _name(row: Mapping[str, object]) -> str:
    return str(row["email"] or f"contact {row['contact_id']}")


def gaps_by_liquid(ws: Workspace, rendering: Rendering, query: exp.Select) -> Iterator[Gap]:
    """Yield each record of the query, its stored values by name, with the fields in which it has a gap."""
    who = [column("contact", name) for name in ("contact_id", "email")]
    asked = query.select(*who, *rendering.stored_columns("")).order_by(who[0].copy())
    templates = [rendering.liquid(name) for name in rendering.templates]
    for batch in ws.batches(asked.sql("duckdb")):
        for row in batch.to_pylist():
            empty = {name for one in templates for name in one.empty_fields(row, row["contact_id"])}
            yield row, frozenset(name for name in empty if is_missing(row[name]))
