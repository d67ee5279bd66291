"""Mapping files: what a firm's export means, said once in YAML and kept beside the notebook.

version: 1
what: accounts
columns:
  Instelling: name
  Opmerking:            # nothing: the column is ignored
names:
  Acme BV: Acme B.V.    # an account's name, as files spell it and as it is
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from accounts_kit.errors import FileMissing, MappingError
from accounts_kit.imports.reading.layout import EVERYTHING_FOUND, Layout
from accounts_kit.imports.subjects import Subject
from accounts_kit.words.nearest import suggestion

VERSION = 1
SECTIONS = ("version", "what", "columns", "names")


@dataclass(frozen=True)
class StatedMapping:
    """What a caller says of the columns ({header: key, or None to ignore it}) and of names of accounts."""

    columns: Mapping[str, str | None] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    layout: Layout = EVERYTHING_FOUND
    options: Mapping[str, Any] = field(default_factory=dict)


def stated_mapping(given: Mapping[str, str | None] | str | Path | None, subject: Subject) -> StatedMapping:
    """Return what `mapping=` says: a dictionary of columns, the path of a mapping file, or None for nothing.

    Raises FileMissing and MappingError.
    """
    if given is None:
        return StatedMapping()
    if isinstance(given, Mapping):
        return StatedMapping(_texts(given, "mapping", "columns"))
    if isinstance(given, str | Path):
        return _read(Path(given), subject)
    raise MappingError(
        f"mapping={given!r} is no mapping. Write {{header: key of a field, or None to ignore the column}}, "
        "or give the path of a mapping file."
    )


def _read(path: Path, subject: Subject) -> StatedMapping:
    if not path.is_file():
        raise FileMissing(f"No mapping file {path.name!r}. Give the path of a YAML file, or a dictionary.")
    try:
        said: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise MappingError(f"{path.name} is no YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(said, dict):
        raise MappingError(f"{path.name} is no mapping file. It begins with 'version: {VERSION}'.")
    _check_sections(path.name, said, subject)
    names = _texts(said.get("names") or {}, path.name, "names")
    if missing := [wrong for wrong, right in names.items() if right is None]:
        raise MappingError(
            f"{path.name}: the name {missing[0]!r} has no correction. Write the right name after it."
        )
    return StatedMapping(
        columns=_texts(said.get("columns") or {}, path.name, "columns"),
        names={wrong: right for wrong, right in names.items() if right is not None},
    )


def _check_sections(name: str, said: Mapping[Any, Any], subject: Subject) -> None:
    for section in said:
        if section not in SECTIONS:
            raise MappingError(f"{name} has a section {section!r}. {suggestion(str(section), SECTIONS)}")
    if said.get("version") != VERSION:
        raise MappingError(
            f"{name} has version {said.get('version')!r}, and this accounts_kit reads version {VERSION}. "
            f"Write 'version: {VERSION}' on its first line."
        )
    if said.get("what", subject.what) != subject.what:
        raise MappingError(
            f"{name} is a mapping of {said['what']}, and {subject.what} are imported. Give another one."
        )


def _texts(given: Any, name: str, section: str) -> dict[str, str | None]:
    """Return a section whose keys are texts and whose values are texts or nothing."""
    if not isinstance(given, Mapping):
        raise MappingError(f"{name}: {section} holds {given!r}. Write a line 'header: key' for each column.")
    for key, value in given.items():
        if not isinstance(key, str) or not (value is None or isinstance(value, str)):
            raise MappingError(
                f"{name}: {section} has {key!r}: {value!r}, and both must be text. Put them in quotes."
            )
    return dict(given)
