"""Checks on the typed rows of an import: each value and each record by Pandera, and what rows say of other
records.

Rows against each other and against the workspace are the business of `crossing`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.checks import frames
from accounts_kit.checks.named import CHECKS
from accounts_kit.imports.found import found
from accounts_kit.imports.keeping import Keeping
from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.needs import needed_checks
from accounts_kit.imports.progress import tell
from accounts_kit.imports.reading import Reading
from accounts_kit.imports.typing import TypedRows
from accounts_kit.imports.waiting import let_go
from accounts_kit.model import Catalogue, Field

BATCH = 100_000
LONGEST_NAME = 255  # of an account or tag that a row names, as of one that is made by hand

# How the checks on whole records call what a file says of other records.
LINKS = {"account": "account_id", "contact": "contact_id", "deal": "deal_id"}
_ORDER = {check.name: place for place, check in enumerate(CHECKS)}


def check_texts(typed: TypedRows, reading: Reading, *, kept: Collection[str] = ()) -> Iterator[pd.DataFrame]:
    """Yield the cells whose text has no value of its field's kind; `kept` are the checks that cost only the
    cell.
    """
    lines = reading.table.column("line")
    for refused in typed.refused:
        places = pc.index_in(refused.lines, lines)
        texts = reading.table.column(refused.column.source).take(places).to_pylist()
        for check, rows in _by_check(
            refused.lines.to_pylist(), [refused.check_of(str(one)) for one in texts]
        ):
            yield found(rows, refused.column.key, check, kept=[check in kept] * len(rows))


def check_values(
    catalogue: Catalogue, mapping: ColumnMapping, typed: TypedRows, keeping: Keeping
) -> Iterator[pd.DataFrame]:
    """Yield the values and the records that the checks refuse, a batch of rows at a time."""
    of = mapping.subject.of
    fields = {one.key: one for one in catalogue.fields(of)}
    related = {one.key for one in catalogue.record(of).related} if of == "contact" else set()
    keys = [column.key for column in mapping.columns if column.key not in related]
    if of == "note" and "contact" in typed.table.column_names:  # of its row, which no column has to name
        keys = list(dict.fromkeys([*keys, "contact"]))
    table = typed.table.select(keys).rename_columns([LINKS.get(key, key) for key in keys])
    for start in range(0, table.num_rows, BATCH):
        # In one piece: a batch that spans two pieces of a column costs Arrow thirty times as much.
        batch = table.slice(start, BATCH).combine_chunks().to_pandas(types_mapper=pd.ArrowDtype)
        failed = frames.failures(catalogue, of, batch)
        if mapping.subject.known_by is not None:  # what a record needs is judged when it has been found
            failed = failed[~failed["check"].isin(["required", *(one.name for one in needed_checks(of))])]
        if len(failed):
            yield from _translated(failed, typed.table.slice(start, BATCH), fields, keeping)
        tell("checking", min(start + BATCH, table.num_rows), table.num_rows)
        let_go()


def check_names(mapping: ColumnMapping, typed: TypedRows) -> Iterator[pd.DataFrame]:
    """Yield the names of accounts and tags that are too long to be made."""
    for key in ("account", "tags"):
        if mapping.column(key) is not None and mapping.subject.of != "account":
            values = typed.table.column(key)
            lines = typed.table.column("line")
            if pa.types.is_list(values.type):
                flat = values.combine_chunks()
                lines, values = lines.take(pc.list_parent_indices(flat)), pc.list_flatten(flat)
            too_long = pc.fill_null(pc.greater(pc.utf8_length(values), LONGEST_NAME), False)
            yield found(pc.filter(lines, too_long).unique().to_pylist(), key, "length")


def _by_check(lines: list[int], checks: list[str]) -> Iterator[tuple[str, list[int]]]:
    for check in dict.fromkeys(checks):
        yield check, [line for line, own in zip(lines, checks, strict=True) if own == check]


def _translated(
    failed: pd.DataFrame, rows_of_batch: pa.Table, fields: Mapping[str, Field], keeping: Keeping
) -> Iterator[pd.DataFrame]:
    """Yield what Pandera refused in a batch, by line and field; a default fills in what is missing."""
    lines = rows_of_batch.column("line").to_numpy()
    with_default = {key for key, one in fields.items() if one.default is not None}
    needless = (failed["check"] == "required") & failed["column"].isin(with_default)
    kept = failed[~needless].assign(place=failed["check"].map(_ORDER).fillna(-1))
    for (key, check), rows in kept.sort_values("place", kind="stable").groupby(
        ["column", "check"], sort=False
    ):
        places = rows["row"].to_numpy()
        field = fields.get(str(key))
        stays = None if field is None else keeping.rows(field, str(check), rows_of_batch, places)
        yield found(lines[places], str(key), str(check), kept=stays)
