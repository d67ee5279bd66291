"""Files that no one here wrote come in whole by their mapping files: what is refused is counted by check, and
a second time changes nothing.

They lie beside the repository and not in it; where they are not, these tests are skipped and say so.
"""

from __future__ import annotations

from collections import Counter

import pytest
import yaml

import accounts_kit as ak
from tests.real_files import CASES, MAPPINGS, SHARED, Case, load, prepared, rejected_by_check

ONE_OF_EACH = list({(case.what, case.mapping): case for case in CASES}.values())

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real files of ../shared/data are not here")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_real_file_comes_in_whole_and_a_second_time_changes_nothing(case: Case) -> None:
    ws = prepared(case)
    result = load(ws, case)
    assert (result.rows, result.created, result.updated, result.unchanged) == (case.rows, case.created, 0, 0)
    assert result.rejected == case.rows - case.created
    assert rejected_by_check(result) == case.rejected
    assert ws.counts()["accounts"] == case.accounts
    assert ak.check(ws).empty

    before = ws.counts()
    again = load(ws, case)
    assert (again.created, again.updated, again.unchanged) == (0, 0, case.created)
    assert rejected_by_check(again) == case.rejected
    assert (again.change_set_id, ws.counts()) == (None, before)


@pytest.mark.parametrize("case", ONE_OF_EACH, ids=str)
def test_a_plan_of_a_real_file_says_what_its_run_does(case: Case) -> None:
    ws = prepared(case)
    before = ws.counts()
    mapping = MAPPINGS / f"{case.mapping}.yaml" if case.mapping else None
    plan = ak.imports.plan(ws, case.what, SHARED / case.file, mapping=mapping)
    assert (plan.rows, plan.created, plan.rejected) == (case.rows, case.created, case.rows - case.created)
    assert rejected_by_check(plan) == case.rejected
    assert ws.counts() == before
    result = ak.imports.run(ws, plan)
    assert (result.created, result.updated, result.rejected) == (plan.created, plan.updated, plan.rejected)


def test_every_mapping_file_is_used_and_says_what_it_is_for() -> None:
    used = Counter(case.mapping for case in CASES if case.mapping)
    files = sorted(MAPPINGS.glob("*.yaml"))
    assert sorted(used) == [path.stem for path in files]
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# "), path.name
        assert {case.what for case in CASES if case.mapping == path.stem} == {yaml.safe_load(text)["what"]}
