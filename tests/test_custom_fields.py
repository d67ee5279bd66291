"""Custom fields: every kind goes in and comes out, and no key, label or default breaks a workspace."""

from datetime import UTC, date, datetime
from decimal import Decimal
from inspect import signature

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.model.catalogue import RESERVED_KEYS, Catalogue
from accounts_kit.model.kinds import CUSTOM_KINDS, KINDS as EVERY_KIND

OPTIONS = ["Rood", "Blauw", "Groen"]

# kind -> what is given, what is stored, what is refused, and the check that does so
KINDS: dict[str, tuple[object, object, object, str]] = {
    "text": (" Café\u00a0", "Café", "x" * 2_001, "length"),
    "textarea": ("regel 1\nregel 2", "regel 1\nregel 2", "x" * 100_001, "length"),
    "hidden": ("g-123", "g-123", 12, "text"),
    "number": ("1234.5", Decimal("1234.500000"), "1.234,5", "number"),
    "currency": (Decimal("9.995"), Decimal("10.00"), 10**16, "size"),
    "date": ("2026-02-28", date(2026, 2, 28), "2026-02-29", "date"),
    "datetime": ("2026-07-01T12:00", datetime(2026, 7, 1, 10, tzinfo=UTC), "straks", "datetime"),
    "dropdown": ("ROOD", "Rood", "Geel", "option"),
    "radio": (" blauw ", "Blauw", "Geel", "option"),
    "multiselect": (["groen", "Rood", "rood"], ["Rood", "Groen"], ["Rood", "Geel"], "option"),
    "checkbox": ("Groen", ["Groen"], 5, "option"),
    "email": ("Jan@Acme.nl", "Jan@Acme.nl", "jan@", "email"),
    "phone": ("06 1234 5678", "+31612345678", 612345678, "text"),
    "url": ("www.acme.nl", "www.acme.nl", "acme", "website"),
}
EVERY = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def define(ws: ak.Workspace, kind: str, **more: object) -> object:
    options = OPTIONS if EVERY_KIND[kind].has_options else None
    return ak.fields.define(ws, "account", "Ons veld", kind, options=options, **more)


def test_every_kind_that_a_custom_field_may_have_is_tried_here() -> None:
    assert set(KINDS) == set(CUSTOM_KINDS)


@EVERY
def test_a_value_of_each_kind_is_stored_and_read_back(ws: ak.Workspace, kind: str) -> None:
    given, stored, *_ = KINDS[kind]
    field = define(ws, kind)
    assert (field.name, field.kind_name, field.custom) == ("account.ons_veld", kind, True)
    assert ak.accounts.create(ws, "Acme", ons_veld=given).ons_veld == stored
    assert ak.accounts.get(ws, "Acme").ons_veld == stored
    assert ak.accounts.update(ws, "Acme", ons_veld=given) == 0
    assert ak.accounts.update(ws, "Acme", ons_veld=None) == 1
    assert ak.accounts.get(ws, "Acme").ons_veld is None
    assert ak.check(ws).empty


@EVERY
def test_a_wrong_value_of_each_kind_is_refused_by_its_check(ws: ak.Workspace, kind: str) -> None:
    *_, wrong, check = KINDS[kind]
    define(ws, kind)
    with pytest.raises(ak.WrongValue, match=rf"\(check: {check}\)"):
        ak.accounts.create(ws, "Acme", ons_veld=wrong)
    assert ws.counts()["accounts"] == 0


@EVERY
def test_a_default_of_each_kind_stands_where_nothing_is_given(ws: ak.Workspace, kind: str) -> None:
    given, stored, wrong, check = KINDS[kind]
    if check == "length":
        wrong = "x" * 1_001  # a default is short: it is typed by a person
    with pytest.raises(ak.WrongValue, match=rf"\(check: {check}\)"):
        define(ws, kind, default=wrong)
    define(ws, kind, default=given)
    assert ak.accounts.create(ws, "Acme").ons_veld == stored
    ak.imports.run(ws, "accounts", pd.DataFrame({"Naam": ["Beta"]}))
    assert ak.accounts.get(ws, "Beta").ons_veld == stored
    ak.imports.run(ws, "contacts", pd.DataFrame({"E-mail": ["jan@acme.nl"], "Account": ["Ceta"]}))
    assert ak.accounts.get(ws, "Ceta").ons_veld == stored
    assert ak.check(ws).empty


@EVERY
def test_a_deleted_value_of_each_kind_comes_back_as_it_was(ws: ak.Workspace, kind: str) -> None:
    define(ws, kind)
    before = ak.accounts.create(ws, "Acme", ons_veld=KINDS[kind][0])
    deleted = ak.accounts.delete(ws, "Acme", confirm=True)
    ak.changes.undo(ws, deleted.change_set_id)
    assert ak.accounts.get(ws, "Acme") == before


def test_a_required_field_is_asked_for_and_cannot_be_emptied(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "contact", "Klantnummer", "text", required=True)
    with pytest.raises(ak.WrongValue, match=r"Klantnummer is missing \(check: required\)"):
        ak.contacts.create(ws, "jan@acme.nl")
    ak.contacts.create(ws, "jan@acme.nl", klantnummer="007")
    with pytest.raises(ak.WrongValue, match=r"\(check: required\)"):
        ak.contacts.update(ws, 1, klantnummer=" ")


@pytest.mark.parametrize("nothing", ["", " \t", None, [], ["", None], float("nan"), pd.NA, Decimal("sNaN")])
def test_there_is_one_kind_of_missing(ws: ak.Workspace, nothing: object) -> None:
    define(ws, "multiselect")
    account = ak.accounts.create(ws, "Acme", ons_veld=nothing, employees=nothing, created_at=None)
    assert (account.ons_veld, account.employees) == (None, None)


@pytest.mark.parametrize(
    ("options", "kind"),
    [(None, "dropdown"), ([], "radio"), ([" "], "checkbox"), (["a"], "text"), (["1"], "number")],
)
def test_options_belong_to_the_kinds_that_have_them(
    ws: ak.Workspace, options: list[str] | None, kind: str
) -> None:
    with pytest.raises(ak.WrongValue, match=rf"this is {kind} \(check: field_options\)"):
        ak.fields.define(ws, "account", "Kleur", kind, options=options)


def test_a_single_option_may_be_given_as_text(ws: ak.Workspace) -> None:
    assert ak.fields.define(ws, "account", "Akkoord", "checkbox", options="Ja").options == ("Ja",)


def test_options_keep_their_order_and_may_be_any_text(ws: ak.Workspace) -> None:
    options = ["< 10", "10+", "'); DROP--", 'a "b"', "🦄", "a,b;c", "شركة"]
    ak.fields.define(ws, "contact", "Maat", "multiselect", options=options)
    stored = ak.contacts.create(ws, "jan@acme.nl", maat=options[::-1]).maat
    assert stored == options
    assert ak.fields.table(ws, "contact").set_index("field").loc["contact.maat", "options"] == ", ".join(
        options
    )


@pytest.mark.parametrize(
    ("label", "key", "said"),
    [
        ("Website", None, "a standard field has it"),
        ("Eigenaar", "owner_id", "accounts_kit uses that name itself"),
        ("Class", None, "it is a word of Python"),
        ("🦄", None, "no letter of the label can stand in a key"),
        ("Vrij", "Vrij", "a key has small letters"),
        ("Vrij", "vrij veld", "a key has small letters"),
        ("Vrij", 'vrij"; DROP TABLE accounts', "a key has small letters"),
        ("Vrij", "1e", "a key has small letters"),
    ],
)
def test_a_key_that_would_hide_something_is_refused(
    ws: ak.Workspace, label: str, key: str | None, said: str
) -> None:
    with pytest.raises(ak.WrongValue, match=rf"{said}.*\(check: field_key\)"):
        ak.fields.define(ws, "account", label, "text", key=key)
    assert ak.fields.table(ws)["custom"].sum() == 0


def test_a_reserved_key_is_refused(ws: ak.Workspace) -> None:
    for key in sorted(RESERVED_KEYS):
        with pytest.raises(ak.WrongValue, match=rf"the key '{key}' is not possible.*\(check: field_key\)"):
            ak.fields.define(ws, "account", "Vrij", "text", key=key)


def test_no_name_that_code_needs_is_hidden_by_a_key() -> None:
    """Records answer to some names, and functions that take values have parameters: those are reserved."""
    taken = {name for name in dir(ak.accounts.create(ak.open(), "Acme")) if not name.startswith("_")}
    for function in (ak.accounts.create, ak.accounts.update, ak.contacts.create, ak.contacts.update):
        taken |= signature(function).parameters.keys() - {"values"}
    fields = {field.key for of in ("account", "contact") for field in Catalogue().fields(of)}
    assert taken - fields <= RESERVED_KEYS


def test_a_second_field_of_a_key_is_refused_without_regard_to_spelling(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Categorie één", "text")
    with pytest.raises(ak.AlreadyExists, match=r"has a field 'categorie_een' already"):
        ak.fields.define(ws, "account", "CATEGORIE ÉÉN!", "number")
    assert ak.fields.define(ws, "contact", "Categorie één", "text").name == "contact.categorie_een"


@pytest.mark.parametrize(("said", "meant"), [("teks", "text"), ("getall", "number"), ("rado", "radio")])
def test_a_kind_that_is_none_offers_the_one_that_was_meant(ws: ak.Workspace, said: str, meant: str) -> None:
    with pytest.raises(ak.WrongValue, match=rf"'{said}' is not an option of Kind\. Did you mean '{meant}'\?"):
        ak.fields.define(ws, "account", "F", said)


def test_only_accounts_and_contacts_have_custom_fields(ws: ak.Workspace) -> None:
    with pytest.raises(ak.WrongValue, match=r"'note' is not an option of Of.*\(check: option\)"):
        ak.fields.define(ws, "note", "Vrij", "text")
    with pytest.raises(ak.WrongValue, match=r"'user' is not an option of Kind.*\(check: option\)"):
        ak.fields.define(ws, "account", "Vrij", "user")


# Words of SQL, and names that our own statements use or used.
AWKWARD_KEYS = [
    *("select", "table", "order", "group", "value", "check", "title", "old", "new", "now", "gone", "given"),
    *(
        "stored",
        "match",
        "nth",
        "found",
        "rows",
        "action",
        "moves",
        "record_id",
        "account_name",
        "account_key",
    ),
    *("stored_account_id", "cell", "kept", "undone", "fresh", "resolved", "joined", "key_column"),
]


def test_any_other_key_goes_through_the_whole_job(ws: ak.Workspace) -> None:
    for of in ("account", "contact"):
        for key in AWKWARD_KEYS:
            ak.fields.define(ws, of, key.replace("_", " "), "text")
    rows = pd.DataFrame({"E-mail": ["a@x.nl", "b@x.nl"], "Account": ["Xa", "Y"], "Tags": ["t", "t"]})
    first, second, third = (dict.fromkeys(AWKWARD_KEYS, value) for value in ("een", "twee", "drie"))
    assert ak.imports.run(ws, "contacts", rows[:1].assign(**first)).created == 1
    again = ak.imports.run(ws, "contacts", rows.assign(Account="Y", **second))
    assert (again.created, again.updated, len(again.moved)) == (1, 1, 1)
    assert ak.imports.run(ws, "accounts", pd.DataFrame({"Naam": ["y"]}).assign(**third)).updated == 1
    ak.contacts.update(ws, 1, **third)
    assert ak.changes.undo(ws, int(ak.changes.table(ws, limit=1)["change_set_id"][0])).kept.empty
    deleted = ak.contacts.delete(ws, [1, 2], confirm=True)
    assert ak.changes.undo(ws, deleted.change_set_id).kept.empty
    whose = ak.everyone()
    for key in AWKWARD_KEYS:
        whose &= (getattr(ak.contact, key) == "twee") & (getattr(ak.account, key) == "drie")
    columns = [f"{of}.{key}" for of in ("contact", "account") for key in AWKWARD_KEYS]
    members = ak.segments.members(ws, whose, columns=columns)
    assert members[columns].to_numpy().tolist() == [["twee"] * len(first) + ["drie"] * len(first)] * 2
    assert ak.check(ws).empty
