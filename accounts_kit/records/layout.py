"""Where the records of a workspace lie: each table with its id column and the SQL types of its columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from accounts_kit.model import Catalogue, record_types
from accounts_kit.workspace.tables import OWN_TABLES, quoted, record_columns


@dataclass(frozen=True)
class Table:
    """A table whose rows have history.

    Its name, id column, columns with SQL types, and the columns that link. A row goes when the last of the
    links that it `lives_by` goes, or the first of them where it `needs_all`.
    """

    name: str
    id_column: str
    columns: Mapping[str, str]
    links: Mapping[str, str]
    key_field: str | None = None
    lives_by: tuple[str, ...] = ()
    needs_all: bool = False

    @property
    def sequence(self) -> str:
        """The sequence that its ids come from."""
        return f"{self.id_column}s"

    @property
    def key_column(self) -> str | None:
        """The column that makes a row unique, if there is one."""
        return next((column for column, kind in self.columns.items() if "UNIQUE" in kind), None)

    def linked_ids(self, link: str) -> str:
        """Return the SELECT of the ids that a link may have."""
        return f"SELECT {_id_column(self.links[link])} FROM {self.links[link]}"

    def type_of(self, column: str) -> str:
        """Return the SQL type of a column, without its constraints."""
        return self.columns[column].removesuffix(" NOT NULL").removesuffix(" UNIQUE")


_OWN_IDS = {
    "tags": "tag_id",
    "contact_tags": "contact_tag_id",
    "aliases": "alias_id",
    "field_options": "field_options_id",
    "segments": "segment_id",
    "snapshots": "snapshot_id",
}
_OWN_LINKS = {
    "contact_tags": {"contact_id": "contacts", "tag_id": "tags"},
    "aliases": {"account_id": "accounts", "contact_id": "contacts"},
    "segments": {"owner_id": "users"},
}
_LIVES_BY = {
    "contact_tags": ("contact_id", "tag_id"),
    "aliases": ("account_id", "contact_id"),
    "notes": ("account_id", "contact_id"),
    "deals": ("account_id", "contact_id"),
    "tasks": ("contact_id", "deal_id"),
    "activities": ("contact_id", "deal_id"),
}


def _id_column(table: str) -> str:
    return _OWN_IDS.get(table) or next(one.id_column for one in record_types().values() if one.table == table)


@lru_cache(maxsize=512)
def table_of(catalogue: Catalogue, name: str) -> Table:
    """Return the table of that name ("accounts"), with the workspace's custom columns."""
    if name in _OWN_IDS:
        key_field = "name" if name in ("tags", "segments") else None
        return Table(
            name,
            _OWN_IDS[name],
            OWN_TABLES[name],
            _OWN_LINKS.get(name, {}),
            key_field,
            lives_by=_LIVES_BY.get(name, ()),
            needs_all=name == "contact_tags",
        )
    record = next(one for one in record_types().values() if one.table == name)
    custom = {field.column: field.kind.column_type for field in catalogue.fields(record.name) if field.custom}
    links = {column: record_types()[of].table for column, of in record.links.items()}
    links |= {field.column: "users" for field in record.fields if field.kind_name == "user"}
    columns = record_columns(record) | custom
    return Table(name, record.id_column, columns, links, record.key_field, _LIVES_BY.get(name, ()))


__all__ = ["Table", "quoted", "table_of"]
