"""Planning and running imports: what is written, what is not, and how it is taken back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import polars as pl
import pytest

import accounts_kit as ak

PEOPLE = pd.DataFrame(
    {
        "E-mailadres": ["jan@acme.example", "els@acme.example", "info@", "ab@beta.example"],
        "Voornaam": ["Jan", "Els", "Wie", "Ab"],
        "Functie": ["Inkoper", "", "", "Directeur"],
        "Bedrijf": ["Acme B.V.", "acme  b.v.", "Gamma", ""],
        "Tags": ["beurs;vip", "", "", "VIP"],
    }
)


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def stored(ws: ak.Workspace) -> list[str]:
    """All that a workspace holds of records, as text, without the moments of writing."""
    tables = ("accounts", "contacts", "notes", "tags", "contact_tags", "custom_fields")
    frames = [ws.frame(f"SELECT * FROM {table} ORDER BY ALL") for table in tables]
    moments = ["created_at", "updated_at"]
    return [frame.drop(columns=moments, errors="ignore").to_csv(index=False) for frame in frames]


# --- a plan


def test_a_plan_says_what_a_run_does_and_writes_nothing(ws: ak.Workspace) -> None:
    before = stored(ws)
    plan = ak.imports.plan(ws, "contacts", PEOPLE)
    assert stored(ws) == before
    assert len(ak.changes.table(ws)) == 0
    result = ak.imports.run(ws, plan)
    for name in ("rows", "created", "updated", "unchanged", "rejected", "assumptions"):
        assert getattr(plan, name) == getattr(result, name)
    pd.testing.assert_frame_equal(plan.problems, result.problems)
    assert (result.rows, result.created, result.rejected) == (4, 3, 1)


def test_a_plan_is_possible_where_nothing_may_be_written(tmp_path: Path) -> None:
    path = tmp_path / "crm.duckdb"
    ak.open(path).close()
    with ak.open(path, read_only=True) as ws:
        assert ak.imports.plan(ws, "contacts", PEOPLE).created == 3


def test_a_plan_shows_its_counts_problems_new_accounts_and_columns(ws: ak.Workspace) -> None:
    said = repr(ak.imports.plan(ws, "contacts", PEOPLE))
    assert "Plan, nothing is written yet. frame: contacts" in said
    assert "4 rows: 3 created, 0 updated, 0 unchanged, 1 rejected" in said
    for part in ("'info@' is geen e-mailadres", "Acme B.V.", "contact.first_name"):
        assert part in said


def test_values_of_a_file_are_text_in_a_notebook_and_never_markup(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"Naam": ["<img src=x>"], "Website": ["<b>"], "<i>kop</i>": ["x"]})
    html = ak.imports.plan(ws, "accounts", source)._repr_html_()
    assert "&lt;b&gt;" in html
    assert "&lt;i&gt;kop&lt;/i&gt;" in html
    assert "<i>" not in html


def test_a_plan_of_a_file_that_changed_since_is_refused(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("Naam\nAcme\n")
    plan = ak.imports.plan(ws, "accounts", path)
    path.write_text("Naam\nBeta\n")
    with pytest.raises(ak.PlanIsStale, match=r"accounts\.csv changed since the plan was made"):
        ak.imports.run(ws, plan)
    assert ws.counts()["accounts"] == 0


def test_a_plan_of_fields_that_changed_since_is_refused(ws: ak.Workspace) -> None:
    plan = ak.imports.plan(ws, "contacts", PEOPLE)
    ak.fields.define(ws, "contact", "Score", "number")
    with pytest.raises(ak.PlanIsStale, match="Fields or settings of the workspace changed"):
        ak.imports.run(ws, plan)


def test_a_plan_for_another_workspace_is_refused(ws: ak.Workspace, tmp_path: Path) -> None:
    plan = ak.imports.plan(ws, "contacts", PEOPLE)
    with ak.open() as other, pytest.raises(ak.PlanIsStale, match="made for another workspace"):
        ak.imports.run(other, plan)
    with ak.open(tmp_path / "crm.duckdb") as one, ak.open(tmp_path / "crm.duckdb") as same:
        assert ak.imports.run(same, ak.imports.plan(one, "contacts", PEOPLE)).created == 3


def test_a_plan_takes_no_source_and_no_keywords_of_its_own(ws: ak.Workspace) -> None:
    plan = ak.imports.plan(ws, "contacts", PEOPLE)
    with pytest.raises(ak.WrongValue, match=r"A plan has its source and its keywords already"):
        ak.imports.run(ws, plan, PEOPLE)
    with pytest.raises(ak.WrongValue, match=r"A plan has its source and its keywords already"):
        ak.imports.run(ws, plan, update="never")


# --- a run


def test_contacts_come_in_with_their_accounts_and_tags(ws: ak.Workspace) -> None:
    result = ak.imports.run(ws, "contacts", PEOPLE, tags=["import"])
    assert result.accounts_created["name"].tolist() == ["Acme B.V."]
    assert ak.associations.contacts_of(ws, "Acme B.V.")["email"].tolist() == [
        "jan@acme.example",
        "els@acme.example",
    ]
    tags = dict(ws.rows("SELECT name, count(*) FROM tags JOIN contact_tags USING (tag_id) GROUP BY name"))
    assert tags == {"beurs": 1, "vip": 2, "import": 3}
    assert ak.check(ws).empty


def test_a_bare_text_is_one_tag(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "contacts", pd.DataFrame({"E-mail": ["jan@acme.example"]}), tags="beurs")
    assert ak.tags.table(ws)["tag"].tolist() == ["beurs"]


def test_the_same_file_twice_changes_nothing(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "contacts", PEOPLE, tags=["import"])
    before, changes = stored(ws), len(ak.changes.table(ws))
    again = ak.imports.run(ws, "contacts", PEOPLE, tags=["import"])
    assert (again.created, again.updated, again.unchanged, again.rejected) == (0, 0, 3, 1)
    assert (stored(ws), len(ak.changes.table(ws)), again.change_set_id) == (before, changes, None)


@pytest.mark.parametrize(
    "source",
    [
        pd.DataFrame({"Notitie": ["Gebeld", "Gebeld", "Gemaild"], "Bedrijf": "Acme"}),
        pd.DataFrame({"Notitie": ["Gebeld", "Gebeld"], "Bedrijf": "Acme", "Note ID": ["1", None]}),
        pd.DataFrame(
            {"Notitie": ["Gebeld"], "Bedrijf": ["Acme"], "Moment": ["2026-03-01 12:00"], "Auteur": ["Jan"]}
        ),
    ],
    ids=["the whole row", "some with a number", "with a moment"],
)
def test_the_same_notes_twice_are_the_same_notes(ws: ak.Workspace, source: pd.DataFrame) -> None:
    first = ak.imports.run(ws, "notes", source)
    assert first.created == len(source)
    again = ak.imports.run(ws, "notes", source)
    assert (again.created, again.unchanged) == (0, len(source))


def test_an_import_is_one_change_set_and_undoing_it_brings_everything_back(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "contacts", PEOPLE.head(1))
    before = stored(ws)
    result = ak.imports.run(ws, "contacts", PEOPLE.assign(Voornaam="X"), tags=["import"])
    assert (result.created, result.updated) == (2, 1)
    sets = ak.changes.table(ws)
    assert sets["what"].tolist() == ["import contacts from frame"] * 2
    assert sets["change_set_id"][0] == result.change_set_id
    undone = ak.changes.undo(ws, result.change_set_id)
    assert undone.kept.empty
    assert stored(ws) == before


def test_definitions_are_imported_and_undone_with_their_columns(ws: ak.Workspace) -> None:
    source = pd.DataFrame(
        {
            "Van": ["account", "contact"],
            "Label": ["Contracteinde", "Interesses"],
            "Soort": ["datum", "meerkeuze"],
            "Opties": [None, "Fietsen||Lezen"],
        }
    )
    result = ak.imports.run(ws, "custom_fields", source)
    assert result.created == 2
    assert ws.catalogue.field("contact.interesses").options == ("Fietsen", "Lezen")
    assert ak.imports.run(ws, "custom_fields", source).unchanged == 2
    more = source.assign(Opties=[None, "Fietsen||Reizen"])
    assert ak.imports.run(ws, "custom_fields", more).updated == 1
    assert ws.catalogue.field("contact.interesses").options == ("Fietsen", "Lezen", "Reizen")
    assert (
        ak.imports.run(ws, "custom_fields", source.assign(Label=["Einde", "X"]), update="never").updated == 0
    )


def test_nothing_is_kept_of_an_import_that_fails_halfway(
    ws: ak.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("accounts_kit.imports.planning.keep", fails)
    with pytest.raises(OSError, match="the disk is full"):
        ak.imports.run(ws, "contacts", PEOPLE)
    assert sum(ws.counts().values()) == 0
    assert len(ak.changes.table(ws)) == 0


def test_an_import_inside_a_transaction_goes_with_it(ws: ak.Workspace) -> None:
    with pytest.raises(RuntimeError, match="never mind"), ws.transaction():
        assert ak.imports.run(ws, "contacts", PEOPLE).created == 3
        raise RuntimeError("never mind")
    assert ws.counts()["contacts"] == 0


# --- records that are there


def test_a_contact_whose_row_names_another_account_moves_and_is_listed(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "contacts", PEOPLE)
    source = pd.DataFrame(
        {
            "E-mail": ["jan@acme.example", "els@acme.example", "ab@beta.example"],
            "Bedrijf": ["Beta", None, "Beta"],
        }
    )
    result = ak.imports.run(ws, "contacts", source)
    assert result.moved[["line", "from_account", "to_account"]].to_numpy().tolist() == [
        [1, "Acme B.V.", "Beta"]
    ]
    accounts = [ak.contacts.get(ws, email).account for email in source["E-mail"]]
    assert accounts == ["Beta", "Acme B.V.", "Beta"]
    assert ak.contacts.get(ws, "jan@acme.example").job_title is None


def test_a_contact_may_move_to_an_account_that_the_row_makes(ws: ak.Workspace) -> None:
    ak.imports.run(ws, "contacts", PEOPLE)
    source = pd.DataFrame({"E-mail": ["jan@acme.example"], "Bedrijf": ["Geheel Nieuw"]})
    result = ak.imports.run(ws, "contacts", source)
    assert result.moved["to_account"].tolist() == result.accounts_created["name"].tolist() == ["Geheel Nieuw"]
    assert ak.contacts.get(ws, "jan@acme.example").account == "Geheel Nieuw"


@pytest.mark.parametrize("update", ["if_existing_blank", "never"])
def test_a_contact_stays_where_it_is_when_that_is_what_is_asked(ws: ak.Workspace, update: str) -> None:
    ak.imports.run(ws, "contacts", PEOPLE)
    source = pd.DataFrame({"E-mail": ["jan@acme.example"], "Bedrijf": ["Geheel Nieuw"]})
    result = ak.imports.run(ws, "contacts", source, update=update)
    assert (result.unchanged, len(result.moved), len(result.accounts_created)) == (1, 0, 0)
    assert ws.counts()["accounts"] == 1


@pytest.mark.parametrize(
    ("update", "city", "phone"),
    [
        ("if_not_blank", "Ede", "1"),
        ("always", "Ede", None),
        ("if_existing_blank", "Urk", "1"),
        ("never", "Urk", "1"),
    ],
)
def test_what_a_row_does_to_a_record_that_is_there(
    ws: ak.Workspace, update: str, city: str, phone: str | None
) -> None:
    ak.accounts.create(ws, "Acme", city="Urk", phone="1")
    source = pd.DataFrame({"Naam": ["ACME"], "Plaats": ["Ede"], "Telefoon": [""], "Land": ["Nederland"]})
    ak.imports.run(ws, "accounts", source, update=update)
    account = ak.accounts.get(ws, "Acme")
    assert (account.city, account.phone) == (city, phone)
    assert account.country == (None if update == "never" else "Nederland")


def test_records_are_found_by_their_number_in_another_system(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme", external_id="007")
    source = pd.DataFrame({"Naam": ["Acme Nederland", "Beta"], "Klantnummer": ["007", "008"]})
    result = ak.imports.run(ws, "accounts", source, key="external_id")
    assert (result.updated, result.created) == (1, 1)
    assert ak.accounts.get(ws, 1).name == "Acme Nederland"


def test_each_new_account_is_listed_with_the_nearest_one(ws: ak.Workspace) -> None:
    for name in ("Acme B.V.", "Bakkerij De Ochtend"):
        ak.accounts.create(ws, name)
    names = ["ACME BV", "Bakkerij de Ochtnd", "Zuivelfabriek", "acme b.v.", "ACME bv"]
    source = pd.DataFrame({"E-mail": [f"{n}@x.example" for n in range(5)], "Bedrijf": names})
    created = ak.imports.plan(ws, "contacts", source).accounts_created
    assert created.astype(object).where(created.notna(), None).to_numpy().tolist() == [
        ["ACME BV", "Acme B.V.", 1],
        ["Bakkerij de Ochtnd", "Bakkerij De Ochtend", 2],
        ["Zuivelfabriek", None, 3],
    ]


def test_a_custom_field_may_be_called_as_anything_inside_an_import_is(ws: ak.Workspace) -> None:
    names = [
        "c0",
        "c1",
        "source",
        "staged",
        "first",
        "match",
        "nth",
        "stored",
        "given",
        "record",
        "action",
        "moves",
    ]
    for name in names:
        ak.fields.define(ws, "contact", name, "text", key=name)
    row = {name: name for name in reversed(names)} | {"E-mail": "a@x.example", "Bedrijf": "Acme"}
    source = pd.DataFrame([row])
    assert ak.imports.run(ws, "contacts", source).created == 1
    assert ak.imports.run(ws, "contacts", source).unchanged == 1
    contact = ak.contacts.get(ws, "a@x.example")
    assert [contact.to_dict()[name] for name in names] == names


# --- sources


def test_a_frame_of_polars_is_a_source(ws: ak.Workspace) -> None:
    source = pl.DataFrame({"Naam": ["Acme", "Beta"], "Medewerkers": [12, None]})
    assert ak.imports.run(ws, "accounts", source).created == 2
    assert ws.value("SELECT sum(employees) FROM accounts") == 12


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encoding_and_delimiter_are_found(
    ws: ak.Workspace, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "accounts.csv"
    rows = [["Bedrijfsnaam", "Plaats"], ["Café Zoë", "Curaçao"], ["Bär", "Köln"]]
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding=encoding)
    result = ak.imports.run(ws, "accounts", path)
    assert (result.created, result.rejected) == (2, 0)
    assert ak.accounts.get(ws, "café zoë").city == "Curaçao"


def test_a_file_that_is_no_table_is_refused_before_the_workspace_is_touched(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    empty, header = tmp_path / "empty.csv", tmp_path / "header.csv"
    empty.write_text("")
    header.write_text("Bedrijfsnaam;Plaats\n")
    with pytest.raises(ak.UnreadableFile, match=r"empty\.csv is empty"):
        ak.imports.run(ws, "accounts", empty)
    with pytest.raises(ak.UnreadableFile, match=r"header\.csv has a header and no rows"):
        ak.imports.run(ws, "accounts", header)
    with pytest.raises(ak.UnknownEncoding, match="No encoding is called 'utf-9'"):
        ak.imports.run(ws, "accounts", header, encoding="utf-9")


def test_all_rows_refused_is_a_result_and_no_error(ws: ak.Workspace) -> None:
    result = ak.imports.run(ws, "contacts", pd.DataFrame({"E-mail": ["info@", "x"]}))
    assert (result.created, result.rejected, result.change_set_id) == (0, 2, None)
    assert result.problems_by_check["rows"].tolist() == [2]
