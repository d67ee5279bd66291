"""Change sets: who changed what, and taking it back, with what stays and why."""

from decimal import Decimal

import pandas as pd
import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def kept(undone: object) -> list[tuple[str, int, str]]:
    return [(row.table, row.record_id, row.why) for row in undone.kept.itertuples()]


def last(ws: ak.Workspace) -> int:
    return int(ak.changes.table(ws, limit=1)["change_set_id"].iloc[0])


def test_every_call_that_writes_is_one_change_set_newest_first(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Els", email="els@firma.nl")
    ws.user = "Els"
    ak.accounts.create(ws, "Acme")
    ak.accounts.update(ws, 1, city="Ede")
    ak.accounts.update(ws, 1, city="Ede")  # changes nothing: no change set
    table = ak.changes.table(ws)
    assert table["what"].tolist() == ["update accounts: city", "create account Acme", "create user Els"]
    assert table["who"].tolist()[:2] == ["Els", "Els"]
    assert pd.isna(table["who"].iloc[2])
    assert table["records"].tolist() == [1, 1, 1]
    assert ak.changes.table(ws, limit=1)["change_set_id"].tolist() == [3]


def test_a_change_set_lists_its_cells_with_old_and_new(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme", city="Ede")
    ak.accounts.update(ws, 1, city="Zwolle", employees=3)
    cells = ak.changes.get(ws, 2)
    assert cells[["table", "record_id", "action", "field"]].to_numpy().tolist() == [
        ["accounts", 1, "update", "city"],
        ["accounts", 1, "update", "employees"],
    ]
    assert cells["old"].fillna("-").tolist() == ["Ede", "-"]
    assert cells["new"].tolist() == ["Zwolle", "3.000000"]
    with pytest.raises(ak.UnknownRecord, match=r"No change set 99\. changes\.table\(\) lists them"):
        ak.changes.get(ws, 99)


def test_an_update_goes_back_where_its_value_still_stands(ws: ak.Workspace) -> None:
    for name in ("A", "B"):
        ak.accounts.create(ws, name, city="Ede")
    ak.accounts.update(ws, [1, 2], city="Zwolle", state="Overijssel")
    ak.accounts.update(ws, "B", city="Assen")
    undone = ak.changes.undo(ws, 3)
    assert (undone.reverted, kept(undone)) == (2, [("accounts", 2, "changed since")])
    assert undone.kept["field"].tolist() == ["city"]
    assert [(ak.accounts.get(ws, one).city, ak.accounts.get(ws, one).state) for one in "AB"] == [
        ("Ede", None),
        ("Assen", None),
    ]
    assert "2 records set back, 0 records removed, 1 kept" in repr(undone)


def test_an_undo_says_what_it_took_back_and_can_be_undone(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme", employees=5)
    first = ak.changes.undo(ws, 1)
    assert ws.counts()["accounts"] == 0
    again = ak.changes.undo(ws, first.change_set_id)
    assert (again.restored, ak.accounts.get(ws, "Acme").employees) == (1, Decimal(5))
    table = ak.changes.table(ws).set_index("change_set_id")
    assert table.loc[2, "undoes"] == 1
    assert table.loc[1, "undone_by"] == 2
    assert ak.changes.undo(ws, 1).removed == 1  # back where the first undo led


def test_undoing_twice_changes_nothing_more(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme")
    ak.changes.undo(ws, 1)
    second = ak.changes.undo(ws, 1)
    assert (second.change_set_id, second.removed, second.kept.empty) == (None, 0, True)


def test_what_was_written_to_or_linked_since_stays(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "A")
    ak.accounts.create(ws, "B")
    ak.accounts.update(ws, "A", city="Ede")
    ak.contacts.create(ws, "jan@b.nl", account="B")
    for change_set, account in ((1, 1), (2, 2)):
        undone = ak.changes.undo(ws, change_set)
        assert kept(undone) == [("accounts", account, "written to or linked since")]
    assert ws.counts()["accounts"] == 2


def test_an_amount_of_eighteen_digits_comes_back_whole(ws: ak.Workspace) -> None:
    before = ak.accounts.create(
        ws, "Acme", employees=Decimal("123456789012.123456"), description='a\\"b\n\x01\u2028ü'
    )
    ak.changes.undo(ws, ak.accounts.delete(ws, 1, confirm=True).change_set_id)
    assert ak.accounts.get(ws, 1) == before


def test_a_name_that_another_has_now_keeps_the_account_and_its_notes_away(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme")
    ak.notes.add(ws, "Belde.", account="Acme")
    deleted = ak.accounts.delete(ws, "Acme", confirm=True)
    ak.accounts.create(ws, "ACME")
    undone = ak.changes.undo(ws, deleted.change_set_id)
    assert kept(undone) == [
        ("accounts", 1, "another record has its name or id now"),
        ("notes", 1, "what it belonged to is gone"),
    ]
    assert (undone.change_set_id, ws.counts()["notes"]) == (None, 0)
    assert ak.check(ws).empty


def test_a_contact_comes_back_without_the_account_that_is_gone(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme")
    ak.contacts.create(ws, "jan@acme.nl", account="Acme")
    deleted = ak.contacts.delete(ws, 1, confirm=True)
    ak.accounts.delete(ws, "Acme", confirm=True)
    undone = ak.changes.undo(ws, deleted.change_set_id)
    assert undone.kept.to_numpy().tolist() == [["contacts", 1, "account_id", "what it was linked to is gone"]]
    assert ak.contacts.get(ws, 1).account is None
    assert ak.check(ws).empty


def test_a_tag_that_is_gone_stays_gone(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "jan@acme.nl")
    ak.tags.add(ws, 1, "beurs")
    deleted = ak.contacts.delete(ws, 1, confirm=True)
    ak.changes.undo(ws, 2)
    undone = ak.changes.undo(ws, deleted.change_set_id)
    assert kept(undone) == [("contact_tags", 1, "what it belonged to is gone")]
    assert ak.check(ws).empty


def test_a_tag_given_again_meanwhile_is_not_there_twice(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "jan@acme.nl")
    ak.tags.add(ws, 1, "beurs")
    ak.tags.remove(ws, 1, "beurs")
    removed = last(ws)
    ak.tags.add(ws, 1, "beurs")
    undone = ak.changes.undo(ws, removed)
    assert kept(undone) == [("contact_tags", 1, "another record has its name or id now")]
    assert ak.tags.table(ws)["contacts"].tolist() == [1]


def test_an_owner_who_is_gone_is_no_owner(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Els", email="els@firma.nl")
    ak.accounts.create(ws, "Acme", owner="Els")
    deleted = ak.accounts.delete(ws, "Acme", confirm=True)
    assert ak.changes.undo(ws, 1).removed == 1
    undone = ak.changes.undo(ws, deleted.change_set_id)
    assert kept(undone) == [("accounts", 1, "what it was linked to is gone")]
    assert ak.accounts.get(ws, "Acme").owner is None
    assert ak.check(ws).empty


def test_a_user_who_owns_an_account_stays(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Els", email="els@firma.nl")
    ak.accounts.create(ws, "Acme", owner="Els")
    assert kept(ak.changes.undo(ws, 1)) == [("users", 1, "written to or linked since")]


def test_a_field_that_comes_back_has_its_column_again(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Kleur", "multiselect", options=["Rood"])
    first = ak.changes.undo(ws, 1)
    assert ws.catalogue.find("account.kleur") is None
    ak.changes.undo(ws, first.change_set_id)
    assert ak.accounts.create(ws, "Acme", kleur=["rood"]).kleur == ["Rood"]
    assert ak.check(ws).empty


def test_a_field_with_values_stays(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Kleur", "text")
    ak.accounts.create(ws, "Acme", kleur="rood")
    assert kept(ak.changes.undo(ws, 1)) == [("custom_fields", 1, "records have a value in it")]
    assert ak.accounts.get(ws, "Acme").kleur == "rood"


def test_a_field_defined_again_meanwhile_is_not_there_twice(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Kleur", "text")
    first = ak.changes.undo(ws, 1)
    ak.fields.define(ws, "account", "kleur", "number")
    undone = ak.changes.undo(ws, first.change_set_id)
    assert kept(undone) == [("custom_fields", 1, "another record has its name or id now")]
    assert ws.catalogue.field("account.kleur").kind_name == "number"


def test_an_import_is_taken_back_by_the_same_undo(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "jan@acme.nl", first_name="Jan")
    rows = pd.DataFrame({"E-mail": ["jan@acme.nl", "els@acme.nl"], "Voornaam": ["Johan", "Els"],
                         "Account": ["Acme", "Acme"], "Tags": ["beurs", "beurs"]})  # fmt: skip
    ak.imports.run(ws, "contacts", rows)
    undone = ak.changes.undo(ws, last(ws))
    assert undone.kept.empty
    assert ws.counts() == dict.fromkeys(ws.counts(), 0) | {"contacts": 1}
    left = ak.contacts.get(ws, "jan@acme.nl")
    assert (left.first_name, left.account) == ("Jan", None)


def test_a_rule_chooses_before_anything_is_written(ws: ak.Workspace) -> None:
    """An update that takes records out of the rule that chose them is judged on all of them."""
    ak.contacts.create(ws, "jan@acme.nl")
    with pytest.raises(ak.WrongValue, match=r"needs an e-mail address or a phone number \(check: key\)"):
        ak.contacts.update(ws, ak.contact.email.is_filled(), email=None)
    assert ak.contacts.get(ws, 1).email == "jan@acme.nl"


def test_one_record_and_a_set_of_one_have_the_same_history(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Producten", "multiselect", options=["a, b", "c"])
    ak.fields.define(ws, "account", "Einde", "date")
    ak.fields.define(ws, "account", "Waarde", "currency")
    values = {
        "name": "Acme N.V.",
        "producten": ["c", "a, b"],
        "einde": "2026-12-31",
        "waarde": "10.5",
        "city": None,
    }
    histories = []
    for choose in (lambda one: one, lambda one: [one]):
        account = ak.accounts.create(ws, "Acme", city="Gent", waarde=1)
        assert ak.accounts.update(ws, choose(account.account_id), **values) == 1
        made = int(ak.changes.table(ws, limit=1)["change_set_id"].iloc[0])
        histories.append(ak.changes.get(ws, made).drop(columns="record_id"))
        assert ak.accounts.get(ws, account.account_id).producten == ["a, b", "c"]
        ak.accounts.delete(ws, account, confirm=True)
    pd.testing.assert_frame_equal(*histories)
    assert set(histories[0]["field"]) == {"name", "name_key", "producten", "einde", "waarde", "city"}


def test_the_changes_of_one_record_are_listed_also_when_it_is_gone(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Els", role="admin")
    ak.accounts.create(ws, "Acme", owner="Els")
    ak.accounts.create(ws, "Beta")
    ws.user = "Els"
    ak.accounts.update(ws, [2, 1], city="Ede", owner=None)
    ak.contacts.create(ws, "jan@acme.nl", account="Beta")
    ak.associations.move(ws, 1, "Acme")
    ak.accounts.delete(ws, "Acme", confirm=True)
    assert ak.changes.table(ws, account=1)["what"].tolist() == [
        "delete accounts", "update accounts: city, owner", "create account Acme",
    ]  # fmt: skip
    assert ak.changes.table(ws, account="acme", who="els", limit=1)["who"].tolist() == ["Els"]
    assert len(ak.changes.table(ws, account="Beta", who="Els")) == 1
    cells = ak.changes.history(ws, account=1)
    assert cells[["action", "field", "old", "new"]].fillna("-").to_numpy().tolist() == [
        ["delete", "-", "-", "-"], ["update", "city", "-", "Ede"], ["update", "owner", "Els", "-"],
        ["create", "-", "-", "-"],
    ]  # fmt: skip
    moves = ak.changes.history(ws, contact="jan@acme.nl", field="account")
    assert moves[["old", "new"]].fillna("-").to_numpy().tolist() == [["1", "-"], ["Beta", "1"]]
    assert ak.changes.history(ws, account=2, field="city", limit=1)["new"].tolist() == ["Ede"]


def test_a_change_set_is_named_by_its_id_or_by_what_the_call_returned(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme")
    deletion = ak.accounts.delete(ws, 1, confirm=True)
    assert ak.changes.get(ws, deletion)["action"].tolist() == ["delete"]
    assert ak.changes.undo(ws, deletion).restored == 1
    for wrong in ("x", None, True, 9, ak.accounts.delete(ws, 1)):
        for call in (ak.changes.undo, ak.changes.get):
            with pytest.raises(ak.UnknownRecord, match=r"No change set .*changes\.table\(\) lists them"):
                call(ws, wrong)


def test_a_limit_is_a_number_of_rows(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme")
    for call in (ak.changes.table, ak.activities.table, ak.deals.table):
        with pytest.raises(ak.WrongValue, match="limit=-1 is not a number of rows"):
            call(ws, limit=-1)
    with pytest.raises(ak.WrongValue, match="limit='5' is not a number of rows"):
        ak.changes.history(ws, account=1, limit="5")


def test_a_history_is_that_of_one_record_that_is_known(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme")
    with pytest.raises(ak.WrongValue, match="Name an account or a contact"):
        ak.changes.history(ws)
    with pytest.raises(ak.UnknownRecord, match=r"No account 'Acm'\. Did you mean 'Acme'"):
        ak.changes.history(ws, account="Acm")
    with pytest.raises(ak.UnknownField, match="Did you mean 'city'"):
        ak.changes.history(ws, account=1, field="cty")
    with pytest.raises(ak.UnknownRecord, match="No contact 9"):
        ak.changes.table(ws, contact=9)
