"""Chapter 3: two segments of contacts, by what is known of their accounts."""

from __future__ import annotations

from accounts_kit.cli.demonstration.job import Job
from accounts_kit.rules import account, contact
from accounts_kit.segments import Segment, count

GROWTH = Segment(
    "Software en IT, 50+",
    account.industry.is_any_of("Software", "IT-diensten")
    & (account.employees >= 50)
    & (account.country == "Nederland")
    & (contact.status != "unsubscribed"),
    description="Contacts at the larger software and IT firms in the Netherlands",
)
RENEWAL = Segment(
    "Contract loopt af",
    account.contracteinde.between("2026-04-01", "2026-06-30") & (contact.status == "active"),
    description="Active contacts; the contract of their account ends next quarter",
)


def tell(job: Job) -> None:
    """Tell the segments in words, with how many contacts are in each."""
    job.page.rows(
        ("segment", "contacts", "who"),
        [(one.name, count(job.ws, one, as_of=job.as_of), one.description) for one in (GROWTH, RENEWAL)],
    )
    for segment in (GROWTH, RENEWAL):
        job.page.say(f"{segment.name}: {segment.rule.describe('en')}.")
    job.page.say("A test on a missing value is false, so a rule and its opposite split everybody in two.")
