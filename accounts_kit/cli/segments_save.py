"""accounts-kit segments save: a segment under its name, with a version for every change."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import existing, workspace_option
from accounts_kit.cli.segment_argument import segment_argument, segment_from


@click.command()
@segment_argument
@click.option("--name", help="The name to save it under; left out, the one in the file.")
@click.option("--owner", metavar="USER", help="Who looks after it: a user by name or e-mail address.")
@click.option("--comment", metavar="TEXT", help="What changed, and why; it stands with the version.")
@workspace_option
def save(
    segment: str | None,
    rule: str | None,
    of: str,
    name: str | None,
    owner: str | None,
    comment: str | None,
    path: Path,
) -> None:
    """Save a segment in the workspace; under a name that is there already, as its next version.

    SEGMENT is a YAML or JSON file with a segment or a rule, or the name of a saved segment.

    \b
    Example:
      accounts-kit segments save software.yaml --comment 'Ook kleine bedrijven'
      accounts-kit segments save --name Gent --rule '{"field": "account.city", "op": "is", "value": "Gent"}'
    """
    from accounts_kit.segments import Segment, save as save_segment
    from accounts_kit.segments.selecting import segment_of

    chosen = segment_from(segment, rule, of)
    with existing(path) as ws:
        found = segment_of(ws, chosen)
        if name is not None:
            found = Segment(name, found.rule, of=found.of, description=found.description, pins=found.pins)
        saved = save_segment(ws, found, owner=owner, comment=comment)
    click.echo(f"{saved.name}: version {saved.version}")
