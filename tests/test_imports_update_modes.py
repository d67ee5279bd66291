"""What rows do to records that are there: by mode, field by field, by clear tokens; and the list of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import accounts_kit as ak
from accounts_kit.imports.crossing import check_resolved
from accounts_kit.records.history import recording
from accounts_kit.records.loading import Resolution, changes_of, mode_of, resolve, write
from tests.test_loading import staged_rows

MODES = ("always", "if_not_blank", "if_existing_blank", "never")
JAN = "jan@x.example"


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    for name in ("Acme", "Beta"):
        ak.accounts.create(ws, name, city="Urk", phone="1")
    ak.contacts.create(ws, JAN, first_name="Jan", phone="06", account="Acme", job_title="Inkoper")
    return ws


def counts(result: Any) -> tuple[int, int, int]:
    return result.created, result.updated, result.unchanged


# --- by field


def test_each_field_has_its_own_mode_and_the_others_that_of_the_empty_key(ws: ak.Workspace) -> None:
    source = pd.DataFrame(
        {"Naam": ["acme"], "Plaats": ["Ede"], "Telefoon": ["2"], "Land": ["NL"], "Postcode": [""]}
    )
    update = {"city": "never", "phone": "if_existing_blank", "": "always"}
    assert counts(ak.imports.run(ws, "accounts", source, update=update)) == (0, 1, 0)
    account = ak.accounts.get(ws, 1)
    assert (account.name, account.city, account.phone, account.country) == ("acme", "Urk", "1", "NL")


def test_a_field_that_a_mapping_does_not_name_is_not_emptied_by_a_blank_cell(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"Naam": ["Acme"], "Plaats": [""], "Telefoon": [""]})
    ak.imports.run(ws, "accounts", source, update={"phone": "always"})
    assert (ak.accounts.get(ws, 1).city, ak.accounts.get(ws, 1).phone) == ("Urk", None)


@pytest.mark.parametrize(
    ("mode", "account"), [("never", "Acme"), ("if_existing_blank", "Acme"), ("if_not_blank", "Nieuw")]
)
def test_the_account_has_a_mode_of_its_own_and_no_account_is_made_for_nothing(
    ws: ak.Workspace, mode: str, account: str
) -> None:
    source = pd.DataFrame({"E-mail": [JAN], "Voornaam": ["Johan"], "Bedrijf": ["Nieuw"]})
    result = ak.imports.run(ws, "contacts", source, update={"account": mode})
    assert counts(result) == (0, 1, 0)
    assert (ak.contacts.get(ws, 1).account, ak.contacts.get(ws, 1).first_name) == (account, "Johan")
    assert len(result.moved) == len(result.accounts_created) == (account == "Nieuw")
    assert ak.contacts.get(ws, 1).job_title == (None if account == "Nieuw" else "Inkoper")
    assert ws.counts()["accounts"] == 2 + (account == "Nieuw")


def test_an_account_that_nobody_moves_to_stays_where_two_rows_name_it(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "els@x.example")
    source = pd.DataFrame({"E-mail": [JAN, "els@x.example"], "Bedrijf": "Nieuw", "Achternaam": "X"})
    ak.imports.run(ws, "contacts", source, update={"account": "if_existing_blank"})
    assert [ak.contacts.get(ws, one).account for one in (1, 2)] == ["Acme", "Nieuw"]


def test_never_changes_nothing_of_a_record_that_is_there_not_even_its_tags(ws: ak.Workspace) -> None:
    source = pd.DataFrame(
        {"E-mail": [JAN, "nieuw@x.example"], "Voornaam": "X", "Bedrijf": "Beta", "Tags": "a"}
    )
    result = ak.imports.run(ws, "contacts", source, update="never", tags=["import"])
    assert counts(result) == (1, 0, 1)
    tagged = ws.rows("SELECT DISTINCT contact_id FROM contact_tags")
    assert tagged == [(2,)]
    assert (
        ws.rows("SELECT DISTINCT record_id FROM changes WHERE table_name = 'contacts' AND action = 'update'")
        == []
    )
    again = ak.imports.run(ws, "contacts", source, update="never", tags=["import"])
    assert again.change_set_id is None


def test_tags_are_added_by_every_other_mode_and_may_have_never_of_their_own(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"E-mail": [JAN], "Voornaam": ["X"], "Tags": ["a"]})
    ak.imports.run(ws, "contacts", source, update={"tags": "never"}, tags=["b"])
    assert (ws.counts()["tags"], ak.contacts.get(ws, 1).first_name) == (0, "X")
    ak.imports.run(ws, "contacts", source, update={"": "if_existing_blank"}, tags=["b"])
    assert ak.tags.table(ws)["tag"].tolist() == ["a", "b"]


def test_a_name_of_another_record_stands_before_the_field(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"E-mail": [JAN], "Voornaam": ["X"], "Telefoon": ["07"]})
    ak.imports.run(ws, "contacts", source, update={"contact.phone": "never", "account.phone": "always"})
    assert (ak.contacts.get(ws, 1).phone, ak.contacts.get(ws, 1).first_name) == ("06", "X")


@pytest.mark.parametrize(
    ("update", "error", "message"),
    [
        ("sometimes", ak.WrongValue, r"update='sometimes' is not possible"),
        ({"city": "sometimes"}, ak.WrongValue, r"update='sometimes' is not possible\. There is: 'always'"),
        ({"ciyt": "never"}, ak.UnknownField, r"update= names .ciyt.*Did you mean .city."),
        ({"contact.ciyt": "never"}, ak.UnknownField, r"update= names 'contact\.ciyt'"),
        ({"firm.city": "never"}, ak.UnknownField, r"update= names 'firm\.city'.*Did you mean 'city'"),
        ({"updated_at": "never"}, ak.UnknownField, r"update= names 'updated_at'"),
    ],
)  # fmt: skip
def test_a_mode_or_field_that_is_none_says_what_there_is(
    ws: ak.Workspace, update: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ak.imports.plan(ws, "accounts", pd.DataFrame({"Naam": ["a"]}), update=update)


def test_custom_fields_take_one_mode(ws: ak.Workspace) -> None:
    with pytest.raises(ak.WrongValue, match="write update= as one mode"):
        ak.imports.plan(ws, "custom_fields", pd.DataFrame({"Label": ["a"]}), update={"label": "never"})


def test_the_mode_of_a_field_is_its_own_else_that_of_all_others_else_the_usual() -> None:
    assert mode_of("never", "city") == "never"
    assert mode_of({"": "always", "city": "never"}, "city") == "never"
    assert mode_of({"": "always"}, "city") == "always"
    assert mode_of({}, "city") == "if_not_blank"


# --- what accounts_kit fills in by itself


def test_a_blank_cell_never_empties_what_a_new_record_gets_by_itself(ws: ak.Workspace) -> None:
    source = pd.DataFrame({"E-mail": [JAN, "els@x.example"], "Status": ["", ""], "Aangemaakt op": ["", ""]})
    ak.contacts.update(ws, 1, status="unsubscribed")
    assert counts(ak.imports.run(ws, "contacts", source, update="always")) == (1, 0, 1)
    assert ak.imports.run(ws, "contacts", source, update="always").change_set_id is None
    assert [ak.contacts.get(ws, one).status for one in (1, 2)] == ["unsubscribed", "active"]


# --- clear tokens


def resolved(
    ws: ak.Workspace, of: str, columns: Mapping[str, list[Any]], cleared: str, **how: Any
) -> Resolution:
    """Rows in which a clear token stood in every cell of one column, resolved."""
    rows = staged_rows(ws, of, columns)
    rows = rows.append_column(f"cleared {cleared}", pa.array([True] * rows.num_rows))
    with ws.staged("rows", rows) as view:
        return resolve(ws, of, view, [*columns, f"cleared {cleared}"], **how)


def refused(
    ws: ak.Workspace, of: str, columns: Mapping[str, list[Any]], cleared: str, key: str | None = None
) -> list[tuple[Any, ...]]:
    """What is wrong with rows that were resolved: line, field, check."""
    with ws.staged("said", staged_rows(ws, of, columns)) as view:
        parts = [*check_resolved(ws, of, view, [*columns, f"cleared {cleared}"], key=key)]
    return [tuple(row[:3]) for part in parts for row in part.to_numpy().tolist()]


@pytest.mark.parametrize("mode", MODES)
def test_a_clear_token_empties_by_every_mode_but_never(ws: ak.Workspace, mode: Any) -> None:
    with recording(ws, "load") as change:
        rows = {"name": ["Acme", "Nieuw"], "city": [None, None], "phone": ["2", "3"]}
        resolution = resolved(ws, "account", rows, "city", update={"city": mode, "": "if_not_blank"})
        write(change, resolution)
    assert ak.accounts.get(ws, 1).city == ("Urk" if mode == "never" else None)
    assert (ak.accounts.get(ws, 1).phone, ak.accounts.get(ws, "Nieuw").city) == ("2", None)


def test_clearing_the_account_unlinks_the_contact_and_is_listed_as_a_move(ws: ak.Workspace) -> None:
    with recording(ws, "load") as change:
        resolution = resolved(ws, "contact", {"email": [JAN], "account": [None]}, "account")
        assert resolution.moved.fillna("").to_numpy().tolist() == [[2, 1, "Acme", ""]]
        write(change, resolution)
    assert (ak.contacts.get(ws, 1).account, ak.contacts.get(ws, 1).job_title) == (None, None)
    assert ak.check(ws).empty


def test_clearing_what_a_record_cannot_do_without_is_refused(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Klasse", "text", default="B")
    ak.accounts.update(ws, [1, 2], klasse="A")
    ak.fields.update(ws, "account.klasse", required=True)
    rows = {"name": ["Acme", "Nieuw"], "klasse": [None, None]}
    with ws.reading():
        resolved(ws, "account", rows, "klasse")
        found = refused(ws, "account", rows, "klasse")
    # The new account gets the default, as from a blank cell.
    assert found == [(2, "klasse", "required")]


def test_clearing_the_only_thing_that_a_contact_is_known_by_is_refused(ws: ak.Workspace) -> None:
    ak.contacts.update(ws, 1, external_id="J", phone=None)
    rows = {"external_id": ["J"], "email": [None]}
    with ws.reading():
        resolved(ws, "contact", rows, "email", key="external_id")
        found = refused(ws, "contact", rows, "email", key="external_id")
    assert found == [(2, "email", "key")]


def test_a_clear_token_in_a_file_empties_and_unlinks_and_is_no_value_of_a_new_record(
    ws: ak.Workspace,
) -> None:
    source = pd.DataFrame(
        {"E-mail": [JAN, "els@x.example"], "Bedrijf": ["#leeg", "Acme"], "Voornaam": ["#leeg", "#leeg"]}
    )
    assert counts(ak.imports.run(ws, "contacts", source, clear="#leeg", update="never")) == (1, 0, 1)
    result = ak.imports.run(ws, "contacts", source, clear="#leeg")
    assert (counts(result), result.moved["from_account"].tolist()) == ((0, 1, 1), ["Acme"])
    contact = ak.contacts.get(ws, 1)
    assert (contact.account, contact.job_title, contact.first_name) == (None, None, None)
    assert ak.contacts.get(ws, "els@x.example").first_name is None
    ak.changes.undo(ws, result.change_set_id)
    assert ak.contacts.get(ws, 1).account == "Acme"


@pytest.mark.parametrize("key", ["name", "id"])
def test_a_clear_token_in_what_is_required_is_a_problem(ws: ak.Workspace, key: str) -> None:
    source = pd.DataFrame({"account_id": [1], "Naam": ["#leeg"], "Plaats": ["Ede"]})
    mapping = {"account_id": None} if key == "name" else None
    result = ak.imports.run(ws, "accounts", source, clear="#leeg", key=key, mapping=mapping)
    assert result.problems[["column", "check"]].to_numpy().tolist() == [["Naam", "required"]]
    assert ak.accounts.get(ws, 1).city == "Urk"


# --- what would change


def test_changes_are_listed_by_line_and_field_as_people_read_them(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Sanne", email="sanne@x.example")
    ak.fields.define(ws, "account", "Contractwaarde", "currency", key="contract")
    ak.fields.define(ws, "account", "Interesses", "multiselect", options=["a", "b"])
    rows = {
        "name": ["ACME", "Beta", "Nieuw"],
        "city": [None, "Ede", "Ede"],
        "owner": [1, None, 1],
        "contract": [12, None, 5],
        "interesses": [["a", "b"], None, None],
    }
    staged = staged_rows(ws, "account", {key: values for key, values in rows.items() if key != "owner"})
    staged = staged.append_column("owner", pa.array(rows["owner"], pa.int64()))
    with ws.reading(), ws.staged("rows", staged) as view:
        resolution = resolve(ws, "account", view, list(rows))
        whole, first = changes_of(ws, resolution), changes_of(ws, resolution, limit=1)
        assert changes_of(ws, resolution, limit=0).empty
    assert whole.fillna("").to_numpy().tolist() == [
        [2, 1, "Acme", "Bedrijfsnaam", "Acme", "ACME"],
        [2, 1, "Acme", "Eigenaar", "", "Sanne"],
        [2, 1, "Acme", "Contractwaarde", "", "12,00"],
        [2, 1, "Acme", "Interesses", "", "a, b"],
        [3, 2, "Beta", "Plaats", "Urk", "Ede"],
    ]
    pd.testing.assert_frame_equal(first, whole.head(4))


def test_a_move_shows_both_accounts_and_the_job_title_that_goes(ws: ak.Workspace) -> None:
    rows = {"email": [JAN], "account": ["Nieuw"]}
    with ws.reading(), ws.staged("rows", staged_rows(ws, "contact", rows)) as view:
        changes = changes_of(ws, resolve(ws, "contact", view, list(rows)))
    assert changes.fillna("").to_numpy().tolist() == [
        [2, 1, JAN, "Functie", "Inkoper", ""],
        [2, 1, JAN, "Account", "Acme", "Nieuw"],
    ]


def test_where_nothing_is_updated_no_change_is_listed(ws: ak.Workspace) -> None:
    rows = {"name": ["Acme", "Nieuw"], "city": ["Urk", "Ede"]}
    with ws.reading(), ws.staged("rows", staged_rows(ws, "account", rows)) as view:
        changes = changes_of(ws, resolve(ws, "account", view, list(rows)))
    assert (len(changes), list(changes.columns)) == (0, ["line", "record_id", "name", "field", "old", "new"])


def test_a_bad_address_refuses_its_row_where_the_caller_says_always_of_its_field(tmp_path: Path) -> None:
    ws = ak.open()
    ak.fields.define(ws, "contact", "Tweede adres", "email")
    ak.contacts.create(ws, "a@x.nl", tweede_adres="goed@x.nl")
    mapping = tmp_path / "mapping.yaml"
    columns = "{E-mail: email, Tweede: {field: tweede_adres, update: never}}"
    mapping.write_text(f"version: 1\nwhat: contacts\ncolumns: {columns}\n", encoding="utf-8")
    file = pd.DataFrame({"E-mail": ["a@x.nl"], "Tweede": ["fout@"]})
    kept = ak.imports.run(ws, "contacts", file, mapping=mapping)
    refused = ak.imports.run(ws, "contacts", file, mapping=mapping, update={"tweede_adres": "always"})
    assert (kept.rejected, refused.rejected) == (0, 1)
    assert ak.contacts.get(ws, "a@x.nl").tweede_adres == "goed@x.nl"
