"""What every page has: a title, a line below it, sections, and the two ways in which they are shown."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from accounts_kit.markup import page_html
from accounts_kit.records.pages.sections import Facts, Grid
from accounts_kit.words.pages import option_words, page_words
from accounts_kit.words.plain import filled, one_line
from accounts_kit.words.reading import Reading
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.catalogue import judge_setting

_BETWEEN = " · "
_WIDTH = 110

# Columns with options that no firm changes; the page says them in its language.
_CODED = {"deals": "status", "activities": "kind"}

# The columns that a page shows of each record, whose labels are those of its fields.
_FIELDS = {
    "notes": ("note", ("at", "author", "text")),
    "contacts": ("contact", ("job_title", "email", "phone", "last_contacted_at")),
    "activities": ("activity", ("at", "kind", "name", "campaign", "target")),
    "tasks": ("task", ("title", "kind", "due_at", "completed_at")),
    "deals": ("deal", ("title", "stage", "status", "value", "currency", "expected_close_on")),
}
_OTHERS = {
    "contacts.name": "name",
    "contacts.activities_90_days": "activities_lately",
    "tasks.deal": "deal",
    "deals.account": "account",
}


def reading_of(ws: Workspace, language: str | None) -> Reading:
    """Return how values read on a page, in the workspace's language unless another is given.

    Raises WrongValue for a language that accounts_kit does not have.
    """
    if language is not None:
        judge_setting("language", language)
    return Reading(language or ws.language, ws.timezone)


def labels_of(ws: Workspace, language: str) -> dict[str, str]:
    """Return the header of each column of each section in a language: "contacts.email"."""
    labels = {
        f"{attribute}.{key}": ws.catalogue.field(f"{of}.{key}").label(language)
        for attribute, (of, keys) in _FIELDS.items()
        for key in keys
    }
    return labels | {column: page_words(name, language) for column, name in _OTHERS.items()}


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Page(ABC):
    """A record with all that belongs to it, as it was when it was read."""

    _reading: Reading
    _labels: Mapping[str, str]

    def __repr__(self) -> str:
        lines = [one_line(self._title(), _WIDTH), *filled(self._under(), _BETWEEN, _WIDTH)]
        for section in self._sections():
            lines += ["", *section.text()]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        sections = (section.html() for section in self._sections())
        return page_html(self._title(), _BETWEEN.join(self._under()), *sections)

    @abstractmethod
    def _title(self) -> str:
        """Return what the page is called."""

    @abstractmethod
    def _under(self) -> Sequence[str]:
        """Return what stands below the title, in short."""

    @abstractmethod
    def _sections(self) -> Sequence[Facts | Grid]:
        """Return the sections in their order."""

    def _words(self, name: str, **said: object) -> str:
        return page_words(name, self._reading.language, **said)

    def _said(self, facts: Mapping[str, str | None]) -> list[str]:
        """Return facts in a few words, those that there are: "Eigenaar: Els"."""
        return [f"{self._words(name)}: {one}" for name, one in facts.items() if one]

    def _facts(self, about: pd.DataFrame) -> Facts:
        in_words = {"contact.status": partial(option_words, language=self._reading.language)}
        return Facts(self._words("about"), about, in_words, self._reading.language)

    def _grid(
        self, attribute: str, frame: pd.DataFrame, columns: Sequence[str], title: str | None = None
    ) -> Grid:
        headers = {column: self._labels[f"{attribute}.{column}"] for column in columns}
        coded = [column for column in columns if _CODED.get(attribute) == column]
        in_words = dict.fromkeys(coded, partial(option_words, language=self._reading.language))
        return Grid(attribute, title or self._words(attribute), frame, headers, self._reading, in_words)
