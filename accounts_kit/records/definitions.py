"""Custom-field definitions from a file: what is new is defined, what is there is brought up to date,
nothing is lost.

A definition that is there keeps its key, its kind and every option it has; a file can give it another label
and more options. Called by `imports`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from accounts_kit.checks.rows import key_of_definition
from accounts_kit.errors import Problem, WrongValue
from accounts_kit.model import Field
from accounts_kit.records.defining import define_field
from accounts_kit.records.history import ChangeSet
from accounts_kit.records.writing import set_values
from accounts_kit.workspace import Workspace

Action = Literal["create", "update", "unchanged"]


def action_for(ws: Workspace, definition: Mapping[str, object]) -> Action:
    """Return what loading a checked definition would do.

    Raises WrongValue when its kind differs from the field's.
    """
    known = _known(ws, definition)
    if known is None:
        return "create"
    if definition.get("kind") != known.kind_name:
        message = f"field {known.name!r} is of kind {known.kind_name}, and a kind changes by conversion only"
        raise WrongValue.of([Problem("field_kind", message, "kind", str(definition.get("kind")))])
    return "update" if _changes(known, definition) else "unchanged"


def load_definition(change: ChangeSet, definition: Mapping[str, object]) -> Action:
    """Define a field, or bring the one of that key up to date, and return which of them it was."""
    action = action_for(change.ws, definition)
    if action == "create":
        define_field(change, _without_idle_currency(definition))
    elif action == "update":
        known = _known(change.ws, definition)
        assert known is not None
        field_id = change.ws.value(
            'SELECT field_id FROM custom_fields WHERE "of" = ? AND key = ?', [known.of, known.key]
        )
        set_values(change, "custom_field", field_id, _changes(known, definition))
        change.ws.catalogue_changed()
    return action


def _without_idle_currency(definition: Mapping[str, object]) -> Mapping[str, object]:
    """Return a definition without the currency that exports write for every kind."""
    return definition if definition.get("kind") == "currency" else {**definition, "currency": None}


def _known(ws: Workspace, definition: Mapping[str, object]) -> Field | None:
    known = ws.catalogue.find(f"{definition.get('of')}.{key_of_definition(definition)}")
    return known if known is not None and known.custom else None


def _changes(known: Field, definition: Mapping[str, object]) -> dict[str, object]:
    """Return the columns of a definition that the file changes, with their new values."""
    changes: dict[str, object] = {}
    label, options = definition.get("label"), definition.get("options")
    if label and label != known.label():
        changes["label"] = label
    if isinstance(options, list) and (more := [one for one in options if known.option_for(str(one)) is None]):
        changes["options"] = [*known.options, *more]
    return changes
