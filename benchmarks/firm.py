"""The firm that is measured on: made once a run, in a file, and held open while the figures are taken."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import accounts_kit as ak


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

    def files(self, contacts: int) -> Path:
        """Return a folder with the firm's files, with so many contacts."""
        folder = self.folder / f"files_{contacts}"
        if not folder.exists():
            ak.sample.generate(folder, accounts=contacts // 10, contacts=contacts)
        return folder
