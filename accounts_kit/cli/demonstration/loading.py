"""Chapter 1: four files come in, and what is wrong with their rows is said and kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from accounts_kit.cli.demonstration.job import Job
from accounts_kit.cli.output import records

if TYPE_CHECKING:
    from accounts_kit.imports import ImportResult

# Fields before the records that have them, accounts before the contacts who work there.
FILES = ("custom_fields", "accounts", "contacts", "notes")

# What is told of how a file was read; the smaller things are counted.
TOLD = ("encoding", "delimiter", "number_marks", "date_order", "mailto")


def tell(job: Job) -> list[ImportResult]:
    """Load the files and tell what became of their rows; return the results."""
    from accounts_kit.imports import run

    job.page.say(
        "Four files as a firm has them: Dutch headers, decimal commas, semicolons, two encodings, and dirt. "
        "How to read them is found and reported, and every row is checked."
    )
    results = [run(job.ws, what, job.source / f"{what}.csv") for what in FILES]
    job.page.rows(
        ("file", "rows", "accepted", "rejected"),
        [(one.file, one.rows, one.rows - one.rejected, one.rejected) for one in results],
    )
    job.page.say("How they were read:")
    job.page.points([_reading(one) for one in results])
    for one in results:
        _tell_why(job, one)
    _keep_rejects(job, results)
    return results


def rejects_of(folder: Path) -> list[Path]:
    """Return the reject files of a demo, in the order of their sources."""
    return [path for what in FILES if (path := folder / "rejects" / f"{what}.csv").exists()]


def _reading(result: ImportResult) -> str:
    told = [assumed.text for assumed in result.assumptions if assumed.code in TOLD]
    more = len(result.assumptions) - len(told)
    rest = f" And {more} smaller things, which accounts-kit import plan lists." if more else ""
    return f"{result.file}: {' '.join(told)}{rest}"


def _tell_why(job: Job, result: ImportResult) -> None:
    """Tell what was wrong with the rows of one file: by check, how many rows, and the first of them."""
    found = records(result.problems_by_check)
    if not found:
        return
    job.page.say(f"Rejected from {result.file}, by check, each with the first row that has it:")
    width = max(len(one["check"]) for one in found)
    job.page.points(
        [
            f"{one['rows']} x {one['check']:<{width}}  line {one['first_line']}: {one['example']}"
            for one in found
        ]
    )


def _keep_rejects(job: Job, results: list[ImportResult]) -> None:
    """Write the rejected rows beside the workspace; those of an earlier demo go."""
    folder = job.folder / "rejects"
    folder.mkdir(exist_ok=True)
    for path in rejects_of(job.folder):
        path.unlink()
    for one in results:
        one.write_rejects(folder / one.file)
    job.page.say(
        "Nothing of a rejected row is loaded, and nothing of it is lost: the rows stand in "
        f"{folder.as_posix()} as they were, with the reason, to correct and load again."
    )
