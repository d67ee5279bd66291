"""Counting a segment of ten tests, against the best SQL that a person writes for it, and against pandas."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

import accounts_kit as ak
from benchmarks.firm import Firm
from benchmarks.timing import Figure, at_most, faster, within

# Four tests of the account, a nested group with a tag in it, a count over activities, a saved segment.
RULE = (
    ak.account.industry.is_any_of("Software", "IT-diensten", "Zorg", "Bouw")
    & ak.account.employees.between(10, 500)
    & ak.account.country.is_not("België")
    & (ak.account.annual_revenue >= "1M - 5M")
    & ak.in_segment("Bereikbaar")
    & ~ak.contact.job_title.contains("stagiair")
    & (ak.contact.tags.has_any_of("nieuwsbrief", "webinar") | (ak.contact.created_at >= "2024-01-01"))
    & ak.contact.last_name.is_not("Jansen")
    & (ak.contact.activities.count(ak.activity.kind == "mail_opened") >= 2)
)

# What one writes who knows DuckDB and the data: accounts first, once, then contacts by a semi-join, and the
# activities of those only who are left.
BY_HAND = """
WITH left_over AS MATERIALIZED (SELECT contact_id FROM contacts
WHERE account_id IN (
    SELECT account_id FROM accounts
    WHERE lower(industry) IN ('software', 'it-diensten', 'zorg', 'bouw')
      AND employees BETWEEN 10 AND 500
      AND (country IS NULL OR lower(country) <> 'belgië')
      AND annual_revenue IN ('1M - 5M', '5M - 10M', '10M - 50M', '50M - 250M', '> 250M'))
  AND status = 'active'
  AND email IS NOT NULL
  AND (job_title IS NULL OR NOT contains(lower(job_title), 'stagiair'))
  AND (last_name IS NULL OR lower(last_name) <> 'jansen')
  AND (created_at >= TIMESTAMPTZ '2024-01-01 00:00:00 Europe/Amsterdam'
       OR contact_id IN (SELECT contact_id FROM contact_tags JOIN tags USING (tag_id)
                         WHERE tag_key IN ('nieuwsbrief', 'webinar'))))
SELECT count(*) FROM left_over
WHERE contact_id IN (SELECT contact_id FROM activities
                     WHERE kind = 'mail_opened' AND contact_id IN (SELECT contact_id FROM left_over)
                     GROUP BY contact_id HAVING count(*) >= 2)
"""
EXPLAINED = 0.05


def figures(firm: Firm) -> Iterator[Figure]:
    """Yield the figures of counting."""
    ws = firm.active
    with ws.reading():
        frames = _frames(ws)
        in_pandas = {_joined_in_pandas(*frames), _best_in_pandas(*frames)}
        counts = {ak.segments.count(ws, RULE), ws.value(BY_HAND), *in_pandas}
        if len(counts) != 1:
            raise AssertionError(f"Four ways, and not one count: {counts}")
        yield at_most(
            "count, a segment of ten tests", "SQL written by hand",
            lambda: ak.segments.count(ws, RULE), lambda: ws.value(BY_HAND),
            times=1.3, runs=15, note=f"{counts.pop():,} members",
        )  # fmt: skip
        yield faster(
            "count, a segment of ten tests", "pandas: merge, then masks",
            lambda: ak.segments.count(ws, RULE), lambda: _joined_in_pandas(*frames), times=10,
        )  # fmt: skip
        yield faster(
            "count, a segment of ten tests", "pandas: accounts first, isin",
            lambda: ak.segments.count(ws, RULE), lambda: _best_in_pandas(*frames), times=1, runs=5,
        )  # fmt: skip
        yield at_most(
            "its funnel", "one count of it",
            lambda: ak.segments.funnel(ws, RULE), lambda: ak.segments.count(ws, RULE), times=3, runs=9,
        )  # fmt: skip
        yield at_most(
            "compare it with itself, one test more", "one count of it",
            lambda: ak.segments.compare(ws, RULE, RULE & ak.contact.first_name.is_filled()),
            lambda: ak.segments.count(ws, RULE), times=4,
        )  # fmt: skip
        someone = int(ws.value("SELECT median(contact_id)::BIGINT FROM contacts"))
        yield within(
            "explain it for one contact", EXPLAINED, lambda: ak.segments.explain(ws, RULE, someone), runs=9
        )


def _frames(ws: ak.Workspace) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    accounts = ws.frame("SELECT account_id, industry, employees, country, annual_revenue FROM accounts")
    contacts = ws.frame(
        "SELECT contact_id, account_id, email, status, job_title, last_name, created_at FROM contacts"
    )
    tagged = ws.frame("SELECT contact_id, tag_key FROM contact_tags JOIN tags USING (tag_id)")
    return accounts, contacts, tagged, ws.frame("SELECT contact_id, kind FROM activities")


def _joined_in_pandas(
    accounts: pd.DataFrame, contacts: pd.DataFrame, tagged: pd.DataFrame, activities: pd.DataFrame
) -> int:
    """Count as one writes it in a notebook: the two frames joined, and a mask for each test."""
    both = contacts.merge(accounts, on="account_id", how="left")
    return int((_right_account(both) & _right_contact(both, tagged, activities)).sum())


def _best_in_pandas(
    accounts: pd.DataFrame, contacts: pd.DataFrame, tagged: pd.DataFrame, activities: pd.DataFrame
) -> int:
    """Count as one writes it who knows where the time goes: accounts once, then the contacts of those."""
    right = accounts.loc[_right_account(accounts), "account_id"]
    those = contacts[contacts["account_id"].isin(right)]
    return int(_right_contact(those, tagged, activities).sum())


def _right_account(accounts: pd.DataFrame) -> pd.Series[bool]:
    bands = ["1M - 5M", "5M - 10M", "10M - 50M", "50M - 250M", "> 250M"]
    return (
        accounts["industry"].str.lower().isin(["software", "it-diensten", "zorg", "bouw"])
        & accounts["employees"].between(10, 500)
        & (accounts["country"].str.lower() != "belgië")
        & accounts["annual_revenue"].isin(bands)
    )


def _right_contact(contacts: pd.DataFrame, tagged: pd.DataFrame, activities: pd.DataFrame) -> pd.Series[bool]:
    wanted = tagged.loc[tagged["tag_key"].isin(["nieuwsbrief", "webinar"]), "contact_id"]
    opened = activities.loc[activities["kind"] == "mail_opened", "contact_id"].value_counts()
    since = pd.Timestamp("2024-01-01", tz="Europe/Amsterdam")
    return (
        (contacts["status"] == "active")
        & contacts["email"].notna()
        & contacts["contact_id"].isin(opened.index[opened >= 2])
        & ~contacts["job_title"].str.lower().str.contains("stagiair", regex=False, na=False)
        & (contacts["last_name"].str.lower() != "jansen")
        & ((contacts["created_at"] >= since) | contacts["contact_id"].isin(wanted))
    )
