"""Contacts of real files find their accounts: by the domain of their address, and by the name in a field.

They lie beside the repository and not in it; where they are not, these tests are skipped and say so.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak

SHARED = Path(__file__).parents[2] / "shared" / "data"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real files of ../shared/data are not here")

MIJNOVERHEID = SHARED / "nl_mijnoverheid" / "mijnoverheid_20160907.csv"
SALESFORCE = SHARED / "sfdc_lwc_recipes" / "Accounts-Contacts.csv"


@pytest.fixture
def ws() -> ak.Workspace:
    """Contacts have the name of their organisation in a field."""
    ws = ak.open()
    ak.fields.define(ws, "contact", "Organisatie", "text")
    return ws


def public_bodies() -> pd.DataFrame:
    columns = {"organisatie_mijnoverheid": "name", "url_organisatie": "website", "email/_text": "email"}
    return pd.read_csv(MIJNOVERHEID, dtype=str)[[*columns]].rename(columns=columns)


def test_389_of_397_public_bodies_are_found_by_domain_and_each_is_the_right_one(ws: ak.Workspace) -> None:
    bodies = public_bodies()
    ak.imports.run(ws, "accounts", bodies[["name", "website"]])
    ak.imports.run(ws, "contacts", bodies[["email", "name"]].rename(columns={"name": "Organisatie"}).dropna())
    assert ws.counts()["contacts"] == 397
    frame = ak.associations.by_domain(ws)
    assert (len(frame), frame["accounts_at_domain"].max()) == (389, 1)
    assert ak.associations.link_many(ws, frame).linked == 389
    others = "SELECT count(*) FROM contacts JOIN accounts USING (account_id) WHERE organisatie <> name"
    assert ws.value(others) == 0


def test_every_public_body_is_an_account_of_its_own_however_alike_their_names(ws: ak.Workspace) -> None:
    bodies = public_bodies()
    ak.imports.run(ws, "contacts", bodies[["email", "name"]].rename(columns={"name": "Organisatie"}).dropna())
    plan = ak.accounts.from_organisation_field(ws, "organisatie")
    near = plan.clusters.set_index("name")["nearest"]
    assert near["Gemeente Haaren"] == "Gemeente Haren"
    done = ak.accounts.from_organisation_field(ws, "organisatie", confirm=True)
    assert (len(done.created), done.linked, done.left_out.empty) == (397, 397, True)


def test_contacts_of_an_export_of_salesforce_become_two_accounts_of_three(ws: ak.Workspace) -> None:
    rows = pd.read_csv(SALESFORCE, dtype=str).dropna(subset="Contact: Email")
    rows = rows.rename(columns={"Account: Account Name": "Organisatie"})
    ak.imports.run(ws, "contacts", rows[["Contact: Email", "Organisatie"]])
    done = ak.accounts.from_organisation_field(ws, "organisatie", confirm=True)
    assert done.created[["name", "contacts"]].to_numpy().tolist() == [
        ["Alpha Dynamics", 3],
        ["Madison Investments", 3],
    ]
