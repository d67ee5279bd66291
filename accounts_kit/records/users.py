"""Users: who works with the workspace, and who owns accounts. Without users a workspace is single-user."""

from __future__ import annotations

import pandas as pd

from accounts_kit.errors import Problem, WrongValue
from accounts_kit.model.records import User
from accounts_kit.model.values import is_missing
from accounts_kit.records.creating import create_record
from accounts_kit.records.fields.defining import yes_or_no
from accounts_kit.records.history import recording
from accounts_kit.records.reading import record_by_id
from accounts_kit.records.references import user_id_of
from accounts_kit.records.selection import Chosen
from accounts_kit.records.updating import update_records
from accounts_kit.workspace import Workspace

_NEVER_EMPTY = ("name", "role", "manage_fields")


def create(
    ws: Workspace,
    name: str,
    *,
    email: str | None = None,
    role: str = "editor",
    manage_fields: bool = False,
) -> User:
    """Create a user and return it; role is admin, editor or viewer.

    `manage_fields` grants an editor the right to manage fields and options, which admins have and viewers
    never get. Raises AlreadyExists, WrongValue, and NotAllowed for all but admins.

    >>> create(ws, "Els", email="els@firma.example", manage_fields=True).manage_fields
    'yes'
    """
    given = {"name": name, "email": email, "role": role, "manage_fields": yes_or_no(manage_fields)}
    with recording(ws, f"create user {name}", right="manage_users") as change:
        return User(create_record(change, "user", given, links={}))


def update(ws: Workspace, user: object, **values: object) -> User:
    """Bring a user (given by id, name or e-mail) to these values and return it; a second call changes
    nothing.

    Values: name, email (None empties it), role and manage_fields (True and False, or yes and no). Raises
    UnknownRecord, UnknownField, WrongValue, AlreadyExists, and NotAllowed for all but admins.

    >>> jan = create(ws, "Jan")
    >>> update(ws, jan, role="viewer").role
    'viewer'
    """
    with recording(ws, f"update user: {', '.join(values)}", right="manage_users") as change:
        user_id = user_id_of(ws, user)
        given = {name: yes_or_no(one) for name, one in values.items()}
        _refuse_empty(given)
        chosen = Chosen("(SELECT ? AS user_id)", (user_id,), single=True)
        update_records(change, "user", chosen, given)
        return User(record_by_id(ws, "user", user_id).values)


def table(ws: Workspace) -> pd.DataFrame:
    """Return the users, ordered by name; empty in a single-user workspace.

    Columns: user_id, name, email, role, accounts (how many they own), manage_fields (yes or no).
    """
    return ws.frame(
        "SELECT user_id, users.name, email, role, count(account_id) AS accounts, manage_fields FROM users "
        "LEFT JOIN accounts ON owner_id = user_id GROUP BY ALL ORDER BY users.name, user_id"
    )


def _refuse_empty(given: dict[str, object]) -> None:
    empty = [name for name in _NEVER_EMPTY if name in given and is_missing(given[name])]
    if empty:
        raise WrongValue.of([Problem("required", f"a user has a {name}", name) for name in empty])


__all__ = [
    "create",
    "table",
    "update",
]


def __dir__() -> list[str]:
    return __all__
