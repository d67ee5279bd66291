"""What rules look at of some records, read from the workspace: the rows that `rules.matching` reads.

Only the fields that a rule asks, and for each relation the related records with theirs; one statement for
each relation, whatever the number of records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any as Anything

from accounts_kit.model import Catalogue, Field
from accounts_kit.model.catalogue import TAGS
from accounts_kit.model.relations import HAPPENED_AT, Relation
from accounts_kit.rules.compiler import record_of
from accounts_kit.rules.matching import Person, Row
from accounts_kit.rules.nodes import Rule
from accounts_kit.rules.questions import Measured, Question, leaves_of
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import quoted

# What stands in every row by itself.
IDS = ("contact_id", "account_id")

Rows = dict[int, dict[str, object]]


def facts(ws: Workspace, rules: Sequence[Rule], of: str, ids: Sequence[int]) -> Rows:
    """Return the rows of these records, by id, with all that checked rules ask of them.

    Dotted names as in `rules.matching`: fields, ids ("contact.contact_id"), and related records as lists of
    rows ("account.deals"). A record that is not there has no row.
    """
    return {one: row for _, one, row in _rows(ws, rules, of, record_of(of).id_column, ids)}


def _rows(
    ws: Workspace, rules: Sequence[Rule], of: str, link: str, ids: Sequence[int]
) -> list[tuple[int, int, dict[str, object]]]:
    """Return link, id and row of the records whose link is one of these ids, in the order of their ids."""
    leaves = [leaf for rule in rules for leaf in leaves_of(rule)]
    record = record_of(of)
    fields = _fields(leaves, record.name, ws.catalogue)
    with_account = of == "contacts"
    columns = {f"record_.{quoted(record.id_column)}": f"{record.name}.{record.id_column}"}
    if with_account:
        columns['account_."account_id"'] = "account.account_id"
    columns |= {_column(field, record.name): field.name for field in fields if field != TAGS}
    found = ws.rows(
        f"SELECT record_.{quoted(link)}, record_.{quoted(record.id_column)}, {', '.join(columns)} "
        f"FROM {quoted(record.table)} AS record_ "
        + (
            "LEFT JOIN accounts AS account_ ON account_.account_id = record_.account_id "
            if with_account
            else ""
        )
        + f"WHERE record_.{quoted(link)} IN ({_listed(ids)}) ORDER BY 2"
    )
    rows = [
        (one[0], one[1], dict(zip(columns.values(), map(_in_utc, one[2:]), strict=True))) for one in found
    ]
    _name_users(ws, fields, [row for _, _, row in rows])
    if TAGS in fields:
        _add_tags(ws, {one: row for _, one, row in rows})
    _add_related(ws, leaves, [row for _, _, row in rows])
    return rows


def _fields(leaves: Iterable[Question | Measured], of: str, catalogue: Catalogue) -> list[Field]:
    asked: dict[Field, None] = {}
    for leaf in leaves:
        if isinstance(leaf, Question):
            asked |= dict.fromkeys(leaf.fields)
        elif leaf.relation is None and leaf.field is not None:
            asked[leaf.field] = None
    happened = HAPPENED_AT.get(of)
    if happened:
        asked[catalogue.field(f"{of}.{happened}")] = None
    return [field for field in asked if field.key not in IDS]


def _in_utc(value: object) -> object:
    """Return a moment in UTC: in the hour that a clock goes back, Python calls equal moments different."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def _column(field: Field, record: str) -> str:
    return f"{'record_' if field.of == record else 'account_'}.{quoted(field.column)}"


def _listed(ids: Sequence[int]) -> str:
    """Return ids as SQL has them; -1, which no record has, for none."""
    return ", ".join(str(int(one)) for one in ids) or "-1"


def _name_users(ws: Workspace, fields: Sequence[Field], rows: Sequence[dict[str, object]]) -> None:
    names = [field.name for field in fields if field.kind.family == "user"]
    if not names:
        return
    users = {
        one: Person(name, email) for one, name, email in ws.rows("SELECT user_id, name, email FROM users")
    }
    for row in rows:
        for name in names:
            user: Anything = row[name]
            row[name] = None if user is None else users.get(user)


def _add_tags(ws: Workspace, rows: Rows) -> None:
    for row in rows.values():
        row[TAGS.name] = []
    found = ws.rows(
        "SELECT contact_id, name FROM contact_tags JOIN tags USING (tag_id) "
        f"WHERE contact_id IN ({_listed(list(rows))}) ORDER BY tag_key"
    )
    for contact_id, name in found:
        listed = rows[contact_id][TAGS.name]
        if isinstance(listed, list):
            listed.append(name)


def _add_related(
    ws: Workspace, leaves: Sequence[Question | Measured], rows: Sequence[dict[str, object]]
) -> None:
    """Give each row its related records, as far as the leaves ask for them."""
    asked: dict[Relation, list[Measured]] = {}
    for leaf in leaves:
        if isinstance(leaf, Measured) and leaf.relation is not None:
            asked.setdefault(leaf.relation, []).append(leaf)
    for relation, measured in asked.items():
        identity = f"{relation.owner}.{relation.owner}_id"
        owners = dict.fromkeys(int(str(row[identity])) for row in rows if row.get(identity) is not None)
        values = [Question(one.field, "is_filled") for one in measured if one.field is not None]
        rules = [*(one.where for one in measured), *values]
        found: dict[int, list[Row]] = {}
        for owner, _, row in _rows(ws, rules, relation.records, relation.link, list(owners)):
            found.setdefault(owner, []).append(row)
        for row in rows:
            row[relation.name] = (
                found.get(int(str(row[identity])), []) if row.get(identity) is not None else []
            )
