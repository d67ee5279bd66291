"""Rendering with python-liquid, a record at a time: what a template means, and what SQL has to equal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from liquid import RenderContext
from liquid.builtin.expressions import Path
from liquid.exceptions import LiquidError
from liquid.expression import Expression

from accounts_kit.errors import TemplateError
from accounts_kit.merge_fields.findings import Finding
from accounts_kit.merge_fields.language import names
from accounts_kit.merge_fields.naming import SENDER, TODAY, Setting
from accounts_kit.merge_fields.templates import Template, parsed
from accounts_kit.merge_fields.values import Day, value_for
from accounts_kit.model import Field

Row = Mapping[str, object]


@dataclass(frozen=True)
class LiquidRows:
    """A template, and the fields that rows hold the stored values of by dotted name.

    A row also says under "account" and "sender" whether there is one: its id, or None.
    """

    template: Template
    of: str
    fields: Mapping[str, Field]
    setting: Setting

    def rendered(self, rows: Iterable[Row], ids: Sequence[int]) -> list[str]:
        """Return the text for each row. Raises TemplateError, with the record's id, for what Liquid cannot
        do.
        """
        return [self._text(row, record_id, []) for row, record_id in zip(rows, ids, strict=True)]

    def empty_fields(self, row: Row, record_id: int) -> set[str]:
        """Return the fields of all outputs that come out empty for a row."""
        empty: list[Expression] = []
        self._text(row, record_id, empty)
        return {name for expression in empty for name in _fields_in(expression) if name in self.fields}

    def _text(self, row: Row, record_id: int, empty: list[Expression]) -> str:
        liquid, written = parsed(self.template), StringIO()
        context = RenderContext(liquid, globals=names(self._records(row), self.setting.reading, empty))
        try:
            liquid.render_with_context(context, written)
        except LiquidError as error:
            found = Finding.of_liquid(error, self.template.text)
            raise TemplateError(f"For {self.of} {record_id}, {found}") from error
        return written.getvalue()

    def _records(self, row: Row) -> dict[str, object]:
        records: dict[str, dict[str, object]] = {self.of: {}, "account": {}, SENDER: {}}
        reading = self.setting.reading
        for name, field in self.fields.items():
            value = value_for(field, row[name], reading)
            if value is not None:  # what is not there at all is nil to every filter; None is an error to some
                records[field.of][field.key] = value
        there = {of: found for of, found in records.items() if of == self.of or row.get(of) is not None}
        nowhere = dict.fromkeys(records.keys() - there.keys())
        return {**there, **nowhere, TODAY: Day.of(self.setting.today, reading.text(self.setting.today))}


def _fields_in(expression: Expression) -> Iterator[str]:
    if isinstance(expression, Path) and len(expression.path) > 1:
        yield f"{expression.path[0]}.{expression.path[1]}"
    for inner in expression.children():
        yield from _fields_in(inner)
