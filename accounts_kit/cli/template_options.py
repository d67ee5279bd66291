"""The templates of a command line: a name with a text, or with a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from accounts_kit.errors import FileMissing

if TYPE_CHECKING:
    from accounts_kit.merge_fields import Template

_HTML = (".html", ".htm")

Command = TypeVar("Command", bound=Callable[..., Any])


def template_options(command: Command) -> Command:
    """Give a command `--text NAME TEMPLATE` and `--file NAME FILE`, for `templates_from`."""
    text = click.option(
        "--text",
        "texts",
        nargs=2,
        metavar="NAME TEMPLATE",
        multiple=True,
        help="A template as text; repeatable.",
    )
    file = click.option(
        "--file",
        "files",
        nargs=2,
        metavar="NAME FILE",
        multiple=True,
        help="A template in a file; .html escapes its values. Repeatable.",
    )
    return text(file(command))


def templates_from(texts: Sequence[tuple[str, str]], files: Sequence[tuple[str, str]]) -> dict[str, Template]:
    """Return the templates that a command line names; raises UsageError without any, and FileMissing."""
    from accounts_kit.merge_fields import Template

    if not texts and not files:
        raise click.UsageError("Give a template: --text subject 'Voor {{ contact.first_name }}', or --file.")
    found = {name: Template(text) for name, text in texts}
    for name, path in files:
        found[name] = Template(_read(Path(path)), html=Path(path).suffix.lower() in _HTML)
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FileMissing(
            f"There is no file {str(path)!r}. Give a template with --text, or a file."
        ) from None
    except UnicodeDecodeError:
        raise FileMissing(f"{str(path)!r} is no text in UTF-8. Save the template as UTF-8.") from None
