"""Counting a segment of ten tests, against the best SQL that a person writes for it, and against pandas."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

import accounts_kit as ak
from benchmarks.firm import Firm
from benchmarks.timing import Figure, at_most, faster

RULE = (
    ak.account.industry.is_any_of("Software", "IT-diensten", "Zorg", "Bouw")
    & ak.account.employees.between(10, 500)
    & ak.account.country.is_not("België")
    & (ak.account.annual_revenue >= "1M - 5M")
    & ak.account.city.is_filled()
    & ak.contact.status.is_("active")
    & ~ak.contact.job_title.contains("stagiair")
    & (ak.contact.tags.has_any_of("nieuwsbrief", "webinar") | (ak.contact.created_at >= "2024-01-01"))
    & ak.contact.last_name.is_not("Jansen")
)

# What one writes who knows DuckDB and the data: accounts first, once, then contacts by a semi-join.
BY_HAND = """
SELECT count(*) FROM contacts
WHERE account_id IN (
    SELECT account_id FROM accounts
    WHERE lower(industry) IN ('software', 'it-diensten', 'zorg', 'bouw')
      AND employees BETWEEN 10 AND 500
      AND (country IS NULL OR lower(country) <> 'belgië')
      AND annual_revenue IN ('1M - 5M', '5M - 10M', '10M - 50M', '50M - 250M', '> 250M')
      AND city IS NOT NULL)
  AND status = 'active'
  AND (job_title IS NULL OR NOT contains(lower(job_title), 'stagiair'))
  AND (last_name IS NULL OR lower(last_name) <> 'jansen')
  AND (created_at >= TIMESTAMPTZ '2024-01-01 00:00:00 Europe/Amsterdam'
       OR contact_id IN (SELECT contact_id FROM contact_tags JOIN tags USING (tag_id)
                         WHERE tag_key IN ('nieuwsbrief', 'webinar')))
"""


def figures(firm: Firm) -> Iterator[Figure]:
    """Yield the figures of counting."""
    ws = firm.workspace
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
            lambda: ak.segments.count(ws, RULE), lambda: _best_in_pandas(*frames), times=1, runs=9,
        )  # fmt: skip


def _frames(ws: ak.Workspace) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    accounts = ws.frame("SELECT account_id, industry, employees, country, annual_revenue, city FROM accounts")
    contacts = ws.frame(
        "SELECT contact_id, account_id, status, job_title, last_name, created_at FROM contacts"
    )
    tagged = ws.frame("SELECT contact_id, tag_key FROM contact_tags JOIN tags USING (tag_id)")
    return accounts, contacts, tagged


def _joined_in_pandas(accounts: pd.DataFrame, contacts: pd.DataFrame, tagged: pd.DataFrame) -> int:
    """Count as one writes it in a notebook: the two frames joined, and a mask for each test."""
    both = contacts.merge(accounts, on="account_id", how="left")
    return int((_right_account(both) & _right_contact(both, tagged)).sum())


def _best_in_pandas(accounts: pd.DataFrame, contacts: pd.DataFrame, tagged: pd.DataFrame) -> int:
    """Count as one writes it who knows where the time goes: accounts once, then the contacts of those."""
    right = accounts.loc[_right_account(accounts), "account_id"]
    return int((contacts["account_id"].isin(right) & _right_contact(contacts, tagged)).sum())


def _right_account(accounts: pd.DataFrame) -> pd.Series[bool]:
    bands = ["1M - 5M", "5M - 10M", "10M - 50M", "50M - 250M", "> 250M"]
    return (
        accounts["industry"].str.lower().isin(["software", "it-diensten", "zorg", "bouw"])
        & accounts["employees"].between(10, 500)
        & (accounts["country"].str.lower() != "belgië")
        & accounts["annual_revenue"].isin(bands)
        & accounts["city"].notna()
    )


def _right_contact(contacts: pd.DataFrame, tagged: pd.DataFrame) -> pd.Series[bool]:
    wanted = tagged.loc[tagged["tag_key"].isin(["nieuwsbrief", "webinar"]), "contact_id"]
    since = pd.Timestamp("2024-01-01", tz="Europe/Amsterdam")
    return (
        (contacts["status"] == "active")
        & ~contacts["job_title"].str.lower().str.contains("stagiair", regex=False, na=False)
        & (contacts["last_name"].str.lower() != "jansen")
        & ((contacts["created_at"] >= since) | contacts["contact_id"].isin(wanted))
    )
