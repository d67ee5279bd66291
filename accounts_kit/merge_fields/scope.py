"""What a template's names mean while it is compiled: the fields it uses, and the form that values read in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from liquid.builtin.expressions import Path

from accounts_kit.merge_fields.field_sql import Form
from accounts_kit.model import Field


class NotInSql(Exception):
    """A construct that Liquid has to render: SQL is not sure to say the same."""


@dataclass(frozen=True)
class Scope:
    """The fields that a template uses, the form of its values, and whether it is HTML.

    Two scopes are equal when they compile to the same SQL: by name, column and kind of each field.
    """

    columns: tuple[tuple[str, str, str], ...]
    form: Form
    html: bool
    fields: Mapping[str, Field] = field(compare=False, repr=False)

    @classmethod
    def of(cls, fields: Mapping[str, Field], form: Form, html: bool) -> Scope:
        """Return the scope of these fields by dotted name."""
        columns = tuple((name, one.column, one.kind_name) for name, one in fields.items())
        return cls(columns, form, html, fields)

    def field(self, path: Path) -> Field:
        """Return the field that a path is; raises NotInSql for a part of one, or a name of the template
        itself.
        """
        name = ".".join(str(segment) for segment in path.path)
        if name not in self.fields or len(path.path) != 2:
            raise NotInSql
        return self.fields[name]
