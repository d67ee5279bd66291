"""What is wrong with the tables of an export of everything: cells, headers, ids, keys, links, definitions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa

from accounts_kit.checks.frames import failures
from accounts_kit.errors import Problem, WrongValue
from accounts_kit.imports.everything.files import TableFile
from accounts_kit.model import KINDS, record_types
from accounts_kit.model.catalogue import RESERVED_KEYS
from accounts_kit.records.everything import needed, unique_columns
from accounts_kit.words.nearest import suggestion
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import quoted

# Breaches that no workspace can live with; others are told, for the workspace that was written had them too.
_REFUSED = ("id", "key", "reference", "pair", "column", "kind")
_LARGEST_ID = 2**62
_NAMED = 20  # problems of one column that are told


def refuse_headers(table: str, found: TableFile, columns: Mapping[str, str]) -> None:
    """Raise WrongValue for a column that the table has not."""
    for name in found.rows.column_names:
        if name not in columns and name != "line":
            hint = suggestion(name, columns)
            raise WrongValue.of(
                [
                    Problem(
                        "column",
                        f"{table} has no column {name!r}. {hint}".rstrip(),
                        name,
                        None,
                        1,
                        found.file,
                    )
                ]
            )


def unreadable(ws: Workspace, staged: str, found: TableFile, values: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the cells with something in them that is no value of their column; `values` has the SQL of each.

    One scan finds the columns with such cells, which are none as a rule.
    """
    texts = {name: f"CAST({quoted(name)} AS VARCHAR)" for name in values}
    wrong = {
        name: f"nullif({texts[name]}, '') IS NOT NULL AND ({value}) IS NULL" for name, value in values.items()
    }
    counting = ", ".join(f"count(*) FILTER (WHERE {test})" for test in wrong.values())
    [counts] = ws.rows(f"SELECT {counting} FROM {staged}") if values else [()]
    for name, count in zip(values, counts, strict=True):
        if count:
            cells = f"SELECT line, {texts[name]} FROM {staged} WHERE {wrong[name]} ORDER BY line LIMIT ?"
            for line, text in ws.rows(cells, [_NAMED]):
                yield Problem("kind", f"{text!r} cannot be read here", name, text, line, found.file)


def missing(ws: Workspace, table: str, found: TableFile, there: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the rows without a value that every row has, and ids that no sequence makes."""
    for name, value in needed(ws.catalogue, table).items():
        if name not in there:
            yield Problem("required", f"{table} has no column {name!r}", name, None, 1, found.file)
            continue
        for (line,) in ws.rows(
            f"SELECT line FROM coming WHERE {value} IS NULL ORDER BY line LIMIT ?", [_NAMED]
        ):
            yield Problem("required", "every row has a value here", name, None, line, found.file)
    for name in list(there)[:1]:
        if there[name] == "BIGINT":
            outside = (
                f"SELECT line, {quoted(name)} FROM coming WHERE {quoted(name)} NOT BETWEEN 1 AND ? LIMIT ?"
            )
            for line, said in ws.rows(outside, [_LARGEST_ID, _NAMED]):
                yield Problem("id", "an id is a positive number", name, str(said), line, found.file)


def twice(ws: Workspace, table: str, found: TableFile, there: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the rows whose id or key an earlier one has."""
    for name, value in unique_columns(ws.catalogue, table).items():
        if name not in there:
            continue
        repeated = (
            f"SELECT line, CAST({quoted(name)} AS VARCHAR), "
            f"min(line) OVER (PARTITION BY {value}) AS first_line "
            f"FROM coming WHERE {value} IS NOT NULL QUALIFY line <> first_line ORDER BY line LIMIT ?"
        )
        for line, said, first in ws.rows(repeated, [_NAMED]):
            yield Problem("unique", f"{said!r} stands on line {first} already", name, said, line, found.file)


def no_rules(ws: Workspace, found: TableFile, there: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the rows of segments whose rule is no JSON; what it means is for ak.check() to say."""
    if "rule" not in there:
        return
    for line, rule in ws.rows("SELECT line, rule FROM coming WHERE rule IS NOT NULL ORDER BY line"):
        if not isinstance(_json(rule), dict):
            yield Problem("rule", "a rule is JSON", "rule", rule, line, found.file)
    for line, of in ws.rows("SELECT line, \"of\" FROM coming WHERE \"of\" NOT IN ('contacts', 'accounts')"):
        yield Problem("of", "a segment is of contacts or accounts", "of", of, line, found.file)


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def refuse_broken(source: Path, problems: pd.DataFrame) -> None:
    """Raise WrongValue for what ak.check() finds that no workspace can live with."""
    broken = problems[problems["check"].isin(_REFUSED)].head(100)
    told = list(zip(broken["check"], broken["table"], broken["record_id"], broken["message"], strict=True))
    if told:
        raise WrongValue.of(
            [
                Problem(check, f"{table} {record_id}: {said}", file=source.name)
                for check, table, record_id, said in told
            ]
        )


def refuse_definitions(ws: Workspace, rows: pa.Table, file: str) -> None:
    """Raise WrongValue for custom fields that cannot be: a column is about to be named after each."""
    refused = failures(ws.catalogue, "custom_field", rows.to_pandas(types_mapper=pd.ArrowDtype))
    problems = [
        Problem(check, "a field cannot be defined so", column, None, None, file)
        for check, column in zip(refused["check"], refused["column"], strict=True)
    ]
    problems += [
        Problem("key", "a field cannot be defined so", "key", one["key"], None, file)
        for one in rows.to_pylist()
        if not _can_be(one["of"], one["key"], one["kind"]) or _no_list(one["kind"], one["default"])
    ]
    if problems:
        raise WrongValue.of(problems)


def _can_be(of: str | None, key: str | None, kind: str | None) -> bool:
    if of not in ("account", "contact") or kind not in KINDS or not key:
        return False
    return key not in {*RESERVED_KEYS, *(one.key for one in record_types()[of].fields)}


def _no_list(kind: str, default: str | None) -> bool:
    return default is not None and KINDS[kind].several and not isinstance(_json(default), list)
