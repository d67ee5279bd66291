"""Random imports of activities and tasks beside a plain Python model: both say the same
of last contact, and again when one is undone.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
from hypothesis import settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

import accounts_kit as ak
from tests.property.plain_firm import COUNTS

PEOPLE = ["a@x.nl", "b@x.nl", "c@x.nl"]
DEALS = ["D1", "D2"]
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 6).map(lambda hours: BEGIN + timedelta(hours=hours))
WHO = st.one_of(st.none(), st.sampled_from(PEOPLE))
WHICH = st.one_of(st.none(), st.sampled_from(DEALS))
ACTIVITIES = st.lists(
    st.tuples(
        st.sampled_from(["mail_campaign", "task_done", "deal_task_done", "event"]), MOMENTS, WHO, WHICH
    ),
    min_size=1,
    max_size=4,
)
TASKS = st.dictionaries(st.integers(0, 4), st.one_of(st.none(), MOMENTS), min_size=1, max_size=4)
MODES = st.sampled_from(["always", "if_not_blank", "if_existing_blank", "never"])


@dataclass
class Done:
    """Something that happened: what a file says of it, who it was with, and the task that it came from."""

    kind: str
    at: datetime
    contact: str | None
    deal: str | None
    task: int | None = None


@dataclass
class Model:
    """Who is the primary contact of each deal, when each task was completed, and all that happened."""

    primary: dict[str, str | None] = field(default_factory=lambda: {"D1": PEOPLE[0], "D2": None})
    tasks: dict[int, datetime | None] = field(default_factory=dict)
    done: list[Done] = field(default_factory=list)

    def last_contact(self, contact: str) -> datetime | None:
        moments = [one.at for one in self.done if one.contact == contact and one.kind in COUNTS]
        return max(moments, default=None)

    def load_activity(self, row: tuple[Any, ...], nth: int) -> bool:
        """Take in a row that is the nth of its kind in its file; return whether it is accepted."""
        kind, at, contact, deal = row
        if contact is None and deal is None:
            return False
        same = [
            one
            for one in self.done
            if (one.kind, one.at, one.deal) == (kind, at, deal) and contact in (None, one.contact)
        ]
        if nth <= len(same):
            return True
        if kind == "deal_task_done" and deal and contact not in (None, self.primary[deal]):
            return False
        self.done.append(Done(kind, at, contact or self.primary.get(deal), deal))
        return True

    def load_task(self, number: int, completed: datetime | None, mode: str) -> None:
        was, is_new = self.tasks.get(number), number not in self.tasks
        new = {
            "always": completed,
            "if_not_blank": completed or was,
            "if_existing_blank": was or completed,
            "never": was,
        }[mode if not is_new else "always"]
        self.tasks[number] = new
        contact, deal = subject_of(number)
        if was is None and new is not None:
            kind = "deal_task_done" if deal else "task_done"
            self.done.append(Done(kind, new, self.primary[deal] if deal else contact, deal, number))
        elif new is None:
            self.done = [one for one in self.done if one.task != number]
        else:
            for one in self.done:
                one.at = new if one.task == number else one.at


def subject_of(number: int) -> tuple[str | None, str | None]:
    """A task belongs to a contact or a deal, by its number."""
    return (PEOPLE[number % 3], None) if number % 2 else (None, DEALS[number // 2 % 2])


class Imports(RuleBasedStateMachine):
    """Each rule imports one file, or changes what the next ones mean; the model does the same."""

    def __init__(self) -> None:
        super().__init__()
        self.ws = ak.open()
        for address in PEOPLE:
            ak.contacts.create(self.ws, address)
        ak.accounts.create(self.ws, "Acme")
        for number, contact in (("D1", PEOPLE[0]), ("D2", None)):
            ak.deals.create(self.ws, number, account="Acme", contact=contact, external_id=number)
        self.model = Model()
        self.before: list[tuple[int, Model]] = []

    def remember(self, earlier: Model, change_set: int | None) -> None:
        if change_set is not None:
            self.before.append((change_set, earlier))

    @rule(rows=ACTIVITIES)
    def import_activities(self, rows: list[tuple[Any, ...]]) -> None:
        earlier, seen = deepcopy(self.model), []
        accepted = 0
        known = deepcopy(self.model)
        for row in rows:
            taken = self.judged(known, row, 1 + seen.count(row))
            seen += [row] if taken else []
            accepted += taken
        source = pd.DataFrame(rows, columns=["kind", "at", "contact", "deal"], dtype=object)
        result = ak.imports.run(self.ws, "activities", source)
        assert result.rows - result.rejected == accepted
        self.remember(earlier, result.change_set_id)

    def judged(self, known: Model, row: tuple[Any, ...], nth: int) -> bool:
        """Whether a row is accepted, by what was there before its file; what it brings is taken in."""
        there = len(self.model.done)
        before = deepcopy(known)
        taken = before.load_activity(row, nth)
        if len(before.done) > len(known.done):
            self.model.done.append(before.done[-1])
        assert len(self.model.done) - there in (0, 1)
        return taken

    @rule(rows=TASKS, mode=MODES)
    def import_tasks(self, rows: dict[int, datetime | None], mode: Any) -> None:
        earlier = deepcopy(self.model)
        said = [(number, "Bellen", *subject_of(number), moment) for number, moment in rows.items()]
        source = pd.DataFrame(
            said, columns=["external_id", "title", "contact", "deal", "completed_at"], dtype=object
        )
        result = ak.imports.run(self.ws, "tasks", source.astype({"external_id": str}), update=mode)
        assert result.rejected == 0, result.problems
        for number, moment in rows.items():
            self.model.load_task(number, moment, mode)
        self.remember(earlier, result.change_set_id)

    @rule(deal=st.sampled_from(DEALS), contact=WHO)
    def change_primary_contact(self, deal: str, contact: str | None) -> None:
        earlier, newest = deepcopy(self.model), self.newest()
        ak.deals.update(self.ws, 1 + DEALS.index(deal), contact=contact)
        self.model.primary[deal] = contact
        self.remember(earlier, self.newest() if self.newest() != newest else None)

    @precondition(lambda self: self.before)
    @rule()
    def undo_the_last_one(self) -> None:
        change_set, earlier = self.before.pop()
        assert ak.changes.undo(self.ws, change_set).kept.empty
        self.model = earlier

    def newest(self) -> int:
        return int(self.ws.value("SELECT coalesce(max(change_set_id), 0) FROM change_sets"))

    def check_invariants(self, *arguments: Any, **settings_: Any) -> None:
        super().check_invariants(*arguments, **settings_)
        stored = dict(self.ws.rows("SELECT email, epoch_us(last_contacted_at) FROM contacts"))
        expected = {one: self.model.last_contact(one) for one in PEOPLE}
        assert stored == {one: at and round(at.timestamp() * 1e6) for one, at in expected.items()}
        assert self.ws.counts()["activities"] == len(self.model.done)

    def teardown(self) -> None:
        assert ak.check(self.ws).empty
        self.ws.close()


def test_every_sequence_of_imports_leaves_the_last_contact_that_the_plain_model_has() -> None:
    run_state_machine_as_test(
        Imports, settings=settings(max_examples=12, stateful_step_count=10, deadline=None)
    )
