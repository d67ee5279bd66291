"""Deleting a field shows what would be lost, archives it, and can be undone."""

from decimal import Decimal

import pandas as pd
import pytest

import accounts_kit as ak

OPTIONS = ["Rood", "Blauw", "Groen"]


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.fields.define(ws, "account", "Kleur", "checkbox", options=OPTIONS, default="Rood", group="G")
    for name, value in [("A", ["Rood"]), ("B", ["Blauw", "Groen"]), ("C", ["Rood"])]:
        ak.accounts.create(ws, name, kleur=value)
    ak.fields.define(ws, "account", "Leeg", "currency")
    return ws


def columns(ws: ak.Workspace, table: str = "accounts") -> set[str]:
    return {name for (name,) in ws.rows("SELECT name FROM pragma_table_info(?)", [table])}


def test_a_deletion_is_shown_first_with_what_would_be_lost(ws: ak.Workspace) -> None:
    made = len(ak.changes.table(ws))
    shown = ak.fields.delete(ws, "account.kleur")
    assert (shown.field, shown.label, shown.kind, shown.records, shown.distinct, shown.done) == (
        "account.kleur", "Kleur", "checkbox", 3, 2, False,
    )  # fmt: skip
    assert shown.values.to_numpy().tolist() == [["Rood", 2], ["Blauw, Groen", 1]]
    assert list(shown.values.columns) == ["value", "records"]
    assert repr(shown) == (
        "FieldDeletion(account.kleur (Kleur, checkbox) would be deleted (confirm=True deletes); "
        "used by 3 accounts; different values: 2)"
    )
    assert (len(ak.changes.table(ws)), "kleur" in columns(ws)) == (made, True)


def test_a_field_goes_with_its_column_and_comes_back_whole(ws: ak.Workspace) -> None:
    before = ws.catalogue.field("account.kleur")
    accounts = ak.accounts.table(ws)
    deleted = ak.fields.delete(ws, before, confirm=True)
    assert (deleted.done, deleted.records, "kleur" in columns(ws)) == (True, 3, False)
    assert ws.catalogue.find("account.kleur") is None
    assert "kleur" not in ak.accounts.table(ws)
    assert ak.check(ws).empty
    undone = ak.changes.undo(ws, deleted.change_set_id)
    assert (undone.restored, undone.reverted, undone.kept.empty) == (1, 4, True)  # and its neighbour's place
    assert ws.catalogue.field("account.kleur") == before
    stamps = ["updated_at"]
    pd.testing.assert_frame_equal(ak.accounts.table(ws).drop(columns=stamps), accounts.drop(columns=stamps))
    ak.changes.undo(ws, undone.change_set_id)
    assert "kleur" not in columns(ws)


def test_what_it_holds_is_shown_shortly_and_escaped(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "contact", "<b>Los</b>", "text")
    for number in range(15):
        ak.contacts.create(ws, f"c{number}@x.nl", b_los_b=f"<script>{number}</script>")
    shown = ak.fields.delete(ws, "contact.b_los_b")
    html = shown._repr_html_()
    assert (len(shown.values), shown.distinct, "<script>" in html, "<b>Los" in html) == (10, 15, False, False)
    assert "nothing uses it" in repr(ak.fields.delete(ws, "account.leeg"))


def test_a_second_deletion_says_how_the_field_comes_back(ws: ak.Workspace) -> None:
    deleted = ak.fields.delete(ws, "account.kleur", confirm=True)
    for again in (ak.fields.delete, ak.fields.update):
        with pytest.raises(
            ak.UnknownField,
            match=rf"No field 'account\.kleur': it was deleted\. .*undo\(ws, {deleted.change_set_id}\)",
        ):
            again(ws, "account.kleur")


def test_deleted_fields_are_archived_the_latest_first(ws: ak.Workspace) -> None:
    assert ak.fields.archived(ws).empty
    ak.users.create(ws, "Els", role="admin")
    first = ak.fields.delete(ws, "account.kleur", confirm=True)
    ws.user = "Els"
    second = ak.fields.delete(ws, "account.leeg", confirm=True)
    archived = ak.fields.archived(ws)
    assert list(archived.columns) == ["label", "of", "kind", "values", "change_set_id", "at", "who", "key"]
    assert archived.drop(columns=["at", "who"]).to_numpy().tolist() == [
        ["Leeg", "account", "currency", 0, second.change_set_id, "leeg"],
        ["Kleur", "account", "checkbox", 3, first.change_set_id, "kleur"],
    ]
    assert archived["who"].fillna("-").tolist() == ["Els", "-"]
    assert str(archived["at"].dt.tz) == "Europe/Amsterdam"
    ak.changes.undo(ws, first.change_set_id)
    assert ak.fields.archived(ws)["key"].tolist() == ["leeg"]
    assert ak.fields.archived(ak.open()).dtypes.astype(str).tolist() == archived.dtypes.astype(str).tolist()


def test_a_field_that_another_took_the_key_of_stays_away_with_its_values(ws: ak.Workspace) -> None:
    deleted = ak.fields.delete(ws, "account.kleur", confirm=True)
    ak.fields.define(ws, "account", "Kleur!", "number")
    ak.accounts.update(ws, "A", kleur=5)
    undone = ak.changes.undo(ws, deleted.change_set_id)
    assert undone.kept.fillna("-").drop_duplicates(["table", "why"])[
        ["table", "why"]
    ].to_numpy().tolist() == [
        ["accounts", "another field has its key now"],
        ["custom_fields", "another record has its name or id now"],
    ]
    assert [ak.accounts.get(ws, name).kleur for name in "ABC"] == [Decimal(5), None, None]
    assert len(ak.fields.archived(ws)) == 1
    ak.fields.delete(ws, "account.kleur", confirm=True)
    assert ak.changes.undo(ws, deleted.change_set_id).kept.empty
    assert [ak.accounts.get(ws, name).kleur for name in "ABC"] == [["Rood"], ["Blauw", "Groen"], ["Rood"]]


def test_what_was_written_before_a_deletion_is_not_undone_into_nothing(ws: ak.Workspace) -> None:
    ak.accounts.update(ws, "A", kleur="Groen", city="Ede")
    updated = int(ak.changes.table(ws, limit=1)["change_set_id"].iloc[0])
    account = ak.accounts.delete(ws, "B", confirm=True)
    ak.fields.delete(ws, "account.kleur", confirm=True)
    undone = ak.changes.undo(ws, updated)
    assert undone.kept.to_numpy().tolist() == [["accounts", 1, "kleur", "its field was deleted since"]]
    assert ak.accounts.get(ws, "A").city is None
    undone = ak.changes.undo(ws, account.change_set_id)
    assert undone.kept.to_numpy().tolist() == [["accounts", 2, "kleur", "its field was deleted since"]]
    assert (ak.accounts.get(ws, "B").account_id, ak.check(ws).empty) == (2, True)


def test_a_value_of_a_deleted_field_is_no_value_of_the_next(ws: ak.Workspace) -> None:
    account = ak.accounts.delete(ws, "B", confirm=True)
    ak.fields.delete(ws, "account.kleur", confirm=True)
    ak.fields.define(ws, "account", "Kleur", "text")
    undone = ak.changes.undo(ws, account.change_set_id)
    assert undone.kept["why"].tolist() == ["another field has its key now"]
    assert ak.accounts.get(ws, "B").kleur is None


def test_a_key_is_free_again_when_its_field_is_gone(ws: ak.Workspace) -> None:
    ak.fields.delete(ws, "account.kleur", confirm=True)
    assert ak.fields.define(ws, "account", "Kleur", "date").name == "account.kleur"


def test_a_required_field_can_be_deleted(ws: ak.Workspace) -> None:
    ak.fields.update(ws, "account.kleur", required=True)
    deleted = ak.fields.delete(ws, "account.kleur", confirm=True)
    ak.accounts.create(ws, "D")
    ak.changes.undo(ws, deleted.change_set_id)
    assert ws.catalogue.field("account.kleur").required
    assert ak.check(ws)[["check", "record_id"]].to_numpy().tolist() == [["required", 4]]


@pytest.mark.parametrize("field", [None, "account.nee", 3])
def test_an_unknown_field_is_not_deleted(ws: ak.Workspace, field: object) -> None:
    with pytest.raises(ak.UnknownField, match=r"No field 'account\.nee'|is nothing that names a field"):
        ak.fields.delete(ws, field, confirm=True)
