"""Where the records of a JSON document are: the list itself, the one list of objects in an envelope, the one
that the caller names, or a single object.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.reading.json_scanning import Document, Path, Placed
from accounts_kit.imports.reading.result import Assumption
from accounts_kit.words.nearest import suggestion

ABOUT_THE_ANSWER = ("meta", "links", "paging", "pagination")


class Chosen(NamedTuple):
    """The records of a document, and what was assumed in choosing them."""

    records: Sequence[Placed]
    assumptions: tuple[Assumption, ...] = ()


def choose(document: Document, records: str | None, likely: Sequence[str], file: str) -> Chosen:
    """Return the records of a document: under the path that is stated, else under a key that is likely, else
    the only list of objects.

    Raises UnreadableFile when there is nothing under the path that is stated, when several lists could be
    meant, and when there are no records.
    """
    if records is not None:
        return Chosen(_stated(document, records, file))
    if () in document.lists:
        return Chosen(document.lists[()])
    for key in likely:
        if (found := _under(document, key)) is not None:
            return _found(found, document)
    paths = [path for path, items in document.lists.items() if _has_objects(items)]
    if len(paths) > 1:
        there = ", ".join(f"{_name(path)!r} ({len(document.lists[path])})" for path in paths[:10])
        raise UnreadableFile(
            f"{file} holds several lists of records: {there}. Say which: records={_name(paths[0])!r}."
        )
    if paths:
        return _found(paths[0], document)
    return _single(document, file)


def document_of(value: Any) -> Document:
    """Return what a parsed answer of Python holds; the place of a record is its number in its list."""
    document = Document()
    for path, one in _reached((), value):
        if isinstance(one, dict):
            document.objects[path] = Placed(one, 0, 0)
        else:
            document.lists[path] = [Placed(item, place, place) for place, item in enumerate(one)]
    return document


def _reached(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    """Yield all lists and objects that are reached through objects."""
    if isinstance(value, list | dict):
        yield path, value
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _reached((*path, str(key)), member)


def _stated(document: Document, records: str, file: str) -> Sequence[Placed]:
    by_name = {_name(path): [one] for path, one in document.objects.items() if path}
    by_name |= {_name(path): items for path, items in document.lists.items() if path}
    if records in by_name:
        return by_name[records]
    if () in document.lists:
        raise UnreadableFile(
            f"{file} is a list itself, and has nothing called {records!r}. Leave records= out."
        )
    lists = [_name(path) for path, items in document.lists.items() if _has_objects(items)]
    hint = suggestion(records, lists or by_name) or f"There is: {', '.join(sorted(by_name)[:10])}."
    raise UnreadableFile(
        f"{file} has no list called {records!r}. {hint} Write its keys with dots: records='data.items'."
    )


def _under(document: Document, key: str) -> Path | None:
    """Return the path of the list or object under a key, the least deep one; a list may be empty."""
    paths = [path for path in (*document.lists, *document.objects) if path[-1:] == (key,)]
    return min(paths, key=len, default=None)


def _found(path: Path, document: Document) -> Chosen:
    records = document.lists.get(path) or ([document.objects[path]] if path in document.objects else [])
    return Chosen(records, tuple(_about(path, document)))


def _about(path: Path, document: Document) -> Iterator[Assumption]:
    """Return where the records were found, and which other lists of records were left."""
    others = [
        f"{_name(other)!r} ({len(items)})"
        for other, items in document.lists.items()
        if other != path and _has_objects(items)
    ]
    rest = f"; not read are {', '.join(others)}" if others else ""
    yield Assumption("records", f"The records are those of {_name(path)!r}{rest}.")


def _single(document: Document, file: str) -> Chosen:
    """Return the one record of a document without a list of objects: its only object, or the outermost."""
    outermost = document.objects.get(())
    if outermost is None:
        raise UnreadableFile(
            f"{file} is JSON, but holds no records. Records are objects: {{'name': 'Acme'}}."
        )
    members = {key: value for key, value in outermost.value.items() if key not in ABOUT_THE_ANSWER}
    if not members or all(value == [] for value in members.values()):
        raise UnreadableFile(f"{file} has no records: its lists are empty. Export it again, with its rows.")
    if len(members) == 1 and isinstance(next(iter(members.values())), dict):
        return _found((next(iter(members)),), document)
    return Chosen([outermost], (Assumption("one_record", "The file is one object, and read as one record."),))


def _has_objects(items: Sequence[Placed]) -> bool:
    return any(isinstance(item.value, dict) for item in items)


def _name(path: Path) -> str:
    return ".".join(path)
