"""accounts-kit export: a segment, or all of a kind of record, as a file."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from accounts_kit.cli.options import as_of_option, existing, workspace_option
from accounts_kit.cli.output import say
from accounts_kit.cli.segment_argument import rule_options, segment_from
from accounts_kit.errors import FileInTheWay

WHOLE_TABLES = ("accounts", "contacts", "notes")
EVERYTHING = "everything"


@click.command()
@click.argument("given", metavar="[SEGMENT] FILE", nargs=-1)
@rule_options
@click.option(
    "--profile",
    default="rfc4180",
    show_default=True,
    help="How to write: rfc4180, excel-nl, excel-en or mailblue.",
)
@click.option("--column", "columns", metavar="FIELD", multiple=True, help="A dotted name; repeatable.")
@click.option(
    "--merge-field",
    "merge_fields",
    nargs=2,
    metavar="HEADER TEMPLATE",
    multiple=True,
    help="A column of text made from a template; repeatable.",
)
@click.option(
    "--audience/--everybody",
    default=None,
    help="Only contacts that can be mailed, or all of them.  [default: all; the audience for mailblue]",
)
@click.option(
    "--dates",
    type=click.Choice(["nl", "iso"]),
    default="nl",
    show_default=True,
    help="For mailblue: 31-12-2026, or 2026-12-31 for ActiveCampaign itself.",
)
@click.option(
    "--plan", help="For mailblue: starter, plus, professional or enterprise; starter has no Accounts."
)
@click.option("--masked", is_flag=True, help="Make names, addresses and numbers of people unreadable.")
@click.option("--overwrite", is_flag=True, help="Replace FILE when it exists.")
@as_of_option
@workspace_option
def export(
    given: tuple[str, ...],
    rule: str | None,
    of: str,
    profile: str,
    columns: tuple[str, ...],
    merge_fields: tuple[tuple[str, str], ...],
    audience: bool | None,
    dates: str,
    plan: str | None,
    masked: bool,
    overwrite: bool,
    as_of: str | None,
    path: Path,
) -> None:
    """Write a segment to a file, whole or not at all: .csv, .xlsx, .parquet or .jsonl.

    SEGMENT is a YAML or JSON file with a segment or a rule, the name of a saved segment, or one of
    accounts, contacts and notes, for all of them.

    Or SEGMENT is everything: all that the workspace holds, for `accounts-kit import everything`. FILE is then
    a folder of CSV files; its name ends in .parquet for Parquet files, or in .xlsx for a workbook.

    \b
    Example:
      accounts-kit export contacts contacts.csv
      accounts-kit export software.yaml software.csv --profile excel-nl --column contact.email \\
          --merge-field GREETING 'Beste {{ contact.first_name | default: "relatie" }}'
      accounts-kit export everything backup/
    """
    from accounts_kit.exports import write, write_everything

    segment, target = _segment_and_target(given, rule)
    if target.exists() and not overwrite:
        raise FileInTheWay(f"{target} exists already. To replace it, add --overwrite.")
    if segment == EVERYTHING:
        _refuse_options()
        with existing(path) as ws:
            say(str(write_everything(ws, target, overwrite=overwrite)))
        return
    what = segment if segment in WHOLE_TABLES else segment_from(segment, rule, of)
    with existing(path) as ws:
        written = write(
            ws,
            what,
            target,
            profile=profile,
            columns=columns or None,
            merge_fields=dict(merge_fields),
            audience=audience,
            as_of=as_of,
            overwrite=overwrite,
            dates=dates,
            plan=plan,
            masked=masked,
        )
    say(str(written))


def _refuse_options() -> None:
    """Raise a UsageError for an option that says what to write or how: everything has one form."""
    context = click.get_current_context()
    for option in context.command.params:
        given = option.name and context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE
        if given and option.name not in ("given", "overwrite", "path"):
            raise click.UsageError(f"{option.opts[0]} does not go with everything. Leave it out.")


def _segment_and_target(given: tuple[str, ...], rule: str | None) -> tuple[str | None, Path]:
    """Return what stands in front of the options: SEGMENT and FILE, or FILE alone when there is a --rule."""
    match given, rule:
        case (segment, target), None:
            return segment, Path(target)
        case (target,), str():
            return None, Path(target)
    raise click.UsageError("Give SEGMENT and FILE; or --rule and FILE.")
