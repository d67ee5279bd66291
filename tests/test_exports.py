"""Exports: what stands in the files, what is refused, and that a file is whole or not there."""

import csv
import io
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit import exports, imports, segments
from accounts_kit.exports.profiles import PROFILES

ROOT = Path(__file__).parent.parent
EVERY_PROFILE = pytest.mark.parametrize("profile", list(PROFILES))


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        ak.fields.define(ws, "contact", "Keuzes", "multiselect", options=["a", "b", "c; d"])
        ak.fields.define(ws, "account", "Bedrag", "currency")
        ak.fields.define(ws, "account", "Gestart", "date")
        ak.accounts.create(
            ws, 'Acme "x"; & Zn, B.V.', employees=1234.5, bedrag=-1234.5, city="Ede",
            gestart=date(2026, 3, 1), created_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC),
        )  # fmt: skip
        ak.contacts.create(
            ws, "jan@acme.nl", account='Acme "x"; & Zn, B.V.', first_name='=HYPERLINK("x")', last_name="-5+3",
            job_title="-3,50", phone="+31 6 12345678", keuzes=["a", "c; d"],
        )  # fmt: skip
        ak.contacts.create(ws, "zoe@elders.nl", first_name="Zoë\n🙂", status="bounced", keuzes=["b"])
        ak.contacts.create(ws, phone="0318 123456")
        ak.tags.add(ws, "jan@acme.nl", "nieuwsbrief", "Klant")
        ak.notes.add(ws, 'Gebeld: "ja; graag"', contact="jan@acme.nl", author="Piet")
        yield ws


def rows_in(path: Path, profile: str) -> list[list[str]]:
    """The cells of a file, as Python's own csv module reads them."""
    text = io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=";" if profile == "excel-nl" else ",", strict=True))


# --- what stands in a file


def test_rfc4180_is_utf8_with_commas_and_crlf_and_quotes_only_what_it_has_to(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    columns = ["account.name", "account.employees", "account.bedrag", "account.gestart", "account.created_at"]
    exports.write(ws, "accounts", tmp_path / "a.csv", columns=columns)
    assert (tmp_path / "a.csv").read_bytes() == (
        b"name,employees,bedrag,gestart,created_at\r\n"
        b'"Acme ""x""; & Zn, B.V.",1234.5,-1234.50,2026-03-01,2026-07-01T22:30:00Z\r\n'
    )


def test_excel_nl_has_a_byte_order_mark_semicolons_decimal_commas_and_dutch_labels(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    columns = ["account.name", "account.employees", "account.bedrag", "account.gestart", "account.created_at"]
    exports.write(ws, "accounts", tmp_path / "a.csv", columns=columns, profile="excel-nl")
    assert (tmp_path / "a.csv").read_bytes().decode() == (
        "\ufeffBedrijfsnaam;Aantal medewerkers;Bedrag;Gestart;Aangemaakt op\r\n"
        '"Acme ""x""; & Zn, B.V.";1234,5;-1234,50;01-03-2026;02-07-2026 00:30:00\r\n'
    )


def test_excel_en_has_points_and_the_labels_of_the_workspace(ws: ak.Workspace, tmp_path: Path) -> None:
    ws.language = "en"
    columns = ["account.name", "account.employees", "account.created_at"]
    exports.write(ws, "accounts", tmp_path / "a.csv", columns=columns, profile="excel-en")
    assert (tmp_path / "a.csv").read_bytes().decode() == (
        "\ufeffAccount name,Number of employees,Created at\r\n"
        '"Acme ""x""; & Zn, B.V.",1234.5,2026-07-02 00:30:00\r\n'
    )


@EVERY_PROFILE
def test_several_values_are_joined_as_our_own_import_splits_them(
    ws: ak.Workspace, tmp_path: Path, profile: str
) -> None:
    exports.write(
        ws, "contacts", tmp_path / "c.csv", profile=profile, columns=["contact.keuzes", "contact.tags"]
    )
    expected = (
        [["||a||c; d||", "||Klant||nieuwsbrief||"], ["||b||", ""], ["", ""]]
        if profile == "rfc4180"
        else [["||a||c; d||", "Klant, nieuwsbrief"], ["b", ""], ["", ""]]
    )
    assert rows_in(tmp_path / "c.csv", profile)[1:] == expected


def test_for_excel_a_formula_is_guarded_and_a_number_or_phone_number_is_not(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    columns = ["contact.first_name", "contact.last_name", "contact.job_title", "contact.phone"]
    written = exports.write(ws, "contacts", tmp_path / "c.csv", profile="excel-nl", columns=columns)
    assert rows_in(tmp_path / "c.csv", "excel-nl")[1] == [
        "'=HYPERLINK(\"x\")", "'-5+3", "-3,50", "+31612345678",
    ]  # fmt: skip
    assert written.guarded == 2
    plain = exports.write(ws, "contacts", tmp_path / "plain.csv", columns=columns)
    assert rows_in(tmp_path / "plain.csv", "rfc4180")[1][:2] == ['=HYPERLINK("x")', "-5+3"]
    assert plain.guarded == 0


@EVERY_PROFILE
def test_a_segment_has_as_many_rows_as_its_count_says_in_order_of_id(
    ws: ak.Workspace, tmp_path: Path, profile: str
) -> None:
    segment = ak.contact.email.is_filled()
    written = exports.write(ws, segment, tmp_path / "s.csv", profile=profile, columns=["contact.email"])
    assert written.rows == segments.count(ws, segment) == 2
    assert rows_in(tmp_path / "s.csv", profile)[1:] == [["jan@acme.nl"], ["zoe@elders.nl"]]
    assert exports.write(ws, ~ak.everyone(), tmp_path / "nobody.csv", profile=profile).rows == 0
    assert len(rows_in(tmp_path / "nobody.csv", profile)) == 1


def test_ids_that_lie_far_apart_all_come_in_order(tmp_path: Path) -> None:
    ids = [1, 200_000, 200_001, 450_001]
    with ak.open() as ws:
        for one in reversed(ids):
            ws.execute("INSERT INTO contacts (contact_id, email) SELECT ?, ?", [one, f"c{one}@x.nl"])
        written = exports.write(ws, "contacts", tmp_path / "c.csv", columns=["contact.email"])
    assert written.rows == 4
    assert rows_in(tmp_path / "c.csv", "rfc4180")[1:] == [[f"c{one}@x.nl"] for one in ids]


def test_a_row_of_one_empty_cell_is_still_a_row(ws: ak.Workspace, tmp_path: Path) -> None:
    exports.write(ws, "contacts", tmp_path / "c.csv", columns=["contact.email"])
    assert (tmp_path / "c.csv").read_bytes() == b'email\r\njan@acme.nl\r\nzoe@elders.nl\r\n""\r\n'


def test_a_segment_of_accounts_may_have_merge_fields_of_accounts(ws: ak.Workspace, tmp_path: Path) -> None:
    segment = {"name": "Alle", "of": "accounts", "rule": {"everyone": True}}
    exports.write(
        ws, segment, tmp_path / "a.csv", columns={"Plaats": "account.city"},
        merge_fields={"REGEL": "{{ account.name | upcase }} ({{ account.bedrag }})"},
    )  # fmt: skip
    assert rows_in(tmp_path / "a.csv", "rfc4180") == [
        ["Plaats", "REGEL"],
        ["Ede", 'ACME "X"; & ZN, B.V. (-1234,50)'],
    ]


def test_merge_fields_are_columns_whether_sql_or_liquid_renders_them(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    merge_fields = {
        "AANHEF": "Beste {{ account.name | default: 'relatie' }}",
        "TAGS": "{{ contact.tags | join: ' + ' }}",
    }
    exports.write(ws, "contacts", tmp_path / "c.csv", columns=["contact.email"], merge_fields=merge_fields)
    assert rows_in(tmp_path / "c.csv", "rfc4180") == [
        ["email", "AANHEF", "TAGS"],
        ["jan@acme.nl", 'Beste Acme "x"; & Zn, B.V.', "Klant + nieuwsbrief"],
        ["zoe@elders.nl", "Beste relatie", ""],
        ["", "Beste relatie", ""],
    ]


def test_an_audience_leaves_out_whom_one_cannot_mail_and_counts_them_by_reason(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    written = exports.write(ws, "contacts", tmp_path / "c.csv", audience=True, columns=["contact.email"])
    assert (written.rows, written.excluded) == (1, {"bounced": 1, "no_email": 1})
    assert rows_in(tmp_path / "c.csv", "rfc4180")[1:] == [["jan@acme.nl"]]
    assert str(written) == f"1 row in {tmp_path / 'c.csv'} (rfc4180). Left out: 1 bounced, 1 no_email."


def test_the_fields_of_another_record_say_whose_they_are(ws: ak.Workspace, tmp_path: Path) -> None:
    columns = ["note.text", "contact.email", "account.name", "contact.phone", "account.phone"]
    exports.write(ws, "notes", tmp_path / "n.csv", columns=columns)
    exports.write(ws, "notes", tmp_path / "n-nl.csv", columns=columns, profile="excel-nl")
    assert rows_in(tmp_path / "n.csv", "rfc4180")[0] == [
        "text", "contact", "account", "contact.phone", "account.phone",
    ]  # fmt: skip
    assert rows_in(tmp_path / "n-nl.csv", "excel-nl")[0] == [
        "Notitie", "Contact", "Account", "Contact: Telefoon", "Account: Telefoon",
    ]  # fmt: skip


# --- back again


@EVERY_PROFILE
def test_what_was_written_is_read_back_by_our_own_import(
    ws: ak.Workspace, tmp_path: Path, profile: str
) -> None:
    for what in ("accounts", "contacts", "notes"):
        exports.write(ws, what, tmp_path / f"{what}.csv", profile=profile)
    with ak.open() as other:
        for field in ws.catalogue.custom:
            ak.fields.define(other, field.of, field.label(), field.kind_name, options=field.options or None)
        for what in ("accounts", "contacts", "notes"):
            locale = "nl" if profile == "excel-nl" else "en"
            result = imports.run(other, what, tmp_path / f"{what}.csv", locale=locale)
            assert (result.created, result.rejected) == (ws.counts()[what], 0), result.problems
        changed = {"contact.updated_at", "account.updated_at"}
        if profile != "rfc4180":  # guarded, and without the fraction of a second
            changed |= {"contact.first_name", "contact.last_name", "contact.created_at"}
        names = [one for one in ws.catalogue.names(("contact", "account")) if one not in changed]
        before, after = (segments.members(one, ak.everyone(), columns=names) for one in (ws, other))
        pd.testing.assert_frame_equal(before, after)


# --- frames


@EVERY_PROFILE
def test_a_frame_is_written_in_its_own_order_without_its_index(
    ws: ak.Workspace, tmp_path: Path, profile: str
) -> None:
    frame = pd.DataFrame(
        {
            "tekst": ["b;,", None], "getal": [1.5, float("nan")], "aantal": [3, 4],
            "dag": [date(2026, 3, 1), None], "moment": pd.to_datetime(["2026-07-01T22:30Z", None]),
            "lijst": [["x", "y"], []], "bedrag": [Decimal("2.50"), None], "ja": [True, False],
        },
        index=[7, 3],
    )  # fmt: skip
    written = exports.write(ws, frame, tmp_path / "f.csv", profile=profile)
    decimal, several = (
        ("," if profile == "excel-nl" else "."),
        ("||x||y||" if profile == "rfc4180" else "x, y"),
    )
    day = "01-03-2026" if profile == "excel-nl" else "2026-03-01"
    moments = {
        "rfc4180": "2026-07-01T22:30:00Z",
        "excel-nl": "02-07-2026 00:30:00",
        "excel-en": "2026-07-02 00:30:00",
    }
    assert written.rows == 2
    assert rows_in(tmp_path / "f.csv", profile) == [
        list(frame.columns),
        ["b;,", f"1{decimal}5", "3", day, moments[profile], several, f"2{decimal}50", "true"],
        ["", "", "4", "", "", "", "", "false"],
    ]


def test_columns_of_a_frame_can_be_chosen_and_renamed(ws: ak.Workspace, tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": [1], "b": ["x"], "c": [[1, "y"]]})
    exports.write(ws, frame, tmp_path / "f.csv", columns=["b", "a"])
    exports.write(ws, frame, tmp_path / "g.csv", columns={"B!": "b"})
    assert (tmp_path / "f.csv").read_bytes() == b"b,a\r\nx,1\r\n"
    assert (tmp_path / "g.csv").read_bytes() == b"B!\r\nx\r\n"
    with pytest.raises(ak.UnknownField, match="The frame has no column 'd'"):
        exports.write(ws, frame, tmp_path / "h.csv", columns=["d"])


# --- what is refused


def test_a_bare_text_is_one_column(ws: ak.Workspace, tmp_path: Path) -> None:
    exports.write(ws, "accounts", tmp_path / "a.csv", columns="account.name")
    assert (tmp_path / "a.csv").read_text().startswith("name\n")
    exports.write(ws, pd.DataFrame({"naam": ["A"], "x": [1]}), tmp_path / "f.csv", columns="naam")
    assert (tmp_path / "f.csv").read_text() == "naam\nA\n"


def test_a_file_that_is_there_is_replaced_only_when_asked(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("van mij")
    with pytest.raises(ak.FileInTheWay, match=r"c\.csv exists already\. .* overwrite=True"):
        exports.write(ws, "contacts", path)
    assert path.read_text() == "van mij"
    assert exports.write(ws, "contacts", path, overwrite=True).rows == 3
    with pytest.raises(ak.FileInTheWay, match="is a folder"):
        exports.write(ws, "contacts", tmp_path, overwrite=True)


def test_what_an_export_cannot_be_is_said_before_anything_is_written(
    ws: ak.Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "new" / "c.csv"
    with pytest.raises(
        ak.WrongValue, match=r"No profile 'excel'\. There is: 'rfc4180', 'excel-nl', 'excel-en'"
    ):
        exports.write(ws, "contacts", path, profile="excel")
    for name in ("f.xls", "f.pdf", "f"):
        with pytest.raises(ak.WrongValue, match=rf"'{name}' is no name of a CSV file.* Write 'f\.csv'"):
            exports.write(ws, "contacts", path.with_name(name))
    with pytest.raises(ak.UnknownField, match=r"No field 'contact.emial'\. Did you mean 'contact.email'\?"):
        exports.write(ws, "contacts", path, columns=["contact.emial"])
    with pytest.raises(ak.UnknownField, match=r"No field 'contact.email'"):
        exports.write(ws, "accounts", path, columns=["contact.email"])
    with pytest.raises(ak.WrongValue, match="Two columns would be called 'email'"):
        exports.write(ws, "contacts", path, columns=["contact.email"], merge_fields={"email": "x"})
    with pytest.raises(ak.WrongValue, match="at least one column"):
        exports.write(ws, "contacts", path, columns=[])
    with pytest.raises(ak.TemplateError, match="In 'AANHEF', line 1, column 4: No field"):
        exports.write(ws, "contacts", path, merge_fields={"AANHEF": "{{ contact.nam }}"})
    with pytest.raises(ak.WrongKind, match=r'Name each text: \{"subject": text'):
        exports.write(ws, "contacts", path, merge_fields="Hoi")
    with pytest.raises(ak.WrongValue, match="Merge fields are of contacts and accounts"):
        exports.write(ws, "notes", path, merge_fields={"A": "x"})
    with pytest.raises(ak.WrongValue, match="An audience is of contacts"):
        exports.write(ws, "accounts", path, audience=True)
    with pytest.raises(ak.UnknownRecord, match="No segment 'Klanten'"):
        exports.write(ws, "Klanten", path)
    assert not path.parent.exists()


# --- whole or not there


def test_an_export_that_fails_leaves_the_old_file_and_nothing_else(ws: ak.Workspace, tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("van vorige week")
    with pytest.raises(ak.TemplateError, match="For contact 2, "):
        exports.write(
            ws,
            "contacts",
            path,
            merge_fields={"X": "{{ 1 | divided_by: account.employees }}"},
            overwrite=True,
        )
    assert path.read_text() == "van vorige week"
    assert [one.name for one in tmp_path.iterdir()] == ["c.csv"]


def test_a_killed_export_leaves_no_file_under_the_final_name(tmp_path: Path) -> None:
    code = (
        "import pandas as pd, accounts_kit as ak; from accounts_kit import exports\n"
        "frame = pd.DataFrame({'a': [['x', 'y']] * 3_000_000})\n"
        f"exports.write(ak.open(), frame, {str(tmp_path / 'big.csv')!r})"
    )
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    while not any(part.stat().st_size for part in tmp_path.glob("*.part")):
        assert process.poll() is None, "the export ended before it could be killed"
        time.sleep(0.005)
    process.kill()
    process.wait()
    assert [one.suffix for one in tmp_path.iterdir()] == [".part"]
