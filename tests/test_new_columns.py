"""Unknown columns as new fields: their kinds, options and keys, and that no cell of them is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.imports.language import file_language
from accounts_kit.imports.mapped import ColumnMapping, NewColumn
from accounts_kit.imports.mapping import map_reading
from accounts_kit.imports.mapping_files import mapping_text, stated_mapping
from accounts_kit.imports.mapping_files.reading import mapping_from
from accounts_kit.imports.new_columns import with_new, with_proposals
from accounts_kit.imports.reading import read
from accounts_kit.imports.subjects import subject_of
from accounts_kit.records.fields.definitions import load_definition
from accounts_kit.records.history import recording


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def proposed(
    ws: ak.Workspace,
    columns: dict[str, Sequence[object]],
    what: str = "accounts",
    locale: str | None = None,
    mapping: dict[str, Any] | None = None,
) -> ColumnMapping:
    """The mapping of a frame with a key column and these, in which the unknown ones are new fields."""
    key = {"accounts": "Bedrijfsnaam", "contacts": "E-mailadres", "notes": "Notitie"}[what]
    count = len(next(iter(columns.values())))
    more = {"Bedrijf": ["x"] * count} if what == "notes" else {}
    reading = read(pd.DataFrame({key: [f"a{one}@b.example" for one in range(count)], **more, **columns}))
    subject = subject_of(what)
    found = map_reading(ws.catalogue, subject, reading, stated_mapping(mapping, subject))
    with ws.reading():
        return with_proposals(ws, reading, found, file_language(reading, found, ws.language), locale)


def one(ws: ak.Workspace, header: str, cells: Sequence[object], **keywords: Any) -> NewColumn:
    """The new field of one column."""
    [new] = proposed(ws, {header: cells}, **keywords).new
    return new


# --- kinds


@pytest.mark.parametrize(
    ("header", "cells", "kind"),
    [
        ("Score", ["1", "2,5", "-3", "1.000"], "number"),
        ("Score", ["1", "2.5", "3.75"], "number"),
        ("Score", ["12", "-", "n.v.t.", "14"], "number"),
        ("Aantal nummers", ["12", "13", "14"], "number"),
        ("Contractwaarde", ["€ 1.250,50", "€ 10", "EUR 3,-"], "currency"),
        ("Contractwaarde", ["€ 1.250,505", "€ 10", "€ 3"], "number"),
        ("Begonnen", ["31-12-2026", "1-1-2025", "2-3-2024"], "date"),
        ("Begonnen", ["2026-12-31 00:00:00", "2025-01-01 00:00"], "date"),
        ("Begonnen", ["2026-12-31 14:30", "2025-01-01 00:00"], "datetime"),
        ("Startdatum", ["20261231", "20250101"], "date"),
        ("Begonnen", ["1 januari 2026", "31 dec. 2025"], "date"),
        ("Mail", ["a@b.example", "c@d.example"], "email"),
        ("Mail", ["mailto:a@b.example", "c@d.example"], "email"),
        ("LinkedIn", ["https://x.example/a", "www.y.example"], "url"),
        ("Website 2", ["x.example", "y.example/a"], "url"),
        ("Tweede nummer mobiel", ["06-12345678", "+31 10 1234567"], "phone"),
        ("Bijzonderheden", ["kort", "lang " * 60], "textarea"),
        ("Verhaal", ["een\ntwee", "drie"], "textarea"),
        ("Iets", ["a", "b", "c"], "text"),
    ],
)
def test_the_kind_is_what_every_cell_says(ws: ak.Workspace, header: str, cells: list[str], kind: str) -> None:
    assert one(ws, header, cells).kind == kind


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("KvK-nummer", ["12345678", "2345678", "345678"]),
        ("Klasse", ["01", "2", "3"]),
        ("Sleutels", ["12345678", "87654321", "11111111"]),
        ("Barcode", ["8712345678906", "871234567890", "5"]),
        ("Postcode vestiging", ["1234", "2345", "3456"]),
        ("customer_code", ["1", "2", "3"]),
        ("Bedrag", ["€ 10", "$ 10", "£ 3"]),
        ("Ligging", ["52,12345678", "4,1", "5"]),
        ("Score", ["1.54", "1,5", "1.000"]),
        ("Score", ["12", "circa 40", "14"]),
        ("Begonnen", ["31-12-2026", "31-02-2026", "1-1-2026"]),
        ("Begonnen", ["31-12-2026", "2026-12-31", "12/31/2026"]),
        ("Mail", ["a@b.example"] * 12 + ["info@"]),
        ("Naam partner", ["Jan", "Els"] * 20),
        ("Woonplaats ouders", ["Ede", "Tiel"] * 20),
        ("Foto", ["x"] * 20),
        ("Versie", ["1.2.3", "1.10", "2.0"]),
        ("Status", ["1", "2", "3", "4", "x"]),
    ],
)
def test_what_is_not_wholly_something_stays_text(ws: ak.Workspace, header: str, cells: list[str]) -> None:
    assert one(ws, header, cells).kind == "text"


def test_amounts_have_the_currency_of_their_signs(ws: ak.Workspace) -> None:
    assert one(ws, "Budget", ["$ 10", "$1,250.50", "USD 3"]).currency == "USD"
    assert one(ws, "Budget", ["€ 10", "20 EUR", "30"]).currency == "EUR"


def test_few_amounts_with_a_sign_among_many_without_are_numbers(ws: ak.Workspace) -> None:
    assert one(ws, "Budget", ["€ 10", "20", "30", "40"]).kind == "number"


def test_numbers_are_read_by_the_locale_that_is_stated(ws: ak.Workspace) -> None:
    cells = ["1.5", "2.25"]
    assert one(ws, "Score", cells, locale="en").kind == "number"
    assert one(ws, "Score", cells, locale="nl").kind == "text"


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, 2, 3], "number"),
        ([1.5, None, 2.25], "number"),
        ([0.123456789, 1.0], "text"),
        ([10**14, 3], "text"),
        ([date(2026, 12, 31), None], "date"),
        ([datetime(2026, 12, 31, 14, 30), None], "datetime"),
        ([datetime(2026, 12, 31), datetime(2026, 1, 1)], "date"),
        ([["a", "b"], ["a"], ["b"], ["a", "b"]], "multiselect"),
    ],
)
def test_a_column_of_a_frame_with_a_type_becomes_that(ws: ak.Workspace, values: list[Any], kind: str) -> None:
    assert one(ws, "Kolom", values).kind == kind


@pytest.mark.parametrize(
    ("cells", "said", "kind"),
    [
        (["1", "geen", "2"], {"missing": ["geen"]}, "number"),
        (["1", "-", "2"], {"missing": ["geen"]}, "text"),
        (["1", "[wis]", "2"], {"clear": "[wis]"}, "number"),
        (["1-2-2026", "12-31-2026"], {"dates": "mdy"}, "date"),
        (["1-2-2026", "12-31-2026"], {"dates": "dmy"}, "text"),
    ],
)
def test_what_is_stated_of_the_import_holds_for_new_fields(
    ws: ak.Workspace, cells: list[str], said: dict[str, Any], kind: str
) -> None:
    source = pd.DataFrame({"Bedrijfsnaam": ["a", "b", "c"][: len(cells)], "Kolom": cells})
    result = ak.imports.run(ws, "accounts", source, unknown_columns="create", **said)
    assert (result.created, result.rejected) == (len(cells), 0)
    assert ws.catalogue.field("account.kolom").kind_name == kind


# --- options


def test_few_texts_that_come_back_are_options_the_most_frequent_first(ws: ak.Workspace) -> None:
    new = one(ws, "Pakket", ["Groot", "Klein", "klein", "Klein", "Groot", "Klein", "Mini", "Mini", "Mini"])
    assert (new.kind, new.options) == ("dropdown", ("Klein", "Mini", "Groot"))


@pytest.mark.parametrize(
    "cells",
    [
        ["A", "B", "A", "B", "C"],
        [*"AABBCCDDEEFF"],
        [f"waarde {number}" for number in range(26)] * 3,
        ["A", "B" * 61] * 6,
    ],
)
def test_too_few_too_many_and_too_long_texts_are_no_options(ws: ak.Workspace, cells: list[str]) -> None:
    assert one(ws, "Pakket", cells).kind == "text"


@pytest.mark.parametrize(
    ("header", "cells", "options"),
    [
        ("Actief", ["ja", "nee", "JA"], ("Ja", "Nee")),
        ("Active", ["yes", "no"], ("Yes", "No")),
        ("Rookt", ["ja", "ja"], ("Ja", "Nee")),
    ],
)
def test_yes_and_no_are_two_options(
    ws: ak.Workspace, header: str, cells: list[str], options: tuple[str, ...]
) -> None:
    assert (one(ws, header, cells).kind, one(ws, header, cells).options) == ("dropdown", options)


@pytest.mark.parametrize("cells", [["true", "false", "true"], ["TRUE", "FALSE"], ["0", "1", "1"]])
def test_true_and_false_are_options_as_the_file_has_them_or_as_yes_and_no(
    ws: ak.Workspace, cells: list[str]
) -> None:
    new = one(ws, "Is actief", cells)
    assert new.kind == "dropdown"
    assert set(new.options) in ({"Ja", "Nee"}, set(cells))


def test_noughts_and_ones_are_numbers_where_the_header_asks_nothing(ws: ak.Workspace) -> None:
    assert one(ws, "Stand", ["0", "1", "1", "0"]).kind == "number"


@pytest.mark.parametrize("mark", [", ", ";", "||"])
def test_several_of_few_in_one_cell_are_options(ws: ak.Workspace, mark: str) -> None:
    cells = ["Drukwerk", f"Website{mark}Drukwerk", "Website", f"Foto{mark}Website", "Foto", "Foto"]
    new = one(ws, "Producten", cells * 2)
    assert (new.kind, new.options) == ("multiselect", ("Foto", "Website", "Drukwerk"))


@pytest.mark.parametrize(
    "cells",
    [
        ["Jansen, Piet", "de Boer, Els", "Bos, Jan"] * 4,
        ["Ede, NL", "Gent, BE", "Tiel, NL", "Brugge, BE"] * 4,
        [f"a{number}, b{number}" for number in range(40)],
    ],
)
def test_commas_that_separate_no_options_make_no_options(ws: ak.Workspace, cells: list[str]) -> None:
    assert one(ws, "Samen", cells).kind == "text"


# --- keys and labels


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Aantal locaties", "aantal_locaties"),
        ("Categorie één", "categorie_een"),
        ("Tasks", "tasks_2"),
        ("2e bezoek", "field_2e_bezoek"),
        ("שם", "field_2"),
        ("class", "class_2"),
        ("x" * 90, "x" * 56),
    ],
)
def test_a_key_is_the_slug_of_the_header_when_that_can_be_one(
    ws: ak.Workspace, header: str, key: str
) -> None:
    new = one(ws, header, ["a", "b"])
    assert (new.key, new.label) == (key, header)


def test_headers_with_one_slug_get_keys_that_differ(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Iets", "text", key="c_2")
    new = proposed(ws, {"C": ["a"], "C#": ["b"], "C++": ["c"]}).new
    assert [one.key for one in new] == ["c", "c_3", "c_4"]


def test_a_label_is_on_one_line_and_no_longer_than_a_label_may_be(ws: ak.Workspace) -> None:
    assert one(ws, "Twee\n regels", ["a"]).label == "Twee regels"
    assert len(one(ws, "y " * 100, ["a"]).label) <= 100


def test_a_column_without_a_filled_cell_is_ignored_and_told(ws: ak.Workspace) -> None:
    found = proposed(ws, {"Leeg": ["", None, " ", "-"], "Iets": ["a", "b", "c", "d"]})
    assert [new.header for new in found.new] == ["Iets"]
    assert [(one.header, one.note()) for one in found.ignored] == [
        ("Leeg", "ignored; none of its cells is filled")
    ]


# --- what is said of it


def test_each_new_field_is_an_assumption(ws: ak.Workspace) -> None:
    found = proposed(ws, {"Pakket": ["A", "B"] * 6, "Plaats": ["Ede"] * 12}, "contacts")
    assert [said.code for said in found.assumptions] == ["new_field", "new_field"]
    assert found.assumptions[0].text == "'Pakket' becomes a new field contact.pakket, dropdown of 2 options."
    assert found.assumptions[1].text == (
        "'Plaats' becomes a new field contact.plaats, text. "
        "To fill that of the other record, write mapping={'Plaats': 'account.city'}."
    )
    assert found.table()["note"].tolist()[1] == "becomes a new field, dropdown of 2 options"


def test_a_text_that_is_nearly_all_dates_or_numbers_is_told(ws: ak.Workspace) -> None:
    found = proposed(ws, {"Begonnen": ["1-1-2026"] * 19 + ["gisteren"], "Score": ["1"] * 19 + ["circa 4"]})
    assert "Nearly all of its cells are dates" in found.assumptions[0].text
    assert "Nearly all of its cells are numbers" in found.assumptions[1].text


def test_a_field_that_was_deleted_is_made_anew_and_told(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Pakket", "text")
    ak.fields.delete(ws, "account.pakket", confirm=True)
    found = proposed(ws, {"Pakket": ["A"]})
    deleted = int(ak.changes.table(ws)["change_set_id"].max())
    assert f"changes.undo(ws, {deleted}) brings the old one back" in found.assumptions[0].text


def test_notes_have_no_fields_of_their_own(ws: ak.Workspace) -> None:
    with pytest.raises(ak.WrongValue, match=r"is for accounts and contacts, and these are notes"):
        proposed(ws, {"Iets": ["a"]}, "notes")


# --- defined


def defined(ws: ak.Workspace, found: ColumnMapping) -> ColumnMapping:
    """The mapping after its new fields were defined, as an import does it."""
    with ws.transaction(), recording(ws, "import") as change:
        for new in found.new:
            load_definition(change, new.definition())
    return with_new(found, ws.catalogue)


def test_when_the_fields_are_there_the_columns_fill_them(ws: ak.Workspace) -> None:
    columns = {
        "Pakket": ["A", "B"] * 6,
        "Budget": ["$ 10"] * 12,
        "Interesses": ["a", "a, b", "b"] * 4,
        "Begonnen": ["1-1-2026"] * 12,
    }
    found = proposed(ws, columns)
    filling = defined(ws, found)
    assert filling.new == ()
    assert [(one.field.name, one.how) for one in filling.columns[1:]] == [
        (f"account.{key}", "new") for key in ("pakket", "budget", "interesses", "begonnen")
    ]
    assert ws.catalogue.field("account.budget").currency == "USD"
    assert ws.catalogue.field("account.pakket").options == ("A", "B")
    assert not proposed(ws, columns).new  # next month the headers are known


def test_a_field_that_was_not_defined_is_unknown(ws: ak.Workspace) -> None:
    with pytest.raises(ak.UnknownField, match="no field 'pakket'"):
        with_new(proposed(ws, {"Pakket": ["A"]}), ws.catalogue)


def test_a_proposal_can_be_saved_edited_and_used_again(ws: ak.Workspace) -> None:
    columns = {"Pakket": ["A", "B"] * 6, "Budget": ["$ 10"] * 12, "Leeg": [""] * 12}
    found = proposed(ws, columns)
    reading = read(pd.DataFrame({"Bedrijfsnaam": [f"b{one}" for one in range(12)], **columns}))
    text = mapping_text(found, reading)
    assert "  Leeg:  # empty\n" in text
    again = map_reading(ws.catalogue, found.subject, reading, mapping_from(text, "m.yaml", found.subject))
    assert again.new == found.new
    defined(ws, again)
    third = map_reading(ws.catalogue, found.subject, reading, mapping_from(text, "m.yaml", found.subject))
    assert [one.field.name for one in third.columns] == ["account.name", "account.pakket", "account.budget"]
