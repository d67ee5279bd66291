"""Which fields a row of a load is known by, each as SQL that says the same of a row and of a record.

Accounts by name; contacts by e-mail, else external id, else the digits of the phone; notes, deals, tasks and
activities by external id. Another key, by choice, comes before those: the external id, the phone, a custom
field. By our own id a row is known by that alone: one without an id is a new record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accounts_kit.model import Catalogue, RecordType
from accounts_kit.workspace.tables import quoted

OWN_ID = "id"
EXTERNAL_ID = "external_id"
TEXT_LIKE = ("text", "hidden", "email", "phone", "url")

# A key never holds two spaces in a row, so what begins like this is no name and no address.
_EXTERNAL = "'id  ' || external_id"
_DIGITS = "phone_key(phone)"
_PHONE = f"'phone  ' || {_DIGITS}"


def possible_keys(catalogue: Catalogue, of: str) -> list[str]:
    """Return what records of a type can be known by in a file, the usual key first."""
    record = catalogue.record(of)
    usual = [record.key_field] if record.key_field else []
    phone = ["phone"] if of in ("account", "contact") else []
    custom = [one.key for one in catalogue.fields(of) if one.custom and one.kind_name in TEXT_LIKE]
    return [*usual, EXTERNAL_ID, OWN_ID, *phone, *custom]


def is_usual(record: RecordType, key: str | None) -> bool:
    """Return whether that is the key by which records of this type are known anyway."""
    return key is None or key == record.key_field


def key_column(record: RecordType, key: str | None) -> str | None:
    """Return the column of a file that holds the key by choice; None without one."""
    return record.id_column if key == OWN_ID else key


def keys_of(record: RecordType, key: str | None = None) -> Mapping[str, str]:
    """Return the columns that rows are known by, the best first, each with the SQL of its key."""
    usual: dict[str, str] = {
        "account": {"name": "key_of(name)"},
        "contact": {"email": "key_of(email)", "external_id": _EXTERNAL, "phone": _PHONE},
    }.get(record.name, {"external_id": _EXTERNAL})
    if key is None or key == record.key_field:
        return usual
    if key == OWN_ID:
        return {record.id_column: own_id(record.id_column)}
    chosen = {"external_id": _EXTERNAL, "phone": _PHONE}.get(key, f"'by  ' || key_of({quoted(key)})")
    return {key: chosen, **{column: sql for column, sql in usual.items() if column != key}}


def own_id(column: str) -> str:
    """Return the SQL of the key that one of our own ids is; of one and a half it is nobody's."""
    return f"'own  ' || CAST(TRY_CAST({column} AS DECIMAL(18,6)) AS VARCHAR)"


def row_key(record: RecordType, columns: Sequence[str], key: str | None = None) -> str | None:
    """Return the SQL of what a row of a load is known by, over its typed columns; its value is NULL without a
    key.

    None for records without a key of their own and without external ids (notes): there the whole row counts.
    """
    known = [sql for column, sql in keys_of(record, key).items() if column in columns]
    return f"coalesce({', '.join(known)})" if known else None
