"""Chapters 4 and 5: who gets the fallback of a merge field, and what three people would read."""

from __future__ import annotations

from accounts_kit.cli.demonstration.job import Job
from accounts_kit.cli.demonstration.segmenting import RENEWAL
from accounts_kit.cli.output import records

MESSAGE = {
    "subject": "Het contract van {{ account.name }} loopt tot {{ account.contracteinde }}",
    "body": """\
Beste {{ contact.first_name | default: "relatie" }},

Uw contract loopt tot {{ account.contracteinde }}. Zullen we in {{ account.city | default: "uw plaats" }} \
langskomen?
We praten dan graag over {{ account.producten | default: "wat we voor u kunnen doen" }}.
""",
}
COUNTED = ("merge_field", "with_value", "fallback", "nothing", "total")
SHOWN = 3


def tell_coverage(job: Job) -> None:
    """Tell for each merge field of the message how many have a value, get the fallback, or read nothing."""
    from accounts_kit.merge_fields import coverage

    found = coverage(job.ws, MESSAGE, RENEWAL, as_of=job.as_of)
    job.page.say(f'The message for "{RENEWAL.name}" has {len(found)} merge fields:')
    job.page.rows(
        ("merge field", "with value", "fallback", "nothing", "total"),
        [[one[name] for name in COUNTED] for one in records(found)],
    )


def tell_messages(job: Job) -> None:
    """Show what the first members would read, of each account one."""
    from accounts_kit.merge_fields import render

    messages = render(job.ws, MESSAGE, RENEWAL, as_of=job.as_of)
    for one in records(messages.drop_duplicates("subject").head(SHOWN)):
        job.page.letter(f"To: {one['email']}\nSubject: {one['subject']}\n\n{one['body']}")
