"""accounts-kit segments compare: who enters and who leaves between two segments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from accounts_kit.cli.options import as_of_option, existing, format_option, workspace_option
from accounts_kit.cli.output import reading_of, show, show_facts
from accounts_kit.cli.segment_argument import segment_from

if TYPE_CHECKING:
    from accounts_kit.segments import Segment


@click.command()
@click.argument("a")
@click.argument("b")
@as_of_option
@click.option("--as-of-b", metavar="DAY", help="The clock of the second segment, where it is another.")
@click.option(
    "--members", "which", type=click.Choice(["enters", "leaves", "stays"]), help="List these records."
)
@format_option
@workspace_option
def compare(
    a: str, b: str, as_of: str | None, as_of_b: str | None, which: str | None, form: str, path: Path
) -> None:
    """Print how many enter, leave and stay when segment A becomes segment B, and through which parts.

    A and B are YAML or JSON files with a segment or a rule, or saved segments by name; "NAME@3" is version 3.

    \b
    Example:
      accounts-kit segments compare "Klanten@1" Klanten
      accounts-kit segments compare Klanten Klanten --as-of 2026-01-01 --as-of-b 2026-02-01
    """
    from accounts_kit.segments import compare as compared

    with existing(path) as ws:
        found = compared(ws, _side(a), _side(b), as_of=as_of, as_of_b=as_of_b)
        if which is not None:
            show(found.members(which), form, reading_of(ws))  # type: ignore[arg-type]  # click has checked it
        elif form == "table":
            click.echo(found.sentence())
            show(found.parts, form, reading_of(ws))
        else:
            show_facts({"enters": found.enters, "leaves": found.leaves, "stays": found.stays}, form)


def _side(said: str) -> Segment | str | tuple[str, int]:
    name, _, version = said.rpartition("@")
    if name and version.isdecimal():
        return name, int(version)
    return segment_from(said, None, "contacts")
