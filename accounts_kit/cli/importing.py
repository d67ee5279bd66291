"""accounts-kit import: the commands that take a file in."""

from __future__ import annotations

from typing import Any

import click

from accounts_kit.cli.groups import LazyGroup
from accounts_kit.cli.shell_spelling import in_shell
from accounts_kit.errors import AccountsKitError

COMMANDS = {
    "everything": "accounts_kit.cli.import_everything:everything",
    "plan": "accounts_kit.cli.import_plan:plan",
    "run": "accounts_kit.cli.import_run:run",
    "show": "accounts_kit.cli.import_show:show",
    "undo": "accounts_kit.cli.import_undo:undo",
}


class Importing(LazyGroup):
    """The group: an error of the library advises what one can type here."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for; raises click's own exception for what a user can mend."""
        try:
            return super().invoke(ctx)
        except AccountsKitError as error:
            raise click.ClickException(in_shell(str(error))) from error


@click.group(name="import", cls=Importing, modules=COMMANDS)
def importing() -> None:
    """Load accounts, contacts, notes and more from CSV, Excel or JSON; list it, and take it back."""
