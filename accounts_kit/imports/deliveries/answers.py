"""The pieces of a delivery, opened: records by the name of their resource, each with its file and line.

A piece is a JSON file, all JSON files of a folder, or what Python has parsed already. Of two records with one
id the last counts, as pages overlap when records are added in between.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from accounts_kit.errors import FileMissing, UnreadableFile, WrongKind
from accounts_kit.imports.reading.encoding import decode
from accounts_kit.imports.reading.json_choosing import document_of
from accounts_kit.imports.reading.json_scanning import Document, lines_of, scan
from accounts_kit.imports.reading.result import Fingerprint

NAME = "answers"
NAMES = ("name", "email")  # what tells whether two records with one id are one


@dataclass(frozen=True, slots=True)
class Item:
    """One record of a resource as it was delivered; `line` is 0 where that is not known."""

    resource: str
    values: Mapping[str, Any]
    file: str
    line: int = 0

    @property
    def id(self) -> str | None:
        """Its id as text, None when it has none."""
        return id_in(self.values.get("id"))


class Piece(NamedTuple):
    """One document of a delivery, with its text when it came from a file."""

    file: str
    document: Document
    text: str | None = None


@dataclass
class Answers:
    """All records of a delivery, by resource; `totals` is how many there are says the program itself."""

    items: dict[str, list[Item]] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    fingerprint: Fingerprint | None = None
    name: str = NAME
    repeated: dict[str, int] = field(default_factory=dict)
    clashing: dict[str, int] = field(default_factory=dict)
    _places: dict[tuple[str, str], int] = field(default_factory=dict)

    def of(self, *resources: str) -> list[Item]:
        """Return the records of these resources."""
        return [item for resource in resources for item in self.items.get(resource, ())]

    def by_id(self, *resources: str) -> dict[str, Item]:
        """Return the records of these resources by their ids."""
        return {item.id: item for item in self.of(*resources) if item.id is not None}

    def name_of(self, items: Sequence[Item]) -> str:
        """Return the file of some records; of several files the first, and how many more."""
        files = list(dict.fromkeys(item.file for item in items)) or [self.name]
        return files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1} more"

    def take(self, item: Item) -> None:
        """Take a record; one with an id that was there comes in its place, and is counted.

        Of another name it is another record, as when the answers of two firms lie together.
        """
        known = self.items.setdefault(item.resource, [])
        place = (
            len(known) if item.id is None else self._places.setdefault((item.resource, item.id), len(known))
        )
        if place == len(known):
            known.append(item)
        elif any(known[place].values.get(key) != item.values.get(key) for key in NAMES):
            known.append(item)
            self.clashing[item.resource] = self.clashing.get(item.resource, 0) + 1
        else:
            known[place] = item
            self.repeated[item.resource] = self.repeated.get(item.resource, 0) + 1


def pieces_of(source: Any) -> tuple[list[Piece], Fingerprint | None, str]:
    """Return the documents of a source, the fingerprint of its bytes, and its name.

    Raises FileMissing, UnreadableFile (no JSON, a folder without any) and WrongKind for what is no source.
    """
    if isinstance(source, str | Path):
        path = Path(source)
        files = _files(path)
        contents = [file.read_bytes() for file in files]
        total = hashlib.sha256()
        for content in contents:
            total.update(hashlib.sha256(content).digest())
        pieces = [_piece(file.name, content) for file, content in zip(files, contents, strict=True)]
        return pieces, Fingerprint(sum(map(len, contents)), total.hexdigest()), path.name
    if isinstance(source, Mapping):
        return [Piece(NAME, document_of(source))], None, NAME
    if isinstance(source, list | tuple) and all(isinstance(one, Mapping) for one in source):
        return [Piece(NAME, document_of(one)) for one in source], None, NAME
    raise WrongKind(
        f"A {type(source).__name__} is no delivery. "
        "Give a JSON file, a folder of them, or the parsed answers: a dictionary or a list of those."
    )


def records_in(piece: Piece, path: tuple[str, ...], resource: str) -> Iterator[Item]:
    """Yield the records under a path of a document: those of a list, or the one object."""
    document = piece.document
    placed = document.lists.get(path)
    if placed is None:
        placed = [document.objects[path]] if path in document.objects else []
    lines = (
        lines_of(piece.text, [one.start for one in placed]) if piece.text is not None else [0] * len(placed)
    )
    for one, line in zip(placed, lines, strict=True):
        if isinstance(one.value, Mapping):
            yield Item(resource, one.value, piece.file, line)


def id_in(value: Any) -> str | None:
    """Return an id as text; None for what APIs write where there is none: nothing, "" and 0."""
    text = "" if value is None or isinstance(value, bool | Mapping | list) else str(value).strip()
    return text if text not in ("", "0") else None


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted((file for file in path.rglob("*.json") if file.is_file()), key=_natural)
        if not files:
            raise UnreadableFile(
                f"The folder {path.name!r} holds no JSON file. Give one with the answers in it."
            )
        return files
    if not path.is_file():
        raise FileMissing(f"No file or folder {path.name!r}. Give a JSON file, or a folder of them.")
    return [path]


def _natural(path: Path) -> list[tuple[int, str]]:
    """Return what files are ordered by: page 2 comes before page 10."""
    return [
        (int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", path.as_posix())
    ]


def _piece(file: str, data: bytes) -> Piece:
    text = decode(data, file, None).text.decode()
    return Piece(file, scan(text, file), text)
