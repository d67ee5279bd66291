"""What an export writes, our own import takes back as it was."""

from pathlib import Path

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
