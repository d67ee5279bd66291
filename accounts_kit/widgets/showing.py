"""A frame as a table that one can search, sort and page through, in a notebook and without a network.

The table is that of itables (DataTables), which comes with all its parts; what stays in a saved notebook is a
plain table of the first rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accounts_kit.errors import WrongValue
from accounts_kit.markup import pale_html, table_html
from accounts_kit.widgets.live import publish_both
from accounts_kit.words.numbers import grouped
from accounts_kit.words.reading import Reading

if TYPE_CHECKING:
    import pandas

# More rows than a page of a browser moves smoothly; all of them are in the frame.
MOST = 10_000
KEPT = 20
PER_PAGE = 15
CUT = {"nl": "de eerste {0} van {1} rijen", "en": "the first {0} of {1} rows"}
ALL = {"nl": "{0} rijen", "en": "{0} rows"}
# What DataTables says, with its own names for numbers.
DUTCH = {
    "search": "Zoeken:",
    "lengthMenu": "_MENU_ rijen per pagina",
    "info": "_START_ tot en met _END_ van _TOTAL_",
    "infoEmpty": "niets gevonden",
    "infoFiltered": "(uit _MAX_)",
    "zeroRecords": "Niets gevonden",
    "emptyTable": "Geen rijen",
    "thousands": ".",
}
# Hides the plain table where the live one stands in the same cell.
HIDDEN = (
    "<style>.jp-OutputArea:has(.dt-container) .jp-OutputArea-child:has(.ak-table-saved){display:none}</style>"
)


class Shown:
    """A frame to look through; put it on the last line of a cell. `show` makes one."""

    def __init__(self, frame: pandas.DataFrame, caption: str | None, language: str) -> None:
        self.frame = frame
        self.caption = caption
        self.language = language

    def _ipython_display_(self) -> None:
        html = f"<div class='ak-table-saved'>{HIDDEN}{self._repr_html_()}</div>"
        publish_both(self.live(), self._counted(), {"text/plain": repr(self), "text/html": html})

    def live(self) -> Any:
        """Return the widget: searched, sorted and paged in the browser; values are text, never markup."""
        from itables.widget import ITable

        more: dict[str, Any] = {"language": DUTCH} if self.language == "nl" else {}
        return ITable(
            self.frame.head(MOST),
            caption=self._counted(),
            maxBytes=0,
            maxRows=0,
            maxColumns=0,
            allow_html=False,
            showIndex=False,
            pageLength=PER_PAGE,
            **more,
        )

    def _counted(self) -> str:
        total = grouped(len(self.frame), self.language)
        said = ALL[self.language].format(total)
        if len(self.frame) > MOST:
            said = CUT[self.language].format(grouped(MOST, self.language), total)
        return f"{self.caption}: {said}" if self.caption else said

    def _repr_html_(self) -> str:
        reading = Reading(self.language)
        rows = [
            [reading.text(_plain(cell)) for cell in row]
            for row in self.frame.head(KEPT).itertuples(index=False, name=None)
        ]
        cut = CUT[self.language].format(*(grouped(one, self.language) for one in (KEPT, len(self.frame))))
        title = self._counted() if len(self.frame) <= KEPT else f"{self.caption or ''} {cut}".strip()
        return f"<div>{pale_html(title)}{table_html(list(map(str, self.frame.columns)), rows)}</div>"

    def __repr__(self) -> str:
        return f"{self._counted()}\n{self.frame.head(KEPT).to_string(index=False)}"


def show(frame: pandas.DataFrame, caption: str | None = None, *, language: str = "nl") -> Shown:
    """Return a frame as a table to search, sort and page through in a notebook; it needs no network.

    At most 10,000 rows are in it, which it says; a saved notebook keeps the first twenty. Needs the extra
    [notebook]. Raises WrongValue for what is no frame.
    """
    if not hasattr(frame, "itertuples"):
        raise WrongValue(f"show() takes a frame, and this is a {type(frame).__name__}.")
    return Shown(frame, caption, "nl" if language.startswith("nl") else "en")


def _plain(cell: object) -> object:
    """Return a cell as a value that reads: missing ones as None."""
    from decimal import Decimal

    import pandas as pd

    if isinstance(cell, list):
        return cell
    if cell is None or pd.isna(cell):  # type: ignore[call-overload]  # any scalar may be asked
        return None
    if isinstance(cell, float):
        return Decimal(repr(cell))
    return cell
