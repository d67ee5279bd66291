"""Linking many contacts from a frame, in one change set, with every refused row and why.

The frame is a reviewed list (`associations.by_domain` makes one) or somebody's own. Called by `associations`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from accounts_kit.records.history import Source, recording, update
from accounts_kit.records.linking.refusals import refused_rows
from accounts_kit.records.linking.rows import judge_rows, read_rows
from accounts_kit.records.showing import result_html, result_text
from accounts_kit.workspace import Workspace


@dataclass(frozen=True, eq=False, repr=False)
class LinkResult:
    """What a frame of links did: linked + moved + retitled + unchanged + refused rows = rows.

    `retitled` were linked there already and got another job title. `refused` has row (from 0), contact,
    account, column, check, value, message; `moved_rows` has row, contact_id, email, from_account, to_account;
    both in the order of the frame. `change_set_id` is what `changes.undo` takes, None when nothing changed.
    """

    rows: int
    linked: int
    moved: int
    retitled: int
    unchanged: int
    refused: pd.DataFrame
    moved_rows: pd.DataFrame
    change_set_id: int | None

    def sentence(self) -> str:
        """Return the result in one sentence."""
        counts = {
            "linked": self.linked,
            "moved": self.moved,
            "with another job title": self.retitled,
            "unchanged": self.unchanged,
            "refused": len(self.refused),
        }
        said = ", ".join(f"{count:,} {name}" for name, count in counts.items())
        return f"{self.rows:,} rows: {said}"

    def __repr__(self) -> str:
        return result_text(f"LinkResult({self.sentence()})", self._tables())

    def _repr_html_(self) -> str:
        return result_html(self.sentence(), self._tables())

    def _tables(self) -> dict[str, pd.DataFrame]:
        return {"Refused": self.refused, "Moved": self.moved_rows}


def link_frame(ws: Workspace, frame: object, *, move: bool) -> LinkResult:
    """Link the contacts of a frame; see associations.link_many."""
    with recording(ws, "link contacts") as change:
        rows = read_rows(ws, frame)
        judge_rows(ws, rows, move=move)
        counts = dict(ws.rows("SELECT becomes, count(*) FROM link_rows GROUP BY becomes"))
        refused = refused_rows(ws, rows)
        moved_rows = _moved_rows(ws)
        changed = (
            "(SELECT contact_of_row AS contact_id, account_of_row AS account_id, new_title AS job_title "
            "FROM link_rows WHERE becomes IN ('linked', 'moved', 'retitled'))"
        )
        update(change, "contacts", ["account_id", "job_title"], Source(changed))
        ws.execute("DROP TABLE link_rows")
        return LinkResult(
            rows=rows.table.num_rows,
            linked=counts.get("linked", 0),
            moved=counts.get("moved", 0),
            retitled=counts.get("retitled", 0),
            unchanged=counts.get("unchanged", 0),
            refused=refused,
            moved_rows=moved_rows,
            change_set_id=change.change_set_id if change.written else None,
        )


def _moved_rows(ws: Workspace) -> pd.DataFrame:
    return ws.frame(
        "SELECT moved.row, contact.contact_id, contact.email, old.name AS from_account, "
        "new.name AS to_account FROM link_rows AS moved "
        "JOIN contacts AS contact ON contact.contact_id = moved.contact_of_row "
        "JOIN accounts AS old ON old.account_id = moved.stored_id "
        "JOIN accounts AS new ON new.account_id = moved.account_of_row "
        "WHERE moved.becomes = 'moved' ORDER BY moved.row"
    )
