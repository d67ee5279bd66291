"""Chapter 2: contacts belong to accounts, by the account's name in their file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts_kit.cli.demonstration.job import Job
from accounts_kit.cli.output import records

if TYPE_CHECKING:
    from accounts_kit.imports import ImportResult

LINKS = "SELECT count(*) AS contacts, count(account_id) AS linked FROM contacts"
LARGEST = (
    "SELECT account.name AS name, count(*) AS contacts FROM contacts AS contact "
    "JOIN accounts AS account USING (account_id) GROUP BY account_id, account.name "
    "ORDER BY contacts DESC, account_id LIMIT 1"
)
SHOWN = 3


def tell(job: Job, contacts: ImportResult) -> None:
    """Tell how many contacts have an account, which accounts came from their file, and show one account."""
    from accounts_kit.records.integrity import check

    (links,) = records(job.ws.sql(LINKS))
    total, linked = links["contacts"], links["linked"]
    job.page.say(
        f"{linked} of {total} contacts belong to an account; {total - linked} have none. "
        f"{len(contacts.accounts_created)} accounts are new: only the file of contacts names them. "
        "Where an account has nearly that name, somebody should look; nothing is joined by likeness."
    )
    job.page.rows(
        ("line", "new account", "nearest name"),
        [
            (one["line"], one["name"], one["nearest"])
            for one in records(contacts.accounts_created)
            if one["nearest"]
        ],
    )
    _show_one(job)
    job.page.say(
        f"accounts-kit check, which proves links, keys and values, finds {len(check(job.ws))} problems."
    )


def _show_one(job: Job) -> None:
    """Show the account with most contacts, and the first of them."""
    from accounts_kit.records.associations import contacts_of

    (largest,) = records(job.ws.sql(LARGEST))
    job.page.say(f"Most contacts belong to {largest['name']}: {largest['contacts']}. The first of them:")
    shown = ("first_name", "last_name", "job_title", "email")
    job.page.rows(
        ("first name", "last name", "job title", "e-mail"),
        [
            [one[name] or "" for name in shown]
            for one in records(contacts_of(job.ws, largest["name"]).head(SHOWN))
        ],
    )
