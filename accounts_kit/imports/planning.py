"""`imports.plan` and `imports.run`: from a file or frame to records, with everything that is wrong kept
apart.

Both go the same way (reading, mapping, typing, checks, resolution); a plan stops there, and a run writes what
it resolved, in one transaction and one change set. Nothing of a refused row is written.

What one step writes the next may need: a field that a column becomes, an account that a contact names. A plan
of such a source does all of it in a transaction that is taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from accounts_kit.errors import WrongValue
from accounts_kit.imports.carrying import carry_out, staged_step
from accounts_kit.imports.kept import keep
from accounts_kit.imports.progress import Progress
from accounts_kit.imports.reading import Layout
from accounts_kit.imports.request import Request, Stated, UnknownAccounts, UnknownColumns
from accounts_kit.imports.results import ImportResult, Plan, outcome_of
from accounts_kit.imports.settled import Settled
from accounts_kit.imports.sources import Opened, mapped, opened
from accounts_kit.imports.staging import Step
from accounts_kit.imports.staleness import refuse_changed_fields, refuse_changed_source, users_now
from accounts_kit.imports.subjects import subject_of
from accounts_kit.imports.watching import watched
from accounts_kit.records.history import recording
from accounts_kit.records.loading import Modes
from accounts_kit.words.text import as_list
from accounts_kit.workspace import Workspace


def plan(
    ws: Workspace,
    what: str,
    source: Any,
    *,
    mapping: Stated = None,
    encoding: str | None = None,
    locale: str | None = None,
    key: str | None = None,
    update: Modes = "if_not_blank",
    unknown_accounts: UnknownAccounts = "create",
    unknown_columns: UnknownColumns = "ignore",
    tags: str | Sequence[str] = (),
    delimiter: str | None = None,
    quote: str | None = None,
    header: int | bool | None = None,
    sheet: str | int | None = None,
    records: str | None = None,
    dates: str | None = None,
    clear: str | None = None,
    missing: Sequence[str] | None = None,
    progress: Progress | Literal[False] | None = None,
) -> Plan:
    """Return what importing a file or frame would do, without doing it.

    `what` is "accounts", "contacts", "notes", "deals", "tasks", "activities" or "custom_fields", or
    "activecampaign" or "salesforce" for what those programs deliver: a JSON file, or a folder of them.
    `source` is the path of a CSV, Excel, ODS, JSON or Parquet file, or a pandas, Polars or Arrow frame. A
    file of contacts may hold columns of their accounts, and a note: mapping={"Plaats": "account.city"}.

    How it is read is found, and said in the plan, where it is left out: `encoding`, `delimiter`, `quote`,
    `header` (the line on which it stands, or False), `sheet` (by name, or place from 1), `records` (where in
    a JSON file they are: "data.items"), `locale` ("nl": 1.234,5) and the order of `dates` ("dmy"). `missing`
    are the texts that say that there is no value, instead of "-", "n.v.t." and the like.

    What it does: `mapping` says what headers mean that do not say it themselves: {header: field key, or None
    to ignore it}, or the path of a mapping file. `key` finds records by another field than name or e-mail:
    "external_id", "id", or a field of your own. `update` says what happens to the values of a record that is
    there, for all fields or by field: "if_not_blank" (a blank cell leaves the value), "always",
    "if_existing_blank", "never"; a cell that holds the text of `clear` empties the field. An account that
    nobody has is made, unless unknown_accounts="refuse"; columns without a field are left out, unless
    unknown_columns="create" makes fields of them, or "refuse" refuses. `tags` go to every contact.

    An import that takes long shows how far it is, on a terminal or in a notebook; progress=False shows
    nothing, and a function is told: progress(stage, rows, total), with "reading", "typing", "checking" and
    "writing".

    Raises UnreadableFile, UnknownEncoding, MappingError and UnknownField; bad rows raise nothing.
    """
    request = Request(
        subject_of(what), source, mapping, Layout(encoding, delimiter, quote, header, sheet, records), locale,
        dates, clear, None if missing is None else tuple(missing), key, update, unknown_accounts,
        unknown_columns, tuple(as_list(tags)),
    )  # fmt: skip
    with watched(progress):
        return _planned(ws, opened(ws, request))


def run(
    ws: Workspace,
    what: str | Plan,
    source: Any = None,
    *,
    mapping: Stated = None,
    encoding: str | None = None,
    locale: str | None = None,
    key: str | None = None,
    update: Modes = "if_not_blank",
    unknown_accounts: UnknownAccounts = "create",
    unknown_columns: UnknownColumns = "ignore",
    tags: str | Sequence[str] = (),
    delimiter: str | None = None,
    quote: str | None = None,
    header: int | bool | None = None,
    sheet: str | int | None = None,
    records: str | None = None,
    dates: str | None = None,
    clear: str | None = None,
    missing: Sequence[str] | None = None,
    progress: Progress | Literal[False] | None = None,
) -> ImportResult:
    """Import a file or frame, or do what a plan says, and return what came of it.

    All of it is one transaction and one change set: `imports.undo(ws, result)` takes it back. The keywords
    are those of `plan`. A plan is not read and judged again; only its rows find their records anew. Raises
    what `plan` raises, and PlanIsStale when the file or the fields of the workspace changed since the plan
    was made, or when it was made for another workspace.
    """
    planned = what if isinstance(what, Plan) else None
    request = Request(
        planned._opened.request.subject if planned else subject_of(str(what)), source, mapping,
        Layout(encoding, delimiter, quote, header, sheet, records), locale, dates, clear,
        None if missing is None else tuple(missing), key, update, unknown_accounts, unknown_columns,
        tuple(as_list(tags)),
    )  # fmt: skip
    if planned is None:
        with watched(progress):
            return _run(ws, opened(ws, request))
    if source is not None or request != Request(request.subject, None):
        raise WrongValue("A plan has its source and its keywords already. Write: imports.run(ws, plan).")
    refuse_changed_source(ws, planned)
    with watched(progress):
        return _run(ws, planned._opened, planned)


def _planned(ws: Workspace, asked: Opened) -> Plan:
    if len(asked.sources) == 1:
        with ws.reading():
            [source] = asked.sources
            mapping = mapped(ws, source)
            if not mapping.new and len(mapping.records) == 1:
                step = staged_step(ws, source, mapping)
                return _plan(ws, asked, *carry_out(ws, asked, None, [step]))
    with ws.tried():
        version = ws.catalogue.version
        with recording(ws, f"plan of {asked.name}", right=None) as change:
            return _plan(ws, asked, *carry_out(ws, asked, change), version=version)


def _plan(
    ws: Workspace,
    asked: Opened,
    steps: Sequence[Step],
    settled: Sequence[Settled],
    *,
    version: int | None = None,
) -> Plan:
    return Plan(
        **outcome_of(asked.request.subject.what, asked.name, settled),
        _opened=asked,
        _steps=tuple(steps),
        _catalogue_version=ws.catalogue.version if version is None else version,
        _users=users_now(ws),
        _workspace=ws,
    )


def _run(ws: Workspace, asked: Opened, planned: Plan | None = None) -> ImportResult:
    what = asked.request.subject.what
    with ws.transaction():
        if planned is not None:
            refuse_changed_fields(ws, planned)
        import_id = int(ws.value("SELECT nextval('import_ids')"))
        with recording(ws, f"import {what} from {asked.name}", import_id=import_id) as change:
            _, settled = carry_out(ws, asked, change, planned._steps if planned is not None else None)
        outcome = outcome_of(what, asked.name, settled)
        keep(ws, import_id, change.at, asked, outcome)
    written = change.change_set_id if change.written else None
    return ImportResult(**outcome, import_id=import_id, change_set_id=written)
