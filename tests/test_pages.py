"""The pages of an account and a contact: what their frames hold, and what a page refuses."""

from datetime import UTC, date, datetime

import pytest

import accounts_kit as ak
from tests.paged_firm import paged_firm


@pytest.fixture
def ws() -> ak.Workspace:
    return paged_firm()


def ids(page: object) -> list[int]:
    return page.contacts["contact_id"].tolist()


# --- the account


def test_about_has_every_field_with_its_label_and_what_is_empty_is_empty(ws: ak.Workspace) -> None:
    about = ak.accounts.page(ws, "acme b.v.").about
    assert list(about) == ["field", "label", "value", "group"]
    fields = about["field"].tolist()
    assert fields[:3] == ["account.name", "account.website", "account.owner"]
    assert fields[-3:] == ["account.keuzes", "account.contracteinde", "account.waarde"]
    assert len(fields) == len([one for one in ws.catalogue.fields("account") if not one.computed])
    values = about.set_index("label")["value"].to_dict()
    assert values["Eigenaar"] == "Els de Boer"
    assert values["Aantal medewerkers"] == "25"
    assert values["Contracteinde"] == "31-12-2026"
    assert values["Keuzes"] == "A, B"
    assert values["Waarde (USD)"] == "12500,50"
    assert values["Plaats"] == ""
    assert about["group"].fillna("").tolist()[-3:] == ["", "Contract", "Contract"]


def test_about_speaks_the_language_that_is_asked_for(ws: ak.Workspace) -> None:
    english = ak.accounts.page(ws, 1, language="en").about.set_index("label")["value"]
    assert (english["Number of employees"], english["Waarde (USD)"]) == ("25", "12500.50")
    ws.language = "en"
    assert ak.accounts.page(ws, 1).about["label"][0] == "Account name"
    with pytest.raises(ak.WrongValue, match=r"'fr' is no language of accounts_kit\. There is: 'nl', 'en'"):
        ak.accounts.page(ws, 1, language="fr")


def test_a_field_that_is_not_visible_is_not_on_the_page(ws: ak.Workspace) -> None:
    with ws.transaction():
        ws.execute("UPDATE custom_fields SET visible = 'no' WHERE key = 'keuzes'")
        ws.catalogue_changed()
    assert "account.keuzes" not in ak.accounts.page(ws, 1).about["field"].tolist()
    assert "Keuzes" not in repr(ak.accounts.page(ws, 1))


def test_the_notes_of_the_account_come_newest_first_with_author_and_moment(ws: ak.Workspace) -> None:
    notes = ak.accounts.page(ws, 1).notes
    assert list(notes) == list(ak.notes.table(ws))
    assert notes["text"].tolist() == ["Nieuw.\nTwee regels.", "Oud."]
    assert notes["author"].tolist() == ["Els", "Jan"]
    assert notes["at"][0] == datetime(2026, 2, 1, 9, tzinfo=UTC)


def test_the_contacts_of_the_account_have_what_one_needs_to_choose_whom_to_call(ws: ak.Workspace) -> None:
    contacts = ak.accounts.page(ws, 1, as_of="2026-06-12").contacts
    assert list(contacts) == [
        "contact_id", "name", "job_title", "email", "phone", "last_contacted_at", "activities_90_days",
    ]  # fmt: skip
    assert contacts["contact_id"].tolist() == [1, 2, 3]
    assert contacts["name"].tolist()[:2] == ["Piet", "zoë"]
    assert contacts["name"].isna().tolist() == [False, False, True]
    assert contacts["last_contacted_at"][0] == datetime(2026, 6, 11, 21, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("as_of", "counted"),
    [
        ("2026-06-12", [2, 1, 0]),
        ("2026-06-11", [2, 1, 0]),
        (date(2026, 6, 10), [1, 1, 0]),
        (datetime(2026, 6, 12, 0, 30, tzinfo=UTC), [2, 1, 0]),
        ("2026-06-11T08:00", [2, 1, 0]),
        ("2026-03-13", [1, 0, 0]),
        ("2026-09-09", [2, 0, 0]),
        ("2026-09-10", [1, 0, 0]),
        ("2026-01-01", [0, 0, 0]),
        ("0001-01-01", [0, 0, 0]),
        ("9999-12-31", [0, 0, 0]),
    ],
)
def test_activities_count_in_the_90_days_up_to_and_including_that_day(
    ws: ak.Workspace, as_of: object, counted: list[int]
) -> None:
    assert ak.accounts.page(ws, 1, as_of=as_of).contacts["activities_90_days"].tolist() == counted
    assert ak.contacts.page(ws, 1, as_of=as_of).activities_90_days == counted[0]


def test_the_90_days_are_those_of_a_rule(ws: ak.Workspace) -> None:
    """The same span as `in_the_last(90, "days")`, tested on a date that a contact has itself."""
    ak.fields.define(ws, "contact", "Gezien", "datetime")
    ak.contacts.update(ws, 1, gezien="2026-03-14T00:00")
    ak.activities.record(ws, "event", contact=3, at="2026-03-14T00:00")
    rule = ak.contact.gezien.in_the_last(90, "days")
    for day in range(11, 15):
        as_of = f"2026-06-{day}"
        counted = ak.accounts.page(ws, 1, as_of=as_of).contacts["activities_90_days"].tolist()
        assert counted[2] == ak.segments.count(ws, rule, as_of=as_of)


def test_as_of_is_now_unless_given_and_a_day_or_a_moment(ws: ak.Workspace) -> None:
    ak.activities.record(ws, "event", contact=3)
    assert ak.accounts.page(ws, 1).contacts["activities_90_days"].tolist()[2] == 1
    for page in (ak.accounts.page, ak.contacts.page):
        with pytest.raises(ak.WrongValue, match=r"as_of='ooit' is neither a day nor a moment"):
            page(ws, 1, as_of="ooit")


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("name", [1, 2, 3]), ("-name", [2, 1, 3]),
        ("contact_id", [1, 2, 3]), ("-contact_id", [3, 2, 1]),
        ("job_title", [1, 2, 3]), ("-job_title", [2, 1, 3]),
        ("email", [1, 2, 3]), ("-email", [3, 2, 1]),
        ("phone", [3, 2, 1]), ("-phone", [1, 2, 3]),
        ("last_contacted_at", [2, 1, 3]), ("-last_contacted_at", [1, 2, 3]),
        ("activities_90_days", [3, 2, 1]), ("-activities_90_days", [1, 2, 3]),
        (["activities_90_days", "-name"], [3, 2, 1]), (None, [1, 2, 3]),
    ],
)  # fmt: skip
def test_the_contacts_are_sorted_by_each_of_their_columns(
    ws: ak.Workspace, order: object, found: list[int]
) -> None:
    assert ids(ak.accounts.page(ws, 1, order=order, as_of="2026-06-12")) == found


def test_an_order_that_is_no_column_offers_the_nearest(ws: ak.Workspace) -> None:
    with pytest.raises(ak.UnknownField, match=r"No column 'job_titel'\. Did you mean 'job_title'\?"):
        ak.accounts.page(ws, 1, order="-job_titel")


def test_last_contact_rolls_up_from_the_contacts(ws: ak.Workspace) -> None:
    page = ak.accounts.page(ws, 1)
    assert page.last_contacted_at == datetime(2026, 6, 11, 21, 59, tzinfo=UTC)
    assert page.account.name == "Acme B.V."
    assert [page.last_contacted_at] == ak.accounts.table(ws, where=1)["last_contacted_at"].tolist()
    ak.associations.unlink(ws, [1, 2], confirm=True)
    page = ak.accounts.page(ws, 1)
    assert (page.last_contacted_at, ids(page)) == (None, [3])


def test_an_account_with_nothing_has_a_page(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Leeg")
    page = ak.accounts.page(ws, "Leeg")
    assert page.last_contacted_at is None
    assert (len(page.notes), len(page.contacts), len(page.deals)) == (0, 0, 0)
    assert "Contactpersonen (0)" in repr(page)
    assert "Deals" not in repr(page)
    assert "Geen" in page._repr_html_()


def test_deals_are_on_the_page_when_there_are_any(ws: ak.Workspace) -> None:
    ak.deals.create(ws, "Gewonnen", account=1, value=10, status="won")
    ak.deals.create(ws, "Later", account=1, value=12000, stage="Offerte", expected_close_on="2026-09-30")
    ak.deals.create(ws, "Eerder", account=1, contact=2, expected_close_on="2026-06-30")
    deals = ak.accounts.page(ws, 1).deals
    assert list(deals) == [
        "deal_id", "title", "stage", "status", "value", "currency", "expected_close_on",
    ]  # fmt: skip
    assert deals["title"].tolist() == ["Eerder", "Later", "Gewonnen"]
    said = repr(ak.accounts.page(ws, 1))
    assert "Deals (3)" in said
    assert "12000,00" in said
    assert "gewonnen" in said


def test_an_account_that_is_not_there_or_was_deleted_has_no_page(ws: ak.Workspace) -> None:
    with pytest.raises(ak.UnknownRecord, match=r"No account 'Acme'\. Did you mean 'Acme B\.V\.'\?"):
        ak.accounts.page(ws, "Acme")
    ak.accounts.delete(ws, 1, confirm=True)
    with pytest.raises(ak.UnknownRecord, match="No account 1"):
        ak.accounts.page(ws, 1)
    ak.contacts.delete(ws, 1, confirm=True)
    with pytest.raises(ak.UnknownRecord, match="No contact 1"):
        ak.contacts.page(ws, 1)


def test_a_page_is_what_was_there_when_it_was_read(ws: ak.Workspace) -> None:
    page = ak.accounts.page(ws, 1)
    said = repr(page)
    ak.accounts.update(ws, 1, name="Anders")
    assert repr(page) == said
    assert "Anders" in repr(ak.accounts.page(ws, 1))


# --- the contact


def test_a_contact_shows_its_fields_account_tags_and_notes(ws: ak.Workspace) -> None:
    ak.tags.add(ws, 1, "webinar", "Beurs")
    page = ak.contacts.page(ws, "p1@acme.nl")
    about = page.about.set_index("field")["value"]
    assert about["contact.account"] == "Acme B.V."
    assert (about["contact.job_title"], about["contact.last_name"]) == ("directeur", "")
    assert set(about.index) == {
        "contact.account", *(one.name for one in ws.catalogue.fields("contact") if not one.computed)
    }  # fmt: skip
    assert page.tags == ("Beurs", "webinar")
    assert page.notes["text"].tolist() == ["Over Piet.", "Nieuw.\nTwee regels."]
    assert page.contact.contact_id == 1


def test_a_contact_shows_what_happened_newest_first(ws: ak.Workspace) -> None:
    page = ak.contacts.page(ws, 1, as_of="2026-06-12")
    assert list(page.activities) == list(ak.activities.table(ws))
    assert page.activities["kind"].tolist() == ["mail_opened", "mail_campaign", "mail_campaign"]
    assert "mail geopend" in repr(page)
    assert "mail opened" in repr(ak.contacts.page(ws, 1, language="en"))


def test_at_most_twenty_activities_are_shown_and_all_counted(ws: ak.Workspace) -> None:
    for day in range(1, 26):
        ak.activities.record(ws, "event", contact=4, at=f"2026-05-{day:02}", name=f"nummer {day}.")
    page = ak.contacts.page(ws, 4)
    assert len(page.activities) == 25
    shown = page._repr_html_()
    assert "Activiteiten (25)" in shown
    assert [f"nummer {day}." in shown for day in (25, 6, 5)] == [True, True, False]
    assert "… en nog 5: .activities" in shown


def test_a_contact_shows_what_is_to_be_done_and_what_is_done(ws: ak.Workspace) -> None:
    deal = ak.deals.create(ws, "Jaarcontract", account=1, contact=1, value=10)
    ak.tasks.create(ws, "Later", contact=1, due_at="2026-08-01")
    ak.tasks.create(ws, "Eerst", contact=1, due_at="2026-07-01")
    ak.tasks.create(ws, "Offerte", deal=deal)
    ak.tasks.create(ws, "Klaar", contact=1)
    ak.tasks.create(ws, "Van een ander", contact=2)
    ak.tasks.complete(ws, 4, at="2026-06-01")
    page = ak.contacts.page(ws, 1)
    assert list(page.tasks) == [
        "task_id", "title", "kind", "due_at", "completed_at", "owner", "deal_id", "deal",
    ]  # fmt: skip
    assert page.tasks["title"].tolist() == ["Eerst", "Later", "Offerte", "Klaar"]
    assert page.tasks["deal"].tolist()[2] == "Jaarcontract"
    assert page.deals["title"].tolist() == ["Jaarcontract"]
    assert page.deals["account"].tolist() == ["Acme B.V."]
    assert "Taken: 3 open, 1 voltooid (4)" in repr(page)
    assert "Tasks: 3 open, 1 done (4)" in repr(ak.contacts.page(ws, 1, language="en"))
    assert ak.contacts.page(ws, 2).deals.empty


def test_a_contact_with_a_phone_only_has_a_page(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, phone="06 12345678")
    page = ak.contacts.page(ws, 5)
    assert repr(page).startswith("+31612345678\nContact 5 · Activiteiten in 90 dagen: 0\n")
    assert (page.tags, page.about["value"][0]) == ((), "")
