"""The help article as it is read, from a new account to a safe deletion; docs/article.md has every line."""

import re
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.model.kinds import CUSTOM_KINDS, KINDS

ROOT = Path(__file__).parent.parent
MARCH = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def ws() -> ak.Workspace:
    """A firm with an account manager, an account, and three people at it."""
    ws = ak.open()
    ak.users.create(ws, "Els de Boer", email="els@firma.nl", role="admin")
    ak.accounts.create(ws, "Acme B.V.", owner="Els de Boer", website="www.acme.nl")
    for name, title in (("jan", "inkoper"), ("piet", "directeur"), ("an", None)):
        ak.contacts.create(
            ws, f"{name}@acme.nl", first_name=name.title(), account="Acme B.V.", job_title=title
        )
    return ws


def test_details_contacts_and_notes_of_a_firm_stand_in_one_place(ws: ak.Workspace) -> None:
    ak.notes.add(ws, "Belde over de beurs.", account="Acme B.V.")
    page = ak.accounts.page(ws, "Acme B.V.")
    assert "Acme B.V." in page.about["value"].tolist()
    assert page.notes["text"].tolist() == ["Belde over de beurs."]
    assert sorted(page.contacts["email"]) == ["an@acme.nl", "jan@acme.nl", "piet@acme.nl"]


def test_an_account_has_every_field_that_the_article_names(ws: ak.Workspace) -> None:
    keys = {
        "name",
        "address_1",
        "address_2",
        "postcode",
        "city",
        "state",
        "country",
        "description",
        "employees",
    }
    keys |= {"annual_revenue", "industry", "website", "owner", "phone"}
    assert {f"account.{key}" for key in keys} <= set(ak.fields.table(ws, "account")["field"])


def test_own_fields_segment_contacts_and_personalise_mail(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Pakket", "dropdown", options=["Brons", "Goud"])
    ak.accounts.update(ws, "Acme B.V.", pakket="Goud")
    gold = ak.account.pakket == "Goud"
    assert ak.segments.count(ws, gold) == 3
    mail = ak.merge_fields.render(ws, {"subject": "x", "body": "{{ account.pakket }}"}, gold)
    assert set(mail["body"]) == {"Goud"}


def test_a_new_account_asks_name_owner_and_website_and_is_in_the_overview(ws: ak.Workspace) -> None:
    made = ak.accounts.create(ws, "Beta", owner="els@firma.nl", website="beta.nl")
    assert (made.name, made.owner, made.website) == ("Beta", "Els de Boer", "beta.nl")
    assert ak.accounts.table(ws, columns=["name", "owner"]).iloc[-1].tolist() == ["Beta", "Els de Boer"]
    ak.accounts.update(ws, "Beta", city="Ede")
    assert ak.accounts.get(ws, "beta").city == "Ede"
    ws.user = "Els de Boer"
    assert ak.accounts.create(ws, "Gamma").owner == "Els de Boer"  # the acting user, unless another is given
    with pytest.raises(ak.AlreadyExists, match="'beta' exists already"):
        ak.accounts.create(ws, "beta")


def test_the_page_of_an_account_has_about_notes_and_contacts(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Contracteinde", "date")
    page = ak.accounts.page(ws, 1, language="nl")
    about = page.about.set_index("field")["value"]
    assert about["account.name"] == "Acme B.V."
    assert not about["account.city"] or pd.isna(about["account.city"])
    assert "account.contracteinde" in about.index
    for text in (repr(page), page._repr_html_()):
        assert [word for word in ("Over", "Notities", "Contactpersonen") if word not in text] == []
    english = repr(ak.accounts.page(ws, 1, language="en"))
    assert [word for word in ("About", "Notes", "Contacts") if word not in english] == []


def test_the_options_of_industry_and_annual_revenue_are_edited(ws: ak.Workspace) -> None:
    ak.accounts.update(ws, 1, industry="Zorg", annual_revenue="1M - 5M")
    options = list(ak.fields.get(ws, "account.industry").options)
    renamed = ["Gezondheidszorg" if one == "Zorg" else one for one in options]
    ak.fields.set_options(ws, "account.industry", renamed, rename={"Zorg": "Gezondheidszorg"})
    assert ak.accounts.get(ws, 1).industry == "Gezondheidszorg"
    with pytest.raises(ak.FieldInUse, match="1M - 5M"):
        ak.fields.set_options(ws, "account.annual_revenue", ["< 1M", "> 1M"])
    ak.fields.set_options(ws, "account.annual_revenue", ["< 1M", "> 1M"], replacement={"1M - 5M": "> 1M"})
    assert ak.segments.count(ws, ak.account.annual_revenue > "< 1M") == 3


def test_an_own_field_of_every_kind_shows_under_about(ws: ak.Workspace) -> None:
    for kind in CUSTOM_KINDS:
        ak.fields.define(
            ws, "account", f"Veld {kind}", kind, options=["A", "B"] if KINDS[kind].has_options else None
        )
    shown = set(ak.accounts.page(ws, 1).about["field"])
    assert {f"account.veld_{kind}" for kind in CUSTOM_KINDS} <= shown


def test_fields_are_managed_by_who_has_the_right(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Bo", role="editor")
    ws.user = "Bo"
    with pytest.raises(ak.NotAllowed, match="may not manage fields"):
        ak.fields.define(ws, "account", "Pakket", "text")
    ws.user = "Els de Boer"
    ak.users.update(ws, "Bo", manage_fields="yes")
    ws.user = "Bo"
    assert ak.fields.define(ws, "account", "Pakket", "text").key == "pakket"


def test_notes_on_an_account_are_added_and_seen(ws: ak.Workspace) -> None:
    ak.notes.add(ws, "Belde met Jan: café Zoë.", account="Acme B.V.", author="Els", at="2026-03-01T10:00")
    ak.notes.add(ws, "Mailde terug.", account="Acme B.V.", at="2026-03-02")
    assert ak.notes.table(ws, account="Acme B.V.")["text"].tolist()[0] == "Mailde terug."
    assert ak.notes.search(ws, "CAFE zoe")["author"].tolist() == ["Els"]


def test_the_organisation_field_becomes_accounts_and_is_gone(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "contact", "Organisatie", "text")
    for number, name in enumerate(("Bakkerij Jansen", "bakkerij  jansen B.V.", "Gemeente Ede")):
        ak.contacts.create(ws, f"p{number}@x.nl", organisatie=name)
    ak.accounts.from_organisation_field(ws, "organisatie", confirm=True)
    assert ak.contacts.get(ws, "p0@x.nl").account == ak.contacts.get(ws, "p1@x.nl").account
    assert ak.contacts.get(ws, "p2@x.nl").account == "Gemeente Ede"
    assert ws.catalogue.find("contact.organisatie") is None


def test_the_page_shows_who_decides_who_to_follow_up_and_who_is_engaged(ws: ak.Workspace) -> None:
    ak.activities.record(ws, "mail_one_to_one", contact="piet@acme.nl", at=MARCH)
    for _ in range(3):
        ak.activities.record(ws, "link_clicked", contact="jan@acme.nl", at=MARCH)

    def first(order: str) -> str:
        return str(ak.accounts.page(ws, 1, order=order, as_of="2026-03-31").contacts["email"].iloc[0])

    assert first("job_title") == "piet@acme.nl"  # directeur
    assert first("-last_contacted_at") == "piet@acme.nl"
    assert first("-activities_90_days") == "jan@acme.nl"


def test_a_contact_belongs_to_one_account_only(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Beta")
    with pytest.raises(ak.AlreadyLinked, match=r"jan@acme\.nl already belongs to account 'Acme B\.V\.'"):
        ak.associations.link(ws, "jan@acme.nl", "Beta")
    assert ak.associations.move(ws, "jan@acme.nl", "Beta").account == "Beta"


def test_a_known_contact_is_found_by_name_mail_or_phone_and_added(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, "zoe@x.nl", first_name="Zoë", last_name="de Wit", phone="06 1234 5678")
    for typed in ("zoe de", "zoe@", "0612345"):
        assert ak.contacts.find(ws, typed)["email"].iloc[0] == "zoe@x.nl"
    found = ak.contacts.find(ws, "zoe de w")
    linked = ak.associations.link(ws, int(found["contact_id"].iloc[0]), "Acme B.V.", job_title="marketeer")
    assert (linked.account, linked.job_title) == ("Acme B.V.", "marketeer")


def test_a_new_contact_is_added_to_an_account_and_has_a_page_of_its_own(ws: ak.Workspace) -> None:
    ak.contacts.create(
        ws, "bo@acme.nl", first_name="Bo", phone="06 1", account="Acme B.V.", job_title="planner"
    )
    assert "bo@acme.nl" in ak.associations.contacts_of(ws, "Acme B.V.")["email"].tolist()
    assert "Acme B.V." in repr(ak.contacts.page(ws, "bo@acme.nl"))


def test_a_contact_is_edited_once_and_shows_the_same_everywhere(ws: ak.Workspace) -> None:
    given = {"first_name": "Jantine", "last_name": "Bos", "job_title": "chef", "phone": "06 2"}
    assert ak.contacts.update(ws, "jan@acme.nl", email="jantine@acme.nl", **given) == 1
    shown = ak.associations.contacts_of(ws, "Acme B.V.").set_index("email").loc["jantine@acme.nl"]
    assert {key: shown[key] for key in given} == given


def test_a_contact_leaves_its_account_and_stays(ws: ak.Workspace) -> None:
    ak.associations.unlink(ws, "jan@acme.nl")
    assert ak.contacts.get(ws, "jan@acme.nl").account is None
    ak.associations.unlink(ws, ["piet@acme.nl", "an@acme.nl"])  # many: shown first
    assert ak.contacts.get(ws, "piet@acme.nl").account == "Acme B.V."
    ak.associations.unlink(ws, ["piet@acme.nl", "an@acme.nl"], confirm=True)
    assert ws.counts()["contacts"] == 3


def test_an_account_is_deleted_after_it_was_shown_what_goes(ws: ak.Workspace) -> None:
    ak.notes.add(ws, "Belde.", account="Acme B.V.")
    shown = ak.accounts.delete(ws, "Acme B.V.")
    assert (shown.notes, shown.unlinked, shown.done) == (1, 3, False)
    ak.accounts.delete(ws, "Acme B.V.", confirm=True)
    assert {**ws.counts(), "users": 0}["accounts"] == 0
    assert (ws.counts()["contacts"], ws.counts()["notes"]) == (3, 0)
    ak.accounts.restore(ws, "Acme B.V.")
    assert ak.associations.contacts_of(ws, "Acme B.V.")["job_title"].fillna("").tolist() == [
        "inkoper", "directeur", ""
    ]  # fmt: skip


def test_the_contacts_of_a_deleted_account_are_tagged_in_the_same_step(ws: ak.Workspace) -> None:
    ak.accounts.delete(ws, "Acme B.V.", confirm=True, tag="was Acme")
    assert ak.segments.count(ws, ak.contact.tags.has_any_of("was Acme")) == 3


# --- docs/article.md itself


def rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "article.md").read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")
    ]


def test_every_function_of_the_page_is_there() -> None:
    text = (ROOT / "docs" / "article.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+(?:\.\w+)?)(?:\(|`)", text)) - {"AlreadyLinked", "import"}
    named = {one for one in named if not one.startswith("test_")}
    assert len(named) > 25
    for one in named:
        assert attrgetter(one)(ak), one


def test_every_proof_of_the_page_is_a_test() -> None:
    proofs = {one for row in rows() for one in re.findall(r"`(test_\w+)`", row[-1])}
    tests = {
        name
        for path in (ROOT / "tests").glob("test_*.py")
        for name in re.findall(r"(?m)^def (test_\w+)", path.read_text(encoding="utf-8"))
    }
    assert len(proofs) > 15
    assert not proofs - tests
