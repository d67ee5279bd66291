"""Which custom fields the unknown columns of a source would become, so that no cell of them is refused.

The best kind of each column is tried on all rows by the typing and the checks of an import; a column that has
one refused cell gets its next kind, and in the end text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from accounts_kit.errors import WrongValue
from accounts_kit.imports.checking import check_values
from accounts_kit.imports.keeping import Keeping
from accounts_kit.imports.mapped import ColumnMapping, NewColumn
from accounts_kit.imports.mapping.targets import WITH_CUSTOM_FIELDS
from accounts_kit.imports.new_columns.cells import Cells
from accounts_kit.imports.new_columns.keys import free_key, label_of
from accounts_kit.imports.new_columns.kinds import Manner, Proposal, is_identifier, nearly, proposals
from accounts_kit.imports.reading import Assumption, Reading
from accounts_kit.imports.typing import type_rows
from accounts_kit.model import Catalogue
from accounts_kit.records.fields.archive import deleted_fields
from accounts_kit.workspace import Workspace


def with_proposals(
    ws: Workspace,
    reading: Reading,
    mapping: ColumnMapping,
    file_language: str,
    locale: str | None = None,
    *,
    dates: str | None = None,
    missing: Sequence[str] | None = None,
    clear: str | None = None,
) -> ColumnMapping:
    """Return the mapping in which unknown columns become new fields, and empty ones are ignored as such.

    The keywords are those by which the rows will be typed. Each new field is an assumption. Raises WrongValue
    for a source whose records have no custom fields.
    """
    marks = None if missing is None else tuple(missing)
    manner = Manner(file_language, locale, dates, marks, clear, ws.language)
    new = proposed_columns(ws, reading, mapping, manner)
    texts = {
        one: Cells.of(reading.table.column(f"c{one.place}"), manner.nothing)
        for one in new
        if one.kind == "text"
    }
    nearest = {one.key: nearly(cells) for one, cells in texts.items() if not is_identifier(one.header, cells)}
    places = {one.place for one in new}
    unknown = {one.place for one in mapping.unknown()}
    ignored = [
        replace(one, reason="empty") if one.place in unknown else one
        for one in mapping.ignored
        if one.place not in places
    ]
    remarks = (*mapping.remarks, *_remarks(ws, mapping, new, nearest))
    return replace(mapping, new=(*mapping.new, *new), ignored=tuple(ignored), remarks=remarks)


def proposed_columns(
    ws: Workspace, reading: Reading, mapping: ColumnMapping, manner: Manner
) -> tuple[NewColumn, ...]:
    """Return the new field of each unknown column that has a filled cell; nothing is written.

    Needs a running reading() or transaction().
    """
    of = mapping.subject.of
    if of not in WITH_CUSTOM_FIELDS:
        raise WrongValue(
            f"unknown_columns='create' is for accounts and contacts, and these are {mapping.subject.what}. "
            "Write unknown_columns='ignore' or 'refuse'."
        )
    tried = _Trials(ws, reading, mapping, manner)
    tried.settle()
    return tuple(one.column for one in tried.columns)


@dataclass
class _Trial:
    """A column, the field that it is now to become, and the kinds that are left to try."""

    column: NewColumn
    left: Iterator[Proposal]

    def next_kind(self) -> None:
        """Take the next kind; the last one takes any text."""
        one = next(self.left)
        self.column = replace(self.column, kind=one.kind, options=one.options, currency=one.currency)


class _Trials:
    """The unknown columns of a source, each with a kind that is tried on all its rows."""

    def __init__(self, ws: Workspace, reading: Reading, mapping: ColumnMapping, manner: Manner) -> None:
        self.ws, self.reading, self.mapping, self.manner = ws, reading, mapping, manner
        self.columns = [_Trial(column, left) for column, left in self._begun()]
        for one in self.columns:
            one.next_kind()

    def settle(self) -> None:
        """Try until no cell of any column is refused."""
        doubtful = self._doubtful(self.columns)
        while doubtful:
            refused = self._refused([one.column for one in doubtful])
            doubtful = [one for one in doubtful if one.column.key in refused]
            for one in doubtful:
                one.next_kind()
            doubtful = self._doubtful(doubtful)

    def _doubtful(self, columns: Sequence[_Trial]) -> list[_Trial]:
        """Return the columns that could have a refused cell: text takes any."""
        return [one for one in columns if one.column.kind not in ("text", "textarea")]

    def _begun(self) -> Iterator[tuple[NewColumn, Iterator[Proposal]]]:
        of = self.mapping.subject.of
        taken = {one.key for one in self.ws.catalogue.fields(of)}
        taken |= {one.key for one in self.mapping.new if one.of == of}
        for one in self.mapping.unknown():
            column = self.reading.table.column(f"c{one.place}")
            cells = Cells.of(column, self.manner.nothing)
            if len(cells):
                key = free_key(of, one.header, one.place, taken)
                taken.add(key)
                new = NewColumn(one.place, one.header, of, label_of(one.header), "text", key=key)
                yield new, proposals(one.header, column, cells, self.manner)

    def _refused(self, columns: Sequence[NewColumn]) -> set[str]:
        """Return the keys of the columns with a cell that typing or a check refuses."""
        catalogue = _with_fields(self.ws.catalogue, columns)
        filling = tuple(one.filling(one.as_field()) for one in columns)
        mapping = replace(self.mapping, columns=filling, ignored=(), new=())
        manner = self.manner
        typed = type_rows(
            self.ws, self.reading, mapping, manner.file_language, manner.locale, **manner.typing()
        )
        refused = {one.column.key for one in typed.refused}
        kept = replace(mapping, columns=tuple(one for one in filling if one.key not in refused))
        if kept.columns:
            for problems in check_values(catalogue, kept, typed, Keeping(kept)):
                refused |= set(problems["key"])
        return refused


def _with_fields(catalogue: Catalogue, columns: Sequence[NewColumn]) -> Catalogue:
    """Return the catalogue as it would be with these fields."""
    return replace(catalogue, custom=(*catalogue.custom, *(one.as_field() for one in columns)))


def _remarks(
    ws: Workspace, mapping: ColumnMapping, new: Sequence[NewColumn], nearly_all: Mapping[str, str | None]
) -> Iterator[Assumption]:
    """Yield for each new field what it is, and what a person may have meant instead."""
    nearest = {one.place: one.nearest or "" for one in mapping.ignored}
    deleted = {one.name: one.change_set_id for one in deleted_fields(ws)} if new else {}
    for one in new:
        options = f" of {len(one.options)} options" if one.options else ""
        said = f"{one.header!r} becomes a new field {one.of}.{one.key}, {one.kind}{options}."
        if (what := nearly_all.get(one.key)) is not None:
            said += f" Nearly all of its cells are {what}; correct the others to have it hold those."
        if "." in (meant := nearest[one.place]):  # the header is the name of a field of another record
            said += f" To fill that of the other record, write mapping={{{one.header!r}: {meant!r}}}."
        if (change_set := deleted.get(f"{one.of}.{one.key}")) is not None:
            said += (
                " A field of that name was deleted, and the new one does not have its values; "
                f"changes.undo(ws, {change_set}) brings the old one back."
            )
        yield Assumption("new_field", said)
