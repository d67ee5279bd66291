"""accounts-kit segments show: one segment, as a sentence, YAML, JSON, Python or SQL."""

from __future__ import annotations

import json
from pathlib import Path

import click

from accounts_kit.cli.options import existing, workspace_option
from accounts_kit.cli.segment_argument import segment_argument, segment_from

FORMS = ("sentence", "yaml", "json", "python", "sql", "history")


@click.command()
@segment_argument
@click.option(
    "--as", "form", type=click.Choice(FORMS), default="sentence", show_default=True, help="How to show it."
)
@workspace_option
def show(segment: str | None, rule: str | None, of: str, form: str, path: Path) -> None:
    """Print a segment: as a sentence in the workspace's language, as text for a file, or as SQL.

    SEGMENT is the name of a saved segment, or a YAML or JSON file with a segment or a rule.

    \b
    Example:
      accounts-kit segments show "Klanten in Gent"
      accounts-kit segments show "Klanten in Gent" --as yaml > klanten.yaml
    """
    from accounts_kit.cli.output import reading_of, show as show_frame
    from accounts_kit.rules.words import described
    from accounts_kit.segments import history, to_sql
    from accounts_kit.segments.selecting import segment_of

    chosen = segment_from(segment, rule, of)
    with existing(path) as ws:
        found = segment_of(ws, chosen)
        match form:
            case "yaml":
                click.echo(found.to_yaml(), nl=False)
            case "json":
                click.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
            case "python":
                click.echo(repr(found))
            case "sql":
                click.echo(to_sql(ws, found))
            case "history":
                show_frame(history(ws, found.name), "table", reading_of(ws))
            case _:
                click.echo(f"{found.name}: {described(found.rule, ws.language, ws.catalogue)}")
