"""Changing what a custom field is called, where it stands and what it asks; its key and its kind stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from accounts_kit.checks.values import checked
from accounts_kit.errors import Problem, WrongValue
from accounts_kit.model import Field
from accounts_kit.records.fields.defining import default_text, judged_currency, yes_or_no
from accounts_kit.records.fields.judging import refuse_check
from accounts_kit.records.fields.order import make_room
from accounts_kit.records.fields.references import field_id_of
from accounts_kit.records.history import ChangeSet
from accounts_kit.records.layout import quoted
from accounts_kit.records.writing import set_values
from accounts_kit.workspace import Workspace


class NotGiven:
    """What a keyword is when it was left out, where None empties; written `...` in the documentation."""

    def __repr__(self) -> str:
        return "NOT_GIVEN"


NOT_GIVEN: Final = NotGiven()

# What a record is called where one is named in a message.
SHOWN = {"account": "name", "contact": "coalesce(email, phone)"}


def update_field(change: ChangeSet, field: Field, given: Mapping[str, object]) -> Field:
    """Bring a custom field to what was given of label, default, required, currency, group, position, visible
    and check, and return it; what is so already is no change.

    Raises WrongValue.
    """
    ws, before = change.ws, change.written
    judged = {name: yes_or_no(one) for name, one in given.items() if name not in ("default", "position")}
    values: dict[str, object] = dict(checked(ws.catalogue, "custom_field", judged))
    if "currency" in values:
        values["currency"] = judged_currency(field, values["currency"])
    if values.get("required") == "yes" and not field.required:
        refuse_lacking(ws, field)
    if "check" in values:
        check = values["check"]
        field = replace(field, check=None if check is None else str(check))
    if "default" in given:
        values["default"] = default_text(ws, field, given["default"])
        field = replace(field, default=None)
    if field.check is not None and "check" in values:
        refuse_check(ws, field, field.check)
    field_id = field_id_of(ws, field)
    if "position" in given:
        values["position"] = make_room(change, field.of, given["position"], but=field_id)
    if values:
        set_values(change, "custom_field", field_id, values)
    if change.written != before:
        ws.catalogue_changed()
    return ws.catalogue.field(field.name)


def refuse_lacking(ws: Workspace, field: Field) -> None:
    """Refuse to require a field that records have no value in; raises WrongValue with how many and whose."""
    without = f"FROM {field.of}s WHERE {quoted(field.column)} IS NULL"
    lacking = int(ws.value(f"SELECT count(*) {without}"))
    if not lacking:
        return
    first = ws.rows(f"SELECT {SHOWN[field.of]} {without} ORDER BY {field.of}_id LIMIT 3")
    named = ", ".join(repr(name) for (name,) in first)
    message = (
        f"{lacking} {field.of}s have no value in {field.name!r}: {named}{' ...' if lacking > 3 else ''}. "
        f"Give them one first: {field.of}s.update(ws, ak.{field.name}.is_blank(), {field.key}=...)"
    )
    raise WrongValue.of([Problem("required", message, field.key)])


def lacks_values(ws: Workspace, field: Field) -> bool:
    """Return whether some record has no value in a field."""
    return bool(ws.rows(f"SELECT 1 FROM {field.of}s WHERE {quoted(field.column)} IS NULL LIMIT 1"))
