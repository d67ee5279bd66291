"""Accounts: create, get, find, table, update and delete, as the help article describes them."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

import accounts_kit as ak

HOSTILE = [
    "'); DROP TABLE accounts;--",
    'Jansen "de Bakker" & Zn.',
    '=HYPERLINK("http://x.example")',
    "<script>alert(1)</script>",
    "line\nbreak",
    "שלום \u202eevil",
    "🦄 B.V.",
    "$1 ? :name {0} %s",
]


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def test_create_returns_the_account_with_its_values(ws: ak.Workspace) -> None:
    account = ak.accounts.create(
        ws, " Acme  B.V. ", website="www.acme.example", employees=25, industry="zorg"
    )
    assert (account.account_id, account.name, account.employees) == (1, "Acme  B.V.", Decimal(25))
    assert account.industry == "Zorg"
    assert account.to_dict() == ak.accounts.get(ws, 1).to_dict()


def test_an_account_is_found_by_its_name_without_case_and_double_spaces(ws: ak.Workspace) -> None:
    account = ak.accounts.create(ws, "Café 't Hoekje")
    assert ak.accounts.get(ws, "  café   'T HOEKJE ").account_id == account.account_id


def test_a_second_account_of_that_name_is_refused(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme B.V.")
    with pytest.raises(ak.AlreadyExists, match=r"'ACME  b\.v\.' exists already"):
        ak.accounts.create(ws, "ACME  b.v.")
    assert ws.counts()["accounts"] == 1


def test_an_unknown_name_offers_the_nearest(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme B.V.")
    with pytest.raises(ak.UnknownRecord, match=r"No account 'Acme BV'\. Did you mean 'Acme B\.V\.'\?"):
        ak.accounts.get(ws, "Acme BV")
    with pytest.raises(ak.UnknownRecord, match="No account 99"):
        ak.accounts.get(ws, 99)


def test_an_unknown_field_offers_the_nearest(ws: ak.Workspace) -> None:
    with pytest.raises(ak.UnknownField, match=r"Account has no field 'industri'\. Did you mean 'industry'\?"):
        ak.accounts.create(ws, "Acme", industri="Software")


@pytest.mark.parametrize(
    ("values", "check"),
    [
        ({"name": " "}, "required"),
        ({"name": "x" * 256}, "length"),
        ({"industry": "Sofware"}, "option"),
        ({"website": "geen idee"}, "website"),
        ({"employees": "1.2.3"}, "number"),
        ({"employees": True}, "number"),
        ({"employees": -1}, "range"),
        ({"employees": 10**12}, "size"),
        ({"created_at": "gisteren"}, "datetime"),
        ({"contracteinde": "31-02-2026"}, "date"),
        ({"phone": 612345678}, "text"),
        ({"updated_at": "2026-01-01"}, "computed"),
    ],
)
def test_create_and_update_refuse_a_wrong_value_by_the_same_check(
    ws: ak.Workspace, values: dict[str, object], check: str
) -> None:
    ak.fields.define(ws, "account", "Contracteinde", "date")
    account = ak.accounts.create(ws, "Acme")
    before = ak.accounts.table(ws)
    with pytest.raises(ak.WrongValue, match=rf"\(check: {check}\)"):
        ak.accounts.create(ws, **({"name": "Beta"} | values))
    with pytest.raises(ak.WrongValue, match=rf"\(check: {check}\)"):
        ak.accounts.update(ws, account, **values)
    pd.testing.assert_frame_equal(ak.accounts.table(ws), before)


def test_every_problem_of_a_call_is_named(ws: ak.Workspace) -> None:
    with pytest.raises(ak.WrongValue, match="check: option") as refused:
        ak.accounts.create(ws, "Acme", industry="Zorgg", employees=-1)
    assert [problem.check for problem in refused.value.problems] == ["option", "range"]


@pytest.mark.parametrize("value", HOSTILE)
def test_any_text_goes_in_and_comes_out_as_it_was(ws: ak.Workspace, value: str) -> None:
    account = ak.accounts.create(ws, value, description=value)
    field = ak.fields.define(ws, "account", value, "dropdown", options=[value], key="vrij_veld")
    ak.accounts.update(ws, value, vrij_veld=value)
    read = ak.accounts.get(ws, value)
    assert (read.name, read.description, read.vrij_veld) == (account.name, value, value)
    assert field.label() == value
    assert ak.check(ws).empty


def test_a_repr_of_hostile_values_is_no_markup(ws: ak.Workspace) -> None:
    account = ak.accounts.create(ws, "<script>alert(1)</script>")
    assert "<script>" not in account._repr_html_()
    assert "<script>" not in ak.accounts.delete(ws, account)._repr_html_()


def test_find_shows_the_same_name_first_then_what_begins_with_it(ws: ak.Workspace) -> None:
    for name in ("De Acme Groep", "Acme Zuid", "ACME"):
        ak.accounts.create(ws, name)
    assert list(ak.accounts.find(ws, "acme")["name"]) == ["ACME", "Acme Zuid", "De Acme Groep"]
    assert ak.accounts.find(ws, " ").empty
    assert ak.accounts.find(ws, "%").empty


def test_half_a_sign_is_refused_by_a_check_and_named_where_it_is_looked_for(ws: ak.Workspace) -> None:
    for values in ({"name": "a\ud83d"}, {"name": "A", "city": "a\ud83d"}):
        with pytest.raises(
            ak.WrongValue, match=r"'a\\ud83d' holds half of a sign.* \(check: signs\)"
        ) as raised:
            ak.accounts.create(ws, **values)
        assert raised.value.problems[0].value == r"'a\ud83d'"
    with pytest.raises(ak.WrongValue, match="A text holds half of a sign"):
        ak.accounts.get(ws, "a\ud83d")
    with pytest.raises(ak.WrongValue, match="A text holds half of a sign"):
        ak.accounts.find(ws, "a\ud83d")
    assert ws.counts()["accounts"] == 0


def test_a_value_of_another_kind_is_told_how_its_own_is_written(ws: ak.Workspace) -> None:
    with pytest.raises(ak.WrongValue, match=r"'veel' is not a number \(1234\.5\) \(check"):
        ak.accounts.create(ws, "A", employees="veel")
    with pytest.raises(
        ak.WrongValue, match=r"'gisteren' is not a moment \(2026-12-31T12:00\+01:00\) \(check"
    ):
        ak.accounts.create(ws, "A", created_at="gisteren")
    ak.fields.define(ws, "account", "Verlenging", "date")
    with pytest.raises(ak.WrongValue, match=r"'morgen' is not a date \(2026-12-31\) \(check"):
        ak.accounts.create(ws, "A", verlenging="morgen")


def test_a_bare_text_is_one_column(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "A")
    assert ak.accounts.table(ws, columns="name").to_dict("list") == {"name": ["A"]}


def test_update_changes_one_or_many_and_says_how_many(ws: ak.Workspace) -> None:
    ids = [ak.accounts.create(ws, name).account_id for name in ("A", "B", "C")]
    assert ak.accounts.update(ws, "A", city="Zwolle") == 1
    assert ak.accounts.update(ws, ids, city="Zwolle") == 2
    assert ak.accounts.update(ws, ids, city="Zwolle") == 0
    assert ak.accounts.update(ws, pd.Series(ids[:2]), city=None) == 2
    assert ak.accounts.update(ws, pd.DataFrame({"account_id": ids}), state="Overijssel") == 3
    assert ak.accounts.update(ws, ak.account.name.is_("C"), state="Gelderland") == 1
    assert ak.accounts.update(ws, np.int64(ids[0]), state="Drenthe") == 1
    assert list(
        ak.accounts.table(ws, columns=["name", "city", "state"]).itertuples(index=False, name=None)
    ) == [
        ("A", pytest.approx(float("nan"), nan_ok=True), "Drenthe"),
        ("B", pytest.approx(float("nan"), nan_ok=True), "Overijssel"),
        ("C", "Zwolle", "Gelderland"),
    ]


def test_update_of_one_that_is_not_there_changes_none(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "A")
    with pytest.raises(ak.UnknownRecord, match="do not exist: 99"):
        ak.accounts.update(ws, [1, 99], city="Zwolle")
    assert ak.accounts.get(ws, 1).city is None


@pytest.mark.parametrize("answer", [True, np.True_, [False]])
def test_yes_or_no_is_no_id(ws: ak.Workspace, answer: object) -> None:
    ak.accounts.create(ws, "A")
    with pytest.raises(ak.UnknownRecord, match=r"(True|False) is nothing .* Give an id, or a rule such as"):
        ak.accounts.update(ws, answer, city="Zwolle")


def test_a_name_is_given_to_one_account_only(ws: ak.Workspace) -> None:
    ids = [ak.accounts.create(ws, name).account_id for name in ("A", "B")]
    with pytest.raises(ak.WrongValue, match="one account only"):
        ak.accounts.update(ws, ids, name="C")
    with pytest.raises(ak.AlreadyExists, match="'b' exists already"):
        ak.accounts.update(ws, "A", name="b")
    assert ak.accounts.update(ws, "A", name="a") == 1
    assert ak.accounts.get(ws, "A").name == "a"


def test_a_frame_without_ids_says_what_it_has(ws: ak.Workspace) -> None:
    with pytest.raises(ak.UnknownRecord, match=r"no column 'account_id'\. It has: name\."):
        ak.accounts.update(ws, pd.DataFrame({"name": ["A"]}), city="Zwolle")


def test_the_owner_is_a_user_and_shows_as_a_name(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Els de Boer", email="els@firma.example", role="admin")
    assert ak.accounts.create(ws, "A", owner="ELS@firma.example").owner == "Els de Boer"
    assert ak.accounts.table(ws, columns=["name", "owner"]).to_dict("records") == [
        {"name": "A", "owner": "Els de Boer"}
    ]
    with pytest.raises(ak.UnknownRecord, match=r"No user 'Els de Boor'\."):
        ak.accounts.create(ws, "B", owner="Els de Boor")


def test_the_acting_user_owns_what_it_creates(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Els", email="els@firma.example")
    ws.user = "els@firma.example"
    assert ak.accounts.create(ws, "A").owner == "Els"


def test_delete_shows_first_and_acts_on_confirm(ws: ak.Workspace) -> None:
    account = ak.accounts.create(ws, "Acme")
    contact = ak.contacts.create(ws, "jan@acme.example", account=account, job_title="directeur")
    ak.notes.add(ws, "Belde.", account=account)
    ak.notes.add(ws, "Belde met Jan.", account=account, contact=contact)
    shown = ak.accounts.delete(ws, "Acme")
    assert (len(shown.records), shown.unlinked, shown.notes, shown.done) == (1, 1, 1, False)
    assert ws.counts()["accounts"] == 1

    done = ak.accounts.delete(ws, "Acme", confirm=True, tag="was bij Acme")
    assert done.done
    assert ws.counts() | {"custom_fields": 0} == {
        "accounts": 0, "contacts": 1, "notes": 1, "tags": 1, "deals": 0, "tasks": 0, "activities": 0,
        "custom_fields": 0, "users": 0,
    }  # fmt: skip
    left = ak.contacts.get(ws, "jan@acme.example")
    assert (left.account, left.job_title) == (None, None)
    assert list(ak.notes.table(ws, contact=left)["text"]) == ["Belde met Jan."]
    with pytest.raises(ak.UnknownRecord, match="No account 'Acme'"):
        ak.accounts.delete(ws, "Acme", confirm=True)
    assert ak.check(ws).empty


def test_a_call_that_fails_inside_a_transaction_takes_all_of_it_back(ws: ak.Workspace) -> None:
    with pytest.raises(ak.AlreadyExists, match="exists already"), ws.transaction():
        ak.accounts.create(ws, "A")
        ak.accounts.create(ws, "a")
    assert ws.counts()["accounts"] == 0
    assert ak.changes.table(ws).empty
