"""Setting the options of a field: renamed, added, ordered and taken away in one call, values following.

The list that is given is the whole list. What it leaves out is renamed, replaced or, where nobody uses it,
taken away; in use it is refused. Custom fields keep their options in their definition, standard fields with
editable options (help article: "Indrustie/vertical" and "Jaarlijkse omzet") in the table field_options.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from accounts_kit.checks.rows import LONGEST_OPTION, alike
from accounts_kit.errors import Problem, UnknownOption, WrongKind, WrongValue
from accounts_kit.model import Field
from accounts_kit.model.values import Value
from accounts_kit.records.fields.references import field_id_of
from accounts_kit.records.fields.rewriting import distinct_values, rewrite
from accounts_kit.records.fields.uses import records_with, refuse_in_use
from accounts_kit.records.history import ChangeSet, Source, insert, new_ids, update
from accounts_kit.records.layout import quoted
from accounts_kit.records.saved_segments import (
    refuse_used_by_segments,
    rename_in_segments,
    segments_with_option,
)
from accounts_kit.records.writing import set_values
from accounts_kit.rules.mentions import Renaming
from accounts_kit.words.sentences import sentence
from accounts_kit.words.text import as_list, clean
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal

Becomes = Mapping[str, str | None]


def set_field_options(
    change: ChangeSet,
    field: Field,
    options: Iterable[str],
    rename: Becomes | None,
    replacement: Becomes | None,
) -> Field:
    """Bring a field to these options and its values along; see fields.set_options."""
    ws, before = change.ws, change.written
    _refuse_without_options(field)
    after = judged_options(field, options)
    becomes = _renamed(field, after, rename or {}) | _replaced(field, after, rename or {}, replacement or {})
    gone = [one for one in field.options if one not in after and one not in becomes]
    refuse_in_use(ws, field, gone, after)
    rewrite(change, field, _values(ws, replace(field, options=after), becomes))
    if field.custom:
        _write_custom(change, field, after, becomes)
    else:
        write_standard_options(change, field, after)
    if change.written != before:
        ws.catalogue_changed()
    _rename_in_segments(change, field, becomes)
    return ws.catalogue.field(field.name)


def _rename_in_segments(change: ChangeSet, field: Field, becomes: Becomes) -> None:
    """Have saved segments ask for the new options; what becomes empty has to be taken out of them first."""
    for option in (one for one, new in becomes.items() if new is None):
        users = segments_with_option(change.ws, field.name, option)
        refuse_used_by_segments(f"Option {option!r} of {field.name!r}", users)
    new_names = {old: new for old, new in becomes.items() if new is not None}
    rename_in_segments(change, Renaming(options={field.name: new_names}))


def judged_options(field: Field, options: Iterable[str]) -> tuple[str, ...]:
    """Return options as they are stored; raises WrongValue for blank, repeated or too long ones, and for
    none.
    """
    found = tuple(_judged_option(one) for one in as_list(options))
    if not found:
        raise _wrong("field_options", f"{field.name!r} needs an option; give its whole list, in its order")
    if (twice := alike(found)) is not None:
        raise _wrong("options_alike", sentence("options_alike", "en", other=twice[0], value=twice[1]))
    return found


def write_standard_options(change: ChangeSet, field: Field, options: Sequence[str]) -> None:
    """Write the own options of a standard field; its first row holds those that it comes with, so that an
    undo leads back to them.
    """
    if field.options == tuple(options):
        return
    row_id = change.ws.value("SELECT field_options_id FROM field_options WHERE field = ?", [field.name])
    if row_id is None:
        row_id = new_ids(change, "field_options", 1)
        row = {"field_options_id": row_id, "field": field.name, "options": list(field.options)}
        insert(change, "field_options", ["field", "options"], Source.of_row(row))
    source = Source.of_row({"field_options_id": row_id, "options": list(options)})
    update(change, "field_options", ["options"], source)


def _judged_option(option: object) -> str:
    if not isinstance(option, str):
        raise _wrong("text", f"an option is text, and {option!r} is not")
    text = clean(option)
    if text is None or len(text) > LONGEST_OPTION:
        words = {"value": option[:40], "length": len(text or ""), "limit": LONGEST_OPTION}
        raise _wrong("option_length", sentence("option_length", "en", **words))
    return text


def _refuse_without_options(field: Field) -> None:
    if not field.kind.has_options:
        raise WrongKind(
            f"{field.name!r} is of kind {field.kind_name} and has no options. "
            "Those are of dropdown, multiselect, radio and checkbox: fields.convert() makes it one of them."
        )
    if not field.custom and not field.editable_options:
        raise WrongValue(
            f"The options of {field.name!r} stand fixed. Those of industry, annual_revenue and custom fields "
            "can be set."
        )


def _renamed(field: Field, after: Sequence[str], rename: Becomes) -> dict[str, str | None]:
    becomes: dict[str, str | None] = {}
    for said, new in rename.items():
        target = _target("rename", field, after, said, new)
        old = _known(field, said, target)
        if old is not None and old != target:
            becomes[old] = target
    return becomes


def _replaced(
    field: Field, after: Sequence[str], rename: Becomes, replacement: Becomes
) -> dict[str, str | None]:
    becomes: dict[str, str | None] = {}
    for said, new in replacement.items():
        target = None if new is None else _target("replacement", field, after, said, new)
        old = _known(field, said, target)
        if said in rename or old in after:
            raise WrongValue(
                f"Option {said!r} of {field.name!r} is replaced and kept at once. "
                "Leave it out of the list and of rename=, or out of replacement=."
            )
        if old is not None:
            becomes[old] = target
    return becomes


def _target(keyword: str, field: Field, after: Sequence[str], said: str, new: str | None) -> str:
    found = replace(field, options=tuple(after), option_aliases={}).option_for(new) if new else None
    if found is None:
        raise WrongValue(
            f"{keyword}= brings option {said!r} of {field.name!r} to {new!r}, which is not in the list. "
            "Put it in the list of options, or write one that is there."
        )
    return found


def _known(field: Field, said: str, target: str | None) -> str | None:
    """Return the option that is meant; None for one that went in an earlier call of the same."""
    found = replace(field, option_aliases={}).option_for(said) if isinstance(said, str) else None
    if found is None and target is not None and target not in field.options:
        hint = field.option_suggestion(str(said))
        raise UnknownOption(f"{said!r} is no option of {field.name!r}. {hint}".rstrip())
    return found


def _values(ws: Workspace, field: Field, becomes: Becomes) -> dict[str, Value]:
    """Return what the values in use become, by their text, of a field with its new options.

    Raises WrongValue when a required field would be emptied.
    """
    values: dict[str, Value]
    if field.kind.several:
        listed = ", ".join(literal(one) for one in becomes)
        only = f"list_has_any(record.{quoted(field.column)}, [{listed}])" if becomes else "false"
        found = distinct_values(ws, field, only)
        values = {
            said: followed(field, items, becomes) for said, items, _ in found if isinstance(items, list)
        }
    else:
        values = {option: becomes[option] for option in records_with(ws, field, list(becomes))}
    if field.required and None in values.values():
        raise _wrong("required", f"{field.name!r} is required, and records would be left without a value")
    return values


def followed(field: Field, items: Sequence[str], becomes: Becomes) -> list[str] | None:
    """Return a list after renaming: each option once, in the order of the field; None when none is left."""
    kept = dict.fromkeys(new for item in items if (new := becomes.get(item, item)) is not None)
    order = {option: place for place, option in enumerate(field.options)}
    return sorted(kept, key=lambda option: order.get(option, len(order))) or None


def _write_custom(change: ChangeSet, field: Field, after: Sequence[str], becomes: Becomes) -> None:
    values: dict[str, object] = {"options": list(after)}
    if isinstance(field.default, tuple):
        default = followed(replace(field, options=tuple(after)), field.default, becomes)
        values["default"] = None if default is None else json.dumps(default, ensure_ascii=False)
    elif field.default is not None:
        values["default"] = becomes.get(field.default, field.default)
    set_values(change, "custom_field", field_id_of(change.ws, field), values)


def _wrong(check: str, message: str) -> WrongValue:
    return WrongValue.of([Problem(check, message, "options")])
