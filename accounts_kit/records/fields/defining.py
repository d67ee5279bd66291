"""Defining a custom field: its definition judged, its key made, its column added. Called by fields.define,
imports of definitions, and the sample.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from accounts_kit.checks.rows import is_currency_code, key_of_definition
from accounts_kit.checks.values import check_row, checked, checked_value
from accounts_kit.errors import AlreadyExists, Problem, WrongValue
from accounts_kit.model import Field
from accounts_kit.model.values import is_missing
from accounts_kit.records.creating import create_record
from accounts_kit.records.fields.order import make_room
from accounts_kit.records.history import ChangeSet
from accounts_kit.records.layout import quoted
from accounts_kit.words.sentences import sentence
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.rights import require


def define_field(change: ChangeSet, definition: Mapping[str, object]) -> Field:
    """Write one definition and its column, and return the field.

    Raises WrongValue, AlreadyExists, NotAllowed.
    """
    ws = change.ws
    require(ws, "manage_fields")
    given = {name: one for name, one in definition.items() if not is_missing(one)}
    default = given.pop("default", None)
    said = checked(ws.catalogue, "custom_field", given)
    check_row("custom_field", said)
    field = Field(
        of=str(said["of"]),
        key=key_of_definition(said),
        kind_name=str(said["kind"]),
        labels={"en": str(said["label"])},
        options=tuple(options) if isinstance(options := said.get("options"), list) else (),
        check=str(check) if (check := said.get("check")) is not None else None,
        region=ws.catalogue.region,
        custom=True,
    )
    _refuse_known(ws, field)
    said |= {"key": field.key, "currency": currency_of(ws, field, said.get("currency"))}
    said["default"] = default_text(ws, field, default)
    position = make_room(change, field.of, said.get("position"))
    create_record(change, "custom_field", {**said, "position": position}, links={})
    ws.execute(f"ALTER TABLE {field.of}s ADD COLUMN {quoted(field.column)} {field.kind.column_type}")
    ws.catalogue_changed()
    return ws.catalogue.field(field.name)


def yes_or_no(said: object) -> object:
    """Return True and False as the options that fields have for them; anything else as it is."""
    return {True: "yes", False: "no"}[said] if isinstance(said, bool) else said


def currency_of(ws: Workspace, field: Field, said: object = None) -> str | None:
    """Return the code of a field's amounts: as given, else the workspace's; None where it holds no amounts.

    Raises WrongValue for a code that is none, and for one that is given where there are no amounts.
    """
    if said is not None:
        return judged_currency(field, said)
    return ws.catalogue.currency if field.kind_name == "currency" else None


def judged_currency(field: Field, said: object) -> str:
    """Return a currency code in capitals.

    Raises WrongValue for what is none, and for a field that holds no amounts.
    """
    if field.kind_name != "currency":
        message = f"{field.name!r} holds no amounts but is of kind {field.kind_name}; leave currency= out"
        raise WrongValue.of([Problem("currency_code", message, "currency")])
    if not isinstance(said, str) or not is_currency_code(said):
        raise WrongValue.of(
            [Problem("currency_code", sentence("currency_code", "en", value=said), "currency")]
        )
    return said.upper()


def default_text(ws: Workspace, field: Field, default: object) -> str | None:
    """Return the text that a default is kept as: as code writes it, several values as JSON.

    Raises WrongValue for what the field cannot hold.
    """
    value = checked_value(ws.catalogue, replace(field, required=False), default)
    if value is None:
        return None
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
    checked_value(ws.catalogue, ws.catalogue.field("custom_field.default"), text)  # its length
    return text


def _refuse_known(ws: Workspace, field: Field) -> None:
    if (known := ws.catalogue.find(field.name)) is not None:
        raise AlreadyExists(
            f"{field.of.capitalize()} has a field {field.key!r} already ({known.label()}; check: unique). "
            "Give another label, or a key of your own with key=."
        )


def default_kept(field: Field) -> str | None:
    """Return the text that a field's default is kept as."""
    if isinstance(field.default, tuple):
        return json.dumps(field.default, ensure_ascii=False)
    return field.default
