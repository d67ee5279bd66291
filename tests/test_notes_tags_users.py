"""Notes about records, tags on contacts, and the users who write and own."""

from datetime import UTC, date, datetime

import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.accounts.create(ws, "Acme")
    ak.accounts.create(ws, "Beta")
    for address in ("jan@acme.nl", "els@beta.nl", "piet@x.nl"):
        ak.contacts.create(ws, address)
    return ws


# --- notes


def test_a_note_is_about_an_account_a_contact_or_both(ws: ak.Workspace) -> None:
    note = ak.notes.add(ws, " Belde.\n", account="acme", contact="JAN@acme.nl", author="Els")
    assert (note.text, note.account, note.contact, note.author) == ("Belde.", "Acme", "jan@acme.nl", "Els")
    with pytest.raises(ak.WrongValue, match=r"a note is about an account or a contact \(check: about\)"):
        ak.notes.add(ws, "Waarover?")
    for text in ("", " ", None):
        with pytest.raises(ak.WrongValue, match=r"\(check: required\)"):
            ak.notes.add(ws, text, account=1)
    with pytest.raises(ak.UnknownRecord, match=r"No account 'Acmee'\. Did you mean 'Acme'\?"):
        ak.notes.add(ws, "x", account="Acmee")
    assert ws.counts()["notes"] == 1


def test_author_and_moment_are_the_acting_user_and_now_unless_given(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Els de Boer", email="els@firma.nl")
    ws.user = "els@firma.nl"
    before = datetime.now(UTC)
    note = ak.notes.add(ws, "Nu.", account=1)
    assert note.author == "Els de Boer"
    assert before <= note.at <= datetime.now(UTC)
    given = ak.notes.add(ws, "Toen.", account=1, at="2020-07-01T12:00", author="Jan")
    assert (given.author, given.at) == ("Jan", datetime(2020, 7, 1, 10, tzinfo=UTC))
    assert ak.notes.add(ws, "Die dag.", account=1, at=date(2020, 7, 1)).at == datetime(
        2020, 6, 30, 22, tzinfo=UTC
    )
    with pytest.raises(ak.WrongValue, match=r"\(check: datetime\)"):
        ak.notes.add(ws, "Straks.", account=1, at="straks")


def test_notes_are_listed_newest_first_for_an_account_a_contact_or_all(ws: ak.Workspace) -> None:
    ak.notes.add(ws, "een", account=1, at="2026-01-01")
    ak.notes.add(ws, "twee", account=1, contact=1, at="2026-01-03")
    ak.notes.add(ws, "drie", contact=1, at="2026-01-02")
    ak.notes.add(ws, "vier", account=2, at="2026-01-02")
    assert ak.notes.table(ws)["text"].tolist() == ["twee", "vier", "drie", "een"]
    assert ak.notes.table(ws, account="ACME")["text"].tolist() == ["twee", "een"]
    assert ak.notes.table(ws, contact=1)["text"].tolist() == ["twee", "drie"]
    assert ak.notes.table(ws, account=1, contact=1)["text"].tolist() == ["twee"]
    assert ak.notes.table(ws, contact=2).empty
    assert list(ak.notes.table(ws).columns) == [
        "note_id", "text", "author", "at", "external_id", "account_id", "account", "contact_id", "contact",
    ]  # fmt: skip


# --- tags


def pairs(ws: ak.Workspace) -> list[list[object]]:
    return ak.tags.table(ws)[["tag", "contacts"]].to_numpy().tolist()


def test_a_tag_keeps_its_first_spelling_and_is_there_once(ws: ak.Workspace) -> None:
    assert ak.tags.add(ws, 1, " Beurs  2026 ") == 1
    assert ak.tags.add(ws, [1, 2], "BEURS 2026", "beurs\u00a02026") == 1
    assert pairs(ws) == [["Beurs  2026", 2]]
    assert ak.tags.add(ws, [1, 2], "beurs 2026") == 0


def test_several_tags_go_to_several_contacts_at_once(ws: ak.Workspace) -> None:
    assert ak.tags.add(ws, ["jan@acme.nl", 2], "b", "a") == 4
    assert ak.tags.add(ws, ak.everyone(), "a") == 1
    assert pairs(ws) == [["a", 3], ["b", 2]]
    assert ak.tags.remove(ws, ak.contact.tags.has_any_of("B"), "A", "onbekend") == 2
    assert pairs(ws) == [["a", 1], ["b", 2]]


def test_tagging_by_a_rule_about_that_tag_tags_everybody_it_chose(ws: ak.Workspace) -> None:
    ak.tags.add(ws, 1, "beurs")
    assert ak.tags.add(ws, ~ak.contact.tags.has_any_of("beurs"), "beurs") == 2
    assert ak.tags.remove(ws, ak.contact.tags.has_any_of("beurs"), "beurs") == 3
    assert pairs(ws) == [["beurs", 0]]


def test_no_tags_and_no_contacts_change_nothing(ws: ak.Workspace) -> None:
    made = len(ak.changes.table(ws))
    assert ak.tags.add(ws, 1) == ak.tags.remove(ws, 1) == ak.tags.remove(ws, [], "x") == 0
    assert ak.tags.remove(ws, 1, "onbekend", " ") == 0
    assert len(ak.changes.table(ws)) == made


@pytest.mark.parametrize("tag", ["", " \u200b", "x" * 256, None, 5, ["a", 5]])
def test_what_is_no_tag_is_refused_and_no_other_is_given(ws: ak.Workspace, tag: object) -> None:
    with pytest.raises(ak.WrongValue, match=r"a tag has 1 to 255 characters.*\(check: tag\)"):
        ak.tags.add(ws, 1, "goed", tag)
    assert pairs(ws) == []


def test_any_text_may_be_a_tag(ws: ak.Workspace) -> None:
    hostile = ["'); DROP TABLE tags;--", '=HYPERLINK("x")', "a;b,c", "🦄", "שלום", "x" * 255]
    assert ak.tags.add(ws, 1, *hostile) == len(hostile)
    assert {tag for tag, _ in pairs(ws)} == set(hostile)
    assert ak.tags.remove(ws, 1, *hostile) == len(hostile)
    assert ak.check(ws).empty


# --- users


def test_a_user_has_a_role_and_is_found_by_name_or_address(ws: ak.Workspace) -> None:
    user = ak.users.create(ws, "Els de Boer", email="Els@Firma.nl", role="Beheerder")
    assert (user.user_id, user.role) == (1, "admin")
    for owner in ("els de  boer", "ELS@firma.nl", 1, user):
        ak.accounts.update(ws, 1, owner=None)
        assert ak.accounts.update(ws, 1, owner=owner) == 1
        assert ak.accounts.get(ws, 1).owner == "Els de Boer"
    assert ak.users.create(ws, "Jan").role == "editor"


def test_users_are_listed_by_name_with_what_they_own(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Zoë", email="zoe@firma.nl")
    ak.users.create(ws, "Adam")
    ak.accounts.update(ws, [1, 2], owner="Zoë")
    assert ak.users.table(ws)[["name", "role", "accounts"]].to_numpy().tolist() == [
        ["Adam", "editor", 0],
        ["Zoë", "editor", 2],
    ]


def test_a_user_is_refused_with_a_wrong_role_or_a_taken_address(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Els", email="els@firma.nl")
    with pytest.raises(ak.WrongValue, match=r"'baas' is not an option of Role.*\(check: option\)"):
        ak.users.create(ws, "Jan", role="baas")
    with pytest.raises(ak.AlreadyExists, match=r"User 'ELS@firma\.nl' exists already"):
        ak.users.create(ws, "Andere Els", email="ELS@firma.nl")
    with pytest.raises(ak.WrongValue, match=r"\(check: required\)"):
        ak.users.create(ws, " ")


def test_two_users_of_one_name_are_told_apart_by_address(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Els", email="els1@firma.nl")
    ak.users.create(ws, "ELS", email="els2@firma.nl")
    with pytest.raises(
        ak.UnknownRecord, match=r"2 users are called 'els'\. Give the e-mail address or the id"
    ):
        ak.accounts.update(ws, 1, owner="els")
    ak.accounts.update(ws, 1, owner="els2@firma.nl")
    assert ak.accounts.get(ws, 1).owner == "ELS"


def test_an_unknown_owner_is_offered_the_nearest_name(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Els de Boer", email="x@firma.nl")
    with pytest.raises(ak.UnknownRecord, match=r"No user 'Els de Boor'\. Did you mean 'Els de Boer'\?"):
        ak.accounts.update(ws, 1, owner="Els de Boor")


def test_a_note_gets_another_text_and_history_keeps_the_old_one() -> None:
    ws = ak.open()
    ak.accounts.create(ws, "Acme")
    note = ak.notes.add(ws, "Belde.", account="Acme", author="Els", at="2026-03-01T10:00")
    edited = ak.notes.edit(ws, note, " Belde terug. ")
    assert (edited.text, edited.author, edited.at, edited.account) == ("Belde terug.", "Els", note.at, "Acme")
    made = len(ak.changes.table(ws))
    assert ak.notes.edit(ws, note.note_id, "Belde terug.") == edited
    assert len(ak.changes.table(ws)) == made
    ak.changes.undo(ws, made)
    assert ak.notes.table(ws)["text"].tolist() == ["Belde."]
    with pytest.raises(ak.WrongValue, match="Note is missing"):
        ak.notes.edit(ws, note, " ")
    with pytest.raises(ak.UnknownRecord, match=r"No note 9\. notes\.table\(\) lists them"):
        ak.notes.edit(ws, 9, "x")


def test_one_note_goes_at_once_and_many_are_shown_first() -> None:
    ws = ak.open()
    ak.accounts.create(ws, "Acme")
    for day in (1, 3, 2):
        ak.notes.add(ws, f"Dag {day}", account="Acme", at=f"2026-03-0{day}")
    assert ak.notes.delete(ws, 1)["text"].tolist() == ["Dag 1"]
    assert ak.notes.table(ws)["text"].tolist() == ["Dag 3", "Dag 2"]
    assert ak.notes.delete(ws, ak.notes.table(ws))["text"].tolist() == ["Dag 3", "Dag 2"]
    assert ws.counts()["notes"] == 2
    ak.notes.delete(ws, [2, 3], confirm=True)
    assert ws.counts()["notes"] == 0
    with pytest.raises(ak.UnknownRecord, match="No note 2"):
        ak.notes.delete(ws, 2)
    ak.changes.undo(ws, int(ak.changes.table(ws)["change_set_id"].iloc[0]))
    assert ak.notes.table(ws)["text"].tolist() == ["Dag 3", "Dag 2"]


def test_a_tag_is_renamed_on_all_its_contacts() -> None:
    ws = ak.open()
    for name in ("jan", "piet"):
        ak.contacts.create(ws, f"{name}@acme.nl")
    ak.tags.add(ws, [1, 2], "beurs")
    ak.tags.add(ws, 1, "vip")
    assert ak.tags.rename(ws, "Beurs", "beurs 2026") == 2
    assert ak.tags.rename(ws, "VIP", "Vip") == 1
    assert ak.tags.table(ws)["tag"].tolist() == ["beurs 2026", "Vip"]
    assert ak.segments.count(ws, ak.contact.tags.has_any_of("Beurs 2026")) == 2
    with pytest.raises(ak.AlreadyExists, match=r"There is a tag 'Vip' already\..*tags\.add\(\)"):
        ak.tags.rename(ws, "beurs 2026", "VIP")
    with pytest.raises(ak.UnknownRecord, match="Did you mean 'beurs 2026'"):
        ak.tags.rename(ws, "beurs 2025", "x")
    with pytest.raises(ak.WrongValue, match="1 to 255 characters"):
        ak.tags.rename(ws, "vip", "  ")
    assert ak.check(ws).empty
    ak.changes.undo(ws, 5)
    assert ak.tags.table(ws)["tag"].tolist() == ["beurs", "Vip"]


def test_a_rule_selects_no_notes_tasks_or_deals() -> None:
    ws = ak.open()
    ak.accounts.create(ws, "Acme")
    ak.contacts.create(ws, "jan@acme.nl")
    ak.notes.add(ws, "Over Acme.", account="Acme")
    ak.tasks.create(ws, "Bellen", contact=1)
    ak.deals.create(ws, "Proef", account=1)
    for call in (
        lambda: ak.notes.delete(ws, ak.everyone(), confirm=True),
        lambda: ak.tasks.complete(ws, ak.contact.email == "jan@acme.nl"),
        lambda: ak.tasks.reopen(ws, ak.everyone()),
        lambda: ak.deals.update(ws, ak.everyone(), stage="x"),
    ):
        with pytest.raises(ak.WrongKind, match="A rule selects accounts or contacts"):
            call()
    assert ws.counts()["notes"] == 1


def test_a_record_of_another_type_in_a_list_is_refused() -> None:
    ws = ak.open()
    account = ak.accounts.create(ws, "Acme")
    contact = ak.contacts.create(ws, "jan@acme.nl")
    with pytest.raises(ak.UnknownRecord, match=r"is no contact\. Give contacts, their ids"):
        ak.tags.add(ws, [account], "x")
    with pytest.raises(ak.UnknownRecord, match="is no account"):
        ak.accounts.delete(ws, [contact], confirm=True)
    assert ws.counts()["accounts"] == 1
