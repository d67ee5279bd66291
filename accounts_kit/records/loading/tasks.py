"""Tasks of a load: which of those that are there a row is, and what completing it leaves behind.

Without an external id a task is all that the file says of it but whether it is done: a row and a task that
agree in that too find each other first, then the others, the open ones with the completed ones.
"""

from __future__ import annotations

from accounts_kit.records.completing import activities_of_tasks, forget_completion
from accounts_kit.records.history import ChangeSet, Source, update
from accounts_kit.records.last_contact import refresh
from accounts_kit.workspace.tables import literal

DONE = "completed_at"


def paired_tasks(rows: str, number: str, whole: str) -> tuple[str, str]:
    """Return the SELECTs of the rows and of the tasks that are there, each with its key and which of its kind
    it is; `number` and `whole` are the SQL of their external id and of what is said of them.
    """
    given = f"SELECT *, {number} AS number_, {whole} AS whole_ FROM ({rows})"
    there = f"SELECT task_id, {DONE}, {number} AS number_, {whole} AS whole_ FROM tasks"
    nth = "row_number() OVER (PARTITION BY match_ ORDER BY {})"
    return (
        f"SELECT *, {nth.format('line')} AS nth_ FROM ({_matched(given, there, 'line', waits_for=True)})",
        f"SELECT match_, {nth.format('task_id')}, task_id "
        f"FROM ({_matched(there, given, 'task_id', waits_for=False)})",
    )


def _matched(these: str, others: str, order: str, *, waits_for: bool) -> str:
    """Return the SELECT of tasks with their key: whole with its moment as far as others have that too, and
    what is left by the state that it has, or of a row by the one that it waits for.
    """
    counts = (
        f"SELECT whole_ AS its_whole_, {DONE} AS its_done_, count(*) AS count_ FROM ({others}) "
        "WHERE number_ IS NULL GROUP BY ALL"
    )
    nth = f"row_number() OVER (PARTITION BY number_ IS NULL, whole_, {DONE} ORDER BY {order})"
    left = f"({DONE} IS NULL) = {str(waits_for).lower()}"
    return (
        "SELECT * EXCLUDE (its_whole_, its_done_, count_, nth_of_kind_), "
        "CASE WHEN number_ IS NOT NULL THEN number_ "
        f"WHEN nth_of_kind_ <= count_ THEN concat('as it is ', {DONE}, whole_) "
        f"WHEN {left} THEN 'completed ' || whole_ ELSE 'open ' || whole_ END AS match_ "
        f"FROM (SELECT *, {nth} AS nth_of_kind_ FROM ({these})) "
        f"LEFT JOIN ({counts}) ON its_whole_ = whole_ AND its_done_ IS NOT DISTINCT FROM {DONE}"
    )


def note_completions(change: ChangeSet) -> None:
    """Note which tasks a load is about to complete, to open again, or to date otherwise; before it does."""
    change.ws.execute(
        "CREATE OR REPLACE TEMP TABLE completions AS SELECT record_id_ AS task_id, "
        f"tasks.{DONE} AS was_, resolved.{DONE} AS is_ FROM resolved JOIN tasks ON task_id = record_id_ "
        f"WHERE action_ = 'update' AND tasks.{DONE} IS DISTINCT FROM resolved.{DONE}"
    )


def follow_completions(change: ChangeSet, *, created: bool) -> None:
    """Do for tasks that were loaded what tasks.complete and tasks.reopen do: activities, and last contact.

    One that was completed at another moment than was known keeps its activity, which gets the moment.
    """
    ws = change.ws
    done = "SELECT task_id FROM completions WHERE was_ IS NULL"
    done += (
        f" UNION ALL SELECT task_id FROM fresh JOIN tasks USING (task_id) WHERE {DONE} IS NOT NULL" * created
    )
    ws.execute(
        "CREATE OR REPLACE TEMP TABLE completed AS "
        f'SELECT task_id, contact_id, deal_id, title, {DONE} AS "at" FROM tasks WHERE task_id IN ({done})'
    )
    if ws.value("SELECT count(*) FROM completed"):
        activities_of_tasks(change, "completed")
    if ws.value("SELECT count(*) FROM completions WHERE is_ IS NULL"):
        forget_completion(change, "(SELECT task_id FROM completions WHERE is_ IS NULL)")
    moved = (
        '(SELECT activity_id, contact_id, is_ AS "at" FROM activities JOIN completions USING (task_id) '
        f"WHERE was_ IS NOT NULL AND is_ IS NOT NULL AND kind IN ({literal('task_done')}, "
        f"{literal('deal_task_done')}))"
    )
    if update(change, "activities", ["at"], Source(moved)):
        refresh(change, moved)
    for name in ("completed", "completions"):
        ws.execute(f"DROP TABLE {name}")
