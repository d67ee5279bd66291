"""accounts-kit segments explain: why one record is in a segment or not."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import as_of_option, existing, format_option, workspace_option
from accounts_kit.cli.output import printable, reading_of, show
from accounts_kit.cli.segment_argument import segment_from


@click.command()
@click.argument("segment")
@click.argument("record")
@as_of_option
@format_option
@workspace_option
def explain(segment: str, record: str, as_of: str | None, form: str, path: Path) -> None:
    """Print why a record is in a segment or not: each test with its answer and the value it saw.

    SEGMENT is a YAML or JSON file with a segment or a rule, or the name of a saved segment. RECORD is a
    contact by e-mail address or id; for a segment of accounts an account by name or id.

    \b
    Example:
      accounts-kit segments explain software.yaml jan@acme.nl
    """
    from accounts_kit.segments import explain as explained

    chosen = segment_from(segment, None, "contacts")
    with existing(path) as ws:
        found = explained(ws, chosen, int(record) if record.isdecimal() else record, as_of=as_of)
        if form == "table":
            for line in repr(found).splitlines():
                click.echo(printable(line))
        else:
            show(found.frame(), form, reading_of(ws))
