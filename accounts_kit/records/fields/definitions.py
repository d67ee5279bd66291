"""Custom-field definitions from a file: what is new is defined, what is there is brought up to date,
nothing is lost.

A definition that is there keeps its key, its kind, its place and every option it has; a file can give it
another label, default, currency, group and visibility, more options, make it required where every record
has a value, and have it ask for a check that every value passes. A blank cell changes nothing. Called by
`imports`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from accounts_kit.checks.rows import fits_kind, key_of_definition
from accounts_kit.errors import Problem, WrongValue
from accounts_kit.model import Field
from accounts_kit.records.fields.defining import default_kept, default_text, define_field
from accounts_kit.records.fields.judging import refuses_values
from accounts_kit.records.fields.options import set_field_options
from accounts_kit.records.fields.updating import lacks_values, update_field
from accounts_kit.records.history import ChangeSet
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.rights import require

Action = Literal["create", "update", "unchanged"]


def action_for(ws: Workspace, definition: Mapping[str, object]) -> Action:
    """Return what loading a checked definition would do.

    Raises WrongValue when its kind differs from the field's.
    """
    known = known_field(ws, definition)
    if known is None:
        return "create"
    if definition.get("kind") != known.kind_name:
        message = f"field {known.name!r} is of kind {known.kind_name}, and a kind changes by conversion only"
        raise WrongValue.of([Problem("field_kind", message, "kind", str(definition.get("kind")))])
    return "update" if _changes(ws, known, definition) or _more_options(known, definition) else "unchanged"


def load_definition(change: ChangeSet, definition: Mapping[str, object]) -> Action:
    """Define a field, or bring the one of that key up to date, and return which of them it was."""
    action = action_for(change.ws, definition)
    known = known_field(change.ws, definition)
    if known is None:
        define_field(change, _without_idle_currency(definition))
    elif action == "update":
        require(change.ws, "manage_fields")
        changes = _changes(change.ws, known, definition)
        if more := _more_options(known, definition):
            known = set_field_options(change, known, [*known.options, *more], None, None)
        update_field(change, known, changes)
    return action


def cannot_be_required(ws: Workspace, definition: Mapping[str, object]) -> bool:
    """Return whether a definition would require a field that records have no value in."""
    known = known_field(ws, definition)
    if known is None or known.required or definition.get("required") != "yes":
        return False
    return lacks_values(ws, known)


def cannot_be_checked(ws: Workspace, definition: Mapping[str, object]) -> bool:
    """Return whether a definition would ask for a check that refuses values which records have."""
    known, check = known_field(ws, definition), definition.get("check")
    if known is None or check is None or check == known.check or not fits_kind(str(check), known.kind_name):
        return False
    return refuses_values(ws, known, str(check))


def known_field(ws: Workspace, definition: Mapping[str, object]) -> Field | None:
    """Return the custom field that a definition is about, None when it is new."""
    known = ws.catalogue.find(f"{definition.get('of')}.{key_of_definition(definition)}")
    return known if known is not None and known.custom else None


def _without_idle_currency(definition: Mapping[str, object]) -> Mapping[str, object]:
    """Return a definition without the currency that exports write for every kind."""
    return definition if definition.get("kind") == "currency" else {**definition, "currency": None}


def _changes(ws: Workspace, known: Field, definition: Mapping[str, object]) -> dict[str, object]:
    """Return what a file changes of a definition, as fields.update takes it."""
    now: dict[str, object] = {
        "label": known.label(),
        "required": "yes" if known.required else "no",
        "visible": "yes" if known.visible else "no",
        "group": known.group,
        "check": known.check,
    }
    said = {name: definition.get(name) for name in now}
    if known.kind_name == "currency":
        now["currency"] = known.currency
        said["currency"] = str(definition.get("currency") or "").upper() or None
    changes = {name: one for name, one in said.items() if one is not None and one != now[name]}
    default = definition.get("default")
    after = replace(
        known,
        options=(*known.options, *_more_options(known, definition)),
        check=str(definition.get("check") or known.check or "") or None,
    )
    if default is not None and default_text(ws, after, default) != default_kept(known):
        changes["default"] = default
    return changes


def _more_options(known: Field, definition: Mapping[str, object]) -> list[str]:
    """Return the options of a definition that its field has not."""
    options = definition.get("options")
    listed = options if isinstance(options, list) and known.kind.has_options else []
    return [str(one) for one in listed if known.option_for(str(one)) is None]
