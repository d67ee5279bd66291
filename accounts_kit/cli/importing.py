"""accounts-kit import: the commands that take a file in."""

from __future__ import annotations

import click

from accounts_kit.cli.groups import LazyGroup

COMMANDS = {
    "plan": "accounts_kit.cli.import_plan:plan",
    "run": "accounts_kit.cli.import_run:run",
    "show": "accounts_kit.cli.import_show:show",
    "undo": "accounts_kit.cli.import_undo:undo",
}


@click.group(name="import", cls=LazyGroup, modules=COMMANDS)
def importing() -> None:
    """Load accounts, contacts, notes and more from CSV, Excel or JSON; list it, and take it back."""
