"""Custom fields after they were defined: what they are called, where they stand, what they ask."""

from decimal import Decimal

import pandas as pd
import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    for label in ("Een", "Twee", "Drie"):
        ak.fields.define(ws, "account", label, "text")
    return ws


def order(ws: ak.Workspace, of: str = "account") -> list[str]:
    table = ak.fields.table(ws, of)
    shown = table[table["custom"]].set_index("position")["key"]
    assert shown.index.tolist() == list(range(1, len(shown) + 1))
    assert [key for key in ak.accounts.table(ws).columns if key in set(shown)] == shown.tolist()
    return shown.tolist()


def made(ws: ak.Workspace) -> int:
    return len(ak.changes.table(ws))


# --- the order


def test_fields_stand_in_the_order_in_which_they_were_defined(ws: ak.Workspace) -> None:
    assert order(ws) == ["een", "twee", "drie"]


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (1, ["vier", "een", "twee", "drie"]),
        (2, ["een", "vier", "twee", "drie"]),
        (4, ["een", "twee", "drie", "vier"]),
        (99, ["een", "twee", "drie", "vier"]),
        (Decimal(3), ["een", "twee", "vier", "drie"]),
    ],
)
def test_a_field_is_defined_at_a_position_and_the_others_make_room(
    ws: ak.Workspace, position: object, expected: list[str]
) -> None:
    ak.fields.define(ws, "account", "Vier", "text", position=position)
    assert order(ws) == expected
    ak.changes.undo(ws, 4)
    assert order(ws) == ["een", "twee", "drie"]


@pytest.mark.parametrize(
    ("key", "position", "expected"),
    [
        ("drie", 1, ["drie", "een", "twee"]),
        ("een", 2, ["twee", "een", "drie"]),
        ("een", 3, ["twee", "drie", "een"]),
        ("twee", 9, ["een", "drie", "twee"]),
    ],
)
def test_a_field_moves_and_moving_it_again_changes_nothing(
    ws: ak.Workspace, key: str, position: int, expected: list[str]
) -> None:
    ak.fields.update(ws, f"account.{key}", position=position)
    assert order(ws) == expected
    assert made(ws) == 4
    ak.fields.update(ws, f"account.{key}", position=position)
    assert made(ws) == 4
    assert ak.changes.undo(ws, 4).kept.empty
    assert order(ws) == ["een", "twee", "drie"]


@pytest.mark.parametrize("position", [0, -1, 1.5, True, "eerst", [], float("nan")])
def test_what_is_no_place_is_refused(ws: ak.Workspace, position: object) -> None:
    with pytest.raises(ak.WrongValue, match=r"is no place in an order; write a whole number.*position\)"):
        ak.fields.update(ws, "account.twee", position=position)
    assert order(ws) == ["een", "twee", "drie"]


def test_contacts_have_an_order_of_their_own_and_a_field_that_goes_closes_it(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "contact", "Los", "text", position=1)
    ak.fields.delete(ws, "account.twee", confirm=True)
    assert (order(ws), ak.fields.table(ws, "contact")["position"].dropna().tolist()) == (["een", "drie"], [1])
    ak.changes.undo(ws, made(ws))
    assert order(ws) == ["een", "twee", "drie"]


def test_a_workspace_without_positions_gets_them_and_keeps_its_order(ws: ak.Workspace) -> None:
    ws.execute("UPDATE custom_fields SET position = NULL")
    ak.fields.define(ws, "account", "Vier", "text", position=2)
    assert order(ws) == ["een", "vier", "twee", "drie"]


def test_a_field_that_made_room_since_can_be_undone(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Vier", "text", position=1)
    assert ak.changes.undo(ws, 1).removed == 1
    assert order(ws) == ["vier", "twee", "drie"]


# --- what is changed


def test_another_label_keeps_the_key_and_the_values(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme", een="x")
    field = ak.fields.update(ws, "account.een", label=" Categorie één ")
    assert (field.key, field.label("nl"), ak.accounts.get(ws, "Acme").een) == ("een", "Categorie één", "x")
    assert ak.changes.get(ws, made(ws))[["field", "old", "new"]].to_numpy().tolist() == [
        ["label", "Een", "Categorie één"]
    ]


def test_everything_is_changed_at_once_and_a_second_time_changes_nothing(ws: ak.Workspace) -> None:
    price = ak.fields.define(ws, "account", "Prijs", "currency")
    said = {"label": "Tarief", "default": "9.5", "currency": "usd", "group": "Geld", "visible": False}
    for _ in range(2):
        field = ak.fields.update(ws, price, required=True, position=1, **said)
        assert (field.label(), field.default, field.currency, field.group) == (
            "Tarief",
            "9.50",
            "USD",
            "Geld",
        )
        assert (field.visible, field.required, order(ws)[0], made(ws)) == (False, True, "prijs", 5)
    back = ak.fields.update(ws, price, default=None, group=None, visible=True, required=False)
    assert (back.default, back.group, back.visible, back.required) == (None, None, True, False)
    for change_set in ak.changes.table(ws, limit=2)["change_set_id"]:
        assert ak.changes.undo(ws, int(change_set)).kept.empty
    assert ws.catalogue.field("account.prijs") == price
    assert order(ws) == ["een", "twee", "drie", "prijs"]


def test_what_is_left_out_stays(ws: ak.Workspace) -> None:
    known = ak.fields.update(ws, "account.een", group="G", default="d")
    assert ak.fields.update(ws, ak.account.een) == known
    assert ak.fields.update(ws, known, label="L", group="G").default == "d"


def test_a_field_is_required_once_every_record_has_a_value(ws: ak.Workspace) -> None:
    for name in ("Acme", "Beta", "Ceta", "Delta"):
        ak.accounts.create(ws, name)
    with pytest.raises(
        ak.WrongValue,
        match=r"4 accounts have no value in 'account\.een': 'Acme', 'Beta', 'Ceta' \.\.\.\. Give them one "
        r"first: accounts\.update\(ws, ak\.account\.een\.is_blank\(\), een=\.\.\.\) \(check: required\)",
    ):
        ak.fields.update(ws, "account.een", required=True)
    ak.accounts.update(ws, ak.account.een.is_blank(), een="x")
    assert ak.fields.update(ws, "account.een", required=True).required
    with pytest.raises(ak.WrongValue, match=r"Een is missing \(check: required\)"):
        ak.accounts.create(ws, "Zeta")


def test_a_contact_without_a_value_is_named_by_its_address_or_phone(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "contact", "Taal", "text")
    ak.contacts.create(ws, "jan@acme.nl")
    ak.contacts.create(ws, phone="06 1234")
    with pytest.raises(ak.WrongValue, match=r"2 contacts have no value .*'jan@acme\.nl', '06 1234'\. Give"):
        ak.fields.update(ws, "contact.taal", required="ja")


@pytest.mark.parametrize(
    ("kind", "wrong", "check"),
    [("text", 5, "text"), ("number", "1,5", "number"), ("date", "31-2-2026", "date"),
     ("radio", "X", "option"), ("checkbox", ["A", "X"], "option"), ("email", "jan@", "email"),
     ("text", "x" * 1_001, "length")],
)  # fmt: skip
def test_a_default_is_judged_by_the_kind(ws: ak.Workspace, kind: str, wrong: object, check: str) -> None:
    options = ["A", "B"] if kind in ("radio", "checkbox") else None
    field = ak.fields.define(ws, "account", "Veld", kind, options=options)
    before = made(ws)
    with pytest.raises(ak.WrongValue, match=rf"\(check: {check}\)"):
        ak.fields.update(ws, field, default=wrong)
    assert made(ws) == before


def test_a_default_of_a_required_field_can_be_emptied(ws: ak.Workspace) -> None:
    field = ak.fields.define(ws, "account", "Veld", "text", required=True, default="x")
    assert ak.fields.update(ws, field, default=None).default is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"label": " "}, r"\(check: required\)"),
        ({"label": "x" * 101}, r"\(check: length\)"),
        ({"group": "x" * 101}, r"\(check: length\)"),
        ({"visible": "misschien"}, r"'misschien' is not an option.*\(check: option\)"),
        ({"currency": "EUR"}, r"'account\.een' holds no amounts but is of kind text.*currency_code"),
    ],
)
def test_what_a_definition_cannot_be_is_refused(
    ws: ak.Workspace, given: dict[str, object], said: str
) -> None:
    with pytest.raises(ak.WrongValue, match=said):
        ak.fields.update(ws, "account.een", **given)
    assert made(ws) == 3


@pytest.mark.parametrize("code", ["€", "EURO", "E1R", "eu"])
def test_a_currency_is_a_code_of_three_letters(ws: ak.Workspace, code: str) -> None:
    with pytest.raises(ak.WrongValue, match=r"\(check: (currency_code|length)\)"):
        ak.fields.define(ws, "account", "Prijs", "currency", currency=code)
    field = ak.fields.define(ws, "account", "Prijs", "currency", currency="gbp")
    assert field.currency == "GBP"
    with pytest.raises(ak.WrongValue, match=r"\(check: (currency_code|length)\)"):
        ak.fields.update(ws, field, currency=code)


def test_a_currency_for_what_is_no_amount_is_refused(ws: ak.Workspace) -> None:
    with pytest.raises(ak.WrongValue, match=r"'account\.prijs' holds no amounts but is of kind number"):
        ak.fields.define(ws, "account", "Prijs", "number", currency="EUR")


# --- what is no custom field


@pytest.mark.parametrize("name", ["account.industry", "account.name", "contact.tags"])
def test_a_standard_field_stands_fixed(ws: ak.Workspace, name: str) -> None:
    for change in (
        lambda: ak.fields.update(ws, name, label="Branche"),
        lambda: ak.fields.convert(ws, name, "text", confirm=True),
        lambda: ak.fields.delete(ws, name, confirm=True),
    ):
        with pytest.raises(
            ak.WrongValue, match=rf"'{name}' is no custom field, and what it is stands fixed\."
        ):
            change()
    assert made(ws) == 3


def test_an_unknown_field_is_offered_the_nearest(ws: ak.Workspace) -> None:
    for name, said in [
        ("account.twe", r"Did you mean 'account\.twee'\?"),
        ("een", r"Did you mean 'account\.een'"),
    ]:
        with pytest.raises(ak.UnknownField, match=rf"No field '{name}'\. {said}"):
            ak.fields.update(ws, name, label="X")
    for nothing in (None, 5, ["account.een"]):
        with pytest.raises(ak.UnknownField, match=r"is nothing that names a field\. Give its dotted name"):
            ak.fields.update(ws, nothing, label="X")


def test_a_field_of_an_older_catalogue_is_taken_by_its_name(ws: ak.Workspace) -> None:
    old = ws.catalogue.field("account.een")
    ak.fields.update(ws, old, label="Anders")
    assert ak.fields.update(ws, old, group="G").label() == "Anders"


# --- the table


def test_the_table_says_everything_of_a_field(ws: ak.Workspace) -> None:
    ak.fields.define(
        ws, "account", "Prijs", "currency", default="1234.5", group="Geld", visible=False, required=True
    )
    ak.fields.define(ws, "account", "Keuze", "checkbox", options=["a", "b"], default=["b", "a"])
    table = ak.fields.table(ws).set_index("field")
    assert list(table.columns) == [
        "label", "kind", "options", "required", "unique", "custom", "key", "currency", "default", "group",
        "visible", "position", "check",
    ]  # fmt: skip
    assert table.loc["account.prijs"].tolist()[:-1] == [
        "Prijs", "currency", "", True, False, True, "prijs", "EUR", "1234,50", "Geld", False, 4,
    ]  # fmt: skip
    assert table.loc["account.keuze", "default"] == "a, b"
    assert pd.isna(table.loc["account.industry", ["currency", "default", "group", "position", "check"]]).all()
    assert table.loc["contact.email", "unique"]


def test_a_record_that_is_none_has_no_fields(ws: ak.Workspace) -> None:
    assert ak.fields.table(ws, "deal")["custom"].sum() == 0
    with pytest.raises(
        ak.UnknownField, match=r"No record 'acount' that has fields\. Did you mean 'account'\?"
    ):
        ak.fields.table(ws, "acount")


# --- undone later


def test_an_undo_leaves_what_was_changed_since(ws: ak.Workspace) -> None:
    ak.fields.update(ws, "account.een", label="A", group="G")
    ak.fields.update(ws, "account.een", label="B")
    undone = ak.changes.undo(ws, 4)
    assert undone.kept.to_numpy().tolist() == [["custom_fields", 1, "label", "changed since"]]
    assert (undone.reverted, ws.catalogue.field("account.een").group) == (1, None)


def test_an_undo_does_not_require_what_records_have_no_value_in(ws: ak.Workspace) -> None:
    ak.fields.update(ws, "account.een", required=True)
    ak.fields.update(ws, "account.een", required=False)
    ak.accounts.create(ws, "Acme")
    undone = ak.changes.undo(ws, 5)
    assert undone.kept["why"].tolist() == ["records have no value in it"]
    assert not ws.catalogue.field("account.een").required


def test_a_value_that_is_required_since_is_not_emptied_by_an_undo(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme")
    ak.accounts.update(ws, "Acme", een="x")
    ak.fields.update(ws, "account.een", required=True)
    undone = ak.changes.undo(ws, 5)
    assert undone.kept.to_numpy().tolist() == [["accounts", 1, "een", "its field is required now"]]
    assert ak.accounts.get(ws, "Acme").een == "x"


def test_a_record_comes_back_without_what_is_required_since_and_is_listed(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme")
    deleted = ak.accounts.delete(ws, "Acme", confirm=True)
    ak.fields.update(ws, "account.een", required=True)
    undone = ak.changes.undo(ws, deleted.change_set_id)
    assert (undone.restored, undone.kept["why"].tolist()) == (1, ["its field is required now"])
    assert ak.check(ws)["check"].tolist() == ["required"]
