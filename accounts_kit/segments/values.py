"""The values that a field has in the data, the most frequent first: what one picks from while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts_kit.errors import WrongKind
from accounts_kit.model import Field
from accounts_kit.model.catalogue import TAGS
from accounts_kit.model.operators import HOLDS
from accounts_kit.records.ordering import whole_number
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import quoted

if TYPE_CHECKING:
    import pandas


def values(ws: Workspace, field: str, text: str = "", *, limit: int | None = 20) -> pandas.DataFrame:
    """Return the values of a field that hold a text, and how many records have each.

    Those that begin with the text come first, then the most frequent, then by letter; case does not count.
    Columns: value, records. Of a field of several values each counts by itself, a user is shown by name, and
    `contact.tags` has the tags. Nothing typed is every value; `limit=None` shows all. Raises UnknownField,
    and WrongKind for numbers and dates, of which there are too many to pick from.
    """
    asked, count = ws.catalogue.field(field), whole_number("limit", limit)
    if asked.kind.family in ("number", "moment"):
        raise WrongKind(
            f"{asked.name!r} holds {HOLDS[asked.kind.family]}, which are not picked from a list. "
            "Ask with >, < or between."
        )
    sought = text.strip()
    return ws.frame(
        f"SELECT value, count(*) AS records FROM ({_source(ws, asked)}) "
        "WHERE value IS NOT NULL AND contains(lower(value), lower($sought)) "
        "GROUP BY value ORDER BY starts_with(lower(value), lower($sought)) DESC, records DESC, value "
        "LIMIT $count",
        {"sought": sought, "count": 2**62 if count is None else count},
    )


def _source(ws: Workspace, field: Field) -> str:
    """Return the query of the values, one row for each record and value."""
    if field == TAGS:
        return "SELECT tags.name AS value FROM contact_tags JOIN tags USING (tag_id)"
    table, column = quoted(ws.catalogue.record(field.of).table), quoted(field.column)
    if field.kind.family == "user":
        return f"SELECT users.name AS value FROM {table} AS record_ JOIN users ON user_id = record_.{column}"
    if field.kind.several:
        return f"SELECT unnest({column}) AS value FROM {table}"
    return f"SELECT {column} AS value FROM {table}"
