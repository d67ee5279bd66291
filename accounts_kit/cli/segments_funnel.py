"""accounts-kit segments funnel: what each part of a segment leaves."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import as_of_option, existing, format_option, workspace_option
from accounts_kit.cli.output import reading_of, show
from accounts_kit.cli.segment_argument import segment_argument, segment_from


@click.command()
@segment_argument
@as_of_option
@format_option
@workspace_option
def funnel(segment: str | None, rule: str | None, of: str, as_of: str | None, form: str, path: Path) -> None:
    """Print how many remain after each part of a segment, and how many a missing value decides.

    SEGMENT is a YAML or JSON file with a segment or a rule, or the name of a saved segment.

    \b
    Example:
      accounts-kit segments funnel software.yaml
    """
    from accounts_kit.segments import funnel as funnel_of

    chosen = segment_from(segment, rule, of)
    with existing(path) as ws:
        show(funnel_of(ws, chosen, as_of=as_of), form, reading_of(ws))
