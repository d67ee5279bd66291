"""Whether a plan still stands: its file, the fields of its workspace, and the workspace itself."""

from __future__ import annotations

import os
from pathlib import Path

from accounts_kit.errors import PlanIsStale
from accounts_kit.imports.reading import Fingerprint, fingerprint_of
from accounts_kit.imports.results import Plan
from accounts_kit.imports.sources import Opened, opened
from accounts_kit.workspace import Workspace


def refuse_changed_source(ws: Workspace, plan: Plan) -> None:
    """Raise PlanIsStale when a plan was made for another workspace, or its source changed since."""
    if not ws.is_same_as(plan._workspace):
        raise PlanIsStale(
            "The plan was made for another workspace, with other records. Make one for this: imports.plan()."
        )
    if _fingerprints_now(ws, plan._opened) != plan._opened.fingerprints:
        raise PlanIsStale(
            f"{plan.file} changed since the plan was made. Make the plan again: imports.plan()."
        )


def refuse_changed_fields(ws: Workspace, plan: Plan) -> None:
    """Raise PlanIsStale when the fields or settings changed; in the transaction that carries the plan out."""
    if ws.catalogue.version != plan._catalogue_version:
        raise PlanIsStale(
            "Fields or settings of the workspace changed since the plan was made. "
            "Make the plan again: imports.plan()."
        )
    if users_now(ws) != plan._users:
        raise PlanIsStale(
            "Users of the workspace changed since the plan was made, and an owner may be another one. "
            "Make the plan again: imports.plan()."
        )


def users_now(ws: Workspace) -> int:
    """Return what tells the users of a workspace from what they were: names of owners are looked up once."""
    return hash(tuple(ws.rows("SELECT user_id, name, email FROM users ORDER BY user_id")))


def _fingerprints_now(ws: Workspace, asked: Opened) -> tuple[Fingerprint, ...]:
    """Return what the sources hold now; of one file its bytes tell, without reading it as a table."""
    source = asked.request.source
    if len(asked.sources) == 1 and isinstance(source, str | os.PathLike) and Path(source).is_file():
        return (fingerprint_of(Path(source)),)
    return opened(ws, asked.request).fingerprints
