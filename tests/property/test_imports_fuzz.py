"""Whatever bytes are given to import: a result or an error of ours, in time, and nothing of it by halves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import example, given, settings, strategies as st

import accounts_kit as ak

DATA = Path(__file__).parent.parent.parent / "data"
SUBJECTS = ("accounts", "contacts", "notes", "deals", "tasks", "activities", "custom_fields")
SUFFIXES = (".csv", ".txt", ".xlsx", ".json", "")
UNKNOWN = ("ignore", "create", "refuse")
PATIENCE = 60.0  # seconds; a machine may be busy, but not so busy
SEEDS = tuple(
    path.read_bytes()[:4_000] for path in sorted(DATA.glob("**/*.csv")) if 0 < path.stat().st_size < 200_000
)
Result = TypeVar("Result")

PIECES = (
    *(b"E-mailadres", b"Bedrijfsnaam", b"Telefoon", b"Datum", b"Tags", b"jan@acme.nl", b"Acme B.V."),
    *(b";", b",", b"\t", b"\n", b"\r\n", b"\r", b'"', b'""', b"'", b"|", b"\\", b"\0", b"{", b"[", b"}"),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\xe9", b"\xc3", b"PK\x03\x04", b"sep=;"),
    *(b"1.234,5", b"12-13-2024", b"06-12345678", b"[wis]"),
)
bytes_of_tables = st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Return the beginning of a file of data/ with some bytes changed, put in, left out or said twice."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(0, 40))
        match draw(st.sampled_from(["change", "insert", "remove", "repeat"])):
            case "change":
                data[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
            case "insert":
                data[at:at] = draw(st.one_of(st.binary(max_size=6), bytes_of_tables))
            case "remove":
                del data[at : at + length]
            case "repeat":
                data[at:at] = data[at : at + length]
    return bytes(data)


files = st.one_of(st.binary(max_size=400), bytes_of_tables, mutated())


def in_time(work: Callable[[], Result]) -> Result:
    """Return what the work gives or raise what it raises; fail when it does not come to an end."""
    executor = ThreadPoolExecutor(max_workers=1)
    try:
        return executor.submit(work).result(timeout=PATIENCE)
    finally:
        executor.shutdown(wait=False)


@pytest.fixture(scope="module")
def workspace() -> Iterator[ak.Workspace]:
    """A workspace with a few records, which every import is tried on."""
    with ak.open() as ws:
        acme = ak.accounts.create(ws, "Acme B.V.", website="acme.nl")
        ak.contacts.create(ws, "jan@acme.nl", account=acme.account_id, first_name="Jan")
        ak.fields.define(ws, "contact", "Interesses", "multiselect", options=["Beurs", "Webinar"])
        yield ws


def everything(ws: ak.Workspace) -> dict[str, object]:
    """Return what an import could leave behind: rows of every table that it may write."""
    tables = ("accounts", "contacts", "notes", "deals", "tasks", "activities", "tags", "contact_tags",
              "custom_fields", "changes", "change_sets", "imports", "aliases")  # fmt: skip
    return {table: ws.rows(f"SELECT count(*) FROM {table}") for table in tables}


class TakenBack(Exception):
    """Ends an import that went well, so that the next one finds the same workspace."""


@settings(max_examples=60, deadline=None)
@example(b"E-mailadres\njan@acme.nl\n", "contacts", ".csv", "ignore")
@example(b'E-mailadres;Naam\n"jan@acme.nl;x\n', "contacts", ".csv", "create")
@given(
    files,
    st.sampled_from(SUBJECTS),
    st.sampled_from(SUFFIXES),
    st.sampled_from(["ignore", "create", "refuse"]),
)
def test_any_bytes_are_imported_or_refused_in_our_words_and_leave_nothing_by_halves(
    workspace: ak.Workspace,
    tmp_path_factory: pytest.TempPathFactory,
    data: bytes,
    what: str,
    suffix: str,
    unknown: str,
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / f"file{suffix}"
    path.write_bytes(data)
    before = everything(workspace)

    def planned() -> ak.imports.Plan | None:
        try:
            return ak.imports.plan(workspace, what, path, unknown_columns=unknown)
        except ak.AccountsKitError as error:
            assert str(error)
            return None

    def carried_out() -> None:
        with workspace.transaction():
            result = ak.imports.run(workspace, what, path, unknown_columns=unknown)
            counts = (result.created, result.updated, result.unchanged, result.rejected)
            assert sum(counts) == result.rows
            assert plan is not None, "A run went well whose plan was refused."
            assert counts == (plan.created, plan.updated, plan.unchanged, plan.rejected)
            assert ak.check(workspace).empty
            raise TakenBack

    plan = in_time(planned)
    assert everything(workspace) == before
    try:
        in_time(carried_out)
    except TakenBack:
        pass
    except ak.AccountsKitError as error:
        assert plan is None, f"A plan was made, and its run was refused: {error}"
    assert everything(workspace) == before


@settings(max_examples=25, deadline=None)
@given(mutated(), st.sampled_from(("accounts", "contacts")))
def test_a_plan_of_any_bytes_does_what_it_says_and_the_second_run_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, what: str
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / "file.csv"
    path.write_bytes(data)
    with ak.open() as ws:
        try:
            plan = in_time(lambda: ak.imports.plan(ws, what, path))
        except ak.AccountsKitError:
            return
        first = in_time(lambda: ak.imports.run(ws, plan))
        assert (first.created, first.rejected) == (plan.created, plan.rejected)
        again = in_time(lambda: ak.imports.run(ws, what, path))
        assert (again.created, again.updated) == (0, 0)
        assert again.change_set_id is None
        assert ak.check(ws).empty
