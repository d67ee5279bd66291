"""The reference of the command line, docs/cli.md: what `--help` says, of every command.

Written again with: python -m accounts_kit.cli.reference > docs/cli.md
"""

from __future__ import annotations

from collections.abc import Iterator

import click

WIDTH = 96
INTRODUCTION = """\
# The command line

What `--help` says of every command; made from it by `python -m accounts_kit.cli.reference`.
"""


def reference(program: click.Group) -> str:
    """Return the reference as Markdown: a section for the program and for each command, in their order."""
    return "\n".join([INTRODUCTION, *_sections(program, None)])


def _sections(command: click.Command, parent: click.Context | None) -> Iterator[str]:
    name = None if parent is None else command.name
    settings = {**command.context_settings, "terminal_width": WIDTH}
    context = click.Context(command, parent, name or "accounts-kit", **settings)
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for one in command.list_commands(context):
            inner = command.get_command(context, one)
            assert inner
            yield from _sections(inner, context)


if __name__ == "__main__":
    from accounts_kit.cli import main

    click.echo(reference(main), nl=False)
