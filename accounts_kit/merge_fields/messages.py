"""Messages: a subject and a body (or any other texts) for each member, and merge fields as columns.

Names are checked before anything is read, and one state of the workspace answers all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sqlglot import exp

from accounts_kit.errors import TemplateError, UnknownField
from accounts_kit.merge_fields.field_sql import call, column, form_of, source, text, written
from accounts_kit.merge_fields.gaps import first_gaps
from accounts_kit.merge_fields.members import to_members
from accounts_kit.merge_fields.naming import Setting, field_named, names_of
from accounts_kit.merge_fields.rendering import Rendering
from accounts_kit.merge_fields.templates import Template, templates_of
from accounts_kit.model.catalogue import field_suggestion
from accounts_kit.words.nearest import suggestion

if TYPE_CHECKING:
    import pandas as pd

    from accounts_kit.model import Catalogue, Field
    from accounts_kit.segments.selecting import AsOf, SegmentLike
    from accounts_kit.workspace import Workspace

# The columns that every message has, in front of its texts.
_WHO = ("contact_id", "email")

# How many members an error names.
_SHOWN = 10


def render(
    ws: Workspace,
    templates: Mapping[str, Template | str],
    segment: SegmentLike,
    *,
    as_of: AsOf = None,
    strict: bool = False,
    audience: bool = False,
) -> pd.DataFrame:
    """Return the texts for each member of a segment of contacts, in order of contact_id.

    Columns: contact_id, email (missing for who has none), and one for each template, under its name. A
    missing value reads as nothing. `strict=True` raises TemplateError when a field without a fallback is
    missing for someone, and says for whom; `audience=True` keeps only who can be mailed: status active, with
    an e-mail address.

    Raises TemplateError for a template that cannot be read, or names no field, and WrongKind for a text
    without a name.

    >>> render(ws, {"subject": "Voor {{ contact.first_name | default: 'u' }}"}, segment).columns.to_list()
    ['contact_id', 'email', 'subject']
    """
    from accounts_kit.workspace.results import frame

    named = templates_of(templates)
    refuse_names(named)
    with ws.reading():
        rendering = Rendering.of_templates(ws, named, as_of=as_of)
        query = to_members(ws, rendering.source(), segment, as_of, audience=audience)
        if strict:
            _refuse_gaps(ws, rendering, query)
        asked = _in_order(query.select(*_who(), *rendering.columns()))
        return frame(rendering.completed(ws.table(asked.sql("duckdb"))))


def columns(
    ws: Workspace,
    segment: SegmentLike,
    fields: Mapping[str, str],
    fallbacks: Mapping[str, str] | None = None,
    *,
    as_of: AsOf = None,
) -> pd.DataFrame:
    """Return merge fields as columns for each member, as text: `{"ACCOUNT": "account.name"}`, ordered by
    contact_id.

    Columns: contact_id, email, and the given ones in order. `fallbacks` says by column what stands there when
    the value is missing; without one it is missing.
    """
    refuse_names(fields)
    fallbacks = fallbacks or {}
    if unknown := [name for name in fallbacks if name not in fields]:
        raise TemplateError(
            f"A fallback for {unknown[0]!r}, which is no column. {suggestion(unknown[0], fields)}".rstrip()
        )
    with ws.reading():
        catalogue = ws.catalogue
        found = {name: _field(catalogue, field) for name, field in fields.items()}
        setting = Setting.of(ws, as_of)
        form = form_of(setting.reading)
        fields_in = source(catalogue, "contact", found.values(), user_id=setting.user_id)
        query = to_members(ws, fields_in, segment, as_of)
        texts = {name: written(field, form) for name, field in found.items()}
        texts |= {name: call("coalesce", texts[name], text(said)) for name, said in fallbacks.items()}
        asked = [exp.alias_(one, name, quoted=True) for name, one in texts.items()]
        return ws.frame(_in_order(query.select(*_who(), *asked)).sql("duckdb"))


def _who() -> list[exp.Expr]:
    return [exp.alias_(column("contact", name), name, quoted=True) for name in _WHO]


def _in_order(query: exp.Select) -> exp.Select:
    return query.order_by(column("contact", "contact_id"))


def refuse_names(names: Iterable[str]) -> None:
    """Raise TemplateError for a text that is called as a column is which every message has."""
    for name in names:
        if name in _WHO:
            raise TemplateError(f"{name!r} is a column of every message already. Give the text another name.")


def _field(catalogue: Catalogue, name: str) -> Field:
    known = names_of(catalogue, "contact")
    if name not in known:
        raise UnknownField(f"No field {name!r}. {field_suggestion(name, known)}".rstrip())
    return field_named(catalogue, name)


def refuse_gaps(
    ws: Workspace,
    templates: Mapping[str, Template | str],
    segment: SegmentLike,
    *,
    as_of: AsOf = None,
    audience: bool = False,
) -> None:
    """Raise TemplateError, as `render(strict=True)` does, when someone would read nothing."""
    with ws.reading():
        rendering = Rendering.of_templates(ws, templates_of(templates), as_of=as_of)
        _refuse_gaps(ws, rendering, to_members(ws, rendering.source(), segment, as_of, audience=audience))


def _refuse_gaps(ws: Workspace, rendering: Rendering, query: exp.Select) -> None:
    first, count = first_gaps(ws, rendering, query, _SHOWN)
    if count:
        listed = "; ".join(f"{who} ({', '.join(sorted(fields))})" for who, fields in first)
        others = f"; and {count - len(first)} more" if count > len(first) else ""
        raise TemplateError(
            f"{count} would read nothing where a value should stand: {listed}{others}. "
            "Give these fields a fallback ({{ field | default: '...' }}), fill them in, "
            "or leave out strict=True."
        )
