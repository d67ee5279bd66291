"""The columns that members are shown with: fields by dotted name, and the joins that they need."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp, select

from accounts_kit.errors import RuleError
from accounts_kit.model import Catalogue, Field, record_types
from accounts_kit.model.catalogue import TAGS
from accounts_kit.rules.checking import WITHIN_REACH
from accounts_kit.rules.compiler import RECORD
from accounts_kit.rules.questions import Of
from accounts_kit.rules.sql import column, table
from accounts_kit.segments.selecting import narrowed
from accounts_kit.words.text import as_list

# What is shown when nobody asks: column in the frame, and field (or id).
STANDARD: dict[Of, dict[str, str]] = {
    "contacts": {
        "contact_id": "contact.contact_id", "email": "contact.email", "first_name": "contact.first_name",
        "last_name": "contact.last_name", "job_title": "contact.job_title",
        "account_id": "contact.account_id", "account": "account.name",
    },
    "accounts": {
        "account_id": "account.account_id", "name": "account.name", "owner": "account.owner",
        "website": "account.website",
    },
}  # fmt: skip
IDS = ("contact.contact_id", "contact.account_id", "account.account_id")


def shown(catalogue: Catalogue, of: Of, ids: exp.Select, columns: Sequence[str] | None = None) -> exp.Select:
    """Return the query of these columns of the records with these ids, ordered by id.

    Raises UnknownField for a name that is no field, RuleError for one that is out of reach.
    """
    names = STANDARD[of] if columns is None else {name: name for name in as_list(columns)}
    record = record_types()[RECORD[of]]
    fields = {name: _reachable(catalogue, of, name) for name in names.values() if name not in IDS}
    selected = (
        exp.alias_(_column(fields.get(name), name), alias, quoted=True) for alias, name in names.items()
    )
    query = select(*selected).from_(table(record.table, record.name))
    query = _joined(query, of, list(fields.values()), ids)
    return narrowed(query, ids).order_by(column(record.id_column, record.name))


def _reachable(catalogue: Catalogue, of: Of, name: str) -> Field:
    field = catalogue.field(name)
    if field.of not in WITHIN_REACH[of]:
        raise RuleError(f"{name!r} is no column of {of}: it belongs to a {field.of}.")
    return field


def _column(field: Field | None, name: str) -> exp.Expr:
    if field is None:
        of, _, key = name.partition(".")
        return column(key, of)
    if field == TAGS:
        return column("names", "tagged")
    return (
        column("name", f"{field.of}_{field.key}")
        if field.kind.family == "user"
        else column(field.column, field.of)
    )


def _joined(query: exp.Select, of: Of, fields: Sequence[Field], ids: exp.Select) -> exp.Select:
    """Return the query with the tables behind the fields: the account, users by name, tags as a list."""
    if of == "contacts" and any(field.of == "account" for field in fields):
        query = _left(
            query, table("accounts", "account"), ("account_id", "account"), ("account_id", "contact")
        )
    for field in dict.fromkeys(field for field in fields if field.kind.family == "user"):
        alias = f"{field.of}_{field.key}"
        query = _left(query, table("users", alias), ("user_id", alias), (field.column, field.of))
    if TAGS in fields:
        names = exp.alias_(_tag_names(ids).subquery(), "tagged", table=True, quoted=True)
        query = _left(query, names, ("contact_id", "tagged"), ("contact_id", "contact"))
    return query


def _left(query: exp.Select, joined: exp.Expr, one: tuple[str, str], other: tuple[str, str]) -> exp.Select:
    return query.join(joined, on=column(*one).eq(column(*other)), join_type="left")


def _tag_names(ids: exp.Select) -> exp.Select:
    """Return the query of the tags of these contacts, each a list in the order of their names."""
    name = column("name", "tag")
    by_name = exp.Ordered(this=column("tag_key", "tag"))
    ordered = exp.ArrayAgg(this=exp.Order(this=name, expressions=[by_name]))
    by_tag = column("tag_id", "tag").eq(column("tag_id", "contact_tag"))
    contact = column("contact_id", "contact_tag")
    listed = select(contact, exp.alias_(ordered, "names", quoted=True)).from_(
        table("contact_tags", "contact_tag")
    )
    listed = listed.join(table("tags", "tag"), on=by_tag).group_by(contact.copy())
    return listed.where(contact.isin(query=ids)) if ids.args.get("where") else listed
