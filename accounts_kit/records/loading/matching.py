"""Which record a row of a load is, as SQL over sets: by a key, else by the whole row.

Notes, deals, tasks and activities without an external id are known by all that the file says of them,
counted, so that a file loaded twice changes nothing: the second of two equal rows is the second of two equal
records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accounts_kit.model import Field, RecordType
from accounts_kit.records.aliases import HAVE_ALIASES, former_ids_sql, keys_sql
from accounts_kit.records.loading.keys import OWN_ID, keys_of, own_id, row_key
from accounts_kit.records.loading.modes import CLEARED
from accounts_kit.records.loading.naming import linked_columns, names_sql
from accounts_kit.records.loading.tasks import DONE, paired_tasks
from accounts_kit.workspace.tables import literal, quoted


def matched_sql(
    record: RecordType,
    fields: Sequence[Field],
    staged: str,
    columns: Sequence[str],
    key: str | None,
    currency: str,
    contacts: str | None = None,
) -> str:
    """Return the SELECT of each staged row as `given`, its record as `stored`, and their ids.

    Columns: line, record_id_, stored_account_id_, given (a struct of the new values), stored (the record,
    NULLs for a new one). Names that end in an underscore are ours: no key of a custom field does.
    """
    rows = _rows_sql(record, fields, staged, columns, key, contacts)
    if record.key_column:
        given = f"SELECT *, {row_key(record, columns, key)} AS match_, 1 AS nth_ FROM ({rows})"
        found = _found_sql(record, columns, key)
    else:
        whole = _WholeRow(record, fields, columns, currency)
        number = row_key(record, columns, key)
        given, found = _by_whole_row(record, rows, number, whole, is_done=DONE in columns)
    stored_account = "stored_.account_id" if "account_id" in record.links else "NULL::BIGINT"
    match = "found_.match_ = given_.match_ AND found_.nth_ = given_.nth_"
    return (
        f"SELECT given_.line, found_.record_id_, {stored_account} AS stored_account_id_, "
        "given_ AS given, stored_ AS stored "
        f"FROM ({given}) AS given_ LEFT JOIN ({found}) AS found_(match_, nth_, record_id_) ON {match} "
        f"LEFT JOIN {record.table} AS stored_ ON stored_.{record.id_column} = found_.record_id_"
    )


def _rows_sql(
    record: RecordType,
    fields: Sequence[Field],
    staged: str,
    columns: Sequence[str],
    key: str | None,
    contacts: str | None,
) -> str:
    """Return the SELECT of the rows with their keys, and with ids for what they name."""
    linked = linked_columns(record, columns)
    listed = ["line", *(f"{quoted(field.key)} AS {quoted(field.column)}" for field in fields)]
    if record.key_column and record.key_field and record.key_field in columns:
        listed.append(f"key_of({quoted(record.key_field)}) AS {record.key_column}")
    if key == OWN_ID:
        listed.append(record.id_column)
    listed += [quoted(one) for one in columns if one.startswith(CLEARED)]
    for name in linked:
        said = name if name in columns else "CAST(NULL AS VARCHAR)"
        listed.append(f"key_of({said}) AS {name}_key_, clean_text({said}) AS {name}_name_")
    listed += ["tags"] if "tags" in columns else []
    rows = f"SELECT {', '.join(listed)} FROM {staged}"
    ids = {name: f"its_{name}.id_" for name in linked}
    joins = "".join(
        f" LEFT JOIN ({names_sql(name)}) AS its_{name}(key_, id_) ON its_{name}.key_ = rows.{name}_key_"
        for name in linked
    )
    if record.name == "activity" and "deal" in linked:
        # What happened with a deal happened with its primary contact, unless the row names another.
        ids["contact"] = "CASE WHEN contact_key_ IS NULL THEN deals.contact_id ELSE its_contact.id_ END"
        joins += " LEFT JOIN deals ON deals.deal_id = its_deal.id_"
    if contacts is not None:
        ids["contact"] = "own_.contact_id"
        joins += f" LEFT JOIN {contacts} AS own_ ON own_.line = rows.line"
    listed_ids = "".join(f", {sql} AS {name}_id" for name, sql in ids.items())
    return f"SELECT rows.*{listed_ids} FROM ({rows}) AS rows{joins}"


def _found_sql(record: RecordType, columns: Sequence[str], key: str | None) -> str:
    """Return the SELECT of the keys that records answer to: match_, nth_, record_id_."""
    answers = []
    for column, sql in keys_of(record, key).items():
        if column not in columns:
            continue
        if column == record.key_field:
            answers.append(f"SELECT key_, 1, id_ FROM ({_keys_sql(record)}) AS known_(key_, id_)")
        elif column == record.id_column:
            answers.append(f"SELECT {sql}, 1, {record.id_column} FROM {record.table}")
            former = former_ids_sql(record.name)
            answers.append(f"SELECT {own_id('former_')}, 1, id_ FROM ({former}) AS merged_(former_, id_)")
        else:
            answers.append(f"{_answer(record, column, sql, key)} GROUP BY 1")
    return " UNION ALL ".join(answers)


def _answer(record: RecordType, column: str, sql: str, key: str | None) -> str:
    """Return the SELECT of what is not unique by itself; of several records the first answers to it.

    A phone number is the key of a contact without an address, or of all of them where it is chosen.
    """
    test = f"{quoted(column)} IS NOT NULL"
    test += " AND email_key IS NULL" if column == "phone" != key and record.name == "contact" else ""
    return f"SELECT {sql}, 1, min({record.id_column}) FROM {record.table} WHERE {test}"


def answered_twice_sql(record: RecordType, columns: Sequence[str], key: str | None) -> Mapping[str, str]:
    """Return for each column by which rows may be known the SELECT of the keys that several records have."""
    return {
        column: f"{_answer(record, column, sql, key)} GROUP BY 1 HAVING count(*) > 1"
        for column, sql in keys_of(record, key).items()
        if column in columns and column not in (record.key_field, record.id_column)
    }


def _keys_sql(record: RecordType) -> str:
    if record.name in HAVE_ALIASES:
        return keys_sql(record.name)
    known = f"{record.key_column} IS NOT NULL"
    return f"SELECT {record.key_column}, {record.id_column} FROM {record.table} WHERE {known}"


def by_alias_sql(record: RecordType) -> str:
    """Return the SQL of whether a matched row found its record by an alias: then it does not rename it."""
    key = record.key_column
    return f"(given.match_ IS NOT DISTINCT FROM given.{key} AND given.{key} IS DISTINCT FROM stored.{key})"


class _WholeRow:
    """All that a file says of a record, as one text: of a row, and of a record that is there."""

    def __init__(
        self, record: RecordType, fields: Sequence[Field], columns: Sequence[str], currency: str
    ) -> None:
        defaults = {field.column: field.default for field in fields if isinstance(field.default, str)}
        self._defaults = defaults | ({"currency": currency} if record.name == "deal" else {})
        self._columns = [field.column for field in fields if field.name != f"task.{DONE}"]
        self._links = [f"{name}_id" for name in linked_columns(record, columns)]

    def sql(self, contact: str | None = None) -> str:
        """Return the text; `contact` is the SQL of the contact that it names, where that may be left out."""
        parts = {column: self._filled(column) for column in self._columns}
        parts |= {link: quoted(link) for link in self._links}
        parts |= {"contact_id": contact} if contact else {}
        listed = ", ".join(f"{literal(name)}: {sql}" for name, sql in parts.items())
        return f"CAST(to_json({{{listed}}}) AS VARCHAR)"

    def _filled(self, column: str) -> str:
        # A blank cell is what a new record gets there, or the file a second time would not find it.
        default = self._defaults.get(column)
        return quoted(column) if default is None else f"coalesce({quoted(column)}, {literal(default)})"


def _by_whole_row(
    record: RecordType, rows: str, number: str | None, whole: _WholeRow, *, is_done: bool
) -> tuple[str, str]:
    """Return the SELECTs of the rows and of the records, each with its key and which of its kind it is."""
    table, id_column = record.table, record.id_column
    numbered = number or "CAST(NULL AS VARCHAR)"
    if record.name == "task" and is_done:
        return paired_tasks(rows, numbered, whole.sql())
    of_deal = record.name == "activity" and "deal_id" in whole._links
    said = "CASE WHEN contact_key_ IS NOT NULL THEN contact_id END" if of_deal else None
    match = f"coalesce({numbered}, {whole.sql(said)})"
    nth = "row_number() OVER (PARTITION BY match_ ORDER BY {})"
    given = f"SELECT *, {nth.format('line')} AS nth_ FROM (SELECT *, {match} AS match_ FROM ({rows}))"
    stored = f"SELECT coalesce({numbered}, {whole.sql()}) AS match_, {id_column} AS id_ FROM {table}"
    found = f"SELECT match_, {nth.format('id_')}, id_ FROM ({stored})"
    if of_deal:
        # A row that names the deal alone is about whoever was its primary contact when it was loaded.
        alone = f"SELECT {whole.sql('CAST(NULL AS BIGINT)')} AS match_, {id_column} AS id_ FROM {table}"
        alone += " WHERE deal_id IS NOT NULL" + (f" AND {numbered} IS NULL" if number else "")
        found += f" UNION ALL SELECT match_, {nth.format('id_')}, id_ FROM ({alone})"
    return given, found
