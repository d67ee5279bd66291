"""All tables of the answers, in the order in which they are loaded: each names what came before it."""

from __future__ import annotations

from typing import Any

from accounts_kit.imports.deliveries.active_campaign.accounts import account_rows
from accounts_kit.imports.deliveries.active_campaign.contacts import contact_rows
from accounts_kit.imports.deliveries.active_campaign.deals import deal_rows, task_rows
from accounts_kit.imports.deliveries.active_campaign.definitions import (
    account_fields,
    add_definitions,
    contact_fields,
)
from accounts_kit.imports.deliveries.active_campaign.notes import note_rows
from accounts_kit.imports.deliveries.active_campaign.opening import opened
from accounts_kit.imports.deliveries.active_campaign.people import people_of
from accounts_kit.imports.deliveries.active_campaign.values import account_values, contact_values
from accounts_kit.imports.deliveries.answers import Answers
from accounts_kit.imports.deliveries.delivery import Rows, counted

DEFINITION_KEYS = ("of", "label", "key", "kind", "options", "default", "required", "currency", "visible")


def tables_of_active_campaign(source: Any) -> tuple[Answers, list[Rows]]:
    """Return the answers, and the tables that they make; some may have no rows."""
    answers, remarks = opened(source)
    definitions = Rows("custom_fields", dict(zip(DEFINITION_KEYS, DEFINITION_KEYS, strict=True)))
    of_accounts, of_contacts = account_values(answers), contact_values(answers)
    fields = account_fields(answers, of_accounts, definitions)
    contact_own = contact_fields(answers, of_contacts, definitions)
    add_definitions(fields.values(), of_accounts, answers.by_id("accounts"), definitions)
    add_definitions(contact_own.values(), of_contacts, answers.by_id("contacts"), definitions)
    people = people_of(answers)
    tables = [
        definitions,
        account_rows(answers, people, fields, of_accounts),
        contact_rows(answers, people, contact_own, of_contacts),
        note_rows(answers, people),
        deal_rows(answers, people),
        task_rows(answers, people),
    ]
    first = next((table for table in tables if table.cells), definitions)
    first.remarks[:0] = remarks
    if users := len(answers.of("users")):
        first.remark(
            "users", f"{counted(users, 'user is', 'users are')} read for names only, and not imported."
        )
    return answers, tables
