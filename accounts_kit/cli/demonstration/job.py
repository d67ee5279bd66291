"""The job of the demo: its workspace, where its files come from and go to, and the day it takes for today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from accounts_kit.cli.demonstration.page import Page
from accounts_kit.errors import FileInTheWay
from accounts_kit.shipped import shipped

if TYPE_CHECKING:
    from accounts_kit.workspace import Workspace

AS_OF = "2026-03-31"
WORKSPACE = "crm.duckdb"
BESIDE = ("", ".wal", ".lock")
MARK = ".made-by-the-demo"


@dataclass(frozen=True, slots=True)
class Job:
    """A workspace in a folder, the files of a made-up firm to fill it from, and the page to tell it on."""

    ws: Workspace
    source: Path
    folder: Path
    page: Page
    as_of: str = AS_OF  # no clock: every run says the same


@contextmanager
def fresh(folder: Path) -> Iterator[Job]:
    """Begin a job from nothing in a folder; the workspace of an earlier demo goes.

    Raises FileInTheWay for a folder that holds anything and was not made by a demo: somebody's workspace may
    be called crm.duckdb too.
    """
    from accounts_kit.workspace import open

    if not (folder / MARK).exists() and folder.is_dir() and any(folder.iterdir()):
        raise FileInTheWay(f"{folder} holds files that no demo made. Give an empty one: --folder build/demo.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    for ending in BESIDE:
        (folder / f"{WORKSPACE}{ending}").unlink(missing_ok=True)
    with open(folder / WORKSPACE) as ws:
        yield Job(ws, shipped("data"), folder, Page())
