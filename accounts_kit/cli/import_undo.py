"""accounts-kit import undo: take an import back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from accounts_kit.cli.exit_codes import ExitCode
from accounts_kit.cli.options import existing, format_option, strict_option, workspace_option
from accounts_kit.cli.output import reading_of, say, show

if TYPE_CHECKING:
    from accounts_kit.records.undoing.taking_back import Undone


@click.command()
@click.argument("import_id", type=int)
@strict_option
@format_option
@workspace_option
@click.pass_context
def undo(context: click.Context, /, import_id: int, strict: bool, form: str, path: Path) -> None:
    """Take back what import IMPORT_ID created and changed, and list what stays because it changed since.

    The ids are those of `accounts-kit import show`. An undo can be undone too, with changes.undo.

    \b
    Example:
      accounts-kit import undo 3
    """
    from accounts_kit.imports import undo as take_back

    with existing(path) as ws:
        undone = take_back(ws, import_id)
        show(undone.kept, form, reading_of(ws))
    say(_said(undone, import_id))
    if strict and len(undone.kept):
        context.exit(ExitCode.PROBLEMS)


def _said(undone: Undone, import_id: int) -> str:
    """Return what an undo did, in a sentence."""
    if not (undone.removed or undone.reverted or undone.restored or len(undone.kept)):
        return f"Import {import_id} changed nothing, or was taken back before: nothing is left of it."
    return (
        f"{undone.removed} removed, {undone.reverted} set back, {undone.restored} restored; "
        f"{len(undone.kept)} stay because they changed since."
    )
