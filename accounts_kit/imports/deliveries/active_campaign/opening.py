"""The answers of the API, opened: each envelope by its keys, and what in them is not read or not whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from accounts_kit.imports.deliveries.answers import Answers, Piece, pieces_of, records_in
from accounts_kit.imports.deliveries.envelopes import RESOURCE_OF_KEY, RESOURCES, resource_of_file
from accounts_kit.imports.reading import Assumption


def opened(source: Any) -> tuple[Answers, list[Assumption]]:
    """Return the records of all answers, and what is to be said of them as a whole."""
    pieces, fingerprint, name = pieces_of(source)
    answers = Answers(fingerprint=fingerprint, name=name)
    unknown: dict[str, int] = {}
    for piece in pieces:
        for key, path in _keys(piece):
            resource = RESOURCE_OF_KEY.get(key)
            records = list(records_in(piece, path, resource or key))
            if resource is None:
                unknown[key] = unknown.get(key, 0) + len(records)
            for record in records:
                if resource is not None:
                    answers.take(record)
        _note_total(piece, answers)
    about = (
        _about_unknown(unknown),
        _about_repeated(answers),
        _about_clashing(answers),
        _about_totals(answers),
    )
    return answers, [assumption for several in about for assumption in several]


def _keys(piece: Piece) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys of an envelope that hold records; of a bare list the name of its file is the key."""
    document = piece.document
    if () in document.lists:
        yield resource_of_file(piece.file) or piece.file, ()
    for path in (*document.lists, *document.objects):
        if len(path) == 1 and path[0] not in ("meta", "links"):
            yield path[0], path


def _note_total(piece: Piece, answers: Answers) -> None:
    """Keep how many records of a page's resource there are in all; that resource comes last in an answer."""
    meta = piece.document.objects.get(("meta",))
    total = str(meta.value.get("total")) if meta is not None else ""
    lists = [path[0] for path in piece.document.lists if len(path) == 1 and path[0] in RESOURCES]
    if lists and total.isdecimal():
        answers.totals[lists[-1]] = max(int(total), answers.totals.get(lists[-1], 0))


def _about_unknown(unknown: Mapping[str, int]) -> Iterator[Assumption]:
    named = ", ".join(f"{key} ({count:,})" for key, count in unknown.items() if count)
    if named:
        yield Assumption("not_read", f"Not read are {named}.")


def _about_repeated(answers: Answers) -> Iterator[Assumption]:
    for resource, count in answers.repeated.items():
        records = "1 record has" if count == 1 else f"{count:,} records have"
        yield Assumption("repeated", f"Of the {resource} {records} an id that stood before; the last counts.")


def _about_clashing(answers: Answers) -> Iterator[Assumption]:
    for resource, count in answers.clashing.items():
        records = "1 record has" if count == 1 else f"{count:,} records have"
        yield Assumption(
            "same_id", f"Of the {resource} {records} the id of another one, by another name: all are kept."
        )


def _about_totals(answers: Answers) -> Iterator[Assumption]:
    for resource, total in answers.totals.items():
        if (there := len(answers.of(resource))) < total:
            yield Assumption(
                "incomplete",
                f"Of the {resource} {there:,} of {total:,} are here, as the answers say themselves; "
                "the other pages are missing.",
            )
