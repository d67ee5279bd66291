"""The program: the group that every command belongs to, and what all of them are told."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from pathlib import Path

import click

from accounts_kit.cli.groups import Program
from accounts_kit.cli.options import DEFAULT_WORKSPACE, WORKSPACE_VARIABLE

COMMANDS = {
    "demo": "accounts_kit.cli.demo:demo",
    "init": "accounts_kit.cli.init:init",
    "lab": "accounts_kit.cli.lab:lab",
    "import": "accounts_kit.cli.importing:importing",
    "fields": "accounts_kit.cli.fields:fields",
    "check": "accounts_kit.cli.check:check",
    "segments": "accounts_kit.cli.segments:segments",
    "coverage": "accounts_kit.cli.coverage:coverage",
    "render": "accounts_kit.cli.render:render",
    "report": "accounts_kit.cli.report:report",
    "export": "accounts_kit.cli.export:export",
    "sample": "accounts_kit.cli.sample:sample",
    "completion": "accounts_kit.cli.completion:completion",
}


@click.group(
    name="accounts-kit",
    cls=Program,
    modules=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
    Start with:
      accounts-kit demo                             see the whole job done on files of a made-up firm
      accounts-kit import plan accounts FILE.csv    see what your own file would bring, without writing

    stdout is data, stderr is talk. Exit codes: 0 done, 1 failed, 2 wrong command line, 3 data problems
    (with --strict).""",
)
@click.version_option(package_name="accounts-kit")
@click.option(
    "-w",
    "--workspace",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar=WORKSPACE_VARIABLE,
    default=DEFAULT_WORKSPACE,
    show_default=True,
    show_envvar=True,
    help="The workspace file. May also be given after the command.",
)
@click.option(
    "--user",
    metavar="NAME",
    envvar="ACCOUNTS_KIT_USER",
    show_envvar=True,
    help="Who acts: a user by name or e-mail address, with the rights of that user.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing on stderr but errors.")
def main(workspace: Path, user: str | None, quiet: bool) -> None:
    """Load, check, segment and export the accounts and contacts of a firm."""
    for stream in (sys.stdout, sys.stderr):
        # On Windows a pipe has the code page of the country, in which a Polish name cannot be written.
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
