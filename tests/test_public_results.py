"""What public calls return: the attributes and columns that the design promises, and nothing about how."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak

FRAME = pd.DataFrame({"E-mail": ["an@acme.example", "geen adres"], "Account": ["Acme B.V.", "Beta"]})
MAIL = {"subject": "Voor {{ contact.first_name | default: 'u' }}", "body": "Beste lezer"}


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    """A workspace with one account and one contact of it."""
    opened = ak.open()
    ak.accounts.create(opened, "Acme B.V.")
    ak.contacts.create(opened, "piet@acme.example", account="Acme B.V.")
    yield opened
    opened.close()


OBJECTS: dict[str, tuple[Callable[[ak.Workspace, Path], object], str]] = {
    "an account": (lambda ws, _: ak.accounts.create(ws, "Beta"), "account_id name"),
    "a contact": (lambda ws, _: ak.contacts.create(ws, "jan@beta.example"), "contact_id email"),
    "a field": (lambda ws, _: ak.fields.define(ws, "account", "Contracteinde", "date"), "key kind label"),
    "an import": (
        lambda ws, _: ak.imports.run(ws, "contacts", FRAME),
        "created updated unchanged rejected problems accounts_created moved write_rejects",
    ),
    "an export": (lambda ws, folder: ak.exports.write(ws, "contacts", folder / "out.csv"), "rows excluded"),
}

FRAMES: dict[str, tuple[Callable[[ak.Workspace], pd.DataFrame], str]] = {
    "members of contacts": (
        lambda ws: ak.segments.members(ws, ak.everyone()),
        "contact_id email first_name last_name job_title account_id account",
    ),
    "members of accounts": (
        lambda ws: ak.segments.members(ws, ak.Segment("Alle", ak.everyone(), of="accounts")),
        "account_id name owner website",
    ),
    "renderings": (
        lambda ws: ak.merge_fields.render(ws, MAIL, ak.everyone()),
        "contact_id email subject body",
    ),
    "problems of an import": (
        lambda ws: ak.imports.run(ws, "contacts", FRAME).problems,
        "line column check value message",
    ),
}


@pytest.mark.parametrize("result", OBJECTS)
def test_a_result_has_the_promised_attributes(result: str, ws: ak.Workspace, tmp_path: Path) -> None:
    call, attributes = OBJECTS[result]
    returned = call(ws, tmp_path)
    assert [name for name in attributes.split() if not hasattr(returned, name)] == []


@pytest.mark.parametrize("result", FRAMES)
def test_a_frame_has_the_promised_columns(result: str, ws: ak.Workspace) -> None:
    call, columns = FRAMES[result]
    assert call(ws).columns.to_list() == columns.split()


def test_the_counts_of_an_import_add_up_to_the_rows_of_its_source(ws: ak.Workspace) -> None:
    result = ak.imports.run(ws, "contacts", FRAME)
    assert (result.created, result.updated, result.unchanged, result.rejected) == (1, 0, 0, 1)


def test_a_planned_import_runs_as_it_was_planned(ws: ak.Workspace) -> None:
    plan = ak.imports.plan(ws, "contacts", FRAME)
    assert ws.counts()["contacts"] == 1
    assert (ak.imports.run(ws, plan).created, ws.counts()["contacts"]) == (plan.created, 2)
