"""How a segment grew: its snapshots one after the other, and who came and went between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import pandas


def growth(ws: Workspace, name: str) -> pandas.DataFrame:
    """Return a row for each snapshot of a name, by the moment it is of: its members, who came and who went.

    Columns: snapshot_id, as_of, members, came, went; counted against the snapshot before, so of the first
    nobody came or went. Of snapshots of another kind of record under the same name, those of the latest kind
    count. No rows when there is none.
    """
    return ws.frame(
        """
        WITH frozen_ AS (
            SELECT snapshot_id, as_of, members, lag(snapshot_id) OVER (ORDER BY as_of, snapshot_id) AS before_
            FROM snapshots
            WHERE key_of(name) = key_of($name) AND "of" IN (
                SELECT last("of" ORDER BY snapshot_id) FROM snapshots WHERE key_of(name) = key_of($name))
        ), moves_ AS (
            SELECT frozen_.snapshot_id,
                count(*) FILTER (WHERE old_.record_id IS NULL) AS came,
            FROM frozen_
            JOIN snapshot_members AS new_ ON new_.snapshot_id = frozen_.snapshot_id
            LEFT JOIN snapshot_members AS old_
                ON old_.snapshot_id = frozen_.before_ AND old_.record_id = new_.record_id
            WHERE before_ IS NOT NULL
            GROUP BY ALL
        )
        SELECT snapshot_id, as_of, members, coalesce(came, 0) AS came,
            CASE WHEN before_ IS NULL THEN 0
                 ELSE (SELECT members FROM snapshots AS s_ WHERE s_.snapshot_id = before_)
                      - members + coalesce(came, 0) END AS went
        FROM frozen_ LEFT JOIN moves_ USING (snapshot_id)
        ORDER BY as_of, snapshot_id
        """,
        {"name": name},
    )
