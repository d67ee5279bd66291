"""Whether a text is one SELECT on the workspace's own tables: the judge of `Workspace.sql`.

DuckDB's own parser reads the text, so no trick of spelling gets past it: neither a second statement, nor a
write hidden in a WITH, nor a function or a name that reads another file.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from typing import Any

import duckdb

from accounts_kit.errors import WrongValue

_READING_NODES = {"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"}
_TABLE_FUNCTIONS = {
    "duckdb_columns",
    "duckdb_tables",
    "generate_series",
    "json_each",
    "json_tree",
    "pragma_table_info",
    "range",
    "repeat",
    "unnest",
}
_WRITING_FUNCTIONS = {"nextval", "write_log"}
_LISTING_SCHEMAS = {"information_schema", "pg_catalog"}
_INSTEAD = "Write with ak.accounts, ak.contacts, ak.imports ...; they keep history and can be undone."


def judge(cursor: duckdb.DuckDBPyConnection, text: str) -> None:
    """Raise WrongValue unless the text is one SELECT that reads only the workspace."""
    try:
        statements = cursor.extract_statements(text)
    except duckdb.Error as error:
        raise in_our_words(error) from None
    if len(statements) != 1:
        raise WrongValue(
            f"sql() takes one SELECT, and this text holds {len(statements)} statements. "
            "Call sql() once for each."
        )
    kind = statements[0].type.name
    if kind != "SELECT":
        raise WrongValue(f"sql() reads, and this is a statement that does not: {kind}. {_INSTEAD}")
    _judge_parts(cursor, _tree(cursor, statements[0].query))


def in_our_words(error: duckdb.Error) -> WrongValue:
    """Return DuckDB's complaint about a text as the error that a caller of sql() gets."""
    return WrongValue(f"DuckDB cannot run this SELECT. {error}")


def _tree(cursor: duckdb.DuckDBPyConnection, text: str) -> Any:
    """Return the statement as DuckDB's parser sees it."""
    [(said,)] = cursor.execute("SELECT json_serialize_sql(?::VARCHAR)", [text]).fetchall()
    return json.loads(said)


def _judge_parts(cursor: duckdb.DuckDBPyConnection, tree: Any) -> None:
    if tree.get("error"):
        raise WrongValue(f"sql() cannot judge this statement: {tree['error_message']} {_INSTEAD}")
    parts = list(_parts(tree))
    named_here = {entry["key"].lower() for part in parts for entry in part.get("cte_map", {}).get("map", ())}
    tables: set[str] | None = None
    for part in parts:
        _judge_part(part)
        if part.get("type") == "BASE_TABLE" and part["schema_name"].lower() not in _LISTING_SCHEMAS:
            tables = _tables(cursor) if tables is None else tables
            _judge_table(part["table_name"], tables | {name for name in named_here if name.isidentifier()})


def _parts(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in the tree."""
    if isinstance(tree, dict):
        yield tree
    if isinstance(tree, dict | list):
        for inner in tree.values() if isinstance(tree, dict) else tree:
            yield from _parts(inner)


def _judge_part(part: dict[str, Any]) -> None:
    kind = part.get("type")
    if isinstance(kind, str) and kind.endswith("_NODE") and kind not in _READING_NODES:
        raise WrongValue(
            f"sql() reads, and a part of this statement writes: {kind.split('_')[0]}. {_INSTEAD}"
        )
    if kind == "TABLE_FUNCTION":
        function = part["function"]["function_name"].lower()
        if function not in _TABLE_FUNCTIONS:
            raise WrongValue(
                f"sql() reads this workspace only, and {function}() is not a part of it. "
                "Load a file with ak.imports.run(ws, ...), or read it with pandas."
            )
    if str(part.get("function_name", "")).lower() in _WRITING_FUNCTIONS:
        raise WrongValue(f"sql() reads, and {part['function_name']}() writes. {_INSTEAD}")


def _judge_table(name: str, tables: set[str]) -> None:
    if name.lower() in tables:
        return
    near = difflib.get_close_matches(name.lower(), tables, n=1)
    hint = f"Did you mean '{near[0]}'?" if near else "ws.counts() names the tables."
    raise WrongValue(
        f"No table '{name}' in this workspace. {hint} Files are loaded with ak.imports.run(ws, ...)."
    )


def _tables(cursor: duckdb.DuckDBPyConnection) -> set[str]:
    found = cursor.execute(
        "SELECT lower(table_name) FROM duckdb_tables() UNION ALL SELECT lower(view_name) FROM duckdb_views()"
    )
    return {name for (name,) in found.fetchall()}
