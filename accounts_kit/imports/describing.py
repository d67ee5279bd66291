"""Problems in words: each refused cell with its line, its header, its text in the file, and a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.checks.named import problem
from accounts_kit.checks.rows import row_checks_of
from accounts_kit.imports.checking import LONGEST_NAME
from accounts_kit.imports.found import refused_lines
from accounts_kit.imports.hints import HINTED, Hints, hints_of
from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.mapping import fields_of
from accounts_kit.imports.reading import Reading
from accounts_kit.imports.typing import TypedRows
from accounts_kit.model import Catalogue, Field
from accounts_kit.model.values import split
from accounts_kit.words.dates import day_of_serial
from accounts_kit.words.reading import Reading as Reader
from accounts_kit.words.sentences import sentence
from accounts_kit.words.text import clean
from accounts_kit.workspace import Workspace

COLUMNS = {"line": "int64", "column": "str", "check": "str", "value": "str", "message": "str"}

# Finding the nearest option takes a third of a millisecond; after so many the rest is told without.
MOST_HINTS = 1_000

# The checks whose sentences are about the whole row.
BY_ROW = ("field_key", "field_options", "options_alike", "option_length", "currency_code", "field_check")


@dataclass
class Describer:
    """Puts the problems of one import into words, with what helps somebody further."""

    ws: Workspace
    mapping: ColumnMapping
    reading: Reading
    typed: TypedRows
    _hinted: int = 0

    @property
    def catalogue(self) -> Catalogue:
        """The fields of the workspace."""
        return self.ws.catalogue

    def table(self, problems: pd.DataFrame) -> pd.DataFrame:
        """Return the problems for people, those of broken rows too: by line, then by place in the file."""
        refused = problems["line"].isin(refused_lines(problems).to_pylist())
        problems = problems.assign(kept=problems["kept"] & ~refused)  # a row that is kept out keeps no cell
        groups = problems.groupby(["key", "check", "kept"], sort=False)
        parts = [self._part(str(key), str(check), rows, bool(kept)) for (key, check, kept), rows in groups]
        joined = pd.concat([self._broken(), *parts], ignore_index=True)
        ordered = joined.sort_values(["line", "place"], kind="stable", ignore_index=True)
        return ordered[list(COLUMNS)].astype(COLUMNS)

    def _broken(self) -> pd.DataFrame:
        rows = [(one.line, -1, None, one.check, one.value, one.message) for one in self.reading.broken]
        return pd.DataFrame(rows, columns=["line", "place", *list(COLUMNS)[1:]], dtype=object)

    def _part(self, key: str, check: str, rows: pd.DataFrame, kept: bool) -> pd.DataFrame:
        """Return the problems that one check has with one field; each distinct text is worded once."""
        column, one = self.mapping.column(key), self._field(key)
        lines, firsts = rows["line"].tolist(), rows["first"].astype(object).where(rows["first"].notna(), None)
        texts = self._texts(f"c{column.place}", lines) if column else [None] * len(rows)
        hints = self._hints(key, check, texts)
        said: dict[tuple[str | None, int | None], str] = {}
        messages = []
        for line, first, text in zip(lines, firsts, texts, strict=True):
            known = None if check in BY_ROW else said.get((text, first))
            known = known or self._message(one, check, text, first, line, hints) + self._after(kept)
            messages.append(known)
            said[text, first] = known
        place = column.place if column else len(self.reading.headers)
        header = column.header if column else one.label(self.catalogue.language)
        return pd.DataFrame(
            {
                "line": lines,
                "place": place,
                "column": header,
                "check": check,
                "value": texts,
                "message": messages,
            }
        )

    def _hints(self, key: str, check: str, texts: Sequence[str | None]) -> Hints:
        """Return what helps somebody further after these texts, by clean text."""
        if check not in HINTED:
            return {}
        distinct = dict.fromkeys(said for text in texts if text and (said := clean(text)))
        return hints_of(self.ws, self.mapping.subject.of, check, key, [*distinct][:MOST_HINTS])

    def _field(self, key: str) -> Field:
        fields = fields_of(self.catalogue, self.mapping.subject)
        return next(one for one in fields if one.key == key)

    def _texts(self, column: str, lines: list[int]) -> list[str | None]:
        """Return the cells on these lines as the source has them."""
        places = pc.index_in(pa.array(lines), self.reading.table.column("line"))
        cells = self.reading.table.column(column).take(places).to_pylist()
        return [None if cell is None or cell == "" else str(cell) for cell in cells]

    def _message(
        self, one: Field, check: str, text: str | None, first: int | None, line: int, hints: Hints
    ) -> str:
        language = self.catalogue.language
        said = clean(text) if text else None
        match check:
            case "option" if said is not None:
                return self._about_option(one, said)
            case "length" if one.max_length is None:
                longest = max(split(one, said or ""), key=len) if one.kind.several else said or ""
                words = {"field": one.label(language), "length": len(longest), "limit": LONGEST_NAME}
                return sentence("length", language, **words)
            case "date" | "datetime" if said is not None and (day := day_of_serial(said)) is not None:
                words = {"value": said, "reading": self._reading(one), "day": Reader(language).text(day)}
                return sentence("serial", language, **words)
            case name if name in HINTED:
                return problem(check, one, said, language, hint=hints.get(said or "", "")).message
            case name if name in BY_ROW:
                return sentence(check, language, **self._words_of_row(check, line))
        return problem(check, one, said, language, first=first, reading=self._reading(one)).message

    def _reading(self, one: Field) -> str:
        """Return how the column of a field was read, by an example."""
        return self.typed.examples.get(one.key, "1234")

    def _after(self, kept: bool) -> str:
        """Return what is said after a problem that costs only its cell."""
        return f"; {sentence('kept', self.catalogue.language)}" if kept else ""

    def _about_option(self, one: Field, text: str) -> str:
        """Return the sentence about a wrong option; of several in one cell about the first that is wrong."""
        items = split(one, text) if one.kind.several else [text]
        wrong = next((item for item in items if one.option_for(item) is None), text)
        self._hinted += 1
        if self._hinted <= MOST_HINTS:
            return problem("option", one, wrong, self.catalogue.language).message
        label = one.label(self.catalogue.language)
        return sentence("option", self.catalogue.language, field=label, value=wrong, hint="")

    def _words_of_row(self, check: str, line: int) -> Mapping[str, object]:
        """Return what a check on whole records says about the row on a line."""
        [row] = self.typed.table.filter(pc.equal(self.typed.table.column("line"), line)).to_pylist()
        return next(one for one in row_checks_of(self.mapping.subject.of) if one.name == check).words(row)
