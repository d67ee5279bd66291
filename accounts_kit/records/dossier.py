"""A dossier: everything that a workspace holds about one person, as the GDPR lets them ask (article 15)."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from accounts_kit.errors import FileInTheWay
from accounts_kit.records.references import contact_id_of
from accounts_kit.workspace import Workspace

# Each part of a dossier and the query for it; rows are in order of their id or moment.
_PARTS = {
    "contact": "SELECT contacts.* EXCLUDE (email_key), accounts.name AS account FROM contacts "
    "LEFT JOIN accounts USING (account_id) WHERE contact_id = $id",
    "aliases": "SELECT alias, former_id FROM aliases WHERE contact_id = $id ORDER BY alias_id",
    "tags": "SELECT tags.name FROM contact_tags JOIN tags USING (tag_id) WHERE contact_id = $id "
    "ORDER BY tag_key",
    "notes": "SELECT * FROM notes WHERE contact_id = $id ORDER BY note_id",
    "activities": "SELECT * FROM activities WHERE contact_id = $id ORDER BY activity_id",
    "tasks": "SELECT * FROM tasks WHERE contact_id = $id ORDER BY task_id",
    "deals": "SELECT * FROM deals WHERE contact_id = $id ORDER BY deal_id",
    "segments": "SELECT name, list_contains(always, $id) AS always_in FROM segments "
    "WHERE \"of\" = 'contacts' AND list_contains(always || never, $id) ORDER BY name_key",
    "snapshots": 'SELECT snapshots.name, snapshots."at", snapshots.as_of FROM snapshot_members '
    "JOIN snapshots USING (snapshot_id) WHERE record_id = $id AND \"of\" = 'contacts' ORDER BY snapshot_id",
    "history": 'SELECT change_sets."at", who, what, action, field, old, new FROM changes '
    "JOIN change_sets USING (change_set_id) WHERE table_name = 'contacts' AND record_id = $id "
    "ORDER BY change_set_id, field",
}


class Dossier(dict[str, pd.DataFrame]):
    """Frames by name, from contact and aliases to snapshots and history; one that is empty says so."""

    def write(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write all of it as one JSON file and return its path; raises FileInTheWay for one that is there."""
        file = Path(path)
        if file.exists() and not overwrite:
            raise FileInTheWay(f"{file} exists already. To replace it, write: overwrite=True.")
        said = {
            name: json.loads(frame.to_json(orient="records", date_format="iso", force_ascii=False))
            for name, frame in self.items()
        }
        file.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return file

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(frame)} {name}" for name, frame in self.items() if len(frame))
        return f"Dossier({counts})"


def contact_dossier(ws: Workspace, contact: object) -> Dossier:
    """Return the dossier of a contact; raises UnknownRecord."""
    with ws.one_state():
        contact_id = contact_id_of(ws, contact)
        return Dossier({name: ws.frame(query, {"id": contact_id}) for name, query in _PARTS.items()})
