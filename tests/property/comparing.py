"""A workspace against a plain firm: every row of every table, last contact, and what merged ids lead to."""

from __future__ import annotations

import accounts_kit as ak
from tests.property.plain_firm import Firm

SHOWN = {
    "accounts": "account_id name city",
    "contacts": "contact_id email first_name account_id job_title",
    "notes": "note_id text account_id contact_id",
    "tags": "tag_id name",
    "contact_tags": "contact_tag_id contact_id tag_id",
    "deals": "deal_id account_id contact_id",
    "tasks": "task_id contact_id deal_id completed_at",
    "activities": "activity_id kind contact_id deal_id task_id at",
    "aliases": "alias_id account_id contact_id alias_key former_id",
}
CALLED = {"alias_key": "key", "former_id": "former"}  # in the plain firm


def assert_the_same(ws: ak.Workspace, firm: Firm) -> None:
    for table, columns in SHOWN.items():
        id_column, *names = columns.split()
        listed = ", ".join(f'"{name}"' for name in names)
        found = ws.rows(f"SELECT {id_column}, {listed} FROM {table}")
        expected = [
            (one, *(row[CALLED.get(name, name)] for name in names)) for one, row in firm.rows[table].items()
        ]
        if table == "aliases":  # numbered by the workspace
            found, expected = [row[1:] for row in found], [row[1:] for row in expected]
        assert sorted(found, key=repr) == sorted(expected, key=repr), table
    said = dict(ws.rows("SELECT contact_id, last_contacted_at FROM contacts"))
    assert said == {one: firm.last_contact(one) for one in firm.rows["contacts"]}


def assert_merged_ids_find_the_survivor(ws: ak.Workspace, firm: Firm) -> None:
    for table, module in (("accounts", ak.accounts), ("contacts", ak.contacts)):
        id_column = f"{table.removesuffix('s')}_id"
        for former, survivor in firm.merged(table).items():
            if former not in firm.rows[table]:
                assert module.get(ws, former).to_dict()[id_column] == survivor
