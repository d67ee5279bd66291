"""Associations: a contact has at most one account, and the job title stands on the association."""

import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.accounts.create(ws, "Acme B.V.")
    ak.accounts.create(ws, "Beta N.V.")
    ak.contacts.create(ws, "jan@acme.nl", job_title="inkoper")
    return ws


def test_link_keeps_the_job_title_unless_one_is_given(ws: ak.Workspace) -> None:
    assert ak.associations.link(ws, "jan@acme.nl", "acme b.v.").job_title == "inkoper"
    linked = ak.associations.link(ws, 1, 1, job_title="directeur")
    assert (linked.account, linked.job_title) == ("Acme B.V.", "directeur")


def test_linking_twice_changes_nothing(ws: ak.Workspace) -> None:
    ak.associations.link(ws, 1, 1)
    before = len(ak.changes.table(ws))
    ak.associations.link(ws, 1, 1)
    assert len(ak.changes.table(ws)) == before


def test_a_contact_of_another_account_is_refused_with_the_way_out(ws: ak.Workspace) -> None:
    ak.associations.link(ws, "jan@acme.nl", "Acme B.V.")
    said = (
        r"jan@acme\.nl already belongs to account 'Acme B\.V\.' \(a contact has at most one account\)\. "
        r"Use associations\.move\(\) to move the contact\."
    )
    with pytest.raises(ak.AlreadyLinked, match=said):
        ak.associations.link(ws, "jan@acme.nl", "Beta N.V.")
    assert ak.associations.account_of(ws, 1).name == "Acme B.V."


def test_move_clears_the_job_title_unless_one_is_given(ws: ak.Workspace) -> None:
    ak.associations.link(ws, 1, 1)
    moved = ak.associations.move(ws, 1, 2)
    assert (moved.account, moved.job_title) == ("Beta N.V.", None)
    assert ak.associations.move(ws, 1, 1, job_title="directeur").job_title == "directeur"
    assert ak.associations.move(ws, 1, 1).job_title == "directeur"


def test_unlink_keeps_the_contact_and_clears_the_job_title(ws: ak.Workspace) -> None:
    ak.associations.link(ws, 1, 1)
    shown = ak.associations.unlink(ws, 1)
    assert shown.to_dict("records") == [
        {
            "contact_id": 1,
            "email": "jan@acme.nl",
            "job_title": "inkoper",
            "account_id": 1,
            "account": "Acme B.V.",
        }
    ]
    left = ak.contacts.get(ws, 1)
    assert (left.account, left.job_title) == (None, None)
    with pytest.raises(ak.NotLinked, match="belongs to no account"):
        ak.associations.unlink(ws, 1)


def test_unlinking_many_shows_first_and_acts_on_confirm(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "piet@acme.nl", account=1)
    ak.associations.link(ws, 1, 1)
    assert len(ak.associations.unlink(ws, [1, 2])) == 2
    assert len(ak.associations.contacts_of(ws, 1)) == 2
    assert len(ak.associations.unlink(ws, [1, 2], confirm=True)) == 2
    assert ak.associations.contacts_of(ws, 1).empty


def test_a_contact_without_account_has_none(ws: ak.Workspace) -> None:
    assert ak.associations.account_of(ws, 1) is None


@pytest.mark.parametrize("call", [ak.associations.link, ak.associations.move])
def test_unknown_contacts_and_accounts_are_named(ws: ak.Workspace, call: object) -> None:
    with pytest.raises(ak.UnknownRecord, match=r"No contact 'jan@acme\.ml'\. Did you mean 'jan@acme\.nl'\?"):
        call(ws, "jan@acme.ml", 1)
    with pytest.raises(ak.UnknownRecord, match="No account 99"):
        call(ws, 1, 99)
