"""From what people call a field to the field: its dotted name, the field itself, or `ak.account.x`."""

from __future__ import annotations

from accounts_kit.errors import UnknownField, WrongValue
from accounts_kit.model import Field
from accounts_kit.records.fields.archive import deleted_fields
from accounts_kit.rules.asking import Asked
from accounts_kit.workspace import Workspace


def field_of(ws: Workspace, said: object) -> Field:
    """Return the field that is meant, as it is now; raises UnknownField, with the nearest name."""
    name = _name_of(said)
    if not isinstance(name, str):
        raise UnknownField(
            f"{type(said).__name__} is nothing that names a field. Give its dotted name, like "
            "'account.industry', or what fields.define() returned."
        )
    try:
        return ws.catalogue.field(name)
    except UnknownField as unknown:
        deleted = [one for one in deleted_fields(ws) if one.name == name]
        if not deleted:
            raise
        raise UnknownField(
            f"No field {name!r}: it was deleted. "
            f"changes.undo(ws, {deleted[0].change_set_id}) brings it back, with its values."
        ) from unknown


def custom_field_of(ws: Workspace, said: object, instead: str) -> Field:
    """Return the custom field that is meant; `instead` says what can be done with a standard field.

    Raises UnknownField, and WrongValue for a standard field.
    """
    field = field_of(ws, said)
    if not field.custom:
        raise WrongValue(f"{field.name!r} is no custom field, and what it is stands fixed. {instead}")
    return field


def field_id_of(ws: Workspace, field: Field) -> int:
    """Return the id of a custom field's definition."""
    found = ws.value('SELECT field_id FROM custom_fields WHERE "of" = ? AND key = ?', [field.of, field.key])
    return int(found)


def _name_of(said: object) -> object:
    match said:
        case Field():
            return said.name
        case Asked():
            return repr(said).removeprefix("ak.")
    return said
