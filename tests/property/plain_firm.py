"""A firm in plain Python: what accounts, contacts and all that belongs to them are after each call.

Rows are dictionaries by table and id. Written from the rules of the design, without a look at the SQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Row = dict[str, Any]

COUNTS = {"mail_one_to_one", "mail_campaign", "mail_automation", "task_done", "deal_task_done"}
LINKS = {
    "contacts": {"account_id": "accounts"},
    "notes": {"account_id": "accounts", "contact_id": "contacts"},
    "deals": {"account_id": "accounts", "contact_id": "contacts"},
    "tasks": {"contact_id": "contacts", "deal_id": "deals"},
    "activities": {"contact_id": "contacts", "deal_id": "deals", "task_id": "tasks"},
    "contact_tags": {"contact_id": "contacts", "tag_id": "tags"},
    "aliases": {"account_id": "accounts", "contact_id": "contacts"},
}
LIVES_BY = {name: [link for link in links if link != "task_id"] for name, links in LINKS.items()}
LIVES_BY["contacts"] = []
KEYS = {"accounts": "name", "contacts": "email"}


@dataclass
class Gone:
    """What went with one deletion: whole rows, and cells that lost their link (or the job title on it)."""

    rows: list[tuple[str, int, Row]] = field(default_factory=list)
    cells: list[tuple[str, int, str, Any]] = field(default_factory=list)


class Firm:
    """The rows of every table, and what was deleted and may come back."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[int, Row]] = {
            name: {} for name in ("accounts", "contacts", "tags", *LINKS) if name
        }
        self.gone: dict[tuple[str, int], Gone] = {}

    def copy(self) -> Firm:
        return deepcopy(self)

    # --- asking

    def id_of_key(self, table: str, key: str) -> int | None:
        """The record of that name or address, in whatever case."""
        named = KEYS[table]
        return next((one for one, row in self.rows[table].items() if folded(row[named]) == folded(key)), None)

    def is_alias(self, table: str, key: str | None) -> bool:
        """Whether a record of a table is also called so."""
        link = f"{table.removesuffix('s')}_id"
        rows = self.rows["aliases"].values()
        return key is not None and any(row["key"] == folded(key) and row[link] is not None for row in rows)

    def last_contact(self, contact_id: int) -> datetime | None:
        moments = [
            row["at"]
            for row in self.rows["activities"].values()
            if row["contact_id"] == contact_id and row["kind"] in COUNTS
        ]
        return max(moments, default=None)

    def tags_of(self, contact_id: int) -> set[int]:
        return {
            row["tag_id"] for row in self.rows["contact_tags"].values() if row["contact_id"] == contact_id
        }

    def merged(self, table: str) -> dict[int, int]:
        """The ids of records of a table that were merged away, and of whom they are part now."""
        link = f"{table.removesuffix('s')}_id"
        rows = self.rows["aliases"].values()
        return {row["former"]: row[link] for row in rows if row[link] is not None}

    # --- deleting and bringing back

    def delete(self, table: str, ids: Iterable[int]) -> None:
        """Take records away, each with what lives by it alone."""
        going = {(table, one) for one in ids}
        found = True
        while found:
            found = False
            for name, links in LINKS.items():
                for one, row in self.rows[name].items():
                    if (name, one) not in going and self._goes(name, links, row, going):
                        going.add((name, one))
                        found = True
        for root in [one for one in going if one[0] == table]:
            self.gone[root] = self._what_goes_with(root, going)
        for name, one in going:
            del self.rows[name][one]
        for name, links in LINKS.items():
            for row in self.rows[name].values():
                for link, target in links.items():
                    if (target, row[link]) in going:
                        row[link] = None
                        if name == "contacts":
                            row["job_title"] = None

    def _goes(self, name: str, links: dict[str, str], row: Row, going: set[tuple[str, int]]) -> bool:
        lost = [(links[link], row[link]) in going for link in LIVES_BY[name]]
        if name == "contact_tags":
            return any(lost)
        left = [row[link] is None or gone for link, gone in zip(LIVES_BY[name], lost, strict=True)]
        return any(lost) and all(left)

    def _what_goes_with(self, root: tuple[str, int], going: set[tuple[str, int]]) -> Gone:
        """The part of a deletion that is about one record, and comes back with it."""
        mine = {root}
        found = True
        while found:
            found = False
            for name, one in going - mine:
                links = LINKS.get(name, {})
                if any((target, self.rows[name][one][link]) in mine for link, target in links.items()):
                    mine.add((name, one))
                    found = True
        part = Gone([(name, one, dict(self.rows[name][one])) for name, one in mine])
        for name, links in LINKS.items():
            for one, row in self.rows[name].items():
                for link, target in links.items():
                    if (name, one) not in going and (target, row[link]) in mine:
                        part.cells.append((name, one, link, row[link]))
                        if name == "contacts" and row["job_title"] is not None:
                            part.cells.append((name, one, "job_title", row["job_title"]))
        return part

    def restore(self, table: str, record_id: int) -> None:
        """Bring a record back with what went with it, as far as nothing changed since."""
        part = self.gone.pop((table, record_id))
        order = [
            "accounts",
            "contacts",
            "tags",
            "contact_tags",
            "aliases",
            "deals",
            "tasks",
            "notes",
            "activities",
        ]
        for name, one, row in sorted(part.rows, key=lambda item: order.index(item[0])):
            back = dict(row)
            for link, target in LINKS.get(name, {}).items():
                if back[link] not in self.rows[target]:
                    back[link] = None
            alive = [back[link] is not None for link in LIVES_BY.get(name, [])]
            if alive and not (all(alive) if name == "contact_tags" else any(alive)):
                continue
            if name == "contact_tags" and back["tag_id"] in self.tags_of(back["contact_id"]):
                continue
            self.rows[name][one] = back
        stayed = set()
        for name, one, link, old in part.cells:
            row = self.rows[name].get(one)
            if row is None:
                continue
            target = LINKS[name].get(link)
            if row[link] is not None or (target and old not in self.rows[target]):
                stayed.add((name, one, link))
            elif link != "job_title" or (name, one, "account_id") not in stayed:
                row[link] = old

    # --- merging

    def merge(self, table: str, survivor: int, others: list[int], fields: list[str]) -> None:
        """Make others part of a survivor, whose blanks they fill."""
        link = f"{table.removesuffix('s')}_id"
        kept, named = self.rows[table][survivor], KEYS[table]
        ids = [survivor, *others]
        for one in others:
            key = self.rows[table][one][named]
            alias = {
                "account_id": None,
                "contact_id": None,
                link: survivor,
                "key": folded(key),
                "former": one,
            }
            self.rows["aliases"][max(self.rows["aliases"], default=0) + 1] = alias
        if table == "contacts":
            accounts = {one: self.rows["contacts"][one]["account_id"] for one in ids}
            account_id = next((one for one in accounts.values() if one is not None), None)
            titled = [one for one in ids if one == survivor or accounts[one] == account_id]
            titles = [self.rows["contacts"][one]["job_title"] for one in titled]
            kept["job_title"] = next((one for one in titles if one is not None), None)
            kept["account_id"] = account_id
        for name in [*fields, named]:
            values = [self.rows[table][one][name] for one in ids]
            kept[name] = next((one for one in values if one is not None), None)
        for name, links in LINKS.items():
            for one, row in list(self.rows[name].items()):
                if links.get(link) == table and row[link] in others:
                    if name == "contact_tags" and row["tag_id"] in self.tags_of(survivor):
                        del self.rows[name][one]
                    else:
                        row[link] = survivor
        for one in others:
            del self.rows[table][one]


def folded(text: str | None) -> str | None:
    """The key of a name or address of this firm: they are all plain."""
    return None if text is None else text.lower()
