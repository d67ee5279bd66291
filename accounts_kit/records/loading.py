"""Loading many records at once: accounts, contacts or notes from a staged relation, matched, then written.

`resolve` answers what would happen with each row and writes nothing, so that a dry run and the run itself
share it; `write` does it. Both think in sets: a handful of statements, whatever the number of rows. Called by
`imports` (after its checks) and by `sample`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from accounts_kit.model import Field, RecordType, record_types
from accounts_kit.model.values import value_of
from accounts_kit.records.history import ChangeSet, Source, insert, new_ids, update
from accounts_kit.records.layout import quoted
from accounts_kit.records.matching import by_alias_sql, linked_columns, matched_sql
from accounts_kit.records.selection import Chosen
from accounts_kit.records.tagging import add_pairs, tag_ids
from accounts_kit.workspace import Workspace

Mode = Literal["always", "if_not_blank", "if_existing_blank", "never"]

# What a field of a record that is there already becomes, by mode; `never` changes no existing record at all.
_NEW_VALUE: Mapping[Mode, str] = {
    "always": "given.{0}",
    "if_not_blank": "coalesce(given.{0}, stored.{0})",
    "if_existing_blank": "coalesce(stored.{0}, given.{0})",
    "never": "stored.{0}",
}

# The same for what a row names; an account that is still to be made has a key and no id, and counts too.
_NEW_LINK: Mapping[Mode, str] = {
    "always": "given.{0}_id",
    "if_not_blank": "CASE WHEN given.{0}_key_ IS NULL THEN stored.{0}_id ELSE given.{0}_id END",
    "if_existing_blank": "coalesce(stored.{0}_id, given.{0}_id)",
    "never": "stored.{0}_id",
}


@dataclass(frozen=True)
class Resolution:
    """What a load would do, held in the temporary table `resolved` until it is written or another one is
    made.

    `accounts_created` has the columns line, name; `moved` line, contact_id, from_account, to_account.
    """

    of: str
    columns: tuple[str, ...]
    tags: tuple[str, ...]
    created: int
    updated: int
    unchanged: int
    accounts_created: pd.DataFrame
    moved: pd.DataFrame


def resolve(
    ws: Workspace,
    of: str,
    staged: str,
    columns: Sequence[str],
    *,
    update: Mode | Mapping[str, Mode] = "if_not_blank",
    key: str | None = None,
    tags: Sequence[str] = (),
) -> Resolution:
    """Answer what loading the staged rows would do; nothing is written but the temporary table `resolved`.

    `staged` names a relation with the column `line`, a typed column for each field key in `columns`, and
    among them what the rows name: account (text), contact (e-mail), tags (list). Every row has passed the
    checks, and no two have the same key. Needs a running reading() or transaction().
    """
    record = record_types()[of]
    fields = [field for field in ws.catalogue.fields(of) if field.key in columns]
    linked = linked_columns(record, columns)
    select = _resolved_sql(
        record,
        fields,
        linked,
        matched_sql(record, fields, staged, columns, key),
        columns,
        update if isinstance(update, str) else "if_not_blank",
    )
    ws.rows(f"CREATE OR REPLACE TEMP TABLE resolved AS {select}")
    tagged = tuple(tags)
    counts = dict(ws.rows("SELECT action_, count(*) FROM resolved GROUP BY action_"))
    return Resolution(
        of,
        tuple(columns),
        tagged,
        created=counts.get("create", 0),
        updated=counts.get("update", 0),
        unchanged=counts.get("unchanged", 0),
        accounts_created=_accounts_created(ws) if "account" in linked else _no_accounts(),
        moved=_moved(ws) if of == "contact" and "account" in linked else _no_moves(),
    )


def write(change: ChangeSet, resolution: Resolution) -> None:
    """Write what a resolution says, in its own transaction and change set.

    The resolution must have been made inside the same transaction, so that nothing can have changed since.
    """
    ws = change.ws
    record = record_types()[resolution.of]
    if len(resolution.accounts_created):
        _create_accounts(change)
    fields = [field for field in ws.catalogue.fields(resolution.of) if field.key in resolution.columns]
    if resolution.created:
        _insert_new(change, record, fields, resolution.created)
    if resolution.updated:
        changed = [field.column for field in fields if field.column != record.key_column]
        links = [
            link for link, of in record.links.items() if of in linked_columns(record, resolution.columns)
        ]
        titled = ["job_title"] if links and resolution.of == "contact" and "job_title" not in changed else []
        keys = [record.key_column] if record.key_column and record.key_field in resolution.columns else []
        columns = [*keys, *changed, *links, *titled]
        listed = ", ".join(quoted(column) for column in columns)
        source = f"(SELECT record_id_ AS {record.id_column}, {listed} FROM resolved WHERE action_ = 'update')"
        update(change, record.table, columns, Source(source))
    if resolution.of == "contact" and (resolution.tags or "tags" in resolution.columns):
        _tag(change, resolution)


def _resolved_sql(
    record: RecordType,
    fields: Sequence[Field],
    linked: Sequence[str],
    matched: str,
    columns: Sequence[str],
    mode: Mode,
) -> str:
    """Return the SELECT with a row a staged row: its record, its new values, and what becomes of it."""
    new = {field.column: _NEW_VALUE[mode].format(quoted(field.column)) for field in fields}
    if record.key_column and record.key_field in columns:
        new[record.key_column] = _NEW_VALUE[mode].format(record.key_column)
        for column in (record.key_column, str(record.key_field)):
            new[column] = f"CASE WHEN {by_alias_sql(record)} THEN stored.{column} ELSE {new[column]} END"
    for name in linked:
        new[f"{name}_id"] = _NEW_LINK[mode].format(name)
    moves = "false"
    if record.name == "contact" and "account" in linked:
        moves = (
            "record_id_ IS NOT NULL AND stored.account_id IS NOT NULL "
            "AND given.account_id IS DISTINCT FROM stored.account_id"
        )
        # Only "always" takes a blank cell for an answer: there the contact leaves its account.
        moves += " AND given.account_key_ IS NOT NULL" if mode == "if_not_blank" else ""
        moves += " AND false" if mode in ("if_existing_blank", "never") else ""
        # Moving clears the job title, unless the row gives one (design, section 4).
        title = "given.job_title" if "job_title" in columns else "NULL"
        kept = new.get("job_title", "stored.job_title")
        new["job_title"] = f"CASE WHEN {moves} THEN {title} ELSE {kept} END"
    differs = " OR ".join(f"({one}) IS DISTINCT FROM stored.{quoted(column)}" for column, one in new.items())
    if "account" in linked and mode != "never":
        fills = " AND stored.account_id IS NULL" if mode == "if_existing_blank" else ""
        differs += f" OR (given.account_key_ IS NOT NULL AND given.account_id IS NULL{fills})"
    values = ", ".join(
        f"CASE WHEN record_id_ IS NULL THEN {_given(column, columns, record)} ELSE {one} END AS "
        f"{quoted(column)}"
        for column, one in new.items()
    )
    extra = ", ".join(f"given.{name}_key_, given.{name}_name_" for name in linked)
    return (
        f"SELECT line, record_id_, {values}{', ' + extra if extra else ''}"
        f"{', given.tags' if 'tags' in columns else ''}, ({moves}) AS moves_, stored_account_id_, "
        f"CASE WHEN record_id_ IS NULL THEN 'create' WHEN {differs} THEN 'update' ELSE 'unchanged' "
        "END AS action_ "
        f"FROM ({matched})"
    )


def _given(column: str, columns: Sequence[str], record: RecordType) -> str:
    absent = column == "job_title" and column not in columns
    return "NULL" if absent else f"given.{quoted(column)}"


def _insert_new(change: ChangeSet, record: RecordType, fields: Sequence[Field], count: int) -> None:
    """Insert the rows without a record, in the order of the file, with defaults and moments."""
    first = new_ids(change, record.table, count)
    values = {field.column: quoted(field.column) for field in fields}
    params: list[object] = [first]
    for link, of in record.links.items():
        if of in linked_columns(record, [*record_types()]):
            values[link] = link
    present = {name for (name,) in change.ws.rows("SELECT name FROM pragma_table_info('resolved')")}
    values = {column: one for column, one in values.items() if column in present}
    if record.key_column and record.key_column in present:
        values = {record.key_column: record.key_column, **values}
    for column, default in defaults_of_new(change, record).items():
        known = values.get(column)
        values[column] = f"coalesce({known}, ?)" if known else "?"
        params.append(default)
    # Parameters stand in the order of the columns: those of the defaults after the first id.
    ordered = {
        **{c: v for c, v in values.items() if "?" not in v},
        **{c: v for c, v in values.items() if "?" in v},
    }
    listed = ", ".join(f"{one} AS {quoted(column)}" for column, one in ordered.items())
    change.ws.execute(
        "CREATE OR REPLACE TEMP TABLE fresh AS SELECT line, ? - 1 + row_number() OVER (ORDER BY line) "
        f"AS {record.id_column}, {listed} FROM resolved WHERE action_ = 'create' ORDER BY line",
        params,
    )
    insert(change, record.table, list(ordered), Source("fresh"))


def defaults_of_new(change: ChangeSet, record: RecordType) -> dict[str, object]:
    """Return what new records of a type get where nothing is given: defaults and moments, by column."""
    catalogue = change.ws.catalogue
    defaults: dict[str, object] = {
        field.column: value_of(field, field.default, catalogue.timezone)
        for field in catalogue.fields(record.name)
        if field.default is not None
    }
    stamps = [one.column for one in record.fields if one.column in ("created_at", "updated_at")]
    return defaults | dict.fromkeys(stamps, change.at)


def _create_accounts(change: ChangeSet) -> None:
    """Create the accounts that rows name and nobody has, in the order of the file, and point the rows to
    them.
    """
    ws = change.ws
    missing = "FROM resolved WHERE account_key_ IS NOT NULL AND account_id IS NULL AND action_ <> 'unchanged'"
    count = int(ws.value(f"SELECT count(DISTINCT account_key_) {missing}"))
    first = new_ids(change, "accounts", count)
    defaults = {"owner_id": ws.user_id, **defaults_of_new(change, record_types()["account"])}
    marks = ", ".join(f"? AS {quoted(column)}" for column in defaults)
    ws.execute(
        "CREATE OR REPLACE TEMP TABLE new_accounts AS SELECT ? - 1 + row_number() OVER (ORDER BY min(line)) "
        "AS account_id, account_key_ AS name_key, arg_min(account_name_, line) AS name, "
        f"{marks} {missing} GROUP BY account_key_",
        [first, *defaults.values()],
    )
    insert(change, "accounts", ["name_key", "name", *defaults], Source("new_accounts"))
    ws.execute(
        "UPDATE resolved SET account_id = new_accounts.account_id FROM new_accounts "
        "WHERE resolved.account_key_ = new_accounts.name_key AND resolved.action_ <> 'unchanged'"
    )


def _tag(change: ChangeSet, resolution: Resolution) -> None:
    """Give each row's contact the tags of the row and of the whole load."""
    ws = change.ws
    id_of_row = "coalesce(record_id_, fresh.contact_id)" if resolution.created else "record_id_"
    join = "LEFT JOIN fresh USING (line)" if resolution.created else ""
    names = "resolved.tags" if "tags" in resolution.columns else "NULL::VARCHAR[]"
    ws.execute(
        "CREATE OR REPLACE TEMP TABLE named_tags AS SELECT line, contact_id, key_of(name) AS tag_key, name "
        f"FROM (SELECT line, {id_of_row} AS contact_id, unnest(list_concat({names}, ?::VARCHAR[])) AS name "
        f"FROM resolved {join}) WHERE clean_text(name) IS NOT NULL",
        [list(resolution.tags)],
    )
    first_spelling = "arg_min(name, (line, name))"
    spellings = ws.rows(f"SELECT {first_spelling} FROM named_tags GROUP BY tag_key ORDER BY tag_key")
    if not spellings:
        return
    tag_ids(change, [name for (name,) in spellings])
    add_pairs(
        change, Chosen("(SELECT DISTINCT contact_id, tag_id FROM named_tags JOIN tags USING (tag_key))")
    )


def _accounts_created(ws: Workspace) -> pd.DataFrame:
    return ws.frame(
        "SELECT min(line) AS line, arg_min(account_name_, line) AS name FROM resolved "
        "WHERE account_key_ IS NOT NULL AND account_id IS NULL AND action_ <> 'unchanged' "
        "GROUP BY account_key_ ORDER BY min(line)"
    )


def _moved(ws: Workspace) -> pd.DataFrame:
    return ws.frame(
        "SELECT line, record_id_ AS contact_id, old.name AS from_account, coalesce(new.name, account_name_) "
        "AS to_account FROM resolved LEFT JOIN accounts AS old ON old.account_id = stored_account_id_ "
        "LEFT JOIN accounts AS new ON new.account_id = resolved.account_id WHERE moves_ ORDER BY line"
    )


def _no_accounts() -> pd.DataFrame:
    return pd.DataFrame({"line": pd.Series(dtype="int64"), "name": pd.Series(dtype="str")})


def _no_moves() -> pd.DataFrame:
    columns = {"line": "int64", "contact_id": "int64", "from_account": "str", "to_account": "str"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})
