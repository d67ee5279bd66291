"""What a conversion gives: the text in the other language, and all that could not be said in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts_kit.merge_fields.findings import Place
from accounts_kit.merge_fields.templates import Template

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Remark:
    """A piece that was left as it is, or read in one of two possible ways: where it stands, and why."""

    place: Place
    written: str
    message: str


@dataclass(frozen=True)
class Conversion:
    """A text in the other language of merge fields; `str()` of it is the text.

    `remarks` are the pieces that could not be converted, which stand in the text as they were, and those that
    might mean something else.
    """

    text: str
    remarks: tuple[Remark, ...] = ()

    @property
    def template(self) -> Template:
        """The text as a template; raises TemplateError when it is none."""
        return Template(self.text)

    @property
    def problems(self) -> pd.DataFrame:
        """The remarks as a frame; empty when everything was converted.

        Columns: line, column (both from 1), written, message; in order of line and column.
        """
        import pandas as pd

        rows = [(one.place.line, one.place.column, one.written, one.message) for one in self.remarks]
        return pd.DataFrame(rows, columns=["line", "column", "written", "message"])

    def __str__(self) -> str:
        return self.text
