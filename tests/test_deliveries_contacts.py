"""Contacts, notes, deals and tasks from the answers of ActiveCampaign's API: ids become names, cents amounts,
and what is left out is counted.
"""

from __future__ import annotations

from decimal import Decimal

from accounts_kit.imports.deliveries import deliveries
from tests.delivered import ACCOUNTS, rows_of, said, tables

CONTACTS = [
    {"id": "10", "email": "jan@acme.nl", "firstName": "Jan", "lastName": "Smit", "phone": "",
     "orgname": "Oud", "cdate": "2021-06-30T04:12:13-05:00", "bounced_hard": "0", "hash": "ee19"},
    {"id": "11", "email": "els@beta.nl", "firstName": "Els", "orgname": "Beta Oud", "deleted": "0"},
    {"id": "12", "email": None, "phone": "0612345678", "bounced_hard": "1"},
    {"id": "13", "email": "weg@acme.nl", "deleted": "1"},
]  # fmt: skip
PEOPLE = {
    "accounts": ACCOUNTS,
    "contacts": CONTACTS,
    "users": [{"id": "1", "email": "piet@firma.nl", "firstName": "Piet", "lastName": "Jansen"}],
    "accountContacts": [
        {"id": "1", "account": "1", "contact": 10, "jobTitle": "Directeur"},
        {"id": "2", "account": "2", "contact": "10", "jobTitle": "Adviseur"},
        {"id": "3", "account": "1", "contact": "99", "jobTitle": ""},
        {"id": "4", "account": "55", "contact": "12", "jobTitle": "Inkoper"},
    ],
    "tags": [{"id": "1", "tag": "beurs"}, {"id": "2", "tag": "webinar"}, {"id": "3", "tag": "oud"}],
    "contactTags": [
        {"id": "1", "contact": "10", "tag": "2"},
        {"id": "2", "contact": "10", "tag": "1"},
        {"id": "3", "contact": "11", "tag": "9"},
    ],
    "contactLists": [
        {"id": "1", "contact": "10", "list": "1", "status": "1"},
        {"id": "2", "contact": "10", "list": "2", "status": "2"},
        {"id": "3", "contact": "11", "list": "1", "status": "2"},
    ],
    "fields": [
        {"id": "1", "title": "Interesses", "type": "listbox", "ordernum": "1"},
        {"id": "2", "title": "Verjaardag", "type": "date", "ordernum": "2"},
    ],
    "fieldOptions": [
        {"id": "1", "field": "1", "value": "Mail", "label": "Mail", "orderid": "2"},
        {"id": "2", "field": "1", "value": "CRM", "label": "CRM", "orderid": "1"},
    ],
    "fieldValues": [
        {"id": "1", "contact": "10", "field": "1", "value": "||CRM||Mail||"},
        {"id": "2", "contact": "10", "field": "2", "value": "0000-00-00"},
        {"id": "3", "contact": "11", "field": "1", "value": "||Mail||"},
    ],
}  # fmt: skip


def test_contacts_have_their_account_job_title_tags_status_and_fields() -> None:
    found = tables(PEOPLE)
    assert rows_of(found["contacts"]) == [
        {"email": "jan@acme.nl", "first_name": "Jan", "last_name": "Smit", "account": "Acme",
         "job_title": "Directeur", "tags": ["webinar", "beurs"], "status": "active",
         "created_at": "2021-06-30T04:12:13-05:00", "external_id": "10", "interesses": ["CRM", "Mail"]},
        {"email": "els@beta.nl", "first_name": "Els", "account": "Beta Oud", "status": "unsubscribed",
         "external_id": "11", "interesses": ["Mail"]},
        {"phone": "0612345678", "job_title": "Inkoper", "status": "bounced", "external_id": "12"},
    ]  # fmt: skip
    [interests, birthday] = rows_of(found["custom_fields"])
    assert (interests["of"], interests["kind"], interests["options"]) == (
        "contact",
        "multiselect",
        ["CRM", "Mail"],
    )
    assert birthday["kind"] == "date"
    assert rows_of(found["accounts"])[0]["owner"] == "piet@firma.nl"


def test_what_is_left_out_of_contacts_is_counted() -> None:
    about = said(tables(PEOPLE)["contacts"])
    assert about["more_accounts"] == [
        "1 association is a second one of a contact, which has one account: left out."
    ]
    assert about["associations"] == ["1 association is of contacts that are not among the answers: left out."]
    assert about["unresolved"] == ["1 row names an account that is not among the answers: left out."]
    assert about["tags"] == [
        "1 tag of a contact is left out: the contact or the tag is not among the answers."
    ]
    assert about["unused_tags"] == ["1 tag is on no contact here, and left out: oud."]
    assert about["deleted"] == ["1 contact was deleted there: left out."]
    assert about["organisations"] == [
        "1 contact has no association, and the account that the old organisation names."
    ]
    assert about["lists"] == ["1 contact is active on one list and not on another: here they are active."]
    assert about["unread"] == ["Of the contacts these are not read: hash (1)."]


ABOUT = PEOPLE | {
    "notes": [
        {"id": "1", "note": "Gebeld", "reltype": "Subscriber", "relid": "10", "userid": "1",
         "cdate": "2021-07-01T10:00:00-05:00"},
        {"id": "2", "note": "Contract", "reltype": "CustomerAccount", "relid": 2},
        {"id": "3", "note": "Deal", "reltype": "Deal", "relid": "5"},
        {"id": "4", "note": "Weg", "reltype": "Subscriber", "relid": "12"},
    ],
    "deals": [
        {"id": "5", "title": "Licenties", "value": "45600", "currency": "usd", "stage": "2", "status": "1",
         "account": "1", "contact": "10", "owner": "1", "group": "1",
         "cdate": "2021-07-01T10:00:00-05:00"},
        {"id": "6", "title": "Yen", "value": 100, "currency": "jpy", "stage": "3", "status": 0,
         "customerAccount": "2", "contact": "12"},
    ],
    "dealStages": [{"id": "2", "title": "Offerte"}],
    "dealTasks": [
        {"id": "7", "title": "Bellen", "reltype": "Subscriber", "relid": "10", "status": "1",
         "dealTasktype": "1", "duedate": "2021-07-02T10:00:00-05:00",
         "udate": "2021-07-03T10:00:00-05:00", "assignee": "1"},
        {"id": "8", "title": "", "note": "Offerte sturen", "ownerType": "deal", "relid": "5", "status": 0},
        {"id": "9", "title": "Los", "reltype": "Project", "relid": "1"},
    ],
    "dealTasktypes": [{"id": "1", "title": "Call"}],
}  # fmt: skip


def test_notes_are_about_the_contact_or_account_of_their_id() -> None:
    notes = tables(ABOUT)["notes"]
    assert rows_of(notes) == [
        {"text": "Gebeld", "contact": "jan@acme.nl", "author": "piet@firma.nl", "external_id": "1",
         "at": "2021-07-01T10:00:00-05:00"},
        {"text": "Contract", "account": "Beta", "external_id": "2"},
        {"text": "Weg", "external_id": "4"},
    ]  # fmt: skip
    assert said(notes)["other_notes"] == [
        "1 note is about Deal, and not about a contact or an account: left out."
    ]
    assert said(notes)["unresolved"] == [
        "1 row names a contact that is not among the answers, or has no e-mail address: left out."
    ]


def test_deals_have_amounts_names_and_words_for_their_codes() -> None:
    deals = tables(ABOUT)["deals"]
    assert rows_of(deals) == [
        {"title": "Licenties", "value": Decimal("456.00"), "currency": "USD", "stage": "Offerte",
         "status": "won", "account": "Acme", "contact": "jan@acme.nl", "owner": "piet@firma.nl",
         "external_id": "5",
         "created_at": "2021-07-01T10:00:00-05:00"},
        {"title": "Yen", "value": Decimal("100.00"), "currency": "JPY", "stage": "3", "status": "open",
         "account": "Beta", "external_id": "6"},
    ]  # fmt: skip
    assert said(deals)["stages"] == [
        "1 deal has a stage whose name is not among the answers: its number stands there."
    ]
    assert said(deals)["unread"] == ["Of the deals these are not read: group (1)."]


def test_tasks_are_of_a_contact_or_of_a_deal_by_its_id() -> None:
    tasks = tables(ABOUT)["tasks"]
    assert rows_of(tasks) == [
        {"title": "Bellen", "kind": "Call", "due_at": "2021-07-02T10:00:00-05:00", "owner": "piet@firma.nl",
         "completed_at": "2021-07-03T10:00:00-05:00", "contact": "jan@acme.nl", "external_id": "7"},
        {"title": "Offerte sturen", "deal": "5", "external_id": "8"},
    ]  # fmt: skip
    assert said(tasks)["other_tasks"] == ["1 task is of Project: left out."]
    assert said(tasks)["completed"] == ["1 task is completed; the moment is that of the last change (udate)."]


def test_tables_come_in_the_order_in_which_they_name_one_another() -> None:
    assert [one.what for one in deliveries("activecampaign", ABOUT)] == [
        "custom_fields", "accounts", "contacts", "notes", "deals", "tasks",
    ]  # fmt: skip
