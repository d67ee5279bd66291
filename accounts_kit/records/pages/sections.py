"""The sections of a page: what is shown of its frames, as text and as HTML.

Neither shows more rows than a person reads, and says how many there are more; the frames have them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from accounts_kit.markup import facts_html, grid_html, pale_html, section_html
from accounts_kit.markup.pages import DASH
from accounts_kit.model.values import is_missing
from accounts_kit.words.numbers import marks_of
from accounts_kit.words.pages import page_words
from accounts_kit.words.plain import aligned, one_line
from accounts_kit.words.reading import Reading

# How many rows text shows of a section (all of a page within some sixty lines), and HTML.
_IN_TEXT = {"about": 22, "contacts": 10, "activities": 7}
_IN_HTML = {"contacts": 50}
_IN_TEXT_ELSE, _IN_HTML_ELSE = 5, 20

_WIDEST_LABEL = 32
_WIDTH = 108

Saying = Callable[[str], str]


@dataclass(frozen=True)
class Facts:
    """Labels with their values, some under the name of a group."""

    title: str
    about: pd.DataFrame  # label, value, group
    said: Mapping[str, Saying]  # how the value of a field is said, where that differs
    language: str

    def html(self) -> str:
        """Return all of them; an empty value is a dash."""
        parts = []
        for group, rows in self._groups():
            facts = facts_html(rows)
            parts.append(section_html(group, facts, within=True) if group else facts)
        return section_html(self.title, *parts)

    def text(self) -> list[str]:
        """Return the first of them as aligned lines."""
        groups = list(self._groups())
        labels = [one_line(label, _WIDEST_LABEL) for _, rows in groups for label, _ in rows]
        width = max(map(len, labels), default=0)
        lines = []
        for group, rows in groups:
            lines += [f"  {one_line(group, _WIDTH)}"] if group else []
            for label, value in rows:
                name = one_line(label, _WIDEST_LABEL).ljust(width)
                said = one_line(value, _WIDTH - width - 4) or DASH
                lines.append(f"{'    ' if group else '  '}{name}  {said}")
        most = _IN_TEXT["about"]
        return [self.title, *lines[:most], *_more(len(lines) - most, "about", self.language)]

    def _groups(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        groups: dict[str, list[tuple[str, str]]] = {}
        for field, label, value, group in self.about.itertuples(index=False, name=None):
            said = self.said.get(field, str)(value) if value else ""
            groups.setdefault("" if is_missing(group) else group, []).append((label, said))
        yield from groups.items()


@dataclass(frozen=True)
class Grid:
    """The first rows of a frame under headers: those of its columns that people read."""

    attribute: str
    title: str
    frame: pd.DataFrame
    headers: Mapping[str, str]
    reading: Reading
    said: Mapping[str, Saying]

    def html(self) -> str:
        """Return the table, and how many rows there are more."""
        title = f"{self.title} ({counted(len(self.frame), self.reading.language)})"
        if self.frame.empty:
            return section_html(title, pale_html(page_words("none", self.reading.language)))
        most = _IN_HTML.get(self.attribute, _IN_HTML_ELSE)
        more = _more(len(self.frame) - most, self.attribute, self.reading.language)
        table = grid_html(list(self.headers.values()), self._rows(most))
        return section_html(title, table, *map(pale_html, more))

    def text(self) -> list[str]:
        """Return the table as aligned lines, and how many rows there are more."""
        language = self.reading.language
        title = f"{self.title} ({counted(len(self.frame), language)})"
        if self.frame.empty:
            return [title]
        most = _IN_TEXT.get(self.attribute, _IN_TEXT_ELSE)
        rows = [tuple(cell or DASH for cell in row) for row in self._rows(most)]
        lines = aligned([tuple(self.headers.values()), *rows], _WIDTH)
        return [
            title,
            *(f"  {line}" for line in lines),
            *_more(len(self.frame) - most, self.attribute, language),
        ]

    def _rows(self, most: int) -> Sequence[tuple[str, ...]]:
        shown = self.frame[list(self.headers)].head(most)
        return [
            tuple(self._cell(column, value) for column, value in zip(self.headers, row, strict=True))
            for row in shown.itertuples(index=False, name=None)
        ]

    def _cell(self, column: str, value: object) -> str:
        if is_missing(value):
            return ""
        if isinstance(value, float):
            value = Decimal(repr(value))
        # Every amount of a frame on a page is of kind currency.
        text = self.reading.text(value, decimals=2 if column == "value" else None)
        return self.said.get(column, str)(text)


def counted(number: int, language: str) -> str:
    """Return a number of records as people of that language write it: "1.234"."""
    return f"{number:,}".replace(",", marks_of(language).thousands)


def _more(number: int, attribute: str, language: str) -> list[str]:
    if number <= 0:
        return []
    return [f"  {page_words('more', language, count=counted(number, language), attribute=attribute)}"]
