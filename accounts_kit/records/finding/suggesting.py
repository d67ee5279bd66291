"""Suggestions while one types: the records that somebody may mean by a few letters, best first.

Four ranks: the same; begins with it; a word of it begins so; holds it. Within a rank the older record comes
first. One scan finds whom the words may mean at all, and only those are ranked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from accounts_kit.model import record_types
from accounts_kit.records.finding.folding import asked_words, folded, holds
from accounts_kit.records.finding.phones import PhoneSearch
from accounts_kit.records.layout import quoted
from accounts_kit.records.ordering import whole_number
from accounts_kit.records.reading import selection_sql
from accounts_kit.words.text import clean
from accounts_kit.workspace import Workspace

# So short a word is held by a great part of all records: those that begin with it are asked for first.
_SHORT = 3


@dataclass(frozen=True)
class _Place:
    """Where one looks: the texts of a table, which of them make up a name, and the phone number."""

    table: str
    id_column: str
    texts: tuple[str, ...]
    name: tuple[str, ...] = ()
    phone: str | None = None


_PLACES = {
    "account": _Place("accounts", "account_id", ("name_key",)),
    "contact": _Place(
        "contacts",
        "contact_id",
        ("first_name", "last_name", "email_key"),
        ("first_name", "last_name"),
        "phone",
    ),
}
_ALIASES = _Place("aliases", "", ("alias_key",))


def suggestions(ws: Workspace, of: str, text: str, shown: Sequence[str], limit: int) -> pd.DataFrame:
    """Return the records that one may mean by the text, best first; see accounts.find and contacts.find."""
    words, count = asked_words(text), whole_number("limit", limit)
    place = _PLACES[of]
    with ws.one_state():
        ids = _found(ws, place, text, words, count) if words and count != 0 else []
        return _shown(ws, of, ids, shown)


def _found(ws: Workspace, place: _Place, text: str, words: list[str], limit: int | None) -> list[int]:
    """Return the ids of what is found, best first; a record's own name goes before its aliases."""
    search = _Search(words, PhoneSearch.of(clean(text) or ""), limit)
    own = search.ranked(ws, place)
    also = replace(search, phone=None).ranked(ws, replace(_ALIASES, id_column=place.id_column))
    by_rank = sorted([*((rank, 0, one) for one, rank in own), *((rank, 1, one) for one, rank in also)])
    return list(dict.fromkeys(one for _, _, one in by_rank))[:limit]


def _shown(ws: Workspace, of: str, ids: list[int], shown: Sequence[str]) -> pd.DataFrame:
    id_column = record_types()[of].id_column
    select, _ = selection_sql(ws.catalogue, of, shown)
    columns = ", ".join(quoted(one) for one in (id_column, *shown))
    marks = ", ".join("?" for _ in ids) or "NULL"
    return ws.frame(
        f"SELECT {columns} FROM ({select} WHERE record.{id_column} IN ({marks})) "
        f"ORDER BY list_position(CAST(? AS BIGINT[]), {id_column})",
        [*ids, ids],
    )


@dataclass(frozen=True)
class _Search:
    """What is looked for: folded words, a phone number if it is like one, and how many are wanted."""

    words: list[str]
    phone: PhoneSearch | None
    limit: int | None

    def ranked(self, ws: Workspace, place: _Place) -> list[tuple[int, int]]:
        """Return the ids of what is found in a place, each with its rank, best first."""
        if self.limit is not None and len(self.words) == 1 and len(self.words[0]) <= _SHORT:
            first = self._rows(ws, place, self._held(place, "starts_with"), self._rank(place, whole=False))
            if len(first) == self.limit:
                return first
        return self._rows(ws, place, self._held(place, "contains"), self._rank(place, whole=True))

    def _rows(self, ws: Workspace, place: _Place, held: str, rank: str) -> list[tuple[int, int]]:
        texts = ", ".join(f"{folded(text)} AS text_{number}" for number, text in enumerate(place.texts))
        columns = f"{place.id_column} AS id, {texts}{f', {place.phone} AS phone' if place.phone else ''}"
        found = f"SELECT {columns} FROM {place.table} WHERE {place.id_column} IS NOT NULL AND ({held})"
        sql = f"SELECT id, {rank} AS rank FROM ({found}) ORDER BY rank, id LIMIT $limit"
        given = self._parameters() | {"limit": self.limit}
        return ws.rows(sql, {name: one for name, one in given.items() if re.search(rf"\${name}\b", sql)})

    def _held(self, place: _Place, function: str) -> str:
        """Return the test on whom the words may mean at all: each word is held somewhere, or the number."""
        held = " AND ".join(
            f"({' OR '.join(holds(text, word, f'$word_{number}', function) for text in place.texts)})"
            for number, word in enumerate(self.words)
        )
        if self.phone is None or place.phone is None:
            return held
        called = self.phone.begun if function == "starts_with" else self.phone.held
        return f"({held}) OR {called(place.phone)}"

    def _rank(self, place: _Place, *, whole: bool) -> str:
        """Return the rank of what is found; not as a whole where all that is found begins with the word."""
        texts = [*(f"text_{number}" for number, _ in enumerate(place.texts)), *self._full_names(place)]
        same = [f"{text} = $phrase" for text in texts] + self._same_words(place)
        begins = [f"starts_with({text}, $phrase)" for text in texts]
        if self.phone is not None and place.phone is not None:
            same.append(self.phone.same("phone"))
            begins.append(self.phone.begun("phone"))
        if not whole:
            return f"CASE WHEN {' OR '.join(same)} THEN 0 ELSE 1 END"
        by_word = " AND ".join(
            f"({' OR '.join(f'regexp_matches({text}, $begin_{number})' for text in texts)})"
            for number, _ in enumerate(self.words)
        )
        return (
            f"CASE WHEN {' OR '.join(same)} THEN 0 WHEN {' OR '.join(begins)} THEN 1 "
            f"WHEN {by_word} THEN 2 ELSE 3 END"
        )

    def _full_names(self, place: _Place) -> list[str]:
        """Return the full name as one says it and as an address book has it; one word is in its parts."""
        if not place.name or len(self.words) == 1:
            return []
        parts = [f"text_{place.texts.index(part)}" for part in place.name]
        return [f"concat_ws(' ', {', '.join(order)})" for order in (parts, parts[::-1])]

    def _same_words(self, place: _Place) -> list[str]:
        """Return the test on a full name of these words in another order: "vries, piet de"."""
        names = self._full_names(place)[:1]
        return [f"list_sort(string_split_regex({name}, '\\s+')) = $sorted_words" for name in names]

    def _parameters(self) -> dict[str, Any]:
        given: dict[str, Any] = {"phrase": " ".join(self.words), "sorted_words": sorted(self.words)}
        for number, word in enumerate(self.words):
            given[f"word_{number}"] = word
            given[f"begin_{number}"] = rf"(^|[^\pL\pN]){re.escape(word)}"
        return given | (self.phone.parameters if self.phone else {})
