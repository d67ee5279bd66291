"""Rendering: templates for every record of a query, in SQL, and with Liquid where SQL may not say the same.

A `Rendering` says what a query has to select, and turns what comes back into texts. `render` and `columns`
make their queries with it; exports put their own columns beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
from sqlglot import exp

from accounts_kit.merge_fields.checking import fields_of
from accounts_kit.merge_fields.compiler import Compiled, compiled
from accounts_kit.merge_fields.field_sql import column, source, stored
from accounts_kit.merge_fields.liquid_rows import LiquidRows
from accounts_kit.merge_fields.naming import SENDER, Setting
from accounts_kit.merge_fields.scope import Scope
from accounts_kit.merge_fields.templates import Template
from accounts_kit.model import Catalogue, Field

if TYPE_CHECKING:
    from accounts_kit.segments.selecting import AsOf
    from accounts_kit.workspace import Workspace

# What a query calls the texts, and the stored values that Liquid renders from; the caller's own names differ.
_TEXT, _STORED = "text ", "stored "


@dataclass(frozen=True)
class Rendering:
    """Named templates about the contacts, or about the accounts, of one catalogue."""

    catalogue: Catalogue
    templates: Mapping[str, Template]
    of: str
    fields: Mapping[str, Field]
    in_sql: Mapping[str, Compiled | None]
    setting: Setting

    @classmethod
    def of_templates(
        cls, ws: Workspace, templates: Mapping[str, Template], of: str = "contact", as_of: AsOf = None
    ) -> Rendering:
        """Return the rendering of these templates; raises TemplateError for names that are no fields."""
        catalogue, setting = ws.catalogue, Setting.of(ws, as_of)
        fields = fields_of(catalogue, templates, of)
        in_sql = {}
        for name, template in templates.items():
            own = {used: fields[used] for used in template.fields}
            in_sql[name] = compiled(template, Scope.of(own, setting, template.html))
        return cls(catalogue, templates, of, fields, in_sql, setting)

    @property
    def records(self) -> frozenset[str]:
        """The records that a query has to join."""
        return frozenset(record for template in self.templates.values() for record in template.records)

    def source(self, records: Iterable[str] = ()) -> exp.Select:
        """Return a query without columns, from all that the templates (and other records) need."""
        needed = self.records.union(records)
        return source(self.catalogue, self.of, self.fields.values(), needed, self.setting.user_id)

    @property
    def all_in_sql(self) -> bool:
        """Whether SQL knows of every output whether it comes out empty."""
        return all(one is not None for one in self.in_sql.values())

    @property
    def needs_liquid(self) -> bool:
        """Whether there may be records that Liquid has to render."""
        return any(one is None or one.doubtful is not None for one in self.in_sql.values())

    def columns(self) -> list[exp.Expr]:
        """Return what a query selects: each text, NULL where Liquid has to render; then the stored values for
        that.
        """
        texts = [exp.alias_(_text(one), _TEXT + name, quoted=True) for name, one in self.in_sql.items()]
        return texts + self.stored_columns() if self.needs_liquid else texts

    def stored_columns(self, prefix: str = _STORED) -> list[exp.Expr]:
        """Return the stored values that Liquid renders from; under "account" and "sender" the id of it."""
        values = {name: stored(field) for name, field in self.fields.items()}
        if "account" in self.records:
            values["account"] = column("account", "account_id")
        if SENDER in self.records:
            values[SENDER] = column(SENDER, "user_id")
        return [exp.alias_(value, prefix + name, quoted=True) for name, value in values.items()]

    def completed(self, table: pa.Table) -> pa.Table:
        """Return the table with every text under its template's name, and the stored values gone."""
        stored_names = [name for name in table.column_names if name.startswith(_STORED)]
        if self.needs_liquid:
            table = self._filled(table, table.select(stored_names)).drop_columns(stored_names)
        return table.rename_columns([name.removeprefix(_TEXT) for name in table.column_names])

    def _filled(self, table: pa.Table, values: pa.Table) -> pa.Table:
        """Return the table with each text that SQL left to Liquid, rendered from the stored values."""
        values = values.rename_columns([name.removeprefix(_STORED) for name in values.column_names])
        for name in self.templates:
            place = table.column_names.index(_TEXT + name)
            missing = pc.is_null(table.column(place)).combine_chunks()
            ids = table.column(f"{self.of}_id").filter(missing).to_pylist()
            texts = self.liquid(name).rendered(values.filter(missing).to_pylist(), ids)
            whole = pc.replace_with_mask(
                table.column(place).combine_chunks(), missing, pa.array(texts, pa.string())
            )
            table = table.set_column(place, _TEXT + name, whole)
        return table

    def liquid(self, name: str) -> LiquidRows:
        """Return one of the templates as Liquid renders it from rows of stored values."""
        return LiquidRows(self.templates[name], self.of, self.fields, self.setting)


def _text(one: Compiled | None) -> exp.Expr:
    nothing = exp.cast(exp.null(), "VARCHAR")
    if one is None:
        return nothing
    if one.doubtful is None:
        return one.text.copy()
    return exp.case().when(one.doubtful.copy(), nothing).else_(one.text.copy())
