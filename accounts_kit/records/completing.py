"""What completing tasks leaves behind: an activity each, and a last contact that follows.

The contact is stored then: who becomes the deal's primary contact later moves nothing. Called by `tasks`.
"""

from __future__ import annotations

from accounts_kit.records.history import ChangeSet, Source, delete, insert, new_ids
from accounts_kit.records.last_contact import refresh
from accounts_kit.workspace.tables import literal

TASK = "task_done"
DEAL_TASK = "deal_task_done"


def activities_of_tasks(change: ChangeSet, tasks: str) -> None:
    """Record that tasks were completed: `tasks` is a table with task_id, contact_id, deal_id, title, at.

    The contact of a task on a deal is who was the deal's primary contact when it was completed; a later
    change of the deal moves nothing.
    """
    count = int(change.ws.value(f"SELECT count(*) FROM {tasks}"))
    first = new_ids(change, "activities", count)
    change.ws.execute(
        "CREATE OR REPLACE TEMP TABLE fresh_activities AS SELECT "
        "? - 1 + row_number() OVER (ORDER BY task_id) AS activity_id, task_id, task.deal_id, "
        "CASE WHEN task.deal_id IS NULL THEN task.contact_id ELSE deals.contact_id END AS contact_id, "
        f"CASE WHEN task.deal_id IS NULL THEN {literal(TASK)} ELSE {literal(DEAL_TASK)} END AS kind, "
        f"task.title AS name, task.at FROM {tasks} AS task LEFT JOIN deals ON task.deal_id = deals.deal_id",
        [first],
    )
    columns = ["task_id", "deal_id", "contact_id", "kind", "name", "at"]
    insert(change, "activities", columns, Source("fresh_activities"))
    refresh(change, "fresh_activities")
    change.ws.execute("DROP TABLE fresh_activities")


def forget_completion(change: ChangeSet, tasks: str) -> None:
    """Delete the activities that completing these tasks left behind: `tasks` is a table with task_id."""
    change.ws.execute(
        "CREATE OR REPLACE TEMP TABLE undone_activities AS SELECT activity_id, contact_id FROM activities "
        f"WHERE task_id IN (SELECT task_id FROM {tasks}) AND kind IN ({literal(TASK)}, {literal(DEAL_TASK)})"
    )
    if delete(change, "activities", Source("undone_activities")):
        refresh(change, "undone_activities")
    change.ws.execute("DROP TABLE undone_activities")


def settle_tasks(change: ChangeSet, tasks: str) -> None:
    """Bring the activities of these tasks (a table with task_id) in line with whether they are completed:
    none for an open one, one for a completed one, of the moment at which it was.

    Called after an undo, which may have brought one of the two back and not the other.
    """
    left_over = (
        "SELECT activity_id, contact_id FROM (SELECT activity_id, activity.contact_id, row_number() OVER ("
        "PARTITION BY task_id ORDER BY activity.at IS DISTINCT FROM completed_at, activity_id) AS nth, "
        "completed_at FROM activities AS activity JOIN tasks USING (task_id) "
        f"WHERE activity.kind IN ({literal(TASK)}, {literal(DEAL_TASK)}) "
        f"AND task_id IN (SELECT task_id FROM {tasks})) "
        "WHERE completed_at IS NULL OR nth > 1"
    )
    change.ws.execute(f"CREATE OR REPLACE TEMP TABLE left_over AS {left_over}")
    if delete(change, "activities", Source("left_over")):
        refresh(change, "left_over")
    change.ws.execute("DROP TABLE left_over")
