"""accounts-kit segments members: who is in a segment."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import as_of_option, existing, format_option, workspace_option
from accounts_kit.cli.output import reading_of, show
from accounts_kit.cli.segment_argument import segment_argument, segment_from


@click.command()
@segment_argument
@click.option(
    "--column",
    "columns",
    metavar="FIELD",
    multiple=True,
    help="A column to show, by its dotted name; repeatable.",
)
@as_of_option
@format_option
@workspace_option
def members(
    segment: str | None,
    rule: str | None,
    of: str,
    columns: tuple[str, ...],
    as_of: str | None,
    form: str,
    path: Path,
) -> None:
    """Print the members of a segment, ordered by id.

    SEGMENT is a YAML or JSON file with a segment or a rule, or the name of a saved segment.

    \b
    Example:
      accounts-kit segments members software.yaml --column contact.email --column account.city
      accounts-kit segments members software.yaml --format csv > software.csv
    """
    from accounts_kit.segments import members as members_of

    chosen = segment_from(segment, rule, of)
    with existing(path) as ws:
        found = members_of(ws, chosen, columns=columns or None, as_of=as_of)
        fields = {name: field for name in columns if (field := ws.catalogue.find(name))}
        decimals = {name: field.decimals for name, field in fields.items() if field.decimals is not None}
        show(found, form, reading_of(ws), decimals=decimals)
