"""accounts-kit coverage: how many would read nothing where a value should stand."""

from __future__ import annotations

from pathlib import Path

import click

from accounts_kit.cli.options import as_of_option, existing, format_option, workspace_option
from accounts_kit.cli.output import reading_of, show
from accounts_kit.cli.segment_argument import segment_argument, segment_from
from accounts_kit.cli.template_options import template_options, templates_from


@click.command()
@segment_argument
@template_options
@click.option("--suspicious", is_flag=True, help="The texts that look wrong instead.")
@as_of_option
@format_option
@workspace_option
def coverage(
    segment: str | None,
    rule: str | None,
    of: str,
    texts: tuple[tuple[str, str], ...],
    files: tuple[tuple[str, str], ...],
    suspicious: bool,
    as_of: str | None,
    form: str,
    path: Path,
) -> None:
    """Print for each merge field how many have a value, get a fallback, or get nothing.

    SEGMENT is a YAML or JSON file with a segment or a rule, or the name of a saved segment.

    \b
    Example:
      accounts-kit coverage software.yaml --text subject 'Voor {{ contact.first_name }}'
      accounts-kit coverage software.yaml --file body brief.html --suspicious
    """
    from accounts_kit.merge_fields import coverage as coverage_of, suspicious as suspicious_of

    templates, chosen = templates_from(texts, files), segment_from(segment, rule, of)
    with existing(path) as ws:
        asked = suspicious_of if suspicious else coverage_of
        show(asked(ws, templates, chosen, as_of=as_of), form, reading_of(ws))
