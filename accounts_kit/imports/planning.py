"""`imports.plan` and `imports.run`: from a file or frame to records, with everything that is wrong kept
apart.

Both go the same way (reading, mapping, typing, checks, resolution); a plan stops there, and a run writes what
it resolved, in one transaction and one change set. Nothing of a refused row is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from accounts_kit.errors import MappingError, PlanIsStale, WrongValue
from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.mapping import map_columns
from accounts_kit.imports.mapping_files import stated_mapping
from accounts_kit.imports.preparing import Prepared, prepare
from accounts_kit.imports.reading import Layout, Reading, read
from accounts_kit.imports.request import Request, Stated, UnknownAccounts, UnknownColumns
from accounts_kit.imports.results import ImportResult, Plan
from accounts_kit.imports.subjects import subject_of
from accounts_kit.records.history import ChangeSet, recording
from accounts_kit.records.loading import Mode
from accounts_kit.words.text import as_list
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import quoted


def plan(
    ws: Workspace,
    what: str,
    source: Any,
    *,
    mapping: Stated = None,
    encoding: str | None = None,
    locale: str | None = None,
    key: str | None = None,
    update: Mode = "if_not_blank",
    unknown_accounts: UnknownAccounts = "create",
    unknown_columns: UnknownColumns = "ignore",
    tags: str | Sequence[str] = (),
) -> Plan:
    """Return what importing a file or frame would do, without doing it.

    `what` is "accounts", "contacts", "notes" or "custom_fields"; `source` the path of a CSV file, or a
    pandas, Polars or Arrow frame. `mapping` says what headers mean that do not say it themselves: {header:
    field key, or None to ignore it}, or the path of a mapping file. `encoding` and `locale` ("nl": 1.234,5)
    are found when they are left out. `key` "external_id" finds records by that instead of by name or e-mail.
    `update` says what happens to the values of a record that is there: "if_not_blank" (a blank cell leaves
    the value), "always", "if_existing_blank", "never". An account that nobody has is made, unless
    unknown_accounts="refuse"; columns without a field are left out, unless unknown_columns="refuse". `tags`
    go to every contact of the file.

    Raises UnreadableFile, UnknownEncoding, MappingError and UnknownField; bad rows raise nothing.
    """
    request = Request(
        subject_of(what), source, mapping, encoding, locale, key, update, unknown_accounts, unknown_columns,
        tuple(as_list(tags)),
    )  # fmt: skip
    reading = read(source, Layout(encoding=encoding), ws.language)
    with ws.reading():
        columns = _mapped(ws, request, reading)
        prepared = prepare(ws, request, reading, columns)
        return Plan(
            **_outcome(request, reading.name, columns, prepared),
            _request=request,
            _columns=columns,
            _fingerprint=reading.fingerprint,
            _catalogue_version=ws.catalogue.version,
            _workspace=ws,
        )


def run(
    ws: Workspace,
    what: str | Plan,
    source: Any = None,
    *,
    mapping: Stated = None,
    encoding: str | None = None,
    locale: str | None = None,
    key: str | None = None,
    update: Mode = "if_not_blank",
    unknown_accounts: UnknownAccounts = "create",
    unknown_columns: UnknownColumns = "ignore",
    tags: str | Sequence[str] = (),
) -> ImportResult:
    """Import a file or frame, or do what a plan says, and return what came of it.

    All of it is one transaction and one change set: `changes.undo(ws, result.change_set_id)` takes it back.
    The keywords are those of `plan`. Raises what `plan` raises, and PlanIsStale when the file or the fields
    of the workspace changed since the plan was made, or when it was made for another workspace.
    """
    planned = what if isinstance(what, Plan) else None
    subject = planned._request.subject if planned else subject_of(str(what))
    request = Request(
        subject,
        None,
        mapping,
        encoding,
        locale,
        key,
        update,
        unknown_accounts,
        unknown_columns,
        tuple(as_list(tags)),
    )
    if planned is None:
        return _run(ws, replace(request, source=source))
    if source is not None or request != Request(subject, None):
        raise WrongValue("A plan has its source and its keywords already. Write: imports.run(ws, plan).")
    return _run(ws, planned._request, planned)


def _run(ws: Workspace, request: Request, planned: Plan | None = None) -> ImportResult:
    reading = read(request.source, Layout(encoding=request.encoding), ws.language)
    file = reading.name
    with ws.transaction():
        if planned is not None:
            _refuse_stale(ws, planned, reading)
        columns = planned._columns if planned is not None else _mapped(ws, request, reading)
        prepared = prepare(ws, request, reading, columns)
        del reading
        pa.default_memory_pool().release_unused()  # the file and its values, twice its size and more
        import_id = int(ws.value("SELECT nextval('import_ids')"))
        with recording(ws, f"import {request.subject.what} from {file}", import_id=import_id) as change:
            prepared.write(change)
        outcome = _outcome(request, file, columns, prepared)
        _log(ws, import_id, change, outcome)
    written = change.change_set_id if change.written else None
    return ImportResult(**outcome, import_id=import_id, change_set_id=written)


def _mapped(ws: Workspace, request: Request, reading: Reading) -> ColumnMapping:
    """Return which column fills which field; raises MappingError for columns that are to be refused."""
    stated = stated_mapping(request.mapping, request.subject)
    mapping = map_columns(ws.catalogue, request.subject, reading.headers, stated.columns, stated.names)
    unknown = mapping.unknown()
    if unknown and request.unknown_columns == "refuse":
        said = ", ".join(
            f"{one.header!r} (nearest: {one.nearest!r})" if one.nearest else repr(one.header)
            for one in unknown
        )
        raise MappingError(
            f"No field is called like these columns of {reading.name}: {said}. "
            f"Write mapping={{{unknown[0].header!r}: <a field's key, or None>}}, or define a field first."
        )
    return mapping


def _refuse_stale(ws: Workspace, planned: Plan, reading: Reading) -> None:
    if not ws.is_same_as(planned._workspace):
        raise PlanIsStale(
            "The plan was made for another workspace, with other records. Make one for this: imports.plan()."
        )
    if reading.fingerprint != planned._fingerprint:
        raise PlanIsStale(
            f"{reading.name} changed since the plan was made. Make the plan again: imports.plan()."
        )
    if ws.catalogue.version != planned._catalogue_version:
        raise PlanIsStale(
            "Fields or settings of the workspace changed since the plan was made. "
            "Make the plan again: imports.plan()."
        )


def _outcome(request: Request, file: str, columns: ColumnMapping, prepared: Prepared) -> dict[str, Any]:
    """Return what a plan and a result have in common, by the names of their fields."""
    resolution = prepared.resolution
    return {
        "what": request.subject.what,
        "file": file,
        "rows": prepared.rows,
        "created": resolution.created,
        "updated": resolution.updated,
        "unchanged": resolution.unchanged,
        "rejected": len(prepared.rejects),
        "problems": prepared.problems,
        "accounts_created": prepared.accounts_created,
        "moved": prepared.moved,
        "mapping": columns.table(),
        "assumptions": prepared.assumptions,
        "_rejects": prepared.rejects,
    }


def _log(ws: Workspace, import_id: int, change: ChangeSet, outcome: Mapping[str, Any]) -> None:
    """Keep for later what was imported and what came of it."""
    named = ("what", "file", "rows", "created", "updated", "unchanged", "rejected")
    columns = ", ".join(quoted(name) for name in ("import_id", "at", *named))
    marks = ", ".join("?" for _ in ("import_id", "at", *named))
    ws.execute(
        f"INSERT INTO imports ({columns}) VALUES ({marks})",
        [import_id, change.at, *(outcome[name] for name in named)],
    )
