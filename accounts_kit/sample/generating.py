"""`ak.sample.generate`: the fictional firm into a folder or a workspace."""

from __future__ import annotations

from pathlib import Path

from accounts_kit.sample.filling import fill
from accounts_kit.sample.folders import write_folder
from accounts_kit.workspace import Workspace


def generate(
    workspace_or_folder: Workspace | Path | str, *, accounts: int, contacts: int, seed: int = 0
) -> None:
    """Make a fictional Dutch firm's customers, at any size: the same ones for the same sizes and seed.

    Into a folder: accounts.csv, contacts.csv, notes.csv, custom_fields.csv. Into a workspace: the records
    themselves with custom fields, users and tags, as one change set; a second time changes nothing. Raises
    WrongValue for a size below zero, FileInTheWay for a folder with a file of one of those names, and
    AlreadyExists for a workspace with custom fields of the same names and other kinds.

    >>> ws = ak.open()
    >>> ak.sample.generate(ws, accounts=10, contacts=40)
    >>> ws.counts()["contacts"]
    40
    """
    if isinstance(workspace_or_folder, Workspace):
        fill(workspace_or_folder, accounts, contacts, seed)
    else:
        write_folder(Path(workspace_or_folder), accounts, contacts, seed)
