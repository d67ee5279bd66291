"""What is imported, opened: each thing delivered as a table, and which of its columns is which field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from accounts_kit.errors import MappingError, WrongValue
from accounts_kit.imports.deliveries import deliveries, likely_keys
from accounts_kit.imports.language import file_language
from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.mapping import map_reading
from accounts_kit.imports.mapping_files import StatedColumn, StatedMapping, stated_mapping
from accounts_kit.imports.new_columns import with_proposals
from accounts_kit.imports.reading import Fingerprint, Reading, read
from accounts_kit.imports.request import Request
from accounts_kit.imports.subjects import subject_of
from accounts_kit.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Source:
    """One table of records of one subject, and what is said of its columns."""

    request: Request
    reading: Reading
    stated: StatedMapping


@dataclass(frozen=True, slots=True)
class Opened:
    """An import whose sources are read; `request` is what was asked, completed by the mapping file."""

    request: Request
    sources: tuple[Source, ...]

    @property
    def name(self) -> str:
        """What people call it: the name of its file."""
        return ", ".join(dict.fromkeys(source.reading.name for source in self.sources))

    @property
    def fingerprints(self) -> tuple[Fingerprint, ...]:
        """What its sources hold, by their bytes."""
        return tuple(source.reading.fingerprint for source in self.sources)


def opened(ws: Workspace, request: Request) -> Opened:
    """Return the sources of an import, read; raises UnreadableFile, UnknownEncoding and MappingError."""
    if request.subject.of_another_program:
        return Opened(request, _delivered(ws, request))
    stated = stated_mapping(request.mapping, request.subject)
    request = request.completed_by(stated)
    reading = read(
        request.source, request.layout, ws.language, likely_keys(request.subject.what), stated.layout
    )
    return Opened(request, (Source(request, reading, stated),))


def _delivered(ws: Workspace, request: Request) -> tuple[Source, ...]:
    if request.mapping is not None:
        raise WrongValue(
            f"What {request.subject.what} delivers says itself what it is. Leave mapping= out, or import one "
            "file of it: imports.run(ws, 'accounts', 'accounts.json', mapping=...)."
        )
    return tuple(
        Source(
            replace(request.for_part(subject_of(one.what)), delivered=True),
            one.reading,
            StatedMapping(_said(one.columns)),
        )
        for one in deliveries(request.subject.what, request.source, ws.language)
    )


def mapped(ws: Workspace, source: Source) -> ColumnMapping:
    """Return which column fills which field; raises MappingError for columns that are to be refused."""
    request, reading, stated = source.request, source.reading, source.stated
    request.check_names(ws.catalogue)
    request.check_names(ws.catalogue)
    mapping = map_reading(ws.catalogue, request.subject, reading, stated)
    if request.unknown_columns == "create":
        language = file_language(reading, mapping, ws.language)
        return with_proposals(
            ws,
            reading,
            mapping,
            language,
            request.locale,
            dates=request.dates,
            missing=request.missing,
            clear=request.clear,
        )
    if request.unknown_columns == "refuse" and (unknown := mapping.unknown()):
        said = ", ".join(
            f"{one.header!r} (nearest: {one.nearest!r})" if one.nearest else repr(one.header)
            for one in unknown
        )
        raise MappingError(
            f"No field is called like these columns of {reading.name}: {said}. "
            f"Write mapping={{{unknown[0].header!r}: <a field's key, or None>}}, or define a field first."
        )
    return mapping


def _said(columns: Mapping[str, str | None]) -> dict[str, StatedColumn | None]:
    return {header: None if key is None else StatedColumn(key) for header, key in columns.items()}
