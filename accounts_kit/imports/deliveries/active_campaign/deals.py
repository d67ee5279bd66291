"""Deals and tasks from the answers: amounts from minor units, and by name what they are about."""

from __future__ import annotations

from accounts_kit.imports.deliveries.active_campaign.people import People
from accounts_kit.imports.deliveries.answers import Answers, Item, id_in
from accounts_kit.imports.deliveries.cells import amount_in, text_in
from accounts_kit.imports.deliveries.delivery import Rows, counted, unread

DEAL_HEADERS = {
    "title": "title",
    "value": "value",
    "currency": "currency",
    "stage": "stage",
    "status": "status",
    "account": "account",
    "contact": "contact",
    "owner": "owner",
    "created_at": "cdate",
    "external_id": "id",
}
TASK_HEADERS = {
    "title": "title",
    "kind": "dealTasktype",
    "due_at": "duedate",
    "completed_at": "udate",
    "contact": "contact",
    "deal": "deal",
    "owner": "assignee",
    "created_at": "cdate",
    "external_id": "id",
}
DEAL_READ = (*DEAL_HEADERS.values(), "organization", "customerAccount", "mdate", "udate")
TASK_READ = (*TASK_HEADERS.values(), "note", "status", "relid", "reltype", "ownerType", "owner", "user")
STATUSES = {"0": "open", "1": "won", "2": "lost"}
LONGEST_TITLE = 255
ABOUT = {"deal": "deal", "contact": "contact", "subscriber": "contact"}


def deal_rows(answers: Answers, people: People) -> Rows:
    """Return a row for each deal."""
    rows = Rows("deals", DEAL_HEADERS)
    stages = {key: text_in(one.values.get("title")) for key, one in answers.by_id("dealStages").items()}
    deals = answers.of("deals")
    for item in deals:
        deal = item.values
        account = (
            id_in(deal.get("account"))
            or id_in(deal.get("customerAccount"))
            or id_in(deal.get("organization"))
        )
        currency, status = text_in(deal.get("currency")), text_in(deal.get("status"))
        rows.add(
            item,
            {
                "title": text_in(deal.get("title")),
                "value": amount_in(deal.get("value"), currency),
                "currency": currency.upper() if currency else None,
                "stage": stages.get(id_in(deal.get("stage")) or "") or text_in(deal.get("stage")),
                "status": STATUSES.get(status, status) if status else None,
                "account": people.account(account),
                "contact": people.contact(deal.get("contact")),
                "owner": people.user(deal.get("owner")),
                "created_at": text_in(deal.get("cdate")),
                "external_id": item.id,
            },
        )
    people.say_unresolved(rows)
    _say_of_deals(rows, deals, stages)
    rows.remarks += unread(deals, DEAL_READ)
    return rows


def _say_of_deals(rows: Rows, deals: list[Item], stages: dict[str, str | None]) -> None:
    numbered = sum(1 for one in deals if (stage := id_in(one.values.get("stage"))) and not stages.get(stage))
    if numbered:
        said = counted(numbered, "deal has", "deals have")
        rows.remark("stages", f"{said} a stage whose name is not among the answers: its number stands there.")
    values = zip(deals, rows.cells, strict=True)
    if lost := sum(1 for one, row in values if text_in(one.values.get("value")) and row["value"] is None):
        said = counted(lost, "deal has", "deals have")
        rows.remark("amounts", f"{said} a value in no whole minor units: left out.")


def task_rows(answers: Answers, people: People) -> Rows:
    """Return a row for each task of a contact or a deal; a deal is known by its id there."""
    rows = Rows("tasks", TASK_HEADERS)
    kinds = {key: text_in(one.values.get("title")) for key, one in answers.by_id("dealTasktypes").items()}
    others: dict[str, int] = {}
    tasks = answers.of("dealTasks")
    completed = notes = 0
    for item in tasks:
        task = item.values
        said = text_in(task.get("reltype")) or text_in(task.get("ownerType")) or "nothing"
        about = ABOUT.get(said.lower())
        if about is None:
            others[said] = others.get(said, 0) + 1
            continue
        kind = kinds.get(id_in(task.get("dealTasktype")) or "") or text_in(task.get("dealTasktype"))
        is_done = text_in(task.get("status")) == "1"
        completed += is_done
        notes += bool(text_in(task.get("title")) and text_in(task.get("note")))
        rows.add(
            item,
            {
                "title": (text_in(task.get("title")) or text_in(task.get("note")) or kind or "")[
                    :LONGEST_TITLE
                ],
                "kind": kind,
                "due_at": text_in(task.get("duedate")),
                "completed_at": _completed_at(item) if is_done else None,
                "contact": people.contact(task.get("relid")) if about == "contact" else None,
                "deal": id_in(task.get("relid")) if about == "deal" else None,
                "owner": people.user(task.get("assignee") or task.get("owner") or task.get("user")),
                "created_at": text_in(task.get("cdate")),
                "external_id": item.id,
            },
        )
    people.say_unresolved(rows)
    if completed:
        done = counted(completed, "task is", "tasks are")
        rows.remark("completed", f"{done} completed; the moment is that of the last change (udate).")
    if notes:
        rows.remark("task_notes", f"{counted(notes, 'note of a task is', 'notes of tasks are')} left out.")
    for about, count in others.items():
        rows.remark("other_tasks", f"{counted(count, 'task is', 'tasks are')} of {about}: left out.")
    rows.remarks += unread(tasks, TASK_READ)
    return rows


def _completed_at(item: Item) -> str | None:
    """Return when a completed task was done, as far as the API tells: its last change, else its date."""
    moments = (text_in(item.values.get(key)) for key in ("udate", "edate", "duedate", "cdate"))
    return next((moment for moment in moments if moment), None)
