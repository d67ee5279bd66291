"""Importing custom-field definitions: few rows, judged and loaded one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import pyarrow as pa

from accounts_kit.checks.rows import key_of_definition
from accounts_kit.checks.values import checked_value
from accounts_kit.errors import WrongValue
from accounts_kit.imports.found import found
from accounts_kit.model import Field
from accounts_kit.model.values import split
from accounts_kit.records.fields.definitions import (
    Action,
    action_for,
    cannot_be_checked,
    cannot_be_required,
    load_definition,
)
from accounts_kit.records.history import ChangeSet
from accounts_kit.records.loading import Mode
from accounts_kit.workspace import Workspace

Definition = Mapping[str, Any]


@dataclass(frozen=True)
class Definitions:
    """What importing definitions would do: the rows, and how many of them do what."""

    rows: Sequence[Definition]
    created: int
    updated: int
    unchanged: int
    accounts_created: pd.DataFrame = field(default_factory=lambda: _nothing("line", "name"))
    moved: pd.DataFrame = field(
        default_factory=lambda: _nothing("line", "contact_id", "from_account", "to_account")
    )

    def write(self, change: ChangeSet) -> None:
        """Define what is new and bring the others up to date, in the order of the file."""
        for row in self.rows:
            load_definition(change, {name: value for name, value in row.items() if name != "line"})


def check_definitions(ws: Workspace, rows: pa.Table) -> Iterator[pd.DataFrame]:
    """Yield the definitions that cannot be: a key that stood before, another kind than the field has, a wrong
    default, a field that cannot be required.
    """
    firsts: dict[str, int] = {}
    for row in rows.to_pylist():
        if any(row[need] is None for need in ("of", "label", "kind")):
            continue  # refused already
        one, line = _field(row), row["line"]
        first = firsts.setdefault(one.name, line)
        if first != line:
            yield found([line], "key" if row.get("key") else "label", "duplicate_in_file", [first])
        elif _other_kind(ws, one):
            yield found([line], "kind", "field_kind")
        elif cannot_be_required(ws, row):
            yield found([line], "required", "field_required")
        elif cannot_be_checked(ws, row):
            yield found([line], "check", "field_values")
        elif (check := _refused_default(ws, one, row.get("default"))) is not None:
            yield found([line], "default", check)


def resolve_definitions(ws: Workspace, rows: pa.Table, update: Mode) -> Definitions:
    """Return what becomes of definitions that passed the checks."""
    actions: dict[Action, list[Definition]] = {"create": [], "update": [], "unchanged": []}
    for row in rows.to_pylist():
        definition = row | {"default": _default(_field(row), row.get("default"))}
        action = action_for(ws, definition)
        actions["unchanged" if action == "update" and update == "never" else action].append(definition)
    return Definitions(
        rows=sorted(actions["create"] + actions["update"], key=lambda row: int(row["line"])),
        created=len(actions["create"]),
        updated=len(actions["update"]),
        unchanged=len(actions["unchanged"]),
    )


def _field(row: Definition) -> Field:
    """Return the field that a row defines."""
    return Field(
        of=row["of"],
        key=key_of_definition(row),
        kind_name=row["kind"],
        labels={"en": row["label"]},
        options=tuple(row.get("options") or ()),
        check=row.get("check"),
        custom=True,
    )


def _other_kind(ws: Workspace, one: Field) -> Field | None:
    known = ws.catalogue.find(one.name)
    return known if known is not None and known.custom and known.kind_name != one.kind_name else None


def _default(one: Field, text: str | None) -> str | list[str] | None:
    return split(one, text) if text is not None and one.kind.several else text


def _refused_default(ws: Workspace, one: Field, text: str | None) -> str | None:
    """Return the name of the check that refuses a default; None when none does."""
    try:
        checked_value(ws.catalogue, one, _default(one, text))
    except WrongValue as refused:
        return refused.problems[0].check
    return None


def _nothing(*columns: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns), dtype="str")
