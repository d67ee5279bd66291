"""Random calls of all functions on records, beside a plain Python model: both say the same after each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
from hypothesis import settings, strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

import accounts_kit as ak
from tests.property.plain_firm import COUNTS, KEYS, folded
from tests.property.side_by_side import UNKNOWN, SideBySide

NAMES = st.sampled_from(["Acme", "ACME", "Beta", "Gamma", "Delta", "'; DROP--"])
EMAILS = st.sampled_from(["a@x.nl", "A@x.nl", "b@x.nl", "c@y.nl", "d@y.nl", None])
TEXTS = st.sampled_from(["Ede", "Urk", "🦄", None])
TAGS = st.sampled_from(["beurs", "Beurs", "vip", "nieuw"])
KINDS = st.sampled_from([*sorted(COUNTS - {"deal_task_done"}), "mail_opened", "event"])
MOMENTS = st.integers(0, 40).map(lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours))
PICK = st.integers(0, UNKNOWN)


class Records(SideBySide):
    """Each rule does one call, in the workspace and in the model; a refusal must be expected by both."""

    @initialize()
    def begin(self) -> None:
        for name in ("Acme", "Beta", "Gamma"):
            self.create_account(name, None)
        for number, email in enumerate(("a@x.nl", "b@x.nl", None, "c@y.nl")):
            self.create_contact(email, None, number if number < 3 else None, "Ede")
        self.create_deal(0, 1)
        self.create_task(0, of_deal=True)
        self.create_task(1, of_deal=False)
        self.add_tag([0, 1], "vip")
        self.add_note(0, 2)

    # --- accounts and contacts

    @rule(name=NAMES, city=TEXTS)
    def create_account(self, name: str, city: str | None) -> None:
        allowed = self.free("accounts", name) and not self.firm.is_alias("accounts", name)
        made = self.call(allowed, lambda: ak.accounts.create(self.ws, name, city=city))
        if made:
            self.firm.rows["accounts"][made.account_id] = {"name": name, "city": city}

    @rule(email=EMAILS, first=TEXTS, pick=st.one_of(st.none(), PICK), title=TEXTS)
    def create_contact(
        self, email: str | None, first: str | None, pick: int | None, title: str | None
    ) -> None:
        account = None if pick is None else self.some("accounts", pick)
        allowed = self.free("contacts", email) and not self.firm.is_alias("contacts", email)
        allowed = allowed and self.there("accounts", account)
        made = self.call(
            allowed,
            lambda: ak.contacts.create(
                self.ws, email, phone="06 1", first_name=first, account=account, job_title=title
            ),
        )
        if made:
            self.firm.rows["contacts"][made.contact_id] = {
                "email": email, "first_name": first, "account_id": account, "job_title": title
            }  # fmt: skip

    @rule(picks=st.lists(PICK, min_size=1, max_size=3), city=TEXTS)
    def update_accounts(self, picks: list[int], city: str | None) -> None:
        ids = self.several("accounts", picks)
        if (
            self.call(self.there("accounts", *ids), lambda: ak.accounts.update(self.ws, ids, city=city))
            is not None
        ):
            for one in ids:
                self.firm.rows["accounts"][one]["city"] = city

    @rule(pick=PICK, name=NAMES)
    def rename_account(self, pick: int, name: str) -> None:
        one = self.some("accounts", pick)
        allowed = self.there("accounts", one) and self.free("accounts", name, but=one)
        if self.call(allowed, lambda: ak.accounts.update(self.ws, one, name=name)) is not None:
            self.firm.rows["accounts"][one]["name"] = name

    @rule(picks=st.lists(PICK, min_size=1, max_size=3), first=TEXTS)
    def update_contacts_from_a_frame(self, picks: list[int], first: str | None) -> None:
        ids = self.several("contacts", picks)
        frame = pd.DataFrame({"contact_id": ids, "first_name": [first] * len(ids)})
        if self.call(self.there("contacts", *ids), lambda: ak.contacts.update(self.ws, frame)) is not None:
            for one in ids:
                self.firm.rows["contacts"][one]["first_name"] = (
                    first or self.firm.rows["contacts"][one]["first_name"]
                )

    # --- associations

    @rule(pick=PICK, account=PICK, title=TEXTS)
    def link(self, pick: int, account: int, title: str | None) -> None:
        contact_id, account_id = self.some("contacts", pick), self.some("accounts", account)
        allowed = self.there("contacts", contact_id) and self.there("accounts", account_id)
        row = self.firm.rows["contacts"].get(contact_id, {})
        allowed = allowed and row["account_id"] in (None, account_id)
        done = self.call(
            allowed, lambda: ak.associations.link(self.ws, contact_id, account_id, job_title=title)
        )
        if done:
            row["account_id"] = account_id
            row["job_title"] = title or row["job_title"]

    @rule(pick=PICK, account=PICK, title=TEXTS)
    def move(self, pick: int, account: int, title: str | None) -> None:
        contact_id, account_id = self.some("contacts", pick), self.some("accounts", account)
        allowed = self.there("contacts", contact_id) and self.there("accounts", account_id)
        done = self.call(
            allowed, lambda: ak.associations.move(self.ws, contact_id, account_id, job_title=title)
        )
        if done:
            row = self.firm.rows["contacts"][contact_id]
            if row["account_id"] != account_id or title:
                row["job_title"] = title
            row["account_id"] = account_id

    @rule(picks=st.lists(PICK, min_size=1, max_size=3), account=PICK)
    def link_many(self, picks: list[int], account: int) -> None:
        ids, account_id = self.several("contacts", picks), self.some("accounts", account)
        frame = pd.DataFrame({"contact_id": ids, "account_id": account_id})
        self.call(True, lambda: ak.associations.link_many(self.ws, frame))
        for row in (self.firm.rows["contacts"].get(one) for one in ids):
            if row and row["account_id"] is None and self.there("accounts", account_id):
                row["account_id"] = account_id

    @rule(picks=st.lists(PICK, min_size=1, max_size=3))
    def unlink(self, picks: list[int]) -> None:
        ids = self.several("contacts", picks)
        unlink = ak.associations.unlink
        if self.call(self.there("contacts", *ids), lambda: unlink(self.ws, ids, confirm=True)) is not None:
            for row in (self.firm.rows["contacts"][one] for one in ids):
                if row["account_id"] is not None:
                    row["account_id"], row["job_title"] = None, None

    # --- notes and tags

    @rule(account=st.one_of(st.none(), PICK), contact=st.one_of(st.none(), PICK))
    def add_note(self, account: int | None, contact: int | None) -> None:
        account_id = None if account is None else self.some("accounts", account)
        contact_id = None if contact is None else self.some("contacts", contact)
        allowed = self.there("accounts", account_id) and self.there("contacts", contact_id)
        allowed = allowed and (account_id, contact_id) != (None, None)
        made = self.call(
            allowed, lambda: ak.notes.add(self.ws, "Belde.", account=account_id, contact=contact_id)
        )
        if made:
            self.firm.rows["notes"][made.note_id] = {
                "text": "Belde.", "account_id": account_id, "contact_id": contact_id
            }  # fmt: skip

    @rule(pick=PICK, text=TEXTS)
    def edit_note(self, pick: int, text: str | None) -> None:
        one = self.some("notes", pick)
        allowed = self.there("notes", one) and text is not None
        if self.call(allowed, lambda: ak.notes.edit(self.ws, one, text)):
            self.firm.rows["notes"][one]["text"] = text

    @rule(picks=st.lists(PICK, min_size=1, max_size=2))
    def delete_notes(self, picks: list[int]) -> None:
        ids = self.several("notes", picks)
        if (
            self.call(self.there("notes", *ids), lambda: ak.notes.delete(self.ws, ids, confirm=True))
            is not None
        ):
            for one in ids:
                del self.firm.rows["notes"][one]

    @rule(picks=st.lists(PICK, min_size=1, max_size=3), tag=TAGS)
    def add_tag(self, picks: list[int], tag: str) -> None:
        ids = self.several("contacts", picks)
        if self.call(self.there("contacts", *ids), lambda: ak.tags.add(self.ws, ids, tag)) is not None:
            self._tagged(ids, tag)

    def _tagged(self, ids: list[int], tag: str) -> None:
        tag_id, name = self.ws.rows("SELECT tag_id, name FROM tags WHERE tag_key = ?", [tag.lower()])[0]
        self.firm.rows["tags"].setdefault(tag_id, {"name": name})
        for one in ids:
            if tag_id not in self.firm.tags_of(one):
                pair = "SELECT contact_tag_id FROM contact_tags WHERE contact_id = ? AND tag_id = ?"
                pair_id = self.ws.value(pair, [one, tag_id])
                self.firm.rows["contact_tags"][pair_id] = {"contact_id": one, "tag_id": tag_id}

    @rule(picks=st.lists(PICK, min_size=1, max_size=3), tag=TAGS)
    def remove_tag(self, picks: list[int], tag: str) -> None:
        ids = self.several("contacts", picks)
        if self.call(self.there("contacts", *ids), lambda: ak.tags.remove(self.ws, ids, tag)) is not None:
            for pair_id, row in list(self.firm.rows["contact_tags"].items()):
                name = self.firm.rows["tags"][row["tag_id"]]["name"]
                if row["contact_id"] in ids and folded(name) == folded(tag):
                    del self.firm.rows["contact_tags"][pair_id]

    @rule(tag=TAGS, name=TAGS)
    def rename_tag(self, tag: str, name: str) -> None:
        known = {folded(row["name"]): one for one, row in self.firm.rows["tags"].items()}
        one, other = known.get(folded(tag)), known.get(folded(name))
        allowed = one is not None and other in (None, one)
        if self.call(allowed, lambda: ak.tags.rename(self.ws, tag, name)) is not None:
            self.firm.rows["tags"][one]["name"] = name

    # --- deals, tasks, activities

    @rule(account=PICK, contact=st.one_of(st.none(), PICK))
    def create_deal(self, account: int, contact: int | None) -> None:
        account_id = self.some("accounts", account)
        contact_id = None if contact is None else self.some("contacts", contact)
        allowed = self.there("accounts", account_id) and self.there("contacts", contact_id)
        made = self.call(
            allowed, lambda: ak.deals.create(self.ws, "Proef", account=account_id, contact=contact_id)
        )
        if made:
            self.firm.rows["deals"][made.deal_id] = {"account_id": account_id, "contact_id": contact_id}

    @rule(pick=PICK, contact=st.one_of(st.none(), PICK))
    def change_primary_contact(self, pick: int, contact: int | None) -> None:
        one = self.some("deals", pick)
        contact_id = None if contact is None else self.some("contacts", contact)
        row = self.firm.rows["deals"].get(one)
        allowed = row is not None and self.there("contacts", contact_id)
        allowed = allowed and (row["account_id"], contact_id) != (None, None)
        if self.call(allowed, lambda: ak.deals.update(self.ws, one, contact=contact_id)) is not None:
            row["contact_id"] = contact_id

    @rule(pick=PICK, of_deal=st.booleans())
    def create_task(self, pick: int, of_deal: bool) -> None:
        table, link = ("deals", "deal") if of_deal else ("contacts", "contact")
        one = self.some(table, pick)
        made = self.call(self.there(table, one), lambda: ak.tasks.create(self.ws, "Bellen", **{link: one}))
        if made:
            row = {"contact_id": None, "deal_id": None, "completed_at": None, f"{link}_id": one}
            self.firm.rows["tasks"][made.task_id] = row

    @rule(picks=st.lists(PICK, min_size=1, max_size=2), at=MOMENTS)
    def complete_tasks(self, picks: list[int], at: datetime) -> None:
        ids = self.several("tasks", picks)
        if self.call(self.there("tasks", *ids), lambda: ak.tasks.complete(self.ws, ids, at=at)) is None:
            return
        for one in ids:
            task = self.firm.rows["tasks"][one]
            if task["completed_at"] is not None:
                continue
            task["completed_at"] = at
            deal = self.firm.rows["deals"].get(task["deal_id"])
            activity = {
                "kind": "deal_task_done" if deal else "task_done",
                "contact_id": deal["contact_id"] if deal else task["contact_id"],
                "deal_id": task["deal_id"], "task_id": one, "at": at,
            }  # fmt: skip
            made = self.ws.value("SELECT max(activity_id) FROM activities WHERE task_id = ?", [one])
            self.firm.rows["activities"][made] = activity

    @rule(picks=st.lists(PICK, min_size=1, max_size=2))
    def reopen_tasks(self, picks: list[int]) -> None:
        ids = self.several("tasks", picks)
        if self.call(self.there("tasks", *ids), lambda: ak.tasks.reopen(self.ws, ids)) is None:
            return
        for one in ids:
            self.firm.rows["tasks"][one]["completed_at"] = None
            for activity_id, row in list(self.firm.rows["activities"].items()):
                if row["task_id"] == one:
                    del self.firm.rows["activities"][activity_id]

    @rule(pick=PICK, kind=KINDS, at=MOMENTS)
    def record_activity(self, pick: int, kind: str, at: datetime) -> None:
        one = self.some("contacts", pick)
        made = self.call(
            self.there("contacts", one), lambda: ak.activities.record(self.ws, kind, contact=one, at=at)
        )
        if made:
            row = {"kind": kind, "contact_id": one, "deal_id": None, "task_id": None, "at": at}
            self.firm.rows["activities"][made.activity_id] = row

    # --- deleting, bringing back, merging, undoing

    @rule(picks=st.lists(PICK, min_size=1, max_size=2), tag=st.one_of(st.none(), TAGS))
    def delete_accounts(self, picks: list[int], tag: str | None) -> None:
        ids = self.several("accounts", picks)
        allowed = self.there("accounts", *ids)
        if self.call(allowed, lambda: ak.accounts.delete(self.ws, ids, confirm=True, tag=tag)):
            contacts = [one for one, row in self.firm.rows["contacts"].items() if row["account_id"] in ids]
            if tag is not None:
                self.firm_tags_what_the_workspace_has(contacts, tag)
            self.firm.delete("accounts", ids)

    def firm_tags_what_the_workspace_has(self, contacts: list[int], tag: str) -> None:
        """A tag is made with the deletion even when no contact gets it."""
        self._tagged(contacts, tag)

    @rule(picks=st.lists(PICK, min_size=1, max_size=2))
    def delete_contacts(self, picks: list[int]) -> None:
        ids = self.several("contacts", picks)
        if self.call(self.there("contacts", *ids), lambda: ak.contacts.delete(self.ws, ids, confirm=True)):
            self.firm.delete("contacts", ids)

    @rule(pick=PICK, table=st.sampled_from(["accounts", "contacts"]))
    def restore(self, pick: int, table: str) -> None:
        ids = sorted(one for name, one in self.firm.gone if name == table)
        one = ids[pick % len(ids)] if ids else 99
        part = self.firm.gone.get((table, one))
        allowed = part is not None and one not in self.firm.merged(table)
        if part is not None:
            row = next(row for name, its_id, row in part.rows if (name, its_id) == (table, one))
            allowed = allowed and self.free(table, row[KEYS[table]])
        module = getattr(ak, table)
        if self.call(allowed, lambda: module.restore(self.ws, one)):
            self.firm.restore(table, one)

    @rule(table=st.sampled_from(sorted(KEYS)))
    def purge(self, table: str) -> None:
        self.call(True, lambda: getattr(ak, table).purge(self.ws, confirm=True))
        self.firm.gone = {root: part for root, part in self.firm.gone.items() if root[0] != table}
        self.before.clear()  # what was forgotten does not come back by undoing either

    @rule(survivor=PICK, others=st.lists(PICK, min_size=1, max_size=2), table=st.sampled_from(sorted(KEYS)))
    def merge(self, survivor: int, others: list[int], table: str) -> None:
        one, ids = self.some(table, survivor), self.several(table, others)
        allowed = self.there(table, one, *ids) and one not in ids
        module = getattr(ak, table)
        if self.call(allowed, lambda: module.merge(self.ws, one, ids, confirm=True)):
            fields = ["city"] if table == "accounts" else ["first_name"]
            self.firm.merge(table, one, ids, fields)

    @precondition(lambda self: self.before)
    @rule()
    def undo_the_last_call(self) -> None:
        change_set, earlier = self.before.pop()
        undone = ak.changes.undo(self.ws, change_set)
        assert undone.kept.empty, undone.kept
        self.firm = earlier


def test_every_sequence_of_calls_does_what_the_plain_model_does() -> None:
    run_state_machine_as_test(Records, settings=settings(max_examples=16, stateful_step_count=30))
