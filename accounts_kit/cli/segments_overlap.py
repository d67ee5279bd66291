"""accounts-kit segments overlap: how segments overlap."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import as_of_option, existing, format_option, workspace_option
from accounts_kit.cli.output import reading_of, show
from accounts_kit.cli.segment_argument import segment_from


@click.command()
@click.argument("segments", nargs=-1, required=True)
@as_of_option
@format_option
@workspace_option
def overlap(segments: tuple[str, ...], as_of: str | None, form: str, path: Path) -> None:
    """Print how many are in exactly which of some segments, the most first.

    SEGMENTS are YAML or JSON files with a segment or a rule, or names of saved segments.

    \b
    Example:
      accounts-kit segments overlap Klanten Nieuwsbrief webinar.yaml
    """
    from accounts_kit.segments import overlap as overlap_of

    chosen = [segment_from(one, None, "contacts") for one in segments]
    with existing(path) as ws:
        found = overlap_of(ws, chosen, as_of=as_of)
        if form == "table":
            marked = {name: found[name].map({True: "x", False: ""}) for name in found.columns[:-1]}
            found = found.assign(**marked)
        show(found, form, reading_of(ws))
