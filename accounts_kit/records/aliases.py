"""Aliases: what a record is also known by: another spelling of its name, an older e-mail address, the id of a
record that was merged into it.

A name of a record that is there always goes before an alias. Called by whatever finds records by what people
or files call them.
"""

from __future__ import annotations

from accounts_kit.model import record_types
from accounts_kit.records.history import ChangeSet, Source, insert, new_ids

HAVE_ALIASES = ("account", "contact")


def keys_sql(of: str) -> str:
    """Return the SELECT of every key that records of a type answer to, and their ids: key, id."""
    record = record_types()[of]
    if of not in HAVE_ALIASES:
        return "SELECT CAST(NULL AS VARCHAR), CAST(NULL AS BIGINT) WHERE false"
    own = f"SELECT {record.key_column}, {record.id_column} FROM {record.table}"
    also = (
        f"SELECT alias_key, min({record.id_column}) FROM aliases "
        f"ANTI JOIN (SELECT {record.key_column} FROM {record.table}) AS own_ "
        f"ON own_.{record.key_column} = alias_key "
        f"WHERE {record.id_column} IS NOT NULL AND alias_key IS NOT NULL GROUP BY alias_key"
    )
    return f"{own} WHERE {record.key_column} IS NOT NULL UNION ALL {also}"


def former_ids_sql(of: str) -> str:
    """Return the SELECT of the ids of merged records and of what they became: former_id, id."""
    if of not in HAVE_ALIASES:
        return "SELECT CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) WHERE false"
    id_column = record_types()[of].id_column
    return (
        f"SELECT former_id, min({id_column}) FROM aliases "
        f"WHERE {id_column} IS NOT NULL AND former_id IS NOT NULL GROUP BY former_id"
    )


def add_aliases(change: ChangeSet, of: str, rows: Source) -> int:
    """Write aliases from a relation of {of}_id, alias, former_id; what is known already is passed over.

    Returns how many are new.
    """
    id_column = record_types()[of].id_column
    fresh = (
        f"SELECT DISTINCT {id_column}, key_of(alias) AS alias_key, alias, former_id "
        f"FROM {rows.relation} AS given_ "
        f"WHERE NOT EXISTS (SELECT 1 FROM aliases AS known WHERE known.{id_column} = given_.{id_column} "
        "AND known.alias_key IS NOT DISTINCT FROM key_of(given_.alias) "
        "AND known.former_id IS NOT DISTINCT FROM given_.former_id)"
    )
    count = int(change.ws.value(f"SELECT count(*) FROM ({fresh})", rows.params))
    if count:
        first = new_ids(change, "aliases", count)
        change.ws.execute(
            "CREATE OR REPLACE TEMP TABLE fresh_aliases AS "
            f"SELECT ? - 1 + row_number() OVER (ORDER BY {id_column}, alias_key, alias, former_id) AS "
            f"alias_id, * FROM ({fresh})",
            [first, *rows.params],
        )
        insert(change, "aliases", [id_column, "alias_key", "alias", "former_id"], Source("fresh_aliases"))
        change.ws.execute("DROP TABLE fresh_aliases")
    return count
