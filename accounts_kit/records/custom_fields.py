"""Custom fields: defined in the workspace, stored as real typed columns (help article.

"Eigen account velden").
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import pandas as pd

from accounts_kit.checks.rows import key_of_definition
from accounts_kit.checks.values import check_row, checked, checked_value
from accounts_kit.errors import AlreadyExists
from accounts_kit.model import Field
from accounts_kit.model.values import is_missing
from accounts_kit.records.creating import create_record
from accounts_kit.records.history import ChangeSet, recording
from accounts_kit.records.layout import quoted
from accounts_kit.records.rights import require
from accounts_kit.workspace import Workspace


def define(
    ws: Workspace,
    of: str,
    label: str,
    kind: str,
    *,
    key: str | None = None,
    options: Sequence[str] | None = None,
    default: object = None,
    required: bool = False,
    currency: str | None = None,
    group: str | None = None,
) -> Field:
    """Define a custom field of accounts or contacts ("account" | "contact") and return it.

    `kind` is one of text, textarea, number, currency, date, datetime, dropdown, multiselect, radio, checkbox,
    hidden, email, phone, url; the four with options need them, in their order. The key is the slug of the
    label. Raises WrongValue (checks: field_key, field_options, option) and AlreadyExists.

    >>> define(ws, "account", "Contracteinde", "date").name
    'account.contracteinde'
    """
    definition = {
        "of": of,
        "label": label,
        "kind": kind,
        "key": key,
        "options": options if isinstance(options, str) else list(options or []),
        "default": default,
        "required": "yes" if required else "no",
        "currency": currency,
        "group": group,
    }
    with recording(ws, f"define field {label}", right="manage_fields") as change:
        return define_field(change, definition)


def define_field(change: ChangeSet, definition: Mapping[str, object]) -> Field:
    """Write one definition and its column; `imports` uses it too."""
    ws = change.ws
    require(ws, "manage_fields")
    given = {name: one for name, one in definition.items() if not is_missing(one)}
    said = checked(
        ws.catalogue, "custom_field", {name: one for name, one in given.items() if name != "default"}
    )
    check_row("custom_field", said)
    field = Field(
        of=str(said["of"]),
        key=key_of_definition(said),
        kind_name=str(said["kind"]),
        labels={"en": str(said["label"])},
        options=tuple(options) if isinstance(options := said.get("options"), list) else (),
        custom=True,
    )
    _refuse_known(ws, field)
    if field.kind_name == "currency":
        said.setdefault("currency", ws.catalogue.currency)
    default = _default_text(ws, field, given.get("default"))
    create_record(change, "custom_field", {**said, "key": field.key, "default": default}, links={})
    ws.execute(f"ALTER TABLE {field.of}s ADD COLUMN {quoted(field.column)} {field.kind.column_type}")
    ws.catalogue_changed()
    return ws.catalogue.field(field.name)


def _refuse_known(ws: Workspace, field: Field) -> None:
    if (known := ws.catalogue.find(field.name)) is not None:
        raise AlreadyExists(
            f"{field.of.capitalize()} has a field {field.key!r} already ({known.label()}; check: unique). "
            "Give another label, or a key of your own with key=."
        )


def _default_text(ws: Workspace, field: Field, default: object) -> str | None:
    """Return the text that a default is kept as: as code writes it, several values as JSON."""
    value = checked_value(ws.catalogue, field, default)
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)


def table(ws: Workspace, of: str | None = None) -> pd.DataFrame:
    """Return every field, standard and custom, in the order people see them.

    Columns: field (dotted name), label, kind, options, required, unique, custom. `of` keeps those of one
    record.
    """
    records = ("account", "contact") if of is None else (of,)
    language = ws.language
    rows = [
        {
            "field": field.name,
            "label": field.label(language),
            "kind": field.kind_name,
            "options": ", ".join(field.options),
            "required": field.required,
            "unique": field.unique,
            "custom": field.custom,
        }
        for record in records
        for field in ws.catalogue.fields(record)
    ]
    return pd.DataFrame(rows)
