"""Users: who works with the workspace, and who owns accounts. Without users a workspace is single-user."""

from __future__ import annotations

import pandas as pd

from accounts_kit.model.records import User
from accounts_kit.records.creating import create_record
from accounts_kit.records.history import recording
from accounts_kit.workspace import Workspace


def create(ws: Workspace, name: str, *, email: str | None = None, role: str = "editor") -> User:
    """Create a user and return it; role is admin, editor or viewer. Raises AlreadyExists, WrongValue."""
    with recording(ws, f"create user {name}", right="manage_users") as change:
        return User(create_record(change, "user", {"name": name, "email": email, "role": role}, links={}))


def table(ws: Workspace) -> pd.DataFrame:
    """Return the users. Columns.

    User_id, name, email, role, accounts (how many they own); ordered by name.
    """
    return ws.frame(
        "SELECT user_id, users.name, email, role, count(account_id) AS accounts FROM users "
        "LEFT JOIN accounts ON owner_id = user_id GROUP BY ALL ORDER BY users.name, user_id"
    )
