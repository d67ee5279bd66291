"""What `import plan` and `import run` are told alike: the file, and how it is to be read."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

import click

WHAT = ("accounts", "contacts", "notes", "custom_fields")
UPDATE = ("if_not_blank", "always", "if_existing_blank", "never")

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.argument("what", type=click.Choice(WHAT)),
    click.argument("source", metavar="FILE", type=click.Path(path_type=Path)),
    click.option(
        "--mapping",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="A YAML file that says which column is which field.",
    ),
    click.option("--encoding", help="Of the file, such as cp1252.  [default: detected, and reported]"),
    click.option("--locale", help="nl (1.234,50) or en (1,234.50).  [default: seen from the file]"),
    click.option("--key", help="Find records by external_id.  [default: by name or e-mail]"),
    click.option(
        "--update",
        type=click.Choice(UPDATE),
        default="if_not_blank",
        show_default=True,
        help="When a record is there already, which of its values the file replaces.",
    ),
    click.option(
        "--unknown-accounts",
        type=click.Choice(["create", "refuse"]),
        default="create",
        show_default=True,
        help="What becomes of a name that no account has.",
    ),
    click.option(
        "--unknown-columns",
        type=click.Choice(["ignore", "refuse"]),
        default="ignore",
        show_default=True,
        help="What becomes of a column that is no field.",
    ),
    click.option("--tag", "tags", multiple=True, help="A tag for every contact of the file; repeatable."),
)


def import_options(command: Command) -> Command:
    """Give a command what an import is told; all but `what` and `source` go on as keywords."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)
