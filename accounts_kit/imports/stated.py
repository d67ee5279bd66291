"""What a caller says of the columns of a source, by `mapping=` or in a mapping file, before it is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts_kit.imports.reading import Layout


@dataclass(frozen=True, slots=True)
class NewField:
    """A custom field that the import makes, or takes when it is there already; the key is the label's."""

    label: str
    kind: str
    of: str | None = None
    options: tuple[str, ...] = ()
    key: str | None = None
    currency: str | None = None
    check: str | None = None


@dataclass(frozen=True, slots=True)
class StatedColumn:
    """What is said of one column: the field that it fills (bare or dotted) or the new one that it becomes,
    how its numbers and dates read, and the mode by which it changes records.
    """

    field: str | None = None
    locale: str | None = None
    dates: str | None = None
    update: str | None = None
    new: NewField | None = None


# A column with nothing behind it is ignored.
Columns = Mapping[str, str | StatedColumn | None]


@dataclass(frozen=True)
class StatedMapping:
    """What a caller says: of columns by their headers, of names of accounts, of the layout of the source, and
    (in a file) the options of the import by the names of its keywords. `file` is its name.
    """

    columns: Mapping[str, StatedColumn | None] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    layout: Layout = field(default_factory=Layout)
    options: Mapping[str, Any] = field(default_factory=dict)
    file: str | None = None
