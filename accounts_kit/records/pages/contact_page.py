"""The page of a contact: its fields and account, tags, notes, what happened, what is to be done, deals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from accounts_kit.model import record_types
from accounts_kit.model.records import Contact
from accounts_kit.records.pages.about import about
from accounts_kit.records.pages.account_page import OPEN_FIRST
from accounts_kit.records.pages.page import Page, labels_of, reading_of
from accounts_kit.records.pages.recent import recent, recent_days
from accounts_kit.records.pages.sections import Facts, Grid
from accounts_kit.records.reading import record_by_id
from accounts_kit.records.references import contact_id_of
from accounts_kit.records.tabling import newest_first
from accounts_kit.rules.days import AsOf
from accounts_kit.workspace import Workspace

TASKS = ("task_id", "title", "kind", "due_at", "completed_at", "owner", "deal_id", "deal")
DEALS = (
    "deal_id", "title", "account_id", "account", "stage", "status", "value", "currency", "expected_close_on",
)  # fmt: skip

# What is to be done first, and then what was done last.
_TO_DO_FIRST = (
    "record.completed_at IS NOT NULL, "
    "CASE WHEN record.completed_at IS NULL THEN record.due_at END NULLS LAST, "
    "record.completed_at DESC, record.task_id"
)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class ContactPage(Page):
    """A contact with its fields, tags, notes, activities, tasks and deals; see contacts.page."""

    contact: Contact
    activities_90_days: int
    about: pd.DataFrame
    tags: tuple[str, ...]
    notes: pd.DataFrame
    activities: pd.DataFrame
    tasks: pd.DataFrame
    deals: pd.DataFrame

    def _title(self) -> str:
        names = [name for name in (self.contact.first_name, self.contact.last_name) if name]
        return " ".join(names) or str(self.contact.email or self.contact.phone)

    def _under(self) -> Sequence[str]:
        facts = {
            "account": self.contact.account,
            "last_contact": self._reading.text(self.contact.last_contacted_at),
            "activities_90_days": str(self.activities_90_days),
            "tags": ", ".join(self.tags),
        }
        return [f"{self._words('contact')} {self.contact.contact_id}", *self._said(facts)]

    def _sections(self) -> Sequence[Facts | Grid]:
        happened = ("at", "kind", "name", "campaign", "target")
        sections: list[Facts | Grid] = [self._facts(self.about)]
        sections.append(self._grid("notes", self.notes, ("at", "author", "text")))
        sections.append(self._grid("activities", self.activities, happened))
        if len(self.tasks):
            title = f"{self._words('tasks')}: {self._open_and_done()}"
            columns = ("title", "kind", "due_at", "completed_at", "deal")
            sections.append(self._grid("tasks", self.tasks, columns, title))
        if len(self.deals):
            named = [column for column in DEALS if not column.endswith("_id")]
            sections.append(self._grid("deals", self.deals, named, self._words("primary_deals")))
        return sections

    def _open_and_done(self) -> str:
        still_open = int(self.tasks["completed_at"].isna().sum())
        return self._words("state", open=still_open, done=len(self.tasks) - still_open)


def contact_page(ws: Workspace, contact: object, as_of: AsOf, language: str | None) -> ContactPage:
    """Return the page of a contact; see contacts.page."""
    reading = reading_of(ws, language)
    with ws.one_state():
        contact_id = contact_id_of(ws, contact)
        record = Contact(record_by_id(ws, "contact", contact_id).values)
        account = next(one for one in record_types()["contact"].related if one.key == "account")
        its = {"record.contact_id = ?": contact_id}
        return ContactPage(
            contact=record,
            activities_90_days=_recent_count(ws, contact_id, as_of),
            about=about(ws, "contact", record, reading, account),
            tags=_tags(ws, contact_id),
            notes=newest_first(ws, "note", its, None),
            activities=newest_first(ws, "activity", its, None),
            tasks=_tasks(ws, contact_id),
            deals=newest_first(ws, "deal", its, None, order=OPEN_FIRST)[list(DEALS)],
            _reading=reading,
            _labels=labels_of(ws, reading.language),
        )


def _recent_count(ws: Workspace, contact_id: int, as_of: AsOf) -> int:
    counted = recent("SELECT CAST(? AS BIGINT) AS contact_id")
    found = ws.rows(counted, [contact_id, *recent_days(ws, as_of)])
    return int(found[0][1]) if found else 0


def _tags(ws: Workspace, contact_id: int) -> tuple[str, ...]:
    found = ws.rows(
        "SELECT name FROM contact_tags JOIN tags USING (tag_id) WHERE contact_id = ? ORDER BY tag_key",
        [contact_id],
    )
    return tuple(name for (name,) in found)


def _tasks(ws: Workspace, contact_id: int) -> pd.DataFrame:
    """Return the contact's own tasks, and those of the deals of which it is the primary contact."""
    of_deals = "record.deal_id IN (SELECT deal_id FROM deals WHERE contact_id = ?)"
    its = {f"(record.contact_id = ? OR {of_deals})": None}
    found = newest_first(ws, "task", its, None, order=_TO_DO_FIRST, params=[contact_id, contact_id])
    return found[list(TASKS)]
