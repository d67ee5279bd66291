"""accounts-kit fields: what rules, templates and files may name in a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import existing, format_option, workspace_option
from accounts_kit.cli.output import reading_of, show

RECORDS = ("account", "contact", "note", "activity", "deal", "task")


@click.command()
@click.argument("record", type=click.Choice(RECORDS), required=False)
@format_option
@workspace_option
def fields(record: str | None, form: str, path: Path) -> None:
    """List the fields of a workspace, those of its own too: name, label, kind and options.

    RECORD is one of account, contact, note, activity, deal and task; left out, all of them.

    \b
    Example:
      accounts-kit fields account
      accounts-kit fields contact --format csv
    """
    from accounts_kit.segments.names import names

    with existing(path) as ws:
        known = names(ws)
        frame = known.frame() if record is None else getattr(known, record).frame()
        show(frame, form, reading_of(ws))
