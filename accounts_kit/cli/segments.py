"""accounts-kit segments: the commands about segments."""

from __future__ import annotations

import click

from accounts_kit.cli.groups import LazyGroup

COMMANDS = {
    "list": "accounts_kit.cli.segments_list:list_",
    "show": "accounts_kit.cli.segments_show:show",
    "save": "accounts_kit.cli.segments_save:save",
    "count": "accounts_kit.cli.segments_count:count",
    "members": "accounts_kit.cli.segments_members:members",
    "explain": "accounts_kit.cli.segments_explain:explain",
    "funnel": "accounts_kit.cli.segments_funnel:funnel",
    "compare": "accounts_kit.cli.segments_compare:compare",
    "overlap": "accounts_kit.cli.segments_overlap:overlap",
    "pull": "accounts_kit.cli.segments_pull:pull",
    "push": "accounts_kit.cli.segments_push:push",
}


@click.group(cls=LazyGroup, modules=COMMANDS)
def segments() -> None:
    """Save segments, count and list who is in them, explain and compare them."""
