"""Rights: what the acting user may do.

Help article: "Je dient hiervoor wel rechten te hebben ... om de account velden te mogen beheren".

Viewers change nothing, settings included; editors change records; admins, and editors to whom it was granted,
manage fields and options; admins manage users. A workspace without users is single-user, and one that nobody
opened by name is its owner's own: there everything is allowed. Rights keep colleagues from mistakes; whoever
has the file can open it without a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from accounts_kit.errors import NotAllowed
from accounts_kit.words.nearest import suggestion

if TYPE_CHECKING:
    from accounts_kit.workspace.workspace import Workspace

Right = Literal["edit", "manage_fields", "manage_users"]

_DOES: dict[Right, str] = {
    "edit": "change anything",
    "manage_fields": "manage fields and options",
    "manage_users": "manage users",
}
_MAY: dict[Right, str] = {
    "edit": "Admins and editors may: ask one of them, or an admin to change the role with users.update().",
    "manage_fields": "Admins may, and editors when an admin grants it: users.update(manage_fields='yes').",
    "manage_users": "Admins may.",
}


def require(ws: Workspace, right: Right) -> None:
    """Raise NotAllowed when the acting user has not this right."""
    if ws.user is None:
        return
    acting = ws.acting()
    if acting is None:
        names = [str(name) for (name,) in ws.rows("SELECT name FROM users ORDER BY user_id")]
        if names:
            hint = suggestion(ws.user, names)
            raise NotAllowed(
                f"{ws.user!r} is no user of this workspace, and only its users change it. {hint} "
                "Open it as one of them: open(..., user=)."
            )
        return
    _, _, role, granted = acting
    allowed = {
        "edit": role != "viewer",
        "manage_fields": role == "admin" or (role == "editor" and granted == "yes"),
        "manage_users": role == "admin",
    }
    if not allowed[right]:
        raise NotAllowed(f"{ws.user!r} is {_article(role)} and may not {_DOES[right]}. {_MAY[right]}")


def require_to_undo(ws: Workspace, tables: set[str]) -> None:
    """Raise NotAllowed when the acting user may not write what an undo would write, by its tables."""
    if tables & {"custom_fields", "field_options"}:
        require(ws, "manage_fields")
    if "users" in tables:
        require(ws, "manage_users")


def _article(role: str) -> str:
    return f"an {role}" if role[0] in "aeiou" else f"a {role}"
