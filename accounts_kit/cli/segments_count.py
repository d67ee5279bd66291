"""accounts-kit segments count: one number."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import as_of_option, existing, format_option, workspace_option
from accounts_kit.cli.output import show_facts
from accounts_kit.cli.segment_argument import segment_argument, segment_from


@click.command()
@segment_argument
@as_of_option
@format_option
@workspace_option
def count(segment: str | None, rule: str | None, of: str, as_of: str | None, form: str, path: Path) -> None:
    """Print how many members a segment has.

    SEGMENT is a YAML or JSON file with a segment or a rule, or the name of a saved segment.

    \b
    Example:
      accounts-kit segments count software.yaml --as-of 2026-03-01
      accounts-kit segments count --rule '{"field": "account.city", "op": "is", "value": "Gent"}'
    """
    from accounts_kit.segments import count as counted

    chosen = segment_from(segment, rule, of)
    with existing(path) as ws:
        number = counted(ws, chosen, as_of=as_of)
    if form == "table":
        click.echo(number)
    else:
        show_facts({"count": number}, form)
