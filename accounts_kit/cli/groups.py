"""Groups of commands that load the module of a command when it is asked for, and say errors in one line."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from accounts_kit.errors import AccountsKitError


class LazyGroup(click.Group):
    """A group whose commands stand in modules: `modules` names them as "package.module:command"."""

    def __init__(self, *args: Any, modules: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order in which people need them."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, None when there is none."""
        if cmd_name not in self.modules:
            return None
        module, _, name = self.modules[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command


class Program(LazyGroup):
    """The outermost group: where an error of the library or the system becomes a line on stderr."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for; raises click's own exception for what a user can mend."""
        return in_one_line(lambda: super(Program, self).invoke(ctx))


def in_one_line(run: Callable[[], Any]) -> Any:
    """Return what the function returns, its errors re-said for the command line."""
    try:
        return run()
    except AccountsKitError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        if error.errno == errno.EPIPE:  # click ends quietly when nobody reads on
            raise
        said = error.strerror or str(error)
        where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        raise click.ClickException(f"{where}{said}") from error
