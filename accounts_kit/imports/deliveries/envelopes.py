"""What the keys of answers are called: which resource stands under a key, in the singular or the plural."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Each resource that is read, and the other keys that it comes under.
RESOURCES: Mapping[str, tuple[str, ...]] = {
    "accounts": ("account",),
    "contacts": ("contact",),
    "accountContacts": ("accountContact",),
    "accountCustomFieldMeta": ("accountCustomFieldMetum",),
    "accountCustomFieldData": ("accountCustomFieldDatum", "customerAccountCustomFieldData"),
    "fields": ("field",),
    "fieldOptions": ("fieldOption",),
    "fieldValues": ("fieldValue",),
    "contactLists": ("contactList",),
    "notes": ("note",),
    "tags": ("tag",),
    "contactTags": ("contactTag",),
    "deals": ("deal",),
    "dealStages": ("dealStage",),
    "dealTasks": ("dealTask", "tasks", "task"),
    "dealTasktypes": ("dealTasktype", "dealTaskTypes"),
    "users": ("user",),
}
RESOURCE_OF_KEY = {key: name for name, others in RESOURCES.items() for key in (name, *others)}

# Keys under which one file of records of a subject may hold them, whatever program made it.
LIKELY: Mapping[str, tuple[str, ...]] = {
    "accounts": ("accounts", "account", "companies", "organizations", "customers"),
    "contacts": ("contacts", "contact", "people", "subscribers"),
    "notes": ("notes", "note"),
    "deals": ("deals", "deal", "opportunities"),
    "tasks": ("tasks", "task", "dealTasks", "dealTask"),
    "activities": ("activities", "activity", "events"),
    "custom_fields": ("custom_fields", "accountCustomFieldMeta", "fields", "field"),
}


def likely_keys(what: str) -> tuple[str, ...]:
    """Return the keys under which the records of a subject usually stand in an envelope, likeliest first.

    >>> likely_keys("tasks")
    ('tasks', 'task', 'dealTasks', 'dealTask')
    """
    return LIKELY.get(what, ())


def resource_of_file(file: str) -> str | None:
    """Return the resource that a file of bare records is called after; None when it is called otherwise.

    >>> resource_of_file("accounts-page-2.json"), resource_of_file("export.json")
    ('accounts', None)
    """
    stem = re.split(r"[^A-Za-z]", file.rsplit(".", 1)[0])[0].lower()
    return next((name for key, name in RESOURCE_OF_KEY.items() if key.lower() == stem), None)
