"""Reading a mapping: from a dictionary, or from a file like this.

version: 1
what: contacts
read: {encoding: cp1252, delimiter: ";", header: 3}      # the layout of the source
options: {locale: nl, update: always, tags: [beurs]}     # keywords of the import
columns:
  Instelling: account
  Plaats: account.city
  Opmerking:                                             # nothing: the column is ignored
  Startdatum: {field: start_date, dates: dmy}
  Actief: {new: {label: Actief, kind: dropdown, options: [Ja, Nee]}}
names:
  Acme BV: Acme B.V.    # an account's name, as files spell it and as it is
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import yaml

from accounts_kit.errors import FileMissing, MappingError
from accounts_kit.imports.mapping_files.judging import COLUMN, OPTIONS, READ, judged
from accounts_kit.imports.reading import Layout
from accounts_kit.imports.stated import NewField, StatedColumn, StatedMapping
from accounts_kit.imports.subjects import Subject
from accounts_kit.words.nearest import suggestion

VERSION = 1
SECTIONS = ("version", "what", "read", "options", "columns", "names")


def stated_mapping(given: Mapping[str, Any] | str | Path | None, subject: Subject) -> StatedMapping:
    """Return what `mapping=` says: a dictionary of columns, the path of a mapping file, or None for nothing.

    Raises FileMissing and MappingError.
    """
    if given is None:
        return StatedMapping()
    if isinstance(given, Mapping):
        return StatedMapping(_columns("mapping", given))
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
        return mapping_from(path.read_text(encoding="utf-8-sig"), path.name, subject)
    except UnicodeDecodeError as error:
        raise MappingError(
            f"{path.name} is no YAML: it is not written in UTF-8. Save it as UTF-8."
        ) from error


def mapping_from(text: str, name: str, subject: Subject) -> StatedMapping:
    """Return what the text of a mapping file says; `name` is the file's, for messages."""
    try:
        said: Any = yaml.load(text, Loader=_Loader)  # a safe loader, see there
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise MappingError(f"{name} is no YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(said, dict):
        raise MappingError(f"{name} is no mapping file. It begins with 'version: {VERSION}'.")
    _check_sections(name, said, subject)
    return StatedMapping(
        columns=_columns(name, said.get("columns") or {}),
        names=_names(name, said.get("names") or {}),
        layout=Layout(**judged(f"{name}: read", said.get("read") or {}, READ)),
        options=judged(f"{name}: options", said.get("options") or {}, OPTIONS),
        file=name,
    )


def _check_sections(name: str, said: Mapping[Any, Any], subject: Subject) -> None:
    for section in said:
        if section not in SECTIONS:
            raise MappingError(f"{name} has a section {section!r}. {suggestion(str(section), SECTIONS)}")
    if said.get("version") != VERSION or isinstance(said["version"], bool):
        raise MappingError(
            f"{name} has version {said.get('version')!r}, and this accounts_kit reads version {VERSION}. "
            f"Write 'version: {VERSION}' on its first line."
        )
    if said.get("what", subject.what) != subject.what:
        raise MappingError(
            f"{name} is a mapping of {said['what']}, and {subject.what} are imported. Give another one."
        )


def _columns(name: str, given: Any) -> dict[str, StatedColumn | None]:
    if not isinstance(given, Mapping):
        raise MappingError(f"{name}: columns holds {given!r}. Write a line 'header: key' for each column.")
    return {_header(name, header, said): _column(name, header, said) for header, said in given.items()}


def _header(name: str, header: Any, said: Any) -> str:
    if isinstance(header, str):
        return header
    raise MappingError(
        f"{name}: columns has {header!r}: {said!r}, and both must be text. Put them in quotes."
    )


def _column(name: str, header: str, said: Any) -> StatedColumn | None:
    """Return what is said of one column: nothing, the key of a field, or more of it."""
    if said is None or isinstance(said, StatedColumn):
        return said
    if isinstance(said, str) and said:
        return StatedColumn(said)
    if not isinstance(said, Mapping):
        raise MappingError(
            f"{name}: columns has {header!r}: {said!r}, and both must be text. Put them in quotes."
        )
    where = f"{name}: column {header!r}"
    found = judged(where, said, COLUMN)
    if ("field" in found) == ("new" in found):
        raise MappingError(
            f"{where} needs a field: or a new: one, and not both. Write nothing at all to ignore the column."
        )
    new = NewField(**found.pop("new")) if "new" in found else None
    return StatedColumn(**found, new=new)


def _names(name: str, given: Any) -> dict[str, str]:
    """Return the corrections of names: text for text."""
    if not isinstance(given, Mapping):
        raise MappingError(f"{name}: names holds {given!r}. Write a line 'wrong name: right name' for each.")
    for wrong, right in given.items():
        if right is None and isinstance(wrong, str):
            raise MappingError(
                f"{name}: the name {wrong!r} has no correction. Write the right name after it."
            )
        if not isinstance(wrong, str) or not isinstance(right, str):
            raise MappingError(
                f"{name}: names has {wrong!r}: {right!r}, and both must be text. Put them in quotes."
            )
    return dict(given)


class _Loader(yaml.SafeLoader):
    """The safe loader, which refuses a key that stands twice: YAML would let the last one win in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Return a mapping of keys that are different from one another."""
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                line = key_node.start_mark.line + 1
                raise yaml.constructor.ConstructorError(None, None, f"{key!r} stands twice (line {line})")
            seen.add(key)
        return super().construct_mapping(node, deep)
