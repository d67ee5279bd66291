"""Mapping files: what they may say, what is wrong with them, and that what is written reads back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.mapping import map_reading
from accounts_kit.imports.mapping_files import (
    NewField,
    StatedColumn,
    StatedMapping,
    mapping_text,
    stated_mapping,
)
from accounts_kit.imports.reading import Layout, Reading, read
from accounts_kit.imports.subjects import subject_of
from accounts_kit.model import Catalogue

EVERYTHING = """\
version: 1
what: contacts
read: {encoding: cp1252, delimiter: ";", quote: "'", header: 3, sheet: Blad1, records: data.items}
options:
  locale: nl
  dates: dmy
  key: email
  update: if_not_blank
  unknown_accounts: refuse
  unknown_columns: ignore
  clear: "[wis]"
  tags: [beurs, "2026"]
  missing: ["-", geen]
columns:
  Instelling: account
  Plaats: account.city
  Opmerking:
  Omzet: {field: account.revenue, locale: nl, update: always}
  Startdatum: {field: start_date, dates: dmy}
  Actief: {new: {of: contact, label: Actief, kind: dropdown, options: [Ja, Nee]}}
names: {Acme BV: Acme B.V.}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def stated(folder: Path, text: str, what: str = "contacts") -> StatedMapping:
    return stated_mapping(written(folder, text), subject_of(what))


def test_a_file_says_the_layout_the_options_the_columns_and_the_names(tmp_path: Path) -> None:
    said = stated(tmp_path, EVERYTHING)
    assert said.layout == Layout("cp1252", ";", "'", 3, "Blad1", "data.items")
    assert said.options == {
        "locale": "nl",
        "dates": "dmy",
        "key": "email",
        "update": "if_not_blank",
        "unknown_accounts": "refuse",
        "unknown_columns": "ignore",
        "clear": "[wis]",
        "tags": ("beurs", "2026"),
        "missing": ("-", "geen"),
    }
    assert said.columns == {
        "Instelling": StatedColumn("account"),
        "Plaats": StatedColumn("account.city"),
        "Opmerking": None,
        "Omzet": StatedColumn("account.revenue", locale="nl", update="always"),
        "Startdatum": StatedColumn("start_date", dates="dmy"),
        "Actief": StatedColumn(new=NewField("Actief", "dropdown", "contact", ("Ja", "Nee"))),
    }
    assert (said.names, said.file) == ({"Acme BV": "Acme B.V."}, "mapping.yaml")


def test_a_file_without_the_new_sections_is_read_as_before(tmp_path: Path) -> None:
    said = stated(tmp_path, "version: 1\ncolumns: {A: name}\n", "accounts")
    assert said.columns == {"A": StatedColumn("name")}
    assert (said.layout, dict(said.options), dict(said.names)) == (Layout(), {}, {})


def test_a_file_may_say_that_there_is_no_header_and_may_begin_with_a_mark(tmp_path: Path) -> None:
    said = stated(tmp_path, "\ufeffversion: 1\nread: {header: false, sheet: 2, delimiter: tab}\n")
    assert said.layout == Layout(header=False, sheet=2, delimiter="\t")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("read: {encodng: cp1252}", r"mapping\.yaml: read has 'encodng'.* Did you mean 'encoding'\?"),
        ("read: [cp1252]", r"read holds \['cp1252'\]\. Write a line for each of: encoding, delimiter"),
        ("read: {header: 0}", r"read: header is 0\. Write the number of its line, from 1, or false"),
        ("read: {header: true}", r"read: header is True\."),
        ("read: {header: Naam}", r"read: header is 'Naam'\."),
        ("read: {delimiter: ;;}", r"read: delimiter is ';;', and must be one sign"),
        ("read: {sheet: 0}", r"read: sheet is 0\. Write the name of the sheet"),
        ("read: {records: 3}", r"read: records is 3, and must be text\. Put it in quotes"),
        ("options: {updat: always}", r"options has 'updat'.* Did you mean 'update'\?"),
        ("options: {update: alwys}", r"options: update is 'alwys'\. Did you mean 'always'\?"),
        ("options: {dates: dym}", r"options: dates is 'dym'\. Did you mean"),
        ("options: {locale: tlh}", r"options: locale: .*locale='tlh'\. There is 'nl'"),
        ("options: {unknown_accounts: no}", r"options: unknown_accounts is False\. There is: 'create'"),
        ("options: {tags: {a: b}}", r"options: tags is \{'a': 'b'\}, and must be a list of texts"),
        ("options: {tags: [2026]}", r"options: tags is 2026, and must be text\. Put it in quotes"),
        ("columns: {A: {feld: name}}", r"column 'A' has 'feld'.* Did you mean 'field'\?"),
        ("columns: {A: {locale: nl}}", r"column 'A' needs a field: or a new: one, and not both"),
        ("columns: {A: {field: a, new: {label: A, kind: text}}}", r"column 'A' needs a field: or a new: one"),
        ("columns: {A: {field: a, dates: mmm}}", r"column 'A': dates is 'mmm'"),
        ("columns: {A: {new: {label: A}}}", r"column 'A': new has no kind"),
        ("columns: {A: {new: {label: A, kind: dropdwn}}}", r"kind is 'dropdwn'\. Did you mean 'dropdown'\?"),
        ("columns: {A: {new: {label: A, kind: user}}}", r"new: kind is 'user'"),
        ("columns: {A: {new: {label: A, kind: dropdown}}}", r"new: a field of kind 'dropdown' needs options"),
        ("columns: {A: {new: {label: A, kind: text, options: [B]}}}", r"kind 'text' has no options"),
        ("columns: {A: {new: {label: A, kind: currency, currency: euro}}}", r"currency is 'euro', and must"),
        ("columns: {A: {new: {label: A, kind: text, of: deal}}}", r"new: of is 'deal'\. There is: 'account'"),
        ("columns: {yes: name}", r"columns has True: 'name', and both must be text\. Put them in quotes"),
        ("columns: {A: 3}", r"columns has 'A': 3, and both must be text"),
        ('columns: {A: ""}', r"columns has 'A': '', and both must be text"),
        ("columns: {A: name, A: city}", r"is no YAML: 'A' stands twice \(line 2\)"),
        ("names: [A]", r"names holds \['A'\]\. Write a line 'wrong name: right name'"),
        ("names: {A: 3}", r"names has 'A': 3, and both must be text"),
    ],
)  # fmt: skip
def test_each_section_key_and_value_is_judged(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ak.MappingError, match=said):
        stated(tmp_path, f"version: 1\n{text}\n")


def test_version_true_is_no_version_and_another_encoding_is_no_yaml(tmp_path: Path) -> None:
    with pytest.raises(ak.MappingError, match="has version True"):
        stated(tmp_path, "version: true\n")
    path = tmp_path / "cp1252.yaml"
    path.write_bytes("version: 1\ncolumns: {Café: name}\n".encode("cp1252"))
    with pytest.raises(ak.MappingError, match=r"cp1252\.yaml is no YAML: it is not written in UTF-8"):
        stated_mapping(path, subject_of("accounts"))


def test_a_dictionary_may_say_as_much_of_a_column_as_a_file() -> None:
    given = {"A": {"field": "name", "update": "never"}, "B": StatedColumn("city"), "C": None, "D": "phone"}
    said = stated_mapping(given, subject_of("accounts")).columns
    assert said == {
        "A": StatedColumn("name", update="never"),
        "B": StatedColumn("city"),
        "C": None,
        "D": StatedColumn("phone"),
    }
    with pytest.raises(ak.MappingError, match=r"mapping: column 'A' has 'fild'"):
        stated_mapping({"A": {"fild": "name"}}, subject_of("accounts"))


def test_a_file_that_speaks_of_a_column_which_is_not_there_says_which_there_are(tmp_path: Path) -> None:
    path = written(tmp_path, "version: 1\ncolumns: {Plats: city}\n")
    source = pd.DataFrame({"Naam": ["A"], "Plaats": ["B"]})
    with pytest.raises(
        ak.MappingError,
        match=r"mapping\.yaml speaks of a column 'Plats'.* Did you mean 'Plaats'\? "
        r"The headers are 'Naam', 'Plaats'\.",
    ):
        ak.imports.plan(ak.open(), "accounts", source, mapping=path)


# --- new fields


def mapped(columns: dict[str, list[str]], given: dict[str, Any], catalogue: Catalogue) -> ColumnMapping:
    subject = subject_of("accounts")
    return map_reading(catalogue, subject, read(pd.DataFrame(columns)), stated_mapping(given, subject))


def new(**said: Any) -> dict[str, Any]:
    return {"new": {"label": "Soort", "kind": "dropdown", "options": ["A", "B"], **said}, "update": "always"}


def test_a_stated_new_field_is_new_until_it_is_there() -> None:
    ws = ak.open()
    columns = {"Naam": ["x"], "Type": ["A"]}
    first = mapped(columns, {"Type": new()}, ws.catalogue)
    assert [one.definition() for one in first.new] == [
        {"of": "account", "label": "Soort", "key": "soort", "kind": "dropdown", "options": ["A", "B"],
         "currency": None, "check": None}
    ]  # fmt: skip
    assert first.table()["field"].tolist() == ["account.name", "account.soort"]
    assert first.table()["note"].tolist()[1] == "becomes a new field, dropdown of 2 options"
    ak.fields.define(ws, "account", "Soort", "dropdown", options=["A", "B"])
    second = mapped(columns, {"Type": new()}, ws.catalogue)
    assert second.new == ()
    assert [(one.field.name, one.how, one.update) for one in second.columns][1] == (
        "account.soort",
        "stated",
        "always",
    )


def test_a_stated_new_field_that_is_there_gets_the_options_it_lacks_and_keeps_its_kind() -> None:
    ws = ak.open()
    ak.fields.define(ws, "account", "Soort", "dropdown", options=["A"])
    columns = {"Naam": ["x"], "Type": ["A"]}
    assert [one.key for one in mapped(columns, {"Type": new()}, ws.catalogue).new] == ["soort"]
    with pytest.raises(
        ak.MappingError, match=r"to become a field of kind 'text', and 'account\.soort' is there"
    ):
        mapped(columns, {"Type": {"new": {"label": "Soort", "kind": "text"}}}, ws.catalogue)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (
            {"label": "Website", "key": "url_2", "of": "contact"},
            r"'Type' cannot become a field of 'contact' in a file",
        ),
        ({"label": "Account"}, r"'Type' cannot become a field with the key 'account': accounts_kit uses"),
        ({"label": "!"}, r"cannot become a field with the key '': no letter of the label"),
    ],
)
def test_a_new_field_that_cannot_be_is_refused(said: dict[str, Any], message: str) -> None:
    with pytest.raises(ak.MappingError, match=message):
        mapped({"Naam": ["x"], "Type": ["A"]}, {"Type": new(**said)}, Catalogue())


def test_a_new_field_and_a_header_cannot_take_one_place() -> None:
    columns = {"Naam": ["x"], "A": ["A"], "B": ["B"]}
    with pytest.raises(ak.MappingError, match=r"'A' and 'B' both fill 'soort'"):
        mapped(columns, {"A": new(), "B": new()}, Catalogue())


# --- writing


def saved(
    what: str, reading: Reading, given: dict[str, Any] | None = None, **said: Any
) -> tuple[str, ColumnMapping]:
    subject = subject_of(what)
    found = map_reading(Catalogue(), subject, reading, stated_mapping(given, subject))
    return mapping_text(found, reading, **said), found


def test_what_is_written_says_why_in_the_language_of_the_workspace(tmp_path: Path) -> None:
    path = tmp_path / "klanten.csv"
    path.write_text(
        "Bedrijfsnaam;Omschrjving;Plaatz;Naam;Laatst gewijzigd;E\nAcme;Tekst;Ede;Acme;1-1-2026;\n",
        encoding="cp1252",
    )
    text, _ = saved(
        "accounts",
        read(path),
        {"E": {"new": {"label": "E", "kind": "text"}, "dates": "dmy"}},
        layout=Layout(encoding="cp1252"),
        options={"update": {"": "never", "name": "always"}, "tags": (), "locale": None, "source": 3},
        language="nl",
    )
    assert text == (
        "# Welke kolom van klanten.csv welk veld vult. "
        "Een kolom waar niets achter staat, wordt overgeslagen.\n"
        "version: 1\n"
        "what: accounts\n"
        "read: {encoding: cp1252}\n"
        "# read: {delimiter: ;} (gevonden)\n"
        "options: {update: never}\n"
        "columns:\n"
        "  Bedrijfsnaam: {field: account.name, update: always}  # Acme\n"
        "  Omschrjving: account.description  # lijkt erop, 92%; Tekst\n"
        "  Plaatz:  # dichtstbij: city; Ede\n"
        "  Naam:  # name heeft al een kolom; Acme\n"
        "  Laatst gewijzigd:  # updated_at houdt accounts_kit zelf bij; 1-1-2026\n"
        "  E: {new: {of: account, label: E, key: e, kind: text}, dates: dmy}\n"
    )


def same(one: ColumnMapping, other: ColumnMapping) -> bool:
    """Whether two mappings fill the same fields from the same columns, in the same way."""

    def columns(found: ColumnMapping) -> list[tuple[Any, ...]]:
        return [(one.place, one.field, one.locale, one.dates, one.update) for one in found.columns]

    return (columns(one), one.new, dict(one.names)) == (columns(other), other.new, dict(other.names))


def test_a_written_mapping_reads_back_to_the_same(tmp_path: Path) -> None:
    columns = {"Mailadres": ["a@b.example"], "Bedrijf": ["x"], "Plaats": ["y"], "plaats": ["z"], "yes": ["q"]}
    reading = read(pd.DataFrame(columns))
    given = {
        "plaats (2)": {"field": "account.city", "update": "always"},
        "yes": {"new": {"label": "No", "kind": "radio", "options": ["1", "yes", "~", "a: b", "#c", " d"]}},
    }
    text, first = saved("contacts", reading, given, options={"tags": ["yes", "2026-01-01"]})
    said = stated(tmp_path, text)
    assert same(first, map_reading(Catalogue(), subject_of("contacts"), reading, said))
    assert said.options == {"tags": ("yes", "2026-01-01")}
    assert list(said.columns) == list(reading.headers)


def test_the_columns_that_a_reject_file_added_are_not_written() -> None:
    text, _ = saved("accounts", read(pd.DataFrame({"Naam": ["x"], "Regel": ["1"], "Probleem": ["y"]})))
    assert "Regel" not in text
