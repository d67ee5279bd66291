"""accounts-kit segments: the commands about segments."""

from __future__ import annotations

import click

from accounts_kit.cli.groups import LazyGroup

COMMANDS = {
    "count": "accounts_kit.cli.segments_count:count",
    "members": "accounts_kit.cli.segments_members:members",
}


@click.group(cls=LazyGroup, modules=COMMANDS)
def segments() -> None:
    """Count and list who is in a segment."""
