"""Which record a row of a load is: the keys that rows and records are matched by, as SQL over sets.

Accounts by name or external id; contacts by e-mail, else external id, else the digits of the phone; notes and
the like by external id, else by the whole row, counted, so that a file loaded twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from accounts_kit.model import Field, RecordType
from accounts_kit.records.aliases import HAVE_ALIASES, keys_sql
from accounts_kit.records.layout import quoted


def linked_columns(record: RecordType, columns: Sequence[str]) -> list[str]:
    """Return what the rows name of other records: "account", "contact", or both."""
    return [of for of in record.links.values() if of in HAVE_ALIASES and of in columns]


def row_key(record: RecordType, columns: Sequence[str], key: str | None = None) -> str | None:
    """Return the SQL of what a row of a load is known by, over its typed columns; its value is NULL without a
    key.

    None for records without a key of their own and without external ids (notes): there the whole row counts.
    """
    keys = {
        "account": {"name": "key_of(name)"},
        "contact": {"email": "key_of(email)", "external_id": _EXTERNAL, "phone": f"'phone ' || {_DIGITS}"},
    }.get(record.name, {"external_id": _EXTERNAL})
    if key == "external_id":
        keys = {"external_id": _EXTERNAL, **keys}
    known = [expression for column, expression in keys.items() if column in columns]
    return f"coalesce({', '.join(known)})" if known else None


# A key never holds two spaces in a row, so what begins like this is no name and no address.
_EXTERNAL = "'id  ' || external_id"
_DIGITS = "phone_key(phone)"


def matched_sql(
    record: RecordType, fields: Sequence[Field], staged: str, columns: Sequence[str], key: str | None
) -> str:
    """Return the SELECT of each staged row as `given`, its record as `stored`, and their ids.

    Columns: line, record_id_, stored_account_id_, given (a struct of the new values), stored (the record,
    NULLs for a new one). Names that end in an underscore are ours: no key of a custom field does.
    """
    given = _given_sql(record, fields, staged, columns, key)
    stored_account = "stored_.account_id" if "account_id" in record.links else "NULL::BIGINT"
    found = f"({_found_sql(record, fields, columns, key)}) AS found_(match_, nth_, record_id_)"
    match = "found_.match_ = given_.match_ AND found_.nth_ = given_.nth_"
    return (
        f"SELECT given_.line, found_.record_id_, {stored_account} AS stored_account_id_, "
        "given_ AS given, stored_ AS stored "
        f"FROM ({given}) AS given_ LEFT JOIN {found} ON {match} "
        f"LEFT JOIN {record.table} AS stored_ ON stored_.{record.id_column} = found_.record_id_"
    )


def _given_sql(
    record: RecordType, fields: Sequence[Field], staged: str, columns: Sequence[str], key: str | None
) -> str:
    """Return the SELECT of the rows with ids for what they name, their key as `match_`, and which of its
    kind they are.
    """
    linked = linked_columns(record, columns)
    listed = ["line", *(f"{quoted(field.key)} AS {quoted(field.column)}" for field in fields)]
    if record.key_column and record.key_field and record.key_field in columns:
        listed.append(f"key_of({quoted(record.key_field)}) AS {record.key_column}")
    listed += [f"key_of({name}) AS {name}_key_, clean_text({name}) AS {name}_name_" for name in linked]
    listed += ["tags"] if "tags" in columns else []
    rows = f"SELECT {', '.join(listed)} FROM {staged}"
    ids = "".join(f", its_{name}.id_ AS {name}_id" for name in linked)
    joins = "".join(
        f" LEFT JOIN ({keys_sql(name)}) AS its_{name}(key_, id_) ON its_{name}.key_ = rows.{name}_key_"
        for name in linked
    )
    joined = f"SELECT rows.*{ids} FROM ({rows}) AS rows{joins}"
    if record.key_column:
        return f"SELECT *, {row_key(record, columns, key)} AS match_, 1 AS nth_ FROM ({joined})"
    match = _number_or_whole_row(record, fields, columns)
    nth = f"row_number() OVER (PARTITION BY {match} ORDER BY line)"
    return f"SELECT *, {match} AS match_, {nth} AS nth_ FROM ({joined})"


def _found_sql(record: RecordType, fields: Sequence[Field], columns: Sequence[str], key: str | None) -> str:
    """Return the SELECT of the keys that records answer to: match_, nth_, record_id_."""
    id_column, table = record.id_column, record.table
    if not record.key_column:
        match = _number_or_whole_row(record, fields, columns)
        nth = f"row_number() OVER (PARTITION BY {match} ORDER BY {id_column})"
        return f"SELECT {match}, {nth}, {id_column} FROM {table}"
    answers = []
    if record.key_column and record.key_field in columns:
        answers.append(f"SELECT key_, 1, id_ FROM ({_keys_sql(record)}) AS known_(key_, id_)")
    if "external_id" in columns and (key == "external_id" or record.name != "account"):
        answers.append(
            f"SELECT {_EXTERNAL}, 1, min({id_column}) FROM {table} WHERE external_id IS NOT NULL GROUP BY 1"
        )
    if record.name == "contact" and "phone" in columns:
        by_phone = f"SELECT 'phone ' || {_DIGITS}, 1, min({id_column}) FROM {table}"
        answers.append(f"{by_phone} WHERE email_key IS NULL AND phone IS NOT NULL GROUP BY 1")
    return " UNION ALL ".join(answers)


def _keys_sql(record: RecordType) -> str:
    if record.name in HAVE_ALIASES:
        return keys_sql(record.name)
    known = f"{record.key_column} IS NOT NULL"
    return f"SELECT {record.key_column}, {record.id_column} FROM {record.table} WHERE {known}"


def by_alias_sql(record: RecordType) -> str:
    """Return the SQL of whether a matched row found its record by an alias: then it does not rename it."""
    key = record.key_column
    return f"(given.match_ IS NOT DISTINCT FROM given.{key} AND given.{key} IS DISTINCT FROM stored.{key})"


def _number_or_whole_row(record: RecordType, fields: Sequence[Field], columns: Sequence[str]) -> str:
    """Return what a note is known by: its external id, and without one all that the file says of it."""
    number, whole = row_key(record, columns), _whole_row(record, fields, columns)
    return f"coalesce({number}, {whole})" if number else whole


def _whole_row(record: RecordType, fields: Sequence[Field], columns: Sequence[str]) -> str:
    names = [field.column for field in fields] + [f"{name}_id" for name in linked_columns(record, columns)]
    return "CAST(to_json({" + ", ".join(f"'{name}': {quoted(name)}" for name in names) + "}) AS VARCHAR)"
