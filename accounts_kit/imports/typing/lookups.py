"""Values that only a list knows: options, several options in one cell, users, corrected names.

Each distinct text of a column is asked once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.typing.columns import Column
from accounts_kit.imports.waiting import put_column_away
from accounts_kit.model import Field
from accounts_kit.model.values import split
from accounts_kit.words.text import key_of
from accounts_kit.workspace import Workspace

Meaning = Callable[[Any], Any]


def meanings(
    ws: Workspace, columns: Sequence[Column], mapping: ColumnMapping
) -> Iterator[tuple[Column, Meaning]]:
    """Return the columns whose texts are looked up, each with what a text means; None for nothing."""
    for one in columns:
        family = one.field.kind.family
        if family == "option" and one.field.options:
            yield one, one.field.option_for
        elif family == "several":
            yield one, _options_meaning(one.field)
        elif family == "user":
            yield one, _user_meaning(ws)
        elif mapping.names and one.key == ("name" if mapping.subject.of == "account" else "account"):
            yield one, lambda text: mapping.names.get(key_of(text), text)


def looked_up(texts: pa.ChunkedArray, meaning: Meaning, arrow_type: pa.DataType) -> pa.ChunkedArray:
    """Return what each text (or list of texts) means, NULL where it means nothing."""
    known: dict[str, Any] = {}
    return put_column_away((_meant(piece, meaning, arrow_type, known) for piece in texts.chunks), arrow_type)


def _meant(texts: pa.Array, meaning: Meaning, arrow_type: pa.DataType, known: dict[str, Any]) -> pa.Array:
    """Return what each text of a piece means; what is known already is not asked again."""
    if pa.types.is_list(texts.type):
        return pa.array([None if one is None else meaning(one) for one in texts.to_pylist()], arrow_type)
    distinct = texts.dictionary_encode()
    for text in distinct.dictionary.to_pylist():
        if text not in known:
            known[text] = meaning(text)
    meant = pa.array([known[text] for text in distinct.dictionary.to_pylist()], arrow_type)
    return meant.take(distinct.indices)


def _options_meaning(field: Field) -> Meaning:
    """Return what a cell with several options means: those, in their order; None when one of them is none."""

    def meaning(cell: str | Sequence[str]) -> list[str] | None:
        items = split(field, cell)
        if not field.options:
            return items
        chosen = {field.option_for(item) for item in items}
        return None if None in chosen else sorted(filter(None, chosen), key=field.options.index)

    return meaning


def _user_meaning(ws: Workspace) -> Meaning:
    """Return the id of the user that a text names, by name or e-mail address; None for nobody, or for two."""
    ids: dict[str, int | None] = {}
    for user_id, name, email in ws.rows("SELECT user_id, name, email FROM users ORDER BY user_id"):
        for said in {key_of(name or ""), key_of(email or "")} - {""}:
            ids[said] = None if said in ids else user_id
    return lambda text: ids.get(key_of(text))
