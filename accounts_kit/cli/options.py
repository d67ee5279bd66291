"""Options that several commands share: the workspace, the moment, the form of what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from accounts_kit.errors import AccountsKitError, WorkspaceMissing

if TYPE_CHECKING:
    from accounts_kit.workspace import Workspace

WORKSPACE_VARIABLE = "ACCOUNTS_KIT_WORKSPACE"
DEFAULT_WORKSPACE = Path("crm.duckdb")

Command = TypeVar("Command", bound=Callable[..., Any])


def workspace_option(command: Command) -> Command:
    """Give a command `-w FILE`, which goes before what was said in front of the command."""
    return click.option(
        "-w",
        "--workspace",
        "path",
        type=click.Path(path_type=Path, dir_okay=False),
        callback=_as_said_in_front,
        help=f"The workspace file. [env var: {WORKSPACE_VARIABLE}; default: {DEFAULT_WORKSPACE}]",
    )(command)


def _as_said_in_front(context: click.Context, _: click.Parameter, given: Path | None) -> Path:
    said: Path = given or context.find_root().params["workspace"]
    return said


def as_of_option(command: Command) -> Command:
    """Give a command `--as-of`, the day or moment that rules call now."""
    return click.option(
        "--as-of",
        metavar="DAY",
        help="What rules call now: a day (2026-03-01 is its end) or a moment in ISO 8601.  [default: now]",
    )(command)


def format_option(command: Command) -> Command:
    """Give a command `--format`, the form of what it writes to stdout."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "csv", "json"]),
        default="table",
        show_default=True,
        help="What stdout gets: a table for people, CSV or JSON for programs.",
    )(command)


def strict_option(command: Command) -> Command:
    """Give a command `--strict`: data problems become the exit code."""
    return click.option("--strict", is_flag=True, help="End with exit code 3 when the data has problems.")(
        command
    )


def existing(path: Path) -> Workspace:
    """Return the workspace of a file that must be there: a misspelt name makes no new, empty one."""
    from accounts_kit.workspace import open

    if not path.exists():
        raise WorkspaceMissing(
            f"There is no workspace {path}. Name another: --workspace FILE. Or make it: accounts-kit init."
        )
    return open(path, user=_user())


def new_or_existing(path: Path) -> Workspace:
    """Return the workspace of a file, made when it is not there."""
    from accounts_kit.workspace import open

    return open(path, user=_user())


def _user() -> str | None:
    """Return who acts, as it was said in front of the command."""
    context = click.get_current_context(silent=True)
    return context.find_root().params.get("user") if context else None


@contextmanager
def new_when_kept(path: Path) -> Iterator[Workspace]:
    """Hold the workspace of a file; one that was made for it goes again when nothing came into it."""
    was_there = path.exists()
    with new_or_existing(path) as ws:
        try:
            yield ws
        except AccountsKitError:
            is_empty = not any(ws.counts().values())
            ws.close()
            if is_empty and not was_there:
                path.unlink(missing_ok=True)
            raise
