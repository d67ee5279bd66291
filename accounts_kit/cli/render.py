"""accounts-kit render: the messages of a segment, on stdout or in a file."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import as_of_option, existing, format_option, workspace_option
from accounts_kit.cli.output import reading_of, say, show
from accounts_kit.cli.segment_argument import segment_argument, segment_from
from accounts_kit.cli.template_options import template_options, templates_from


@click.command()
@segment_argument
@template_options
@click.option("--strict", is_flag=True, help="Fail when somebody would read nothing, and say who.")
@click.option("--audience", is_flag=True, help="Only contacts that can be mailed.")
@click.option(
    "--output", type=click.Path(path_type=Path), help="A file instead: .csv, .xlsx, .parquet, .jsonl."
)
@click.option("--overwrite", is_flag=True, help="Replace the file when it exists.")
@as_of_option
@format_option
@workspace_option
def render(
    segment: str | None,
    rule: str | None,
    of: str,
    texts: tuple[tuple[str, str], ...],
    files: tuple[tuple[str, str], ...],
    strict: bool,
    audience: bool,
    output: Path | None,
    overwrite: bool,
    as_of: str | None,
    form: str,
    path: Path,
) -> None:
    """Print the texts for each member of a segment, or write them to a file.

    SEGMENT is a YAML or JSON file with a segment or a rule, or the name of a saved segment. A template is
    Liquid: {{ contact.first_name | default: "relatie" }}.

    \b
    Example:
      accounts-kit render software.yaml --text subject 'Voor {{ contact.first_name }}' --format csv
      accounts-kit render software.yaml --file body brief.html --audience --output brieven.xlsx
    """
    from accounts_kit.exports import write
    from accounts_kit.merge_fields import refuse_gaps, render as rendered

    templates, chosen = templates_from(texts, files), segment_from(segment, rule, of)
    with existing(path) as ws:
        if output is None:
            found = rendered(ws, templates, chosen, as_of=as_of, strict=strict, audience=audience)
            show(found, form, reading_of(ws))
            return
        with ws.reading():
            if strict:
                refuse_gaps(ws, templates, chosen, as_of=as_of, audience=audience)
            written = write(
                ws,
                chosen,
                output,
                columns=["contact.email"],
                merge_fields=templates,
                audience=audience,
                as_of=as_of,
                overwrite=overwrite,
            )
    say(str(written))
