"""Writing what a load resolved: new accounts first, then new records and changed ones, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accounts_kit.model import Field, RecordType, record_types
from accounts_kit.model.values import value_of
from accounts_kit.records.history import ChangeSet, Source, insert, new_ids, update
from accounts_kit.records.last_contact import refresh
from accounts_kit.records.loading.fresh import BLOCK, fresh_rows
from accounts_kit.records.loading.naming import linked_columns
from accounts_kit.records.loading.resolution import Resolution
from accounts_kit.records.loading.tasks import DONE, follow_completions, note_completions
from accounts_kit.records.selection import Chosen
from accounts_kit.records.tagging import add_pairs, tag_ids
from accounts_kit.workspace.tables import literal, quoted


def write(change: ChangeSet, resolution: Resolution) -> None:
    """Write what a resolution says, in its own transaction and change set.

    The resolution must have been made inside the same transaction, so that nothing can have changed since.
    Tasks that come in completed, or are completed or opened again by it, have the activities that
    tasks.complete and tasks.reopen leave behind; last contact follows them, and activities that come in.
    """
    ws = change.ws
    record = record_types()[resolution.of]
    if len(resolution.accounts_created):
        _create_accounts(change)
    completes = record.name == "task" and DONE in resolution.columns
    if completes:
        note_completions(change)
    if record.name == "activity":
        _note_contacts(change)
    fields = [field for field in ws.catalogue.fields(resolution.of) if field.key in resolution.columns]
    if resolution.created:
        _insert_new(change, record, fields, resolution)
    if resolution.updated:
        _update_known(change, record, fields, resolution)
    if completes:
        follow_completions(change, created=bool(resolution.created))
    if record.name == "activity":
        _follow_contacts(change, created=bool(resolution.created))
    if resolution.of == "contact" and (resolution.tags or "tags" in resolution.columns):
        _tag(change, resolution)


def keep_record_ids(change: ChangeSet, resolution: Resolution, table: str) -> None:
    """Keep in a temporary table which record each row has become, by line; right after it was written."""
    id_column = record_types()[resolution.of].id_column
    new = "LEFT JOIN fresh USING (line)" if resolution.created else ""
    record_id = f"coalesce(record_id_, fresh.{id_column})" if resolution.created else "record_id_"
    change.ws.execute(
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT line, {record_id} AS {id_column} FROM resolved {new}"
    )


def _update_known(
    change: ChangeSet, record: RecordType, fields: Sequence[Field], resolution: Resolution
) -> None:
    """Bring the records that are there to what the rows make of them."""
    changed = [field.column for field in fields if field.column != record.key_column]
    linked = linked_columns(record, resolution.columns)
    links = [link for link, of in record.links.items() if of in linked]
    titled = ["job_title"] if links and resolution.of == "contact" and "job_title" not in changed else []
    keys = [record.key_column] if record.key_column and record.key_field in resolution.columns else []
    columns = [*keys, *changed, *links, *titled]
    listed = ", ".join(quoted(column) for column in columns)
    source = f"(SELECT record_id_ AS {record.id_column}, {listed} FROM resolved WHERE action_ = 'update')"
    update(change, record.table, columns, Source(source))


def _insert_new(
    change: ChangeSet, record: RecordType, fields: Sequence[Field], resolution: Resolution
) -> None:
    """Insert the rows without a record, numbered in the order of the file."""
    first = new_ids(change, record.table, resolution.created)
    change.ws.execute(
        "CREATE OR REPLACE TEMP TABLE fresh AS SELECT line, ? - 1 + row_number() OVER (ORDER BY line) "
        f"AS {record.id_column} FROM resolved WHERE action_ = 'create'",
        [first],
    )
    linked = linked_columns(record, resolution.columns)
    links = {link: quoted(link) for link, of in record.links.items() if of in linked}
    values = {field.column: quoted(field.column) for field in fields} | links
    keyed = record.key_column if record.key_field in resolution.columns else None
    if keyed:
        values = {keyed: keyed, **values}
    if resolution.rows is None:
        order = f"ORDER BY {record.id_column} // {BLOCK}, {keyed or record.id_column}"
        _insert(change, record, values, f"resolved JOIN fresh USING (line) {order}")
        return
    said = {field.column: quoted(field.key) for field in fields}
    said |= {keyed: f"key_of({quoted(str(record.key_field))})"} if keyed else {}
    rows = fresh_rows(change, resolution.rows, record, [*links])
    with change.ws.staged("fresh_rows", rows) as relation:
        _insert(change, record, values | said, relation)


def _insert(change: ChangeSet, record: RecordType, values: Mapping[str, str], relation: str) -> None:
    """Insert the rows of a relation by the SQL of their values, with defaults and moments."""
    filled = dict(values)
    params: list[object] = []
    if record.name == "deal" and "value" in values:
        filled["currency"] = _currency(change, "currency" in values)
    for column, default in defaults_of_new(change, record).items():
        known = filled.pop(column, None)
        filled[column] = f"coalesce({known}, ?)" if known else "?"
        params.append(default)
    listed = ", ".join(f"{one} AS {quoted(column)}" for column, one in filled.items())
    source = Source(f"(SELECT {record.id_column}, {listed} FROM {relation})", tuple(params))
    insert(change, record.table, list(filled), source, ids=Source("fresh"))


def _currency(change: ChangeSet, said: bool) -> str:
    """Return the SQL of the currency of a new deal: with a value, and none of its own, the workspace's."""
    own = "currency" if said else "CAST(NULL AS VARCHAR)"
    usual = literal(change.ws.currency)
    return f"CASE WHEN value IS NULL THEN {own} ELSE coalesce({own}, {usual}) END"


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
        "WHERE resolved.account_key_ = new_accounts.name_key AND resolved.account_id IS NULL "
        "AND resolved.action_ <> 'unchanged'"
    )


def _note_contacts(change: ChangeSet) -> None:
    """Note whose activities a load is about to change, before it does."""
    change.ws.execute(
        "CREATE OR REPLACE TEMP TABLE active_contacts AS SELECT contact_id FROM activities "
        "WHERE activity_id IN (SELECT record_id_ FROM resolved WHERE action_ = 'update')"
    )


def _follow_contacts(change: ChangeSet, *, created: bool) -> None:
    """Bring the last contact of everybody whose activities came in or changed to what they say."""
    changed = (
        "SELECT contact_id FROM activities WHERE activity_id IN "
        "(SELECT record_id_ FROM resolved WHERE action_ = 'update')"
    )
    changed += " UNION ALL SELECT contact_id FROM activities SEMI JOIN fresh USING (activity_id)" * created
    change.ws.execute(f"INSERT INTO active_contacts {changed}")
    refresh(change, "active_contacts")
    change.ws.execute("DROP TABLE active_contacts")


def _tag(change: ChangeSet, resolution: Resolution) -> None:
    """Give each row's contact the tags of the row and of the whole load; where contacts that are there stay
    as they are, only the new ones.
    """
    ws = change.ws
    if resolution.tags_new_only and not resolution.created:
        return
    id_of_row = "coalesce(record_id_, fresh.contact_id)" if resolution.created else "record_id_"
    join = "LEFT JOIN fresh USING (line)" if resolution.created else ""
    join += " WHERE record_id_ IS NULL" if resolution.tags_new_only else ""
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
