"""Chapter 6: the segments as CSV files, for Excel and for programs, and where everything lies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accounts_kit.cli.demonstration.job import WORKSPACE, Job
from accounts_kit.cli.demonstration.loading import rejects_of
from accounts_kit.cli.demonstration.segmenting import GROWTH, RENEWAL

if TYPE_CHECKING:
    from accounts_kit.imports import ImportResult
    from accounts_kit.segments import Segment

COLUMNS = ("contact.email", "contact.first_name", "contact.last_name", "account.name")
GREETING = {"GREETING": "Beste {{ contact.first_name | default: 'relatie' }}"}

Line = tuple[str, int, str]


def tell(job: Job, results: list[ImportResult]) -> None:
    """Write the files, and tell where everything lies and what it holds."""
    job.page.rows(("file", "rows", "what"), [*_exports(job), *_rejects(job, results)])
    job.page.say(
        f"The workspace with all of it is {(job.folder / WORKSPACE).as_posix()}. The same in a notebook, to "
        "try with files of your own: notebooks/01_load_and_check.ipynb (make lab opens it)."
    )


def _exports(job: Job) -> Iterator[Line]:
    more = ("account.employees", "account.industry")
    yield _written(job, GROWTH, "software-en-it.csv", "excel-nl", (*COLUMNS, *more))
    yield _written(job, RENEWAL, "contract-loopt-af.csv", "rfc4180", (*COLUMNS, "account.contracteinde"))


def _written(job: Job, segment: Segment, name: str, profile: str, columns: tuple[str, ...]) -> Line:
    from accounts_kit.exports import write

    path = job.folder / name
    export = write(
        job.ws,
        segment,
        path,
        profile=profile,
        columns=columns,
        merge_fields=GREETING,
        as_of=job.as_of,
        overwrite=True,
    )
    return (
        path.as_posix(),
        export.rows,
        (f"{segment.name}, as {profile} with a greeting for each contact; its manifest beside it"),
    )


def _rejects(job: Job, results: list[ImportResult]) -> Iterator[Line]:
    rejected = {one.file: one.rejected for one in results}
    for path in rejects_of(job.folder):
        yield path.as_posix(), rejected[path.name], "rejected rows, with the reason"
