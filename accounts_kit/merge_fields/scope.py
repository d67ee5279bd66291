"""What a template's names mean while it is compiled: the fields it uses, and the form that values read in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from liquid.builtin.expressions import Path

from accounts_kit.merge_fields.field_sql import Form, form_of
from accounts_kit.merge_fields.naming import Setting
from accounts_kit.model import Field
from accounts_kit.words.reading import Reading


class NotInSql(Exception):
    """A construct that Liquid has to render: SQL is not sure to say the same. `index` is where it stands."""

    index: int | None = None


@dataclass(frozen=True)
class Scope:
    """The fields that a template uses, how values read, what day it is, and whether it is HTML.

    Two scopes are equal when they compile to the same SQL: by name, column, kind and currency of each field.
    """

    columns: tuple[tuple[str, str, str, str | None], ...]
    reading: Reading
    today: date
    html: bool
    fields: Mapping[str, Field] = field(compare=False, repr=False)

    @classmethod
    def of(cls, fields: Mapping[str, Field], setting: Setting, html: bool) -> Scope:
        """Return the scope of these fields by dotted name."""
        columns = tuple((name, one.column, one.kind_name, one.currency) for name, one in fields.items())
        return cls(columns, setting.reading, setting.today, html, fields)

    @property
    def form(self) -> Form:
        """The form that values are written in."""
        return form_of(self.reading)

    def field(self, path: Path) -> Field:
        """Return the field that a path is; raises NotInSql for a part of one, or a name of the template
        itself.
        """
        name = ".".join(str(segment) for segment in path.path)
        if name not in self.fields or len(path.path) != 2:
            raise NotInSql
        return self.fields[name]
