"""The firm that is measured on: made once a run, in a file, and held open while the figures are taken."""

from __future__ import annotations

import shutil
from functools import cached_property
from pathlib import Path

import accounts_kit as ak

# Each of five kinds as often, over three years, for contacts by lot.
ACTIVITIES = """
INSERT INTO activities (activity_id, contact_id, kind, "at", value)
SELECT number, 1 + (hash(number) % ?)::BIGINT,
    ['mail_campaign', 'mail_opened', 'link_clicked', 'page_visited', 'purchase']
        [1 + (hash(number * 7) % 5)::BIGINT],
    TIMESTAMPTZ '2023-01-01 00:00:00+00' + to_minutes((hash(number * 3) % 1500000)::BIGINT),
    hash(number * 11) % 1000
FROM range(1, ?::BIGINT + 1) AS numbers(number)
"""


class Firm:
    """A sample firm of any size in a folder, as a workspace and as files.

    A tenth as many accounts as contacts.
    """

    def __init__(self, folder: Path, *, contacts: int) -> None:
        self.folder = folder
        self.contacts = contacts

    @cached_property
    def workspace(self) -> ak.Workspace:
        """The workspace that holds it."""
        made = ak.open(self.folder / "firm.duckdb")
        ak.sample.generate(made, accounts=self.contacts // 10, contacts=self.contacts)
        return made

    @cached_property
    def active(self) -> ak.Workspace:
        """The same firm in a workspace of its own, with five activities a contact and a saved segment."""
        self.workspace.close()
        path = self.folder / "active.duckdb"
        shutil.copyfile(self.folder / "firm.duckdb", path)
        del self.workspace  # it is opened anew when it is asked for
        made = ak.open(path)
        made.execute(ACTIVITIES, [self.contacts, 5 * self.contacts])
        reachable = (ak.contact.status == "active") & ak.contact.email.is_filled()
        ak.segments.save(made, ak.Segment("Bereikbaar", reachable))
        return made

    def files(self, contacts: int) -> Path:
        """Return a folder with the firm's files, with so many contacts."""
        folder = self.folder / f"files_{contacts}"
        if not folder.exists():
            ak.sample.generate(folder, accounts=contacts // 10, contacts=contacts)
        return folder
