"""Tasks: what is to be done for a contact or a deal; completing one is an activity (see `last_contact`)."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from accounts_kit.checks.values import checked
from accounts_kit.errors import Problem, WrongValue
from accounts_kit.model.records import Task
from accounts_kit.records.completing import activities_of_tasks, forget_completion
from accounts_kit.records.creating import create_record
from accounts_kit.records.history import Source, recording, update as write_cells
from accounts_kit.records.references import contact_id_of, record_id_of
from accounts_kit.records.selection import chosen
from accounts_kit.records.tabling import newest_first
from accounts_kit.workspace import Workspace


def create(
    ws: Workspace,
    title: str,
    *,
    contact: object = None,
    deal: object = None,
    kind: str | None = None,
    due_at: datetime | str | None = None,
    owner: object = None,
    external_id: str | None = None,
) -> Task:
    """Create a task for a contact or for a deal, and return it; it is open until it is completed.

    Without `owner` the acting user is it. Raises WrongValue (checks: about_task for neither or both of them,
    required, datetime), UnknownRecord.

    >>> create(ws, "Nabellen", contact="piet@acme.example").completed_at is None
    True
    """
    with recording(ws, f"create task {title}") as change:
        if contact is not None and deal is not None:
            message = "a task belongs to a contact or to a deal, and both were given. Leave one out"
            raise WrongValue.of([Problem("about_task", message, "contact")])
        contact_id = None if contact is None else contact_id_of(ws, contact)
        deal_id = None if deal is None else record_id_of(ws, "deal", deal)
        shown = {
            "contact": ws.value("SELECT max(email) FROM contacts WHERE contact_id = ?", [contact_id]),
            "deal": ws.value("SELECT max(title) FROM deals WHERE deal_id = ?", [deal_id]),
        }
        owner = owner if owner is not None else ws.user_id
        given = {"title": title, "kind": kind, "due_at": due_at, "owner": owner, "external_id": external_id}
        links = {"contact_id": contact_id, "deal_id": deal_id}
        return Task(create_record(change, "task", given, links, **shown))


def complete(ws: Workspace, tasks: object, *, at: datetime | str | None = None) -> int:
    """Complete tasks, now unless `at` is given, and return how many were open.

    Each becomes an activity: `task_done` of its contact, or `deal_task_done` of the deal's primary contact at
    this moment. One that is completed already keeps its moment. `tasks` is an id, a list, or a frame with
    task_id. Raises UnknownRecord, WrongValue. Help article: "Als een taak bij het contact voltooid is", "Als
    een deal-taak voltooid is (... als dit contact het primaire contact is binnen de deal)".
    """
    with recording(ws, "complete tasks") as change, chosen(ws, "task", tasks) as those:
        moment = checked(ws.catalogue, "task", {"completed_at": at or change.at})["completed_at"]
        ws.execute(
            "CREATE OR REPLACE TEMP TABLE completed AS "
            "SELECT task_id, contact_id, deal_id, title, ? AS at, ? AS completed_at "
            f"FROM tasks WHERE completed_at IS NULL AND task_id IN (SELECT task_id FROM {those.relation})",
            [moment, moment, *those.params],
        )
        count = write_cells(change, "tasks", ["completed_at"], Source("completed"))
        if count:
            activities_of_tasks(change, "completed")
        ws.execute("DROP TABLE completed")
        return count


def reopen(ws: Workspace, tasks: object) -> int:
    """Open completed tasks again and return how many were completed; their activities go.

    The last contact is then what the other activities say. Raises UnknownRecord.
    """
    with recording(ws, "reopen tasks") as change, chosen(ws, "task", tasks) as those:
        ws.execute(
            "CREATE OR REPLACE TEMP TABLE reopened AS "
            "SELECT task_id, CAST(NULL AS TIMESTAMPTZ) AS completed_at "
            "FROM tasks WHERE completed_at IS NOT NULL "
            f"AND task_id IN (SELECT task_id FROM {those.relation})",
            those.params,
        )
        count = write_cells(change, "tasks", ["completed_at"], Source("reopened"))
        if count:
            forget_completion(change, "reopened")
        ws.execute("DROP TABLE reopened")
        return count


def table(
    ws: Workspace, *, contact: object = None, deal: object = None, done: bool | None = None
) -> pd.DataFrame:
    """Return the tasks, those that are due first on top, those without a due moment last.

    Of one contact or deal when it is given; `done=False` keeps open ones, `done=True` completed ones.
    Columns: task_id, title, kind, due_at, completed_at, owner, created_at, external_id, contact_id, contact,
    deal_id, deal. Raises UnknownRecord.
    """
    with ws.one_state():
        tests: dict[str, object] = {}
        if contact is not None:
            tests["record.contact_id = ?"] = contact_id_of(ws, contact)
        if deal is not None:
            tests["record.deal_id = ?"] = record_id_of(ws, "deal", deal)
        if done is not None:
            tests["(record.completed_at IS NOT NULL) = ?"] = done
        return newest_first(ws, "task", tests, None, order="record.due_at NULLS LAST, record.task_id")


__all__ = [
    "complete",
    "create",
    "reopen",
    "table",
]


def __dir__() -> list[str]:
    return __all__
