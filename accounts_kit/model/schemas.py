"""The standard fields, read once from schemas/*.yaml (the only importer of yaml for them)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import yaml

from accounts_kit.model.fields import Field, RecordType
from accounts_kit.shipped import shipped

# In the order in which tables are made: what is linked to comes first.
FILES = ("users", "accounts", "contacts", "notes", "deals", "tasks", "activities", "custom_fields")


@cache
def record_types() -> Mapping[str, RecordType]:
    """Return every record type by its name (account, contact, note, user, deal, task, activity,
    custom_field).
    """
    types = (_record_type(file) for file in FILES)
    return {record.name: record for record in types}


def _record_type(file: str) -> RecordType:
    text = (shipped("schemas") / f"{file}.yaml").read_text(encoding="utf-8")
    said: dict[str, Any] = yaml.load(text, Loader=_fast_loader())
    key = said.get("key") or {}
    return RecordType(
        name=said["record"],
        table=said["table"],
        id_column=said["id"],
        labels=said["label"],
        fields=tuple(_field(said["record"], name, about) for name, about in said["fields"].items()),
        key_column=key.get("column"),
        key_field=key.get("from"),
        links=said.get("links") or {},
        related=tuple(
            _related(said["record"], name, about) for name, about in (said.get("related") or {}).items()
        ),
    )


def _fast_loader() -> type[Any]:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _field(of: str, key: str, about: Mapping[str, Any]) -> Field:
    options = [{"text": one} if isinstance(one, str) else one for one in about.get("options", ())]
    return Field(
        of=of,
        key=key,
        kind_name=about["kind"],
        labels=about["label"],
        aliases=tuple(about.get("aliases", ())),
        required=about.get("required", False),
        unique=about.get("unique", False),
        max_length=about.get("max_length"),
        minimum=about.get("minimum"),
        options=tuple(one["text"] for one in options),
        option_aliases={alias: one["text"] for one in options for alias in one.get("aliases", ())},
        editable_options=about.get("editable_options", False),
        computed=about.get("computed", False),
        default=about.get("default"),
        column=about.get("column", key),
    )


def _related(of: str, key: str, about: Mapping[str, Any]) -> Field:
    """Return what a file may say about another record (the account of a contact, its tags) as a field
    of kind text.
    """
    kind = "multiselect" if key == "tags" else "text"
    return Field(
        of=of, key=key, kind_name=kind, labels=about["label"], aliases=tuple(about.get("aliases", ()))
    )
