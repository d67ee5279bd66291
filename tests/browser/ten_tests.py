"""The segment of ten tests that the design shows, the workspace it is about, and how one builds it."""

from __future__ import annotations

import accounts_kit as ak

SETUP = """\
import json
from pathlib import Path

import accounts_kit as ak
from tests.browser.ten_tests import firm

ws = firm()
builder = ak.segment_builder(ws)
builder"""
READ = """\
from tests.browser.ten_tests import segment

Path("built.json").write_text(json.dumps([builder.segment.to_dict(), builder.segment == segment()]))"""


SHOW = """\
for number in range(30):
    ak.accounts.create(ws, f"<b>Account {number:02}</b>")
ak.show(ak.accounts.table(ws)[["name", "city"]], "Accounts")"""


def firm() -> ak.Workspace:
    """A workspace in memory with the fields and values that the segment names."""
    ws = ak.open()
    ak.fields.define(ws, "account", "Verlengt op", "date", key="renewal_date")
    ak.fields.define(ws, "contact", "Verjaardag", "date", key="birthday")
    ak.fields.define(ws, "contact", "Woonplaats", "text", key="city")
    ak.accounts.create(ws, "Acme B.V.", industry="Software", employees=120, city="Gent", country="Nederland")
    ak.contacts.create(ws, "jan@acme.example", account="Acme B.V.", job_title="directeur")
    ak.tags.add(ws, 1, "nieuwsbrief")
    ak.tags.add(ws, 1, "webinar")
    ak.segments.save(ws, ak.Segment("Concurrenten", ak.account.name.contains("concurrent")))
    return ws


def segment() -> ak.Segment:
    """The segment, written in Python."""
    account, contact = ak.account, ak.contact
    seen = (
        contact.tags.has_any_of("nieuwsbrief", "webinar")
        | ~contact.last_contacted_at.in_the_last(6, "months")
        | account.renewal_date.in_period("this quarter")
        | contact.birthday.anniversary_in("next 30 days")
        | contact.city.is_(account.city, case="exact")
    )
    rule = (
        (account.industry == "Software")
        & account.employees.between(50, 500)
        & account.country.is_not("België", missing="drop")
        & seen
        & (account.contacts.count(contact.job_title.contains("directeur")) >= 1)
        & (account.deals.sum("value", ak.deal.status == "open") > 10000)
        & contact.activities.none(ak.activity.kind == "mail_opened")
        & ~ak.in_segment("Concurrenten")
    )
    return ak.Segment("Software, 50+, not seen lately", rule)
