"""Cells that say nothing, say yes or no, empty a value, or hold an address or a telephone number."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.imports.mapping import map_columns
from accounts_kit.imports.reading import read
from accounts_kit.imports.subjects import subject_of
from accounts_kit.imports.typing import type_rows
from tests.one_column import loaded, of_source

# --- nothing


def test_the_marks_that_a_caller_states_hold_instead_and_in_every_column(tmp_path: Path) -> None:
    found = loaded(tmp_path, "text", ["LEEG", "n.v.t.", "abc"], missing=["leeg", " "])
    assert found.values == {1: "n.v.t.", 2: "abc"}
    assert "missing" in found.assumed
    assert loaded(tmp_path, "number", ["leeg", "-", "5"], missing=["leeg"]).refused == {1: "number"}
    assert loaded(tmp_path, "email", ["-"], missing=[]).values == {}


def test_free_text_keeps_marks_and_the_plan_says_so(tmp_path: Path) -> None:
    found = loaded(tmp_path, "text", ["-", "n.v.t.", "Ede"])
    assert "2 cells hold text like '-' or 'n.v.t.', which is kept" in found.assumed["missing_kept"]
    assert "missing_kept" not in loaded(tmp_path, "textarea", ["-"]).assumed


def test_a_failed_formula_that_is_kept_as_text_is_told_with_its_line(tmp_path: Path) -> None:
    found = loaded(tmp_path, "text", ["Ede", "#VERW!", "#div/0!"])
    assert found.values[1] == "#VERW!"
    assert "2 cells hold what a spreadsheet shows for a formula that failed" in found.assumed["formula_error"]
    assert found.assumed["formula_error"].endswith("(first on line 3).")


def test_a_yes_that_is_said_in_another_way_is_told(tmp_path: Path) -> None:
    found = loaded(tmp_path, "dropdown", ["x", "Ja", "NEE", "0"], options=["Ja", "Nee"])
    assert list(found.values.values()) == ["Ja", "Ja", "Nee", "Nee"]
    assert found.assumed["yes_no"].startswith("In 'Veld' 2 cells say yes or no in another way")
    assert "yes_no" not in loaded(tmp_path, "dropdown", ["x"], options=["x", "y"]).assumed


# --- a text that empties a value


def test_a_cell_with_the_clear_token_has_no_value_and_is_marked() -> None:
    with ak.open() as ws:
        reading = read(pd.DataFrame({"Naam": ["A", "<leeg>", "C"], "Medewerkers": ["5", "x", "7"],
                                     "Plaats": [" <LEEG>", None, "leeg"]}))  # fmt: skip
        mapping = map_columns(ws.catalogue, subject_of("accounts"), reading.headers)
        typed = type_rows(ws, reading, mapping, "nl", clear="<leeg>")
        assert typed.table.column_names == [
            "line",
            "name",
            "employees",
            "city",
            "cleared name",
            "cleared city",
        ]
        assert typed.table["city"].to_pylist() == [None, None, "leeg"]
        assert typed.table["cleared city"].to_pylist() == [True, False, False]
        assert typed.table["name"].to_pylist() == ["A", None, "C"]
        assert [one.code for one in typed.assumptions].count("cleared") == 2
        assert "cleared city" not in type_rows(ws, reading, mapping, "nl").table.column_names


def test_a_required_value_cannot_be_emptied() -> None:
    ws = ak.open()
    ak.fields.define(ws, "account", "Code", "text", required=True)
    rows = pd.DataFrame({"Naam": ["A"], "Code": ["x"]})
    ak.imports.run(ws, "accounts", rows)
    result = ak.imports.run(ws, "accounts", rows.assign(Code="<leeg>"), clear="<leeg>")
    assert (result.rejected, ak.accounts.get(ws, "A").code) == (1, "x")


# --- yes and no


@pytest.mark.parametrize("options", [["Ja", "Nee"], ["No", "Yes"], ["Ja", "Nee", "Weet niet"]])
@pytest.mark.parametrize("kind", ["dropdown", "radio"])
def test_yes_and_no_are_said_in_many_ways(tmp_path: Path, options: list[str], kind: str) -> None:
    yes, no = ("Yes", "No") if "Yes" in options else ("Ja", "Nee")
    cells = [
        "true",
        "TRUE",
        "x",
        "1",
        "waar",
        "J",
        "yes",
        "ja",
        "false",
        "0",
        "N",
        "onwaar",
        "nee",
        "no",
    ]
    found = loaded(tmp_path, kind, [*cells, "v"], options=options)
    assert list(found.values.values()) == [yes] * 8 + [no] * 6
    assert found.refused == {14: "option"}


@pytest.mark.parametrize("options", [["1", "0"], ["Ja", "Ja, graag"], ["Waar"], ["x", "y", "z"]])
def test_what_could_be_something_else_means_itself_only(tmp_path: Path, options: list[str]) -> None:
    assert loaded(tmp_path, "dropdown", [*options, "true"], options=options).refused == {
        len(options): "option"
    }


def test_true_and_false_of_python_and_of_frames_are_yes_and_no() -> None:
    ws = ak.open()
    ak.fields.define(ws, "account", "Klant", "dropdown", options=["Ja", "Nee"])
    assert ak.accounts.create(ws, "A", klant=True).klant == "Ja"
    source = pd.DataFrame({"Naam": ["0", "1"], "Veld": [True, False]})
    assert of_source(source, "dropdown", ["Ja", "Nee"]).values == {0: "Ja", 1: "Nee"}


# --- telephone numbers


def test_telephone_numbers_come_to_one_form_and_what_is_none_is_kept_and_told(tmp_path: Path) -> None:
    cells = [
        "+31 (0)20 123 4567", "0031 20 1234567", "14 0592", "0900 1809", "088 2298080", "(0416) 69 87 00",
        "0416/698700", "020-1234567 tst. 12", "06-12345678 of 020-1234567", "12345", "geen",
        "+32 475 12 34 56",
    ]  # fmt: skip
    found = loaded(tmp_path, "phone", cells)
    assert list(found.values.values()) == [
        "+31201234567", "+31201234567", "+31140592", "+319001809", "+31882298080", "+31416698700",
        "+31416698700", *cells[7:11], "+32475123456",
    ]  # fmt: skip
    said = "In 'Veld' 4 cells are no whole telephone numbers, like '020-1234567 tst. 12'; kept as written."
    assert found.assumed["phone_as_written"] == said
    assert found.refused == {}


def test_numbers_without_their_first_sign_are_completed_and_told(tmp_path: Path) -> None:
    found = loaded(tmp_path, "phone", ["31612345678", "612345678", "32475123456"])
    assert found.values == {0: "+31612345678", 1: "+31612345678", 2: "32475123456"}
    assert found.assumed["phone_prefix"].startswith(
        "In 'Veld' 2 cells lack the zero or plus, like '31612345678'"
    )


def test_a_number_is_stored_in_one_form_by_every_write() -> None:
    ws = ak.open()
    ak.fields.define(ws, "contact", "Mobiel", "phone", default="06 1234 5678")
    ws.region = "BE"
    made = ak.contacts.create(ws, "a@b.example", phone="0475 12 34 56")
    assert (made.phone, made.mobiel) == ("+32475123456", "+31612345678")  # the default came before
    ws.region = "NL"
    ak.contacts.update(ws, made.contact_id, phone="020 123 45 67")
    assert ak.contacts.get(ws, made.contact_id).phone == "+31201234567"
    frame = pd.DataFrame({"contact_id": [made.contact_id], "phone": ["030-1234567"]})
    ak.contacts.update(ws, frame)
    assert ak.contacts.get(ws, made.contact_id).phone == "+31301234567"
    text = ak.fields.define(ws, "account", "Nummer", "text")
    ak.accounts.create(ws, "Acme", nummer="010 123 45 67")
    ak.fields.convert(ws, text, "phone", confirm=True)
    assert ak.accounts.get(ws, "Acme").nummer == "+31101234567"


def test_a_number_that_was_stored_as_written_is_found_by_its_new_form() -> None:
    ws = ak.open()
    for name, number in {"An": "0416-698700", "Bo": "0031 416 698701", "Cy": "+31 (0)416 698702"}.items():
        made = ak.contacts.create(ws, phone="020 1234567", first_name=name).contact_id
        ws.execute("UPDATE contacts SET phone = ? WHERE contact_id = ?", [number, made])
    rows = pd.DataFrame({"Telefoon": [f"+3141669870{last}" for last in range(3)], "Voornaam": list("abc")})
    result = ak.imports.run(ws, "contacts", rows)
    assert (result.created, result.updated) == (0, 3)
    assert ak.contacts.find(ws, "0416 698701")["first_name"].tolist() == ["b"]


# --- addresses


def test_a_bad_address_that_is_no_key_costs_its_cell_and_is_told(tmp_path: Path) -> None:
    ws = ak.open()
    ak.fields.define(ws, "account", "Mail", "email")
    source = pd.DataFrame({"Naam": ["A", "B", "C"], "Mail": ["goed@a.example", "info@", "fout@"],
                           "Website": ["", "", "geen web"]})  # fmt: skip
    result = ak.imports.run(ws, "accounts", source)
    assert (result.created, result.rejected) == (2, 1)
    assert ws.rows("SELECT name, mail FROM accounts ORDER BY account_id") == [
        ("A", "goed@a.example"),
        ("B", None),
    ]
    assert result.problems[["line", "check", "message"]].to_numpy().tolist() == [
        [2, "email", "'info@' is geen e-mailadres; de rij telt mee zonder deze waarde"],
        [3, "email", "'fout@' is geen e-mailadres"],
        [3, "website", "'geen web' is geen webadres"],
    ]
    result.write_rejects(tmp_path / "rejects.csv")
    assert (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig").count("\n") == 2


def test_a_bad_address_never_empties_what_is_stored() -> None:
    ws = ak.open()
    ak.fields.define(ws, "account", "Mail", "email")
    ak.accounts.create(ws, "A", mail="goed@a.example")
    source = pd.DataFrame({"Naam": ["A"], "Mail": ["info@"], "Plaats": ["Ede"]})
    assert ak.imports.run(ws, "accounts", source, update="always").rejected == 1
    assert ak.imports.run(ws, "accounts", source).updated == 1
    assert (ak.accounts.get(ws, "A").mail, ak.accounts.get(ws, "A").city) == ("goed@a.example", "Ede")


def test_a_contact_is_known_by_its_address_unless_the_import_says_otherwise() -> None:
    rows = pd.DataFrame({"E-mail": ["info@"], "Telefoon": ["020 1234567"], "Contact ID": ["7"]})
    assert ak.imports.run(ak.open(), "contacts", rows).rejected == 1
    ws = ak.open()
    assert ak.imports.run(ws, "contacts", rows, key="external_id").created == 1
    assert ws.rows("SELECT email, email_key, phone, external_id FROM contacts") == [
        (None, None, "+31201234567", "7")
    ]
    assert (
        ak.imports.run(ak.open(), "contacts", rows.drop(columns="Telefoon"), key="external_id").rejected == 1
    )
    assert ak.check(ws).empty


def test_a_required_address_costs_the_row() -> None:
    ws = ak.open()
    ak.fields.define(ws, "account", "Mail", "email", required=True)
    assert ak.imports.run(ws, "accounts", pd.DataFrame({"Naam": ["A"], "Mail": ["info@"]})).rejected == 1


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("jan@a.nl; els@a.nl", "is meer dan één e-mailadres; in een cel past er één"),
        ("jan@a.nl,els@a.nl", "is meer dan één e-mailadres"),
        ("bel of mail jan@a.nl", "is geen e-mailadres, al staat 'jan@a.nl' erin"),
        ("zie website", "is geen e-mailadres"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(cell: str, said: str) -> None:
    [message] = ak.imports.plan(ak.open(), "contacts", pd.DataFrame({"E-mail": [cell]})).problems["message"]
    assert message.startswith(f"{cell!r} {said}")
    ws = ak.open()
    ws.language = "en"
    with pytest.raises(ak.WrongValue, match="check: email"):
        ak.contacts.create(ws, cell)


def test_an_address_behind_a_name_is_taken_and_blanks_go(tmp_path: Path) -> None:
    cells = [
        "Jan Jansen <jan@a.nl>",
        "< els@a.nl >",
        "\u3000piet@a.nl\u3000",
        "mailto:an@a.nl",
        "a <b> <c@d.nl>",
    ]
    found = loaded(tmp_path, "email", cells)
    assert found.values == {0: "jan@a.nl", 1: "els@a.nl", 2: "piet@a.nl", 3: "an@a.nl"}
    assert found.assumed["address_with_name"].startswith("In 'Veld' 2 cells have a name before the address")
    assert found.refused == {4: "email"}
