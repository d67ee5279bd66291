"""Which column fills which field: by its header in two languages, by the caller's mapping, by a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def frame(*headers: str) -> pd.DataFrame:
    """One row in which every cell says its header; headers may repeat."""
    return pd.DataFrame([[header.lower() for header in headers]], columns=list(headers))


def mapped(ws: ak.Workspace, what: str, source: pd.DataFrame, **keywords: Any) -> dict[str, str]:
    """The field of each column, "" for one that is ignored."""
    mapping = ak.imports.plan(ws, what, source, **keywords).mapping
    return dict(zip(mapping["column"], mapping["field"], strict=True))


def notes(ws: ak.Workspace, what: str, source: pd.DataFrame, **keywords: Any) -> dict[str, str]:
    """The note on each column that is ignored."""
    mapping = ak.imports.plan(ws, what, source, **keywords).mapping
    return {column: note for column, note in zip(mapping["column"], mapping["note"], strict=True) if note}


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Bedrijfsnaam", "name"),
        ("Account name", "name"),
        ("BEDRIJFSNAAM ", "name"),
        ("account_name", "name"),
        ("Organisatie", "name"),
        ("customer_acct_name", "name"),
        ("Account: Account Name", "name"),
    ],
)
def test_a_header_is_known_by_label_and_alias_in_both_languages(
    ws: ak.Workspace, header: str, key: str
) -> None:
    assert mapped(ws, "accounts", frame(header)) == {header.strip(): f"account.{key}"}


def test_the_same_header_means_another_field_of_another_record(ws: ak.Workspace) -> None:
    headers = ("E-mailadres", "Bedrijf", "Telefoon")
    assert mapped(ws, "contacts", frame(*headers))["Bedrijf"] == "contact.account"
    assert mapped(ws, "accounts", frame("Bedrijf", "Telefoon"))["Bedrijf"] == "account.name"


def test_a_custom_field_is_known_by_its_label_and_its_key(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Aantal locaties", "text", key="locaties")
    assert mapped(ws, "accounts", frame("Naam", "aantal LOCATIES"))["aantal LOCATIES"] == "account.locaties"
    assert mapped(ws, "accounts", frame("Naam", "locaties"))["locaties"] == "account.locaties"


def test_custom_fields_whose_labels_differ_in_signs_only_keep_their_columns(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "C++", "text", key="cpp")
    ak.fields.define(ws, "account", "C#", "text", key="csharp")
    found = mapped(ws, "accounts", frame("Naam", "C#", "C++"))
    assert (found["C#"], found["C++"]) == ("account.csharp", "account.cpp")


def test_a_label_comes_before_an_alias_and_the_other_column_is_ignored(ws: ak.Workspace) -> None:
    source = frame("Naam", "Bedrijfsnaam")
    assert mapped(ws, "accounts", source) == {"Naam": "", "Bedrijfsnaam": "account.name"}
    assert notes(ws, "accounts", source) == {"Naam": "ignored; another column fills name"}


def test_two_aliases_of_one_field_are_refused_with_both_names(ws: ak.Workspace) -> None:
    with pytest.raises(
        ak.MappingError, match=r"'Firma' and 'Klant' both fill 'name'.*mapping=\{'Klant': None\}"
    ):
        ak.imports.plan(ws, "accounts", frame("Firma", "Klant"))
    assert mapped(ws, "accounts", frame("Firma", "Klant"), mapping={"Klant": None})["Firma"] == "account.name"


def test_two_columns_that_the_mapping_sends_to_one_field_are_refused(ws: ak.Workspace) -> None:
    with pytest.raises(ak.MappingError, match="'A' and 'B' both fill 'city'"):
        ak.imports.plan(ws, "accounts", frame("Naam", "A", "B"), mapping={"A": "city", "B": "city"})


def test_what_the_caller_says_comes_before_the_name_of_a_header(ws: ak.Workspace) -> None:
    found = mapped(ws, "accounts", frame("Naam", "Plaats", "Vestiging"), mapping={"Vestiging": "city"})
    assert found == {"Naam": "account.name", "Plaats": "", "Vestiging": "account.city"}


def test_a_dotted_name_of_the_record_will_do_as_a_key(ws: ak.Workspace) -> None:
    assert mapped(ws, "accounts", frame("X"), mapping={"X": "account.name"}) == {"X": "account.name"}


def test_a_header_that_is_not_there_is_refused_with_the_nearest(ws: ak.Workspace) -> None:
    with pytest.raises(ak.MappingError, match=r"No column 'Plats'\. Did you mean 'Plaats'\?"):
        ak.imports.plan(ws, "accounts", frame("Naam", "Plaats"), mapping={"Plats": "city"})


def test_a_field_that_is_not_there_is_refused_with_the_nearest_and_with_how_to_make_it(
    ws: ak.Workspace,
) -> None:
    with pytest.raises(ak.UnknownField, match=r"no field 'phon' .*'phone'\? .*fields\.define\(\)"):
        ak.imports.plan(ws, "accounts", frame("Naam", "X"), mapping={"X": "phon"})


def test_a_field_that_is_kept_for_the_user_is_ignored_and_cannot_be_mapped(ws: ak.Workspace) -> None:
    source = frame("E-mailadres", "Laatste contact")
    said = notes(ws, "contacts", source)
    assert said == {"Laatste contact": "ignored; accounts_kit keeps last_contacted_at itself"}
    with pytest.raises(ak.MappingError, match=r"'Laatste contact' cannot fill 'contact\.last_contacted_at'"):
        ak.imports.plan(ws, "contacts", source, mapping={"Laatste contact": "last_contacted_at"})


def test_two_columns_that_mean_a_field_which_nobody_fills_are_both_ignored(ws: ak.Workspace) -> None:
    said = notes(ws, "contacts", frame("E-mailadres", "Laatst gewijzigd", "Last modified"))
    assert set(said.values()) == {"ignored; accounts_kit keeps updated_at itself"}


@pytest.mark.parametrize(
    ("what", "headers", "needed"),
    [
        ("accounts", ("Website",), "'name'"),
        ("contacts", ("Voornaam",), "'email' or 'phone'"),
        ("notes", ("Bedrijf",), "'text'"),
        ("notes", ("Notitie",), "'account' or 'contact'"),
        ("custom_fields", ("Label", "Type"), "'of'"),
    ],
)
def test_without_its_key_column_a_file_is_refused(
    ws: ak.Workspace, what: str, headers: tuple[str, ...], needed: str
) -> None:
    with pytest.raises(ak.MappingError, match=rf"No column fills {needed}, and {what} cannot do without"):
        ak.imports.plan(ws, what, frame(*headers))


def test_unknown_columns_are_listed_with_the_nearest_field(ws: ak.Workspace) -> None:
    source = frame("Naam", "Websit", "Schoenmaat")
    said = notes(ws, "accounts", source)
    assert said == {"Websit": "ignored; the nearest field is website", "Schoenmaat": "ignored"}


def test_unknown_columns_can_be_refused(ws: ak.Workspace) -> None:
    with pytest.raises(ak.MappingError, match=r"'Websit' \(nearest: 'website'\), 'Schoenmaat'\."):
        ak.imports.run(ws, "accounts", frame("Naam", "Websit", "Schoenmaat"), unknown_columns="refuse")
    assert ws.counts()["accounts"] == 0


def test_the_columns_that_a_reject_file_added_are_no_unknown_columns(ws: ak.Workspace) -> None:
    source = frame("Naam", "Regel", "Probleem")
    assert mapped(ws, "accounts", source, unknown_columns="refuse") == {
        "Naam": "account.name",
        "Regel": "",
        "Probleem": "",
    }


# --- mapping files


def written(folder: Path, text: str) -> Path:
    path = folder / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_mapping_file_says_the_same_as_a_dictionary(ws: ak.Workspace, tmp_path: Path) -> None:
    path = written(tmp_path, "version: 1\nwhat: accounts\ncolumns:\n  A: name\n  Naam: city\n  Plaats:\n")
    assert mapped(ws, "accounts", frame("A", "Naam", "Plaats"), mapping=path) == mapped(
        ws, "accounts", frame("A", "Naam", "Plaats"), mapping={"A": "name", "Naam": "city", "Plaats": None}
    )


def test_a_mapping_file_corrects_names_of_accounts(ws: ak.Workspace, tmp_path: Path) -> None:
    ak.accounts.create(ws, "Acme B.V.")
    path = written(tmp_path, "version: 1\nnames:\n  Acme BV: Acme B.V.\n")
    source = pd.DataFrame({"E-mail": ["a@x.example", "b@x.example"], "Bedrijf": ["ACME bv", "Beta"]})
    result = ak.imports.run(ws, "contacts", source, mapping=str(path))
    assert result.accounts_created["name"].tolist() == ["Beta"]
    assert ak.associations.account_of(ws, "a@x.example").name == "Acme B.V."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version: 2\n", r"has version 2, and this accounts_kit reads version 1"),
        ("columns: {A: name}\n", r"has version None"),
        ("version: 1\nwhat: contacts\n", r"is a mapping of contacts, and accounts are imported"),
        ("version: 1\ncolums: {A: name}\n", r"has a section 'colums'\. Did you mean 'columns'\?"),
        ("version: 1\ncolumns: [A, B]\n", r"columns holds \['A', 'B'\]\. Write a line 'header: key'"),
        ("version: 1\ncolumns: {2024: name}\n", r"2024: 'name', and both must be text\. Put them in quotes"),
        ("version: 1\nnames: {Acme BV: }\n", r"the name 'Acme BV' has no correction"),
        ("version: [1\n", r"is no YAML"),
        ("just a text\n", r"is no mapping file\. It begins with 'version: 1'"),
    ],
)
def test_a_wrong_mapping_file_says_what_is_wrong_with_it(
    ws: ak.Workspace, tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(ak.MappingError, match=said):
        ak.imports.plan(ws, "accounts", frame("A"), mapping=written(tmp_path, text))


def test_a_mapping_file_that_is_not_there_is_said_so(ws: ak.Workspace, tmp_path: Path) -> None:
    with pytest.raises(ak.FileMissing, match=r"No mapping file 'gone\.yaml'"):
        ak.imports.plan(ws, "accounts", frame("A"), mapping=tmp_path / "gone.yaml")


@pytest.mark.parametrize("given", [["email"], 3, {"A"}])
def test_a_mapping_that_is_none_is_told_what_one_is(ws: ak.Workspace, given: Any) -> None:
    with pytest.raises(ak.MappingError, match=r"is no mapping\. Write \{header: key of a field"):
        ak.imports.plan(ws, "accounts", frame("A"), mapping=given)


# --- what is asked


@pytest.mark.parametrize(
    ("keywords", "said"),
    [
        ({"update": "sometimes"}, r"update='sometimes' is not possible"),
        ({"unknown_accounts": "ignore"}, r"unknown_accounts='ignore' is not possible"),
        ({"unknown_columns": "drop"}, r"unknown_columns='drop' is not possible"),
        ({"key": "e-mail"}, r"key='e-mail' is not possible\. There is: 'name', 'external_id', 'id', 'phone'"),
        ({"locale": "tlh"}, r"locale='tlh'\. There is 'nl' \(1\.234,5\) and 'en'"),
        ({"tags": ["a"]}, r"tags= is for contacts, and these are accounts"),
    ],
)
def test_a_wrong_keyword_says_what_there_is(ws: ak.Workspace, keywords: dict[str, Any], said: str) -> None:
    with pytest.raises(ak.WrongValue, match=said):
        ak.imports.plan(ws, "accounts", frame("Naam"), **keywords)


def test_a_thing_that_cannot_be_imported_is_refused_with_what_can(ws: ak.Workspace) -> None:
    with pytest.raises(ak.WrongValue, match=r"'account' cannot be imported\. Did you mean 'accounts'\?"):
        ak.imports.plan(ws, "account", frame("Naam"))
