"""The story of the demo, chapter by chapter."""

from __future__ import annotations

from pathlib import Path

from accounts_kit.cli.demonstration import linking, loading, mailing, segmenting, writing
from accounts_kit.cli.demonstration.job import fresh


def tell(folder: Path) -> None:
    """Do the whole job in a folder, and tell it on stdout."""
    with fresh(folder) as job:
        job.page.title("accounts_kit: from a firm's own files to a mailing")
        job.page.say(f"The firm and its people are made up. Today is taken to be {job.as_of}.")
        job.page.chapter(1, "Loading the files")
        results = loading.tell(job)
        job.page.chapter(2, "Contacts and their accounts")
        linking.tell(job, next(one for one in results if one.what == "contacts"))
        job.page.chapter(3, "Two segments")
        segmenting.tell(job)
        job.page.chapter(4, "Coverage: who gets the fallback")
        mailing.tell_coverage(job)
        job.page.chapter(5, "Three messages")
        mailing.tell_messages(job)
        job.page.chapter(6, "Where it all lies")
        writing.tell(job, results)
