"""Records as plain data.

What get and create return. Custom values stand under their key, as standard ones do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from accounts_kit.markup import table_html, titled_html
from accounts_kit.words.nearest import suggestion
from accounts_kit.words.reading import Reading


@dataclass(frozen=True)
class Record:
    """One record as it was when it was read: `values` by field key, also as attributes. Immutable."""

    id_name: ClassVar[str] = "id"

    values: Mapping[str, Any] = field(repr=False)

    def __getattr__(self, key: str) -> Any:
        # Reached only for what is no real attribute; "values" itself is missing while unpickling.
        if key.startswith("__") or key == "values":
            raise AttributeError(key)
        if key in self.values:
            return self.values[key]
        hint = suggestion(key, self.values)
        raise AttributeError(f"{type(self).__name__} has no value {key!r}. {hint}".rstrip())

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.values})

    def __repr__(self) -> str:
        shown = {key: value for key, value in self.values.items() if value is not None}
        return f"{type(self).__name__}({', '.join(f'{key}={value!r}' for key, value in shown.items())})"

    def _repr_html_(self) -> str:
        rows = [(key, Reading().text(value)) for key, value in self.values.items()]
        return titled_html(type(self).__name__, table_html(("", ""), rows))

    def to_dict(self) -> dict[str, Any]:
        """Return the values by field key, as a dictionary of its own."""
        return dict(self.values)


class Account(Record):
    """An organisation one works with; `owner` is the name of the user who looks after it."""

    id_name = "account_id"


class Contact(Record):
    """A person; `account` is the name of the one account it belongs to, or None."""

    id_name = "contact_id"


class Note(Record):
    """A text about an account or a contact."""

    id_name = "note_id"


class Deal(Record):
    """A chance of business with an account; `contact` is the e-mail address of its primary contact."""

    id_name = "deal_id"


class Task(Record):
    """Something to do for a contact or a deal; `completed_at` is None as long as it is open."""

    id_name = "task_id"


class Activity(Record):
    """Something that happened with a contact: mail sent, task done, page visited."""

    id_name = "activity_id"


class User(Record):
    """Somebody who works with the workspace; `role` is admin, editor or viewer."""

    id_name = "user_id"


RECORD_CLASSES: Mapping[str, type[Record]] = {
    "account": Account,
    "contact": Contact,
    "note": Note,
    "user": User,
    "deal": Deal,
    "task": Task,
    "activity": Activity,
}
