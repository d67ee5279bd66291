"""What an export writes, our own import takes back as it was."""

from pathlib import Path

import pytest

import accounts_kit as ak


def test_the_guard_against_formulas_is_taken_off_when_the_file_is_loaded_again(
    tmp_path: Path,
) -> None:
    ws = ak.open()
    names = ["=HYPERLINK(1)", "-Jan", "@jan", "'t Hart", "'", "+31 6 123"]
    for number, name in enumerate(names):
        ak.contacts.create(ws, f"c{number}@guard.nl", first_name=name)
    guarded = ak.contact.email.ends_with("@guard.nl")
    columns = ["contact.email", "contact.first_name"]
    written = ak.exports.write(ws, guarded, tmp_path / "out.csv", profile="excel-nl", columns=columns)
    assert (written.rows, written.guarded) == (len(names), 3)
    again = ak.imports.run(ws, "contacts", tmp_path / "out.csv")
    assert (again.unchanged, again.updated, again.rejected) == (len(names), 0, 0)
    assert "3 cells begin with an apostrophe against formulas" in repr(again)


@pytest.mark.parametrize("what", ["accounts", "contacts", "notes"])
def test_a_parquet_file_is_read_with_its_types(tmp_path: Path, what: str) -> None:
    ws = ak.open()
    ak.sample.generate(ws, accounts=30, contacts=200)
    written = ak.exports.write(ws, what, tmp_path / f"{what}.parquet")
    again = ak.imports.run(ws, what, written.path)
    assert (again.rows, again.created, again.updated, again.rejected) == (written.rows, 0, 0, 0)
