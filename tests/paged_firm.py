"""The firm whose pages are looked at: an account with contacts, custom fields, notes and activities."""

import accounts_kit as ak


def paged_firm() -> ak.Workspace:
    """Return a workspace in memory with one account, four contacts (one elsewhere), notes and activities."""
    ws = ak.open()
    ak.users.create(ws, "Els de Boer", email="els@firma.nl")
    ak.fields.define(ws, "account", "Contracteinde", "date", group="Contract")
    ak.fields.define(ws, "account", "Keuzes", "multiselect", options=["A", "B"])
    ak.fields.define(ws, "account", "Waarde", "currency", group="Contract", currency="USD")
    ak.accounts.create(
        ws, "Acme B.V.", owner="Els de Boer", employees=25, keuzes=["B", "A"], waarde="12500.5",
        contracteinde="2026-12-31", description="Een.\nTwee.",
    )  # fmt: skip
    people = {"Piet": "directeur", "zoë": "inkoper", None: None}
    for number, (name, title) in enumerate(people.items(), start=1):
        ak.contacts.create(
            ws, f"p{number}@acme.nl", account=1, first_name=name, job_title=title, phone=f"06 {9 - number}"
        )
    ak.contacts.create(ws, "los@x.nl", last_name="Los")
    for contact, at in ((1, "2026-03-13T00:00"), (1, "2026-06-11T23:59"), (2, "2026-06-01T10:00")):
        ak.activities.record(ws, "mail_campaign", contact=contact, at=at, campaign="Voorjaar")
    ak.activities.record(ws, "mail_opened", contact=1, at="2026-06-12T09:00", name="Nieuws")
    ak.notes.add(ws, "Oud.", account=1, at="2026-01-01T10:00", author="Jan")
    ak.notes.add(ws, "Nieuw.\nTwee regels.", account=1, contact=1, at="2026-02-01T10:00", author="Els")
    ak.notes.add(ws, "Over Piet.", contact=1, at="2026-02-02")
    return ws
