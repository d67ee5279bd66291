"""Each hostile file in data/awkward does what expected.yaml beside it says, and README.md there names it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
import yaml

import accounts_kit as ak
from accounts_kit import errors
from accounts_kit.checks import frames
from accounts_kit.imports import run
from accounts_kit.imports.results import ImportResult
from accounts_kit.shipped import shipped
from accounts_kit.workspace import Workspace

AWKWARD = shipped("data") / "awkward"
EXPECTED: list[Mapping[str, Any]] = yaml.safe_load((AWKWARD / "expected.yaml").read_text(encoding="utf-8"))
ID = {"accounts": "account_id", "contacts": "contact_id", "notes": "note_id", "custom_fields": "field_id"}

# What a reading says of every file; the others are warnings.
NO_WARNINGS = {"delimiter", "numbers", "dates", "missing", "mailto"}


def named(case: Mapping[str, Any]) -> str:
    return f"{case['file'].removesuffix('.csv')} {case.get('with', '')}".strip()


REFUSED = [pytest.param(case, id=named(case)) for case in EXPECTED if "raises" in case]
IMPORTED = [pytest.param(case, id=named(case)) for case in EXPECTED if "raises" not in case]


def prepare(ws: Workspace, case: Mapping[str, Any]) -> None:
    for name in case.get("accounts", ()):
        ak.accounts.create(ws, name)
    for what, file in case.get("before", {}).items():
        run(ws, what, AWKWARD / file)


def imported(ws: Workspace, case: Mapping[str, Any]) -> ImportResult:
    return run(ws, case["what"], AWKWARD / case["file"], **case.get("with", {}))


def test_every_file_is_expected_to_do_something_and_explained() -> None:
    files = {path.name for path in AWKWARD.glob("*.csv")}
    lines = (AWKWARD / "README.md").read_text(encoding="utf-8").splitlines()
    explained = [line.split("|")[1].strip() for line in lines if line.startswith("| ")][2:]
    assert {case["file"] for case in EXPECTED} == files
    assert sorted(explained) == sorted(files)


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_table_of_such_records_is_refused_as_a_whole(case: Mapping[str, Any]) -> None:
    with ak.open() as ws:
        with pytest.raises(getattr(errors, case["raises"]), match=case["says"]):
            imported(ws, case)
        assert set(ws.counts().values()) == {0}


@pytest.mark.parametrize("case", IMPORTED)
def test_each_row_of_a_hostile_file_is_accepted_or_refused_as_expected(case: Mapping[str, Any]) -> None:
    with ak.open() as ws:
        prepare(ws, case)
        result = imported(ws, case)
        places = result.problems[["line", "column", "check"]]
        assert places.astype(object).where(places.notna(), None).to_numpy().tolist() == case.get(
            "problems", []
        )
        assert (result.rows, result.created, result.rejected) == tuple(
            case[name] for name in ("rows", "created", "rejected")
        )
        assert sorted({one.code for one in result.assumptions} - NO_WARNINGS) == case.get("warned", [])
        made = result.accounts_created[["name", "nearest"]]
        assert made.astype(object).where(made.notna(), None).to_numpy().tolist() == case.get(
            "accounts_made", []
        )
        assert len(ak.check(ws)) == 0


# What typing and the comparison of rows decide; every other check is made by Pandera alone.
WITHOUT_PANDERA = {
    *("columns", "duplicate_in_file", "placeholder", "unknown_account", "unknown_contact", "unknown_owner"),
    *("number", "size", "date", "datetime", "option", "field_kind"),
}


@pytest.mark.parametrize("case", IMPORTED)
def test_with_the_step_of_pandera_taken_out_exactly_its_problems_are_missed(
    case: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_pandera = {tuple(one) for one in case.get("problems", []) if one[2] not in WITHOUT_PANDERA}
    with ak.open() as ws:
        prepare(ws, case)
        monkeypatch.setattr(frames, "failures", no_failures)
        found = ak.imports.plan(ws, case["what"], AWKWARD / case["file"], **case.get("with", {})).problems
        told = set(zip(found["line"], found["column"], found["check"], strict=True))
        # The length of a name of another record, which is made on the way, is judged where it is looked up.
        assert {check for _, _, check in told & by_pandera} <= {"length"}
        assert set(found["check"]) <= WITHOUT_PANDERA | {"length"}


def test_pandera_is_needed_for_files_of_this_folder() -> None:
    """The test above would say nothing if no file had such a problem."""
    missed = {problem[2] for case in EXPECTED for problem in case.get("problems", ())} - WITHOUT_PANDERA
    assert missed >= {"required", "email", "website", "range", "length", "key", "about", "field_key"}


def no_failures(catalogue: object, of: str, frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"row": pd.Series(dtype="int64"), "column": "", "check": ""}).iloc[:0]


@pytest.mark.parametrize("case", [case for case in IMPORTED if "holds" in case.values[0]])
def test_what_is_accepted_of_a_hostile_file_is_stored_letter_by_letter(case: Mapping[str, Any]) -> None:
    with ak.open() as ws:
        prepare(ws, case)
        imported(ws, case)
        assert {column: stored(ws, case["what"], column) for column in case["holds"]} == case["holds"]


def stored(ws: Workspace, what: str, column: str) -> list[Any]:
    """The values of a column, in the order of the file; `account` is the name of a contact's account."""
    by_name = "(SELECT accounts.name FROM accounts WHERE accounts.account_id = contacts.account_id)"
    expression = by_name if column == "account" else '"' + column.replace('"', '""') + '"'
    values = ws.sql(f"SELECT {expression} AS value FROM {what} ORDER BY {ID[what]}")["value"].tolist()
    return [None if value != value else value for value in values]
