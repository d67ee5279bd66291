"""The page of an account, as the help article describes it: "Over", "Notities" en "Contactpersonen"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from accounts_kit.model.records import Account
from accounts_kit.records.ordering import Order, order_sql, ordered_columns
from accounts_kit.records.pages.about import about
from accounts_kit.records.pages.page import Page, labels_of, reading_of
from accounts_kit.records.pages.recent import recent, recent_days
from accounts_kit.records.pages.sections import Facts, Grid
from accounts_kit.records.reading import record_by_id
from accounts_kit.records.references import account_id_of
from accounts_kit.records.tabling import newest_first
from accounts_kit.rules.days import AsOf
from accounts_kit.workspace import Workspace

CONTACTS = ("contact_id", "name", "job_title", "email", "phone", "last_contacted_at", "activities_90_days")
DEALS = ("deal_id", "title", "stage", "status", "value", "currency", "expected_close_on")

_TEXTS = ("name", "job_title", "email", "phone")
OPEN_FIRST = "record.status IS DISTINCT FROM 'open', record.expected_close_on NULLS LAST, record.deal_id"


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class AccountPage(Page):
    """An account with its fields, notes, contacts and deals, as frames; see accounts.page."""

    account: Account
    last_contacted_at: datetime | None
    about: pd.DataFrame
    notes: pd.DataFrame
    contacts: pd.DataFrame
    deals: pd.DataFrame

    def _title(self) -> str:
        return str(self.account.name)

    def _under(self) -> Sequence[str]:
        last = self._reading.text(self.last_contacted_at)
        facts = {"owner": self.account.owner, "last_contact": last}
        return [f"{self._words('account')} {self.account.account_id}", *self._said(facts)]

    def _sections(self) -> Sequence[Facts | Grid]:
        sections: list[Facts | Grid] = [self._facts(self.about)]
        sections.append(self._grid("notes", self.notes, ("at", "author", "text")))
        sections.append(self._grid("contacts", self.contacts, CONTACTS[1:]))
        if len(self.deals):
            sections.append(self._grid("deals", self.deals, DEALS[1:]))
        return sections


def account_page(
    ws: Workspace, account: object, order: Order, as_of: AsOf, language: str | None
) -> AccountPage:
    """Return the page of an account; see accounts.page."""
    asked = ordered_columns(order, CONTACTS)
    reading = reading_of(ws, language)
    with ws.one_state():
        account_id = account_id_of(ws, account)
        record = Account(record_by_id(ws, "account", account_id).values)
        contacts = _contacts(ws, account_id, asked, as_of)
        last = contacts["last_contacted_at"].max()
        its = {"record.account_id = ?": account_id}
        return AccountPage(
            account=record,
            last_contacted_at=None if pd.isna(last) else last.to_pydatetime(),
            about=about(ws, "account", record, reading),
            notes=newest_first(ws, "note", its, None),
            contacts=contacts,
            deals=newest_first(ws, "deal", its, None, order=OPEN_FIRST)[list(DEALS)],
            _reading=reading,
            _labels=labels_of(ws, reading.language),
        )


def _contacts(ws: Workspace, account_id: int, asked: list[tuple[str, bool]], as_of: AsOf) -> pd.DataFrame:
    ordered, _ = order_sql(asked, "contact_id", _TEXTS)
    its = "SELECT contact_id FROM contacts WHERE account_id = ?"
    days = recent_days(ws, as_of)
    return ws.frame(
        "SELECT contact_id, nullif(concat_ws(' ', first_name, last_name), '') AS name, job_title, email, "
        "phone, last_contacted_at, coalesce(recent.activities_90_days, 0) AS activities_90_days "
        f"FROM contacts LEFT JOIN ({recent(its)}) AS recent USING (contact_id) "
        f"WHERE account_id = ? {ordered}",
        [account_id, *days, account_id],
    )
