"""Giving a custom field the kind, options and default back that it had, and its values with them.

A value that nobody changed since the conversion is what it was; one that was written since is converted back,
and when one of those cannot be, the field stays as it is. Reads the temporary tables of an undo.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from accounts_kit.checks.rows import fits_kind
from accounts_kit.checks.values import checked_value
from accounts_kit.errors import WrongValue
from accounts_kit.model import KINDS, Field
from accounts_kit.records.fields.conversion import becoming, converted, write_conversion
from accounts_kit.records.fields.converted_values import Converter
from accounts_kit.records.fields.defining import default_kept
from accounts_kit.records.fields.judging import refused_of
from accounts_kit.records.fields.rewriting import distinct_values
from accounts_kit.records.fields.uses import in_words
from accounts_kit.records.history import ChangeSet, as_text, from_text
from accounts_kit.records.layout import quoted
from accounts_kit.records.undoing.stale_values import fits
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.catalogue import LONGEST
from accounts_kit.workspace.tables import literal


def undo_shape(change: ChangeSet, field: Field, going: Mapping[str, str | None]) -> str | None:
    """Bring a field to the kind, options, default, currency and check that it had, as history has them.

    Returns why it stays as it is, or None. A kind is written with its values; the rest is the caller's to
    write.
    """
    ws = change.ws
    target = _target(field, going)
    if target is None or not _is_whole(ws, target):
        return "kind, options and default would not go together"
    if "kind" in going:
        return _undo_kind(change, field, target)
    why = why_options_stay(ws, target) if "options" in going else None
    return why or (_why_check_stays(ws, target) if "check" in going else None)


def why_options_stay(ws: Workspace, target: Field) -> str | None:
    """Return why a field cannot have the options of `target`: records would be left with others; or None.

    Counted are the values as they will be after the undo.
    """
    unfit = int(
        ws.value(f"SELECT count(*) FROM ({_after(target)}) WHERE NOT coalesce({fits(target, 'text_')}, true)")
    )
    return f"an option that would go is in use by {in_words(target, unfit)}" if unfit else None


def _why_check_stays(ws: Workspace, target: Field) -> str | None:
    """Return why a field cannot have the check of `target`: it would refuse values then; or None."""
    texts = ws.rows(f"SELECT DISTINCT text_ FROM ({_after(target)}) WHERE text_ IS NOT NULL")
    refused = refused_of(target, (text for (text,) in texts))
    return f"the check {target.check!r} would refuse values that are there" if refused else None


def _after(target: Field) -> str:
    """Return the SELECT of the texts that a field's values have after the undo: text_."""
    table, column = f"{target.of}s", f"record.{quoted(target.column)}"
    text = as_text(column, target.kind.column_type)
    return (
        f"SELECT CASE WHEN cell.record_id IS NOT NULL AND {text} IS NOT DISTINCT FROM cell.new "
        f"THEN cell.old ELSE {text} END AS text_ "
        f"FROM {table} AS record LEFT JOIN {_cells(target)} AS cell ON record.{target.of}_id = cell.record_id"
    )


def _target(field: Field, going: Mapping[str, str | None]) -> Field | None:
    """Return the field as it was; None when its default cannot even be read as one of that kind."""
    now = {
        "kind": field.kind_name,
        "options": json.dumps(field.options),
        "default": default_kept(field),
        "currency": field.currency,
        "check": field.check,
    }
    said = now | dict(going)
    kind, default = str(said["kind"]), said["default"]
    try:
        several = tuple(json.loads(default)) if default and KINDS[kind].several else None
    except ValueError:
        return None
    return replace(
        field,
        kind_name=kind,
        options=tuple(json.loads(said["options"] or "[]")),
        default=several or default,
        currency=said["currency"],
        check=said["check"],
        max_length=LONGEST.get(kind),
    )


def _is_whole(ws: Workspace, target: Field) -> bool:
    if target.kind.has_options != bool(target.options) or not fits_kind(target.check, target.kind_name):
        return False
    try:
        checked_value(ws.catalogue, replace(target, required=False), target.default)
    except WrongValue:
        return False
    return True


def _undo_kind(change: ChangeSet, field: Field, target: Field) -> str | None:
    """Give a field its old kind, with the values of then and those written since; or say why not."""
    ws, id_column = change.ws, f"{field.of}_id"
    said = as_text(f"record.{quoted(field.column)}", field.kind.column_type)
    ws.execute(
        f"CREATE OR REPLACE TEMP TABLE coming_back AS SELECT record.{id_column}, "
        f"{from_text('cell.old', target.kind.column_type)} AS value_ FROM {field.of}s AS record "
        f"JOIN {_cells(field)} AS cell ON cell.record_id = record.{id_column} "
        f"WHERE {said} IS NOT DISTINCT FROM cell.new"
    )
    since = f"record.{id_column} NOT IN (SELECT {id_column} FROM coming_back)"
    found = distinct_values(ws, field, since)
    values = [value for _, value, _ in found]
    written = converted(Converter.of(field, target, values, ws.language, ws.timezone), found)
    why = None
    if written.refused:
        why = f"values written since are no {target.kind_name}"
    elif field.required and ws.rows("SELECT 1 FROM coming_back WHERE value_ IS NULL LIMIT 1"):
        why = "it is required, and values would be lost"
    else:
        with becoming(ws, field, target, written.becomes) as rows:
            ws.execute(
                f"INSERT INTO coming_back SELECT * FROM {rows} ANTI JOIN coming_back USING ({id_column})"
            )
        write_conversion(change, field, target, default_kept(target), "coming_back")
        ws.execute(f"INSERT INTO reverted SELECT {literal(field.of + 's')}, {id_column} FROM coming_back")
    ws.execute("DROP TABLE coming_back")
    return why


def _cells(field: Field) -> str:
    """Return the relation of what is undone of a field's values: record_id, old, new."""
    return (
        "(SELECT record_id, old, new FROM undone WHERE action = 'update' "
        f"AND table_name = {literal(field.of + 's')} AND field = {literal(field.key)})"
    )
