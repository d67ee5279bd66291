"""The tables of a workspace: those of the records, made from schemas/, and the few of the workspace's own.

No foreign keys (DuckDB refuses "unlink, then delete" in one transaction with them), no CREATE INDEX (it
blocks DROP COLUMN and ALTER TYPE), no primary keys. Uniqueness is an inline UNIQUE on the key, which is the
first column. `ak.check` proves what constraints would.
"""

from __future__ import annotations

from collections.abc import Iterator

from accounts_kit.model import Field, RecordType, record_types
from accounts_kit.words.text import WHITE_SPACE

# Tables without standard fields of their own: name -> columns. Ids come from a sequence named after the id
# column.
OWN_TABLES: dict[str, dict[str, str]] = {
    "settings": {"key": "VARCHAR UNIQUE NOT NULL", "value": "VARCHAR"},
    "field_options": {
        "field": "VARCHAR UNIQUE NOT NULL",
        "field_options_id": "BIGINT",
        "options": "VARCHAR[]",
    },
    # What a record is also called: another spelling, an older address, the id of one merged into it.
    "aliases": {
        "alias_id": "BIGINT NOT NULL",
        "account_id": "BIGINT",
        "contact_id": "BIGINT",
        "alias_key": "VARCHAR",
        "alias": "VARCHAR",
        "former_id": "BIGINT",
    },
    "tags": {"tag_key": "VARCHAR UNIQUE NOT NULL", "tag_id": "BIGINT NOT NULL", "name": "VARCHAR NOT NULL"},
    "contact_tags": {
        "contact_tag_id": "BIGINT NOT NULL",
        "contact_id": "BIGINT NOT NULL",
        "tag_id": "BIGINT NOT NULL",
    },
    "change_sets": {
        "change_set_id": "BIGINT NOT NULL",
        "at": "TIMESTAMPTZ NOT NULL",
        "who": "VARCHAR",
        "what": "VARCHAR NOT NULL",
        "import_id": "BIGINT",
        "undoes": "BIGINT",
    },
    "changes": {
        "change_set_id": "BIGINT NOT NULL",
        "action": "VARCHAR NOT NULL",
        "table_name": "VARCHAR NOT NULL",
        "record_id": "BIGINT NOT NULL",
        "field": "VARCHAR",
        "old": "VARCHAR",
        "new": "VARCHAR",
    },
    # What is saved now, and every version that was: `rule` as JSON, pins as ids of records.
    "segments": {
        "name_key": "VARCHAR UNIQUE NOT NULL",
        "segment_id": "BIGINT NOT NULL",
        "name": "VARCHAR NOT NULL",
        "of": "VARCHAR NOT NULL",
        "description": "VARCHAR",
        "owner_id": "BIGINT",
        "rule": "VARCHAR NOT NULL",
        "always": "BIGINT[]",
        "never": "BIGINT[]",
        "version": "BIGINT NOT NULL",
        "created_at": "TIMESTAMPTZ",
        "updated_at": "TIMESTAMPTZ",
    },
    "segment_versions": {
        "segment_id": "BIGINT NOT NULL",
        "version": "BIGINT NOT NULL",
        "at": "TIMESTAMPTZ NOT NULL",
        "who": "VARCHAR",
        "change_set_id": "BIGINT",
        "name": "VARCHAR NOT NULL",
        "of": "VARCHAR NOT NULL",
        "description": "VARCHAR",
        "owner_id": "BIGINT",
        "rule": "VARCHAR NOT NULL",
        "always": "BIGINT[]",
        "never": "BIGINT[]",
        "comment": "VARCHAR",
    },
    # The members of a segment as they once were, with the rule that selected them.
    "snapshots": {
        "snapshot_id": "BIGINT NOT NULL",
        "at": "TIMESTAMPTZ NOT NULL",
        "who": "VARCHAR",
        "name": "VARCHAR NOT NULL",
        "segment_id": "BIGINT",
        "version": "BIGINT",
        "of": "VARCHAR NOT NULL",
        "rule": "VARCHAR NOT NULL",
        "always": "BIGINT[]",
        "never": "BIGINT[]",
        "as_of": "TIMESTAMPTZ NOT NULL",
        "members": "BIGINT NOT NULL",
    },
    "snapshot_members": {"snapshot_id": "BIGINT NOT NULL", "record_id": "BIGINT NOT NULL"},
    "imports": {
        "import_id": "BIGINT NOT NULL",
        "at": "TIMESTAMPTZ NOT NULL",
        "what": "VARCHAR NOT NULL",
        "file": "VARCHAR",
        "rows": "BIGINT",
        "created": "BIGINT",
        "updated": "BIGINT",
        "unchanged": "BIGINT",
        "rejected": "BIGINT",
        "sha256": "VARCHAR",
        "details": "VARCHAR",
    },
}
OWN_SEQUENCES = (
    "tag_ids", "contact_tag_ids", "change_set_ids", "import_ids", "field_options_ids", "alias_ids",
    "segment_ids", "snapshot_ids",
)  # fmt: skip

# The tables whose rows people count.
COUNTED = ("accounts", "contacts", "notes", "tags", "deals", "tasks", "activities", "custom_fields", "users")


def quoted(identifier: str) -> str:
    """Return the identifier as SQL takes it, whatever letters it has."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return the text as SQL takes it, where a parameter would have to travel through several fragments."""
    return "'" + text.replace("'", "''") + "'"


def record_columns(record: RecordType) -> dict[str, str]:
    """Return the columns of a record's table in order: key, id, links, fields; each with its SQL type."""
    columns = {}
    if record.key_column:
        key_field = next(one for one in record.fields if one.key == record.key_field)
        columns[record.key_column] = "VARCHAR UNIQUE NOT NULL" if key_field.required else "VARCHAR UNIQUE"
    columns[record.id_column] = "BIGINT NOT NULL"
    columns |= dict.fromkeys(record.links, "BIGINT")
    return columns | {one.column: column_type(one) for one in record.fields}


def column_type(one: Field) -> str:
    """Return the SQL type of a field's column. (Required is a check's business: its message helps more.)"""
    return one.kind.column_type


def tables() -> dict[str, dict[str, str]]:
    """Return every table of a workspace with its columns, records first."""
    return {record.table: record_columns(record) for record in record_types().values()} | OWN_TABLES


def sequences() -> tuple[str, ...]:
    """Return the sequences that ids come from."""
    return tuple(record.sequence for record in record_types().values()) + OWN_SEQUENCES


def creation() -> Iterator[str]:
    """Yield the statements that make an empty workspace, or add what an older one lacks."""
    for sequence in sequences():
        yield f"CREATE SEQUENCE IF NOT EXISTS {quoted(sequence)}"
    for table, columns in tables().items():
        listed = ", ".join(f"{quoted(column)} {kind}" for column, kind in columns.items())
        yield f"CREATE TABLE IF NOT EXISTS {quoted(table)} ({listed})"
    yield from macros()


# Text without anything to clean, and a key that has to be folded only: ASCII with single spaces inside. Most
# text is like that, and finding it out takes a tenth of the time that cleaning takes.
_CLEAN = "'(?:[!-~](?:[ -~]*[!-~])?)?'"
_CLEAN_KEY = "'(?:[!-~]+(?: [!-~]+)*)?'"
# DuckDB normalises up to a NUL and forgets the rest: such text is done piece by piece.
_NFC = (
    "CASE WHEN contains(said, chr(0)) THEN array_to_string(list_transform("
    "string_split(said, chr(0)), lambda piece: nfc_normalize(piece)), chr(0)) ELSE nfc_normalize(said) END"
)


def macros() -> Iterator[str]:
    """Yield the macros that clean and fold text as `words.text` does; one constant for both engines."""
    spaces = "'" + WHITE_SPACE + "'"
    yield (
        f"CREATE OR REPLACE MACRO clean_text(said) AS CASE WHEN regexp_full_match(said, {_CLEAN}) THEN "
        f"nullif(said, '') ELSE nullif(trim({_NFC}, {spaces}), '') END"
    )
    yield (
        f"CREATE OR REPLACE MACRO key_of(said) AS CASE WHEN regexp_full_match(said, {_CLEAN_KEY}) "
        "THEN nullif(lower(said), '') "
        f"ELSE lower(regexp_replace(clean_text(said), '[{WHITE_SPACE}]+', ' ', 'g')) END"
    )
    # Telephone numbers are compared by the digits that one dials at home: 0416-698700 and +31416698700.
    home = "(SELECT value FROM settings WHERE key = 'calling_code')"
    yield (
        "CREATE OR REPLACE MACRO dialled(digits) AS CASE "
        f"WHEN starts_with(digits, '+' || {home}) THEN '0' || ltrim(substr(digits, 2 + length({home})), '0') "
        "ELSE digits END"
    )
    yield (
        "CREATE OR REPLACE MACRO phone_key(said) AS coalesce(nullif(dialled(regexp_replace("
        "regexp_replace(said, '[^0-9+]', '', 'g'), '^00', '+')), ''), key_of(said))"
    )
