"""CSV: every cell is a text, in the form of the profile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

import pyarrow as pa
from sqlglot import exp

from accounts_kit.exports.cells import lines_of
from accounts_kit.exports.formats.format import Format, Layout
from accounts_kit.exports.profiles import Profile
from accounts_kit.merge_fields.field_sql import written
from accounts_kit.model import Field

_BYTE_ORDER_MARK = "\ufeff".encode()


class TextWriter:
    """Writes lines as they come."""

    def __init__(self, file: BinaryIO, layout: Layout) -> None:
        self._file, self._profile = file, layout.profile
        self.guarded = self.cut = self.plainer = 0
        file.write(_BYTE_ORDER_MARK if layout.profile.byte_order_mark else b"")
        file.write(lines_of([pa.array([header]) for header in layout.headers], layout.profile).written)

    def write(self, cells: Sequence[pa.Array]) -> None:
        """Write a line for each row."""
        lines = lines_of(cells, self._profile)
        self._file.write(lines.written)
        self.guarded += lines.guarded
        self.plainer += lines.plainer

    def close(self) -> None:
        """Nothing stands below the last line."""

    def abandon(self) -> None:
        """Nothing is held."""


def _cell(field: Field, profile: Profile, timezone: str) -> exp.Expr:
    return written(field, profile.form(timezone))


FORMAT = Format("CSV", _cell, TextWriter, as_text=True)
