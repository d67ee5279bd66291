"""Contacts: known by e-mail or phone, found while one types, changed and deleted one or many at a time."""

import pandas as pd
import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.accounts.create(ws, "Acme B.V.")
    ak.contacts.create(ws, "Jan@Acme.nl", account="acme b.v.", first_name="Jan", last_name="de Vries")
    ak.contacts.create(ws, phone="06-1234", first_name="Els")
    return ws


def test_create_returns_the_contact_with_its_account_and_defaults(ws: ak.Workspace) -> None:
    contact = ak.contacts.create(ws, " piet@x.nl ", account=1, job_title=" chef ")
    assert (contact.contact_id, contact.email, contact.account_id, contact.account) == (
        3, "piet@x.nl", 1, "Acme B.V.",
    )  # fmt: skip
    assert (contact.job_title, contact.status, contact.last_contacted_at) == ("chef", "active", None)
    assert contact == ak.contacts.get(ws, 3)


def test_an_address_is_kept_as_written_and_unique_without_case(ws: ak.Workspace) -> None:
    assert ak.contacts.get(ws, "JAN@ACME.NL").email == "Jan@Acme.nl"
    with pytest.raises(
        ak.AlreadyExists, match=r"Contact 'jan@acme\.nl' exists already \(contact_id 1; check: u"
    ):
        ak.contacts.create(ws, "jan@acme.nl")
    with pytest.raises(ak.AlreadyExists, match="exists already"):
        ak.contacts.update(ws, 2, email="JAN@acme.nl")
    assert ak.contacts.update(ws, 1, email="JAN@acme.nl") == 1
    assert ws.counts()["contacts"] == 2


def test_a_phone_is_enough_and_nothing_is_too_little(ws: ak.Workspace) -> None:
    assert ak.contacts.create(ws, phone="06-1234").contact_id == 3  # two people may share a telephone
    for values in ({}, {"first_name": "Piet"}, {"email": " ", "phone": None}):
        with pytest.raises(ak.WrongValue, match=r"\(check: key\)"):
            ak.contacts.create(ws, **values)


def test_the_last_way_to_reach_somebody_cannot_be_taken_away(ws: ak.Workspace) -> None:
    with pytest.raises(ak.WrongValue, match=r"\(check: key\)"):
        ak.contacts.update(ws, 1, email=None)
    assert ak.contacts.update(ws, 1, email=None, phone="020") == 1
    with pytest.raises(ak.WrongValue, match=r"\(check: key\)"):
        ak.contacts.update(ws, [1, 2], phone=None)
    assert ak.contacts.table(ws)["phone"].tolist() == ["020", "06-1234"]


def test_an_address_goes_to_one_contact_and_may_be_taken_from_many(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "piet@x.nl", phone="1")
    ak.contacts.update(ws, 1, phone="2")
    with pytest.raises(ak.WrongValue, match=r"can be the email of one contact only \(check: unique\)"):
        ak.contacts.update(ws, [1, 2], email="samen@x.nl")
    assert ak.contacts.update(ws, [1, 3], email=None) == 2
    assert ak.check(ws).empty


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jan", [1, 3]),
        ("JAN@ACME.NL", [1]),
        ("vries", [1]),
        ("06-12", [2]),
        ("els", [2]),
        ("jan@", [1, 3]),
        ("  ", []),
        ("%", []),
        ("'; DROP TABLE contacts;--", []),
    ],
)
def test_find_looks_in_names_addresses_and_phones(ws: ak.Workspace, text: str, found: list[int]) -> None:
    ak.contacts.create(ws, "jan@zz.nl", last_name="Jansen  op de Haar")
    suggestions = ak.contacts.find(ws, text)
    assert suggestions["contact_id"].tolist() == found
    assert list(suggestions.columns) == ["contact_id", "email", "first_name", "last_name", "phone", "account"]


def test_find_puts_the_same_first_and_gives_no_more_than_asked(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "els.jan@x.nl")
    ak.contacts.create(ws, "els@x.nl", first_name="Els-Marie")
    assert ak.contacts.find(ws, "els")["contact_id"].tolist() == [2, 3, 4]
    assert ak.contacts.find(ws, "els", limit=1)["contact_id"].tolist() == [2]
    ak.contacts.create(ws, "x@x.nl", last_name="van  der  Berg")
    assert ak.contacts.find(ws, "Van der  berg")["contact_id"].tolist() == [5]


def test_the_table_is_ordered_and_has_the_columns_that_are_asked_for(ws: ak.Workspace) -> None:
    assert ak.contacts.table(ws)["contact_id"].tolist() == [1, 2]
    assert {"account_id", "account", "email"} <= set(ak.contacts.table(ws).columns)
    some = ak.contacts.table(ws, columns=["account", "first_name"], where="jan@acme.nl")
    assert some.to_dict("records") == [{"account": "Acme B.V.", "first_name": "Jan"}]
    assert ak.contacts.table(ws, limit=1, offset=1)["contact_id"].tolist() == [2]
    assert ak.contacts.table(ws, where=ak.account.name.is_filled())["contact_id"].tolist() == [1]
    assert ak.contacts.table(ws, where=[2, 2, "jan@acme.nl"])["contact_id"].tolist() == [1, 2]
    assert ak.contacts.table(ws, where=[]).empty
    with pytest.raises(ak.UnknownField, match=r"No column 'firstname'\. Did you mean 'first_name'\?"):
        ak.contacts.table(ws, columns=["firstname"])


def test_what_is_no_value_of_a_contact_says_where_it_is_set(ws: ak.Workspace) -> None:
    with pytest.raises(ak.UnknownField, match=r"no field 'tags'.* Use tags\.add\(\)"):
        ak.contacts.create(ws, "piet@x.nl", tags=["beurs"])
    with pytest.raises(ak.UnknownField, match=r"no field 'tags'.* Use tags\.add\(\)"):
        ak.contacts.update(ws, 1, tags=["beurs"])
    with pytest.raises(ak.UnknownField, match=r"no field 'account'.* Use associations\.link\(\), move\(\)"):
        ak.contacts.update(ws, 1, account="Acme B.V.")
    with pytest.raises(ak.WrongValue, match=r"\(check: computed\)"):
        ak.contacts.update(ws, 1, last_contacted_at="2026-01-01")
    with pytest.raises(ak.UnknownField, match=r"Did you mean 'first_name'\?"):
        ak.contacts.create(ws, "piet@x.nl", firstname=None)
    assert ws.counts()["contacts"] == 2


def test_update_empties_with_none_or_nothing_written(ws: ak.Workspace) -> None:
    assert ak.contacts.update(ws, 1, first_name="", last_name=None) == 1
    assert (ak.contacts.get(ws, 1).first_name, ak.contacts.get(ws, 1).last_name) == (None, None)
    assert ak.contacts.update(ws, 1, first_name=" ") == 0
    assert ak.contacts.update(ws, []) == 0


def test_a_moment_of_change_is_stamped_on_what_changed_only(ws: ak.Workspace) -> None:
    before = ak.contacts.table(ws)["updated_at"]
    ak.contacts.update(ws, [1, 2], first_name="Jan")
    after = ak.contacts.table(ws)["updated_at"]
    assert (after > before).tolist() == [False, True]


def test_delete_shows_first_then_takes_notes_and_tags_along(ws: ak.Workspace) -> None:
    ak.notes.add(ws, "Alleen over Jan.", contact=1)
    ak.notes.add(ws, "Over Acme en Jan.", contact=1, account=1)
    ak.tags.add(ws, [1, 2], "beurs")
    shown = ak.contacts.delete(ws, "jan@acme.nl")
    assert (shown.done, shown.notes, shown.records["contact_id"].tolist()) == (False, 1, [1])
    assert "1 contacts and 1 notes would be deleted (confirm=True deletes)" in repr(shown)
    done = ak.contacts.delete(ws, "jan@acme.nl", confirm=True)
    assert (done.done, ws.counts()["contacts"], ws.counts()["notes"]) == (True, 1, 1)
    assert ak.notes.table(ws)["text"].tolist() == ["Over Acme en Jan."]
    assert ak.tags.table(ws)["contacts"].tolist() == [1]
    assert ak.check(ws).empty
    assert ak.changes.undo(ws, done.change_set_id).kept.empty
    assert (ws.counts()["notes"], ak.tags.table(ws)["contacts"].tolist()) == (2, [2])
    assert ak.notes.table(ws, contact=1)["note_id"].tolist() == [2, 1]


def test_delete_of_nobody_changes_nothing(ws: ak.Workspace) -> None:
    made = len(ak.changes.table(ws))
    done = ak.contacts.delete(ws, ak.contact.email == "niemand@x.nl", confirm=True)
    assert (len(done.records), done.change_set_id) == (0, None)
    assert len(ak.changes.table(ws)) == made


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("jan@acme.ml", r"No contact 'jan@acme\.ml'\. Did you mean 'Jan@Acme\.nl'\?"),
        (99, "No contact 99"),
        (10**30, "No contact 1000000000000000000000000000000"),
        (None, "None is nothing that names one of the contacts"),
        (1.5, "1.5 is nothing that names one of the contacts"),
    ],
)
def test_an_unknown_contact_is_named(ws: ak.Workspace, given: object, said: str) -> None:
    with pytest.raises(ak.UnknownRecord, match=said):
        ak.contacts.get(ws, given)


def test_unknown_ones_among_many_are_named_and_nothing_changes(ws: ak.Workspace) -> None:
    with pytest.raises(
        ak.UnknownRecord, match=r"3 of the contacts do not exist: 'x@x\.nl', 7, 8\. Nothing was"
    ):
        ak.contacts.update(ws, [1, 7, 8, "x@x.nl"], first_name="X")
    with pytest.raises(ak.UnknownRecord, match="<NA> is nothing"):
        ak.contacts.update(ws, pd.Series([1, None], dtype="Int64"), first_name="X")
    assert ak.contacts.get(ws, 1).first_name == "Jan"


def test_two_workspaces_know_nothing_of_each_other(ws: ak.Workspace) -> None:
    other = ak.open()
    ak.fields.define(other, "contact", "Kleur", "text")
    with ws.transaction(), other.transaction():
        ak.contacts.create(other, "jan@acme.nl", kleur="rood")
        ak.contacts.update(ws, 1, first_name="Johan")
    assert ws.catalogue.find("contact.kleur") is None
    assert other.counts()["contacts"] == 1
    with pytest.raises(ak.UnknownField, match="'kleur'"):
        ak.contacts.update(ws, 1, kleur="rood")
