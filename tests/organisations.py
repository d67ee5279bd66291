"""What the tests of the step from a text field to accounts have in common."""

from __future__ import annotations

import pandas as pd

import accounts_kit as ak
from accounts_kit.records.organisations.plan import OrganisationPlan

TABLES = ("users", "accounts", "contacts", "aliases", "custom_fields", "tags", "contact_tags", "notes")


def new_workspace() -> ak.Workspace:
    """A workspace whose contacts have a field Organisatie."""
    ws = ak.open()
    ak.fields.define(ws, "contact", "Organisatie", "text")
    return ws


def fill(ws: ak.Workspace, *organisations: str | None) -> None:
    """Create a contact for each value, in that order."""
    rows = pd.DataFrame(
        {"email": [f"c{n}@x.nl" for n in range(len(organisations))], "organisatie": organisations}
    )
    ak.imports.run(ws, "contacts", rows)


def clusters(plan: OrganisationPlan, *columns: str) -> list[tuple[object, ...]]:
    shown = plan.clusters[list(columns or ("cluster", "name", "spelling", "contacts"))].astype(object)
    return [tuple(row) for row in shown.where(shown.notna(), None).to_numpy().tolist()]


def linked(ws: ak.Workspace) -> list[str | None]:
    """The account of each contact, by name."""
    return [name for _, name in ws.rows(
        "SELECT contact_id, name FROM contacts LEFT JOIN accounts USING (account_id) ORDER BY contact_id"
    )]  # fmt: skip


def state(ws: ak.Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the tables of records, without the moment of the last change."""
    found = {}
    for table in TABLES:
        columns = [
            name for (name,) in ws.rows("SELECT name FROM pragma_table_info(?) ORDER BY name", [table])
        ]
        kept = ", ".join(f'"{name}"' for name in columns if name != "updated_at")
        found[table] = ws.rows(f"SELECT {kept} FROM {table} ORDER BY ALL")
    return found
