"""The checks that a custom field can ask for: who may ask, what they refuse, and how they come and go."""

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit import errors

RIGHT_AND_WRONG = {
    "kvk": (["01234567", "12345678"], ["1234567", "12 34 56 78", "123456789", "O1234567", "١٢٣٤٥٦٧٨"]),
    "btw": (
        ["NL004495445B01", "004495445B01", "BE0428759497", "BE 0428.759.497", "DE136695976"],
        ["NL004495446B01", "BE0428759498", "NL", "1234", "US123456789"],
    ),
    "iban": (
        ["NL91ABNA0417164300", "NL91 ABNA 0417 1643 00", "BE71 0961 2345 6769"],
        ["NL92ABNA0417164300", "NL91ABNA04171643", "0417164300"],
    ),
    "postcode": (
        ["1234 AB", "1234AB", "9000", "1012 js"],
        ["0123 AB", "1234 SS", "1234  AB", "123 AB", "0900", "75001", "NL-1234 AB"],
    ),
    "website": (["www.acme.nl", "https://acme.nl/over"], ["acme", "geen website"]),
    "email": (["jan@acme.example"], ["jan@", "Jan <jan@acme.example>"]),
    "phone": (["06-12345678", "+32 2 234 56 78", "0900 1809"], ["12345", "020-1234567 tst. 12", "geen"]),
}
CASES = [
    pytest.param(check, value, right, id=f"{check} {value}")
    for check, columns in RIGHT_AND_WRONG.items()
    for right, values in zip((True, False), columns, strict=True)
    for value in values
]


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


@pytest.mark.parametrize(("check", "value", "right"), CASES)
def test_a_check_says_the_same_of_a_value_in_create_update_and_import(
    ws: ak.Workspace, check: str, value: str, right: bool
) -> None:
    ak.fields.define(ws, "account", "Nummer", "text", check=check)
    ak.accounts.create(ws, "Acme")
    rows = pd.DataFrame({"Bedrijfsnaam": ["Nieuw"], "Nummer": [value]})
    if right:
        assert ak.accounts.create(ws, "Ander", nummer=value).nummer == value
        assert ak.accounts.update(ws, "Acme", nummer=value) == 1
    else:
        for call in (ak.accounts.update, lambda *given, **values: ak.accounts.create(ws, "Ander", **values)):
            with pytest.raises(ak.WrongValue, match=rf"check: {check}\)"):
                call(ws, "Acme", nummer=value)
    result = ak.imports.run(ws, "accounts", rows)
    assert result.problems["check"].tolist() == ([] if right else [check])
    assert ak.check(ws).empty


def test_a_check_has_a_sentence_in_dutch_and_in_english(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Nummer", "text", check="kvk")
    rows = pd.DataFrame({"Bedrijfsnaam": ["Acme"], "Nummer": ["1234567"]})
    said = "'1234567' is geen KvK-nummer; dat heeft acht cijfers, zoals '01234567'"
    assert ak.imports.plan(ws, "accounts", rows).problems["message"].tolist() == [said]
    ws.language = "en"
    assert ak.imports.plan(ws, "accounts", rows).problems["message"][0].startswith("'1234567' is not a KvK")


def test_an_unknown_check_is_refused_with_the_nearest_one(ws: ak.Workspace) -> None:
    with pytest.raises(ak.WrongValue, match=r"'kvkk' is not an option of Check\. Did you mean 'kvk'\?"):
        ak.fields.define(ws, "account", "Nummer", "text", check="kvkk")


@pytest.mark.parametrize("kind", ["number", "date", "textarea", "email", "url", "phone"])
def test_a_check_is_for_text_only(ws: ak.Workspace, kind: str) -> None:
    with pytest.raises(ak.WrongValue, match=f"'kvk' does not fit the kind {kind}; it fits: text, hidden"):
        ak.fields.define(ws, "account", "Nummer", kind, check="kvk")
    field = ak.fields.define(ws, "account", "Nummer", kind)
    with pytest.raises(ak.WrongValue, match=f"'kvk' does not fit the kind {kind}"):
        ak.fields.update(ws, field, check="kvk")


def test_a_field_of_phones_can_ask_for_real_numbers_and_holds_them_in_one_form(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "contact", "Mobiel", "phone", check="phone")
    assert ak.contacts.create(ws, "a@b.example", mobiel="06 12 34 56 78").mobiel == "+31612345678"
    with pytest.raises(ak.WrongValue, match="'12345' is not a telephone number"):
        ak.contacts.update(ws, "a@b.example", mobiel="12345")


def test_a_default_is_held_to_the_check(ws: ak.Workspace) -> None:
    with pytest.raises(ak.WrongValue, match="'12' is not a KvK number"):
        ak.fields.define(ws, "account", "Nummer", "text", check="kvk", default="12")
    field = ak.fields.define(ws, "account", "Nummer", "text", default="12")
    with pytest.raises(ak.WrongValue, match="'12' is not a KvK number"):
        ak.fields.update(ws, field, check="kvk")
    assert ak.fields.update(ws, field, check="kvk", default="01234567").check == "kvk"


def test_values_that_are_there_are_judged_when_a_check_is_asked_for(ws: ak.Workspace) -> None:
    field = ak.fields.define(ws, "account", "Nummer", "text")
    for name, number in {"Een": "01234567", "Twee": "1234567", "Drie": "x"}.items():
        ak.accounts.create(ws, name, nummer=number)
    said = r"2 accounts have a value in 'account.nummer' that the check 'kvk' refuses: '1234567', 'x'"
    with pytest.raises(ak.WrongValue, match=said):
        ak.fields.update(ws, field, check="kvk")
    ak.accounts.update(ws, ak.account.nummer.is_any_of("1234567", "x"), nummer=None)
    assert ak.fields.update(ws, field, check="kvk").check == "kvk"
    assert ak.fields.table(ws).set_index("key").loc["nummer", "check"] == "kvk"
    assert ak.fields.update(ws, field, check=None).check is None


def test_a_file_of_definitions_asks_for_checks_and_is_told_which_cannot_be(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Nummer", "text")
    ak.accounts.create(ws, "Acme", nummer="12")
    rows = pd.DataFrame(
        {
            "Van": ["account"] * 4,
            "Label": ["Rekening", "Nummer", "Aantal", "Los"],
            "Soort": ["text", "text", "number", "text"],
            "Controle": ["IBAN", "KvK-nummer", "kvk", "kvkk"],
        }
    )
    result = ak.imports.run(ws, "custom_fields", rows)
    assert result.problems[["line", "check"]].to_numpy().tolist() == [
        [2, "field_values"],
        [3, "field_check"],
        [4, "option"],
    ]
    assert ak.fields.get(ws, "account.rekening").check == "iban"
    ak.accounts.update(ws, "Acme", nummer="01234567")
    again = ak.imports.run(ws, "custom_fields", rows.iloc[:2])
    assert (again.updated, again.unchanged, ak.fields.get(ws, "account.nummer").check) == (1, 1, "kvk")


def last(ws: ak.Workspace) -> int:
    return int(ak.changes.table(ws, limit=1)["change_set_id"][0])


def test_undo_takes_a_check_back_and_gives_it_back_only_where_all_values_pass(ws: ak.Workspace) -> None:
    field = ak.fields.define(ws, "account", "Nummer", "text")
    ak.accounts.create(ws, "Acme", nummer="01234567")
    ak.fields.update(ws, field, check="kvk")
    asked = last(ws)
    ak.fields.update(ws, field, check=None)
    dropped = last(ws)
    ak.accounts.update(ws, "Acme", nummer="12")
    kept = ak.changes.undo(ws, dropped).kept
    assert kept["why"].tolist() == ["the check 'kvk' would refuse values that are there"]
    ak.accounts.update(ws, "Acme", nummer="12345678")
    ak.changes.undo(ws, dropped)
    assert ak.fields.get(ws, "account.nummer").check == "kvk"
    ak.changes.undo(ws, asked)
    assert ak.fields.get(ws, "account.nummer").check is None
    assert ak.check(ws).empty


def test_undo_leaves_out_values_that_a_later_check_refuses(ws: ak.Workspace) -> None:
    field = ak.fields.define(ws, "account", "Nummer", "text")
    ak.accounts.create(ws, "Acme", nummer="12")
    ak.accounts.update(ws, "Acme", nummer="01234567")
    changed = last(ws)
    ak.fields.update(ws, field, check="kvk")
    kept = ak.changes.undo(ws, changed).kept
    assert kept["why"].tolist() == ["its field asks for the check 'kvk' now"]
    assert ak.accounts.get(ws, "Acme").nummer == "01234567"
    ak.fields.update(ws, field, check=None)
    ak.accounts.create(ws, "Oud", nummer="x")
    ak.accounts.delete(ws, "Oud", confirm=True)
    ak.fields.update(ws, field, check="kvk")
    ak.accounts.restore(ws, "Oud")
    assert ak.accounts.get(ws, "Oud").nummer is None
    assert ak.check(ws).empty


def test_a_conversion_drops_a_check_that_the_new_kind_cannot_have_and_undo_brings_both(
    ws: ak.Workspace,
) -> None:
    field = ak.fields.define(ws, "account", "Nummer", "text", check="kvk")
    ak.accounts.create(ws, "Acme", nummer="12345678")
    ak.fields.convert(ws, field, "number", confirm=True)
    converted = last(ws)
    assert ak.fields.get(ws, "account.nummer").check is None
    ak.changes.undo(ws, converted)
    assert (ak.fields.get(ws, "account.nummer").check, ak.accounts.get(ws, "Acme").nummer) == (
        "kvk",
        "12345678",
    )
    assert ak.fields.convert(ws, field, "hidden", confirm=True).done
    assert ak.fields.get(ws, "account.nummer").check == "kvk"


def test_the_region_is_set_like_the_other_settings(ws: ak.Workspace) -> None:
    ws.region = "BE"
    assert (ws.region, ak.accounts.create(ws, "Acme", phone="0475 12 34 56").phone) == ("BE", "+32475123456")
    with pytest.raises(
        errors.WrongValue, match=r"'be' is no region\. Did you mean 'BE'\? Write two capitals"
    ):
        ws.region = "be"
    with pytest.raises(errors.WrongValue, match="'Nederland' is no region"):
        ws.region = "Nederland"
