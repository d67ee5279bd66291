"""What `import plan` and `import run` are told alike: the file, how it is read, and what it changes."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

import click

from accounts_kit.cli.shell_spelling import in_shell
from accounts_kit.errors import WrongValue
from accounts_kit.words.locales import check_locale

WHAT = (
    "accounts",
    "contacts",
    "notes",
    "deals",
    "tasks",
    "activities",
    "custom_fields",
    "activecampaign",
    "salesforce",
)
UPDATE = ("if_not_blank", "always", "if_existing_blank", "never")

Command = TypeVar("Command", bound=Callable[..., Any])


def _update(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> str | dict[str, str]:
    """Return the mode of all fields, or the modes by field when some have their own."""
    modes = {name: mode for name, _, mode in (one.rpartition("=") for one in given)}
    if (wrong := next((mode for mode in modes.values() if mode not in UPDATE), None)) is not None:
        raise click.BadParameter(f"{wrong!r} is none of {', '.join(UPDATE)}.")
    return modes.get("", "if_not_blank") if set(modes) <= {""} else modes


def _header(_: click.Context, __: click.Parameter, given: str | None) -> int | bool | None:
    """Return the line of the header, True for the first, False for none, None where it is to be found."""
    if given is None:
        return None
    if given.lower() in ("none", "first"):
        return given.lower() == "first"
    if given.isdecimal() and int(given):
        return int(given)
    raise click.BadParameter(f"{given!r} is no line. Give its number, from 1; or first, or none.")


def _sign(_: click.Context, parameter: click.Parameter, given: str | None) -> str | None:
    """Return a delimiter or quote, which is one character; a quote may be none at all."""
    if given is None or len(given) == 1:
        return given
    if parameter.name == "quote" and given.lower() in ("", "none"):
        return ""
    if parameter.name == "delimiter" and given.lower() in ("tab", "\\t"):
        return "\t"
    word = "tab" if parameter.name == "delimiter" else "none"
    raise click.BadParameter(f"{given!r} is not possible. Give one character in quotes, or {word}.")


def _locale(_: click.Context, __: click.Parameter, given: str | None) -> str | None:
    """Return a locale that numbers can be read by."""
    try:
        check_locale(given)
    except WrongValue as error:
        raise click.BadParameter(in_shell(str(error))) from error
    return given


def _encoding(_: click.Context, __: click.Parameter, given: str | None) -> str | None:
    """Return the name of an encoding that Python knows; what it is good for shows when the file is read."""
    try:
        return given if given is None else codecs.lookup(given) and given
    except (LookupError, ValueError) as error:
        raise click.BadParameter(
            f"{given!r} is no encoding. Usual are utf-8, utf-16, cp1252 and cp850."
        ) from error


def in_a_folder(_: click.Context, __: click.Parameter, given: Path | None) -> Path | None:
    """Return where a file is to be written; its folder must be there, which shows before anything is done."""
    if given is not None and not given.parent.is_dir():
        raise click.BadParameter(f"There is no folder {given.parent}. Make it, or give another.")
    return given


def _sheet(_: click.Context, __: click.Parameter, given: str | None) -> str | int | None:
    """Return the sheet by its place when it is a number, else by its name."""
    return int(given) if given is not None and given.isdecimal() else given


def _unless_unsaid(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return what was said, None where nothing was."""
    return given or None


_OPTIONS = (
    click.argument("what", metavar="WHAT", type=click.Choice(WHAT)),
    click.argument("source", metavar="FILE", type=click.Path(path_type=Path)),
    click.option(
        "--mapping",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="A YAML file that says which column is which field.",
    ),
    click.option(
        "--encoding", callback=_encoding, help="Of a text, such as cp1252.  [default: found, and reported]"
    ),
    click.option(
        "--delimiter",
        metavar="SIGN",
        callback=_sign,
        help="What separates the cells, such as ';' or tab.  [default: found, and reported]",
    ),
    click.option(
        "--quote",
        metavar="SIGN",
        callback=_sign,
        help="What stands around cells, or none.  [default: found, and reported]",
    ),
    click.option(
        "--header",
        metavar="LINE",
        callback=_header,
        help="The line that the header stands on; or first, or none.  [default: found, and reported]",
    ),
    click.option(
        "--sheet",
        callback=_sheet,
        help="Of a workbook, by name or by place from 1.  [default: the first with rows]",
    ),
    click.option("--records", metavar="KEYS", help="Where a JSON file has its records, such as data.items."),
    click.option(
        "--locale",
        callback=_locale,
        help="nl (1.234,50) or en (1,234.50).  [default: seen from each column]",
    ),
    click.option(
        "--dates",
        type=click.Choice(["dmy", "mdy", "ymd"]),
        help="The order of day, month and year.  [default: seen from each column]",
    ),
    click.option(
        "--missing",
        multiple=True,
        callback=_unless_unsaid,
        metavar="TEXT",
        help="A text that says that there is no value; repeatable.  [default: -, n.v.t., nvt and the like]",
    ),
    click.option(
        "--key", help="Find records by this field: external_id, id, or your own.  [default: name or e-mail]"
    ),
    click.option(
        "--update",
        metavar="[FIELD=]MODE",
        multiple=True,
        callback=_update,
        help="When a record is there already, which of its values the file replaces: if_not_blank, always, "
        "if_existing_blank or never. For all fields, or FIELD=MODE for one; repeatable.  "
        "[default: if_not_blank]",
    ),
    click.option("--clear", metavar="TEXT", help="A cell with this text empties the field, as in [wis]."),
    click.option(
        "--unknown-accounts",
        type=click.Choice(["create", "refuse"]),
        default="create",
        show_default=True,
        help="What becomes of a name that no account has.",
    ),
    click.option(
        "--unknown-columns",
        type=click.Choice(["ignore", "create", "refuse"]),
        default="ignore",
        show_default=True,
        help="What becomes of a column that is no field; create makes a field of it.",
    ),
    click.option("--tag", "tags", multiple=True, help="A tag for every contact of the file; repeatable."),
)


def import_options(command: Command) -> Command:
    """Give a command what an import is told; all but `what` and `source` go on as keywords."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def rejects_option(command: Command) -> Command:
    """Give a command `--rejects`, the file for the rows that are kept out."""
    return click.option(
        "--rejects",
        metavar="FILE",
        type=click.Path(path_type=Path, dir_okay=False),
        callback=in_a_folder,
        help="Where the rejected rows go, to correct and load again.",
    )(command)
