"""The segment of a command line: a file, a saved name, or a rule as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from accounts_kit.errors import FileMissing, RuleError

if TYPE_CHECKING:
    from accounts_kit.segments import Segment

SUFFIXES = (".yaml", ".yml", ".json")

Command = TypeVar("Command", bound=Callable[..., Any])


def segment_argument(command: Command) -> Command:
    """Give a command `[SEGMENT]`, `--rule` and `--of`; `segment_from` makes a segment of the three."""
    return click.argument("segment", required=False)(rule_options(command))


def rule_options(command: Command) -> Command:
    """Give a command `--rule` and `--of`, which say a segment without a file."""
    of = click.option(
        "--of",
        type=click.Choice(["contacts", "accounts"]),
        default="contacts",
        show_default=True,
        help="With --rule: what it selects.",
    )
    rule = click.option("--rule", metavar="JSON", help="A rule as JSON, in place of SEGMENT.")
    return rule(of(command))


def segment_from(segment: str | None, rule: str | None, of: str) -> Segment | str:
    """Return the segment that a command line says, by SEGMENT or by --rule; a saved one by its name.

    Raises click.UsageError for both or neither, RuleError for what is no rule, and FileMissing.
    """
    from accounts_kit.segments import Segment

    if (segment is None) == (rule is None):
        raise click.UsageError(
            "Give a segment (a YAML or JSON file, or a saved name), or a rule with --rule, and not both."
        )
    if rule is None:
        return _named(segment or "")
    return Segment.from_dict({"name": "(rule)", "of": of, "rule": _mapping(rule, "--rule", _json)})


def _named(segment: str) -> Segment | str:
    path = Path(segment)
    if path.is_file():
        read = _json if path.suffix.lower() == ".json" else _yaml
        return _segment_of(_mapping(path.read_text(encoding="utf-8"), path.name, read))
    if path.suffix.lower() in SUFFIXES:
        raise FileMissing(f"There is no file {segment!r}. Give a YAML or JSON file, or a rule with --rule.")
    return segment


def _segment_of(said: Mapping[str, object]) -> Segment:
    from accounts_kit.rules.nodes import Rule
    from accounts_kit.segments import Segment

    return Segment.from_dict(said) if "rule" in said else Segment("(rule)", Rule.from_dict(said))


def _mapping(text: str, name: str, read: Callable[[str], object]) -> Mapping[str, object]:
    """Return what a text says, read as YAML or JSON; raises RuleError when that is no mapping."""
    try:
        said = read(text)
    except ValueError as error:
        raise RuleError(f"{name} cannot be read: {' '.join(str(error).split())}") from None
    if not isinstance(said, Mapping):
        example = '{"field": "account.city", "op": "is", "value": "Gent"}'
        raise RuleError(f"{name} holds no rule. Write one such as {example}")
    return said


def _json(text: str) -> object:
    return json.loads(text)


def _yaml(text: str) -> object:
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None
