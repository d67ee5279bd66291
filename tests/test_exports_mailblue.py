"""Files for MailBlue: what its import takes, for each plan, in parts, and never to whom one cannot mail."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.exports import mailblue


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        ak.fields.define(ws, "account", "Sectoren", "multiselect", options=["a", "b"])
        ak.fields.define(ws, "contact", "Jarig", "date")
        ak.fields.define(ws, "contact", "Wensen", "checkbox", options=["x", "y"])
        ak.accounts.create(ws, "Acme", city="Ede", sectoren=["a", "b"], description="regel 1\nregel 2")
        ak.contacts.create(
            ws, "jan@acme.example", account="Acme", first_name="Jan 👩‍👧", phone="0612345678",
            wensen=["x", "y"], jarig=date(2000, 12, 31),
        )  # fmt: skip
        ak.contacts.create(ws, "weg@acme.example", status="unsubscribed")
        ak.contacts.create(ws, "fout@acme.example", status="bounced")
        ak.contacts.create(ws, phone="0318123456")
        ak.tags.add(ws, "jan@acme.example", "een", "twee")
        yield ws


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_contacts_are_the_audience_with_the_headers_and_spellings_of_the_product(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    written = ak.exports.write(ws, "contacts", path, profile="mailblue")
    assert rows(path) == [
        {
            "Email": "jan@acme.example", "First Name": "Jan", "Last Name": "", "Phone": "+31612345678",
            "Job Title": "", "Account": "Acme", "Tags": "een,twee", "Jarig": "31-12-2000", "Wensen": "x||y",
        }
    ]  # fmt: skip
    assert (written.rows, written.excluded, written.plainer) == (
        1, {"bounced": 1, "no_email": 1, "unsubscribed": 1}, 1,
    )  # fmt: skip
    assert written.remarks == (
        "These fields must be in MailBlue before the import: Jarig (date), Wensen (checkbox).",
    )
    audience = ak.segments.audience(ws, ak.everyone()).set_index("reason")["contacts"]
    assert written.rows == audience["mailable"]
    assert written.rows + sum(written.excluded.values()) == ak.segments.count(ws, ak.everyone())


def test_whom_one_cannot_mail_is_there_only_when_that_is_asked(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    assert ak.exports.write(ws, "contacts", path, profile="mailblue", audience=False).rows == 4


def test_accounts_are_on_one_line_with_commas_and_the_dates_of_either_product(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    ak.fields.define(ws, "account", "Sinds", "date")
    ak.accounts.update(ws, "Acme", sinds=date(2026, 3, 1))
    for dates, read in (("nl", "01-03-2026"), ("iso", "2026-03-01")):
        path = tmp_path / f"{dates}.csv"
        ak.exports.write(ws, "accounts", path, profile="mailblue", dates=dates)
        (row,) = rows(path)
        assert (row["Account Name"], row["Description"], row["Sectoren"], row["Sinds"]) == (
            "Acme", "regel 1 regel 2", "a,b", read,
        )  # fmt: skip


def test_a_plan_without_accounts_gets_their_fields_as_fields_of_the_contact(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    written = ak.exports.write(ws, "contacts", path, profile="mailblue", plan="starter")
    (row,) = rows(path)
    assert "Account" not in row
    assert (row["Account: Bedrijfsnaam"], row["Account: Plaats"], row["Account: Sectoren"]) == (
        "Acme",
        "Ede",
        "a||b",
    )
    assert written.remarks[0].startswith("The plan 'starter' has no Accounts")
    with pytest.raises(ak.WrongValue, match="MailBlue imports no accounts in the plan 'starter'"):
        ak.exports.write(ws, "accounts", tmp_path / "a.csv", profile="mailblue", plan="starter")


def test_a_file_goes_on_in_parts_that_are_small_enough(
    ws: ak.Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ak.contacts.create(ws, "a@acme.example")
    frame = pd.DataFrame({"email": [f"n{number:04}@acme.example" for number in range(1_000)]})
    ak.imports.run(ws, "contacts", frame)
    monkeypatch.setattr(mailblue, "LARGEST", 10_000)
    path = tmp_path / "contacts.csv"
    (tmp_path / "contacts-9.csv").write_text("of an earlier export")
    written = ak.exports.write(ws, "contacts", path, profile="mailblue")
    assert [part.name for part in written.parts][:2] == ["contacts.csv", "contacts-2.csv"]
    assert all(part.stat().st_size <= 10_000 for part in written.parts)
    together = [row["Email"] for part in written.parts for row in rows(part)]
    assert together == sorted(together, key=lambda email: (email[0] != "j", email[0] == "n", email))
    assert len(together) == written.rows == 1_002
    monkeypatch.setattr(mailblue, "LARGEST", 100_000_000)
    again = ak.exports.write(ws, "contacts", path, profile="mailblue", overwrite=True)
    assert again.remarks[-1] == "contacts-2.csv is of an earlier export, and belongs to this one no more."


def test_what_mailblue_does_not_import_is_refused(ws: ak.Workspace, tmp_path: Path) -> None:
    def write(what: object, name: str = "x.csv", **options: object) -> None:
        ak.exports.write(ws, what, tmp_path / name, profile="mailblue", **options)  # type: ignore[arg-type]  # anything

    with pytest.raises(ak.WrongValue, match="MailBlue imports no notes"):
        write("notes")
    with pytest.raises(ak.WrongValue, match="MailBlue imports CSV files"):
        write("contacts", "x.xlsx")
    with pytest.raises(ak.WrongValue, match="MailBlue imports CSV files"):
        write(pd.DataFrame({"a": [1]}))
    with pytest.raises(ak.WrongValue, match=r"No plan 'gratis'\. There is: 'starter', 'plus'"):
        write("contacts", plan="gratis")
    with pytest.raises(ak.WrongValue, match="No dates='us'"):
        write("contacts", dates="us")
    assert not list(tmp_path.iterdir())
