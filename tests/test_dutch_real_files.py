"""Dutch files of public bodies: each letter, number and zero of what is stored is what the file says, as
Python's csv module and a few lines here read it.

They lie beside the repository and not in it; where they are not, these tests are skipped and say so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

import accounts_kit as ak
from tests.real_files import DUO, MUNICIPALITIES, OPENGR, SHARED, Case, case_of, load, prepared

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real files of ../shared/data are not here")

Row = dict[str, str]
NO_NUMBERS = ("14042", "14000511")  # nobody's, and kept as they are written


def rows_of(file: str, *, encoding: str = "utf-8", delimiter: str = ",") -> list[Row]:
    with (SHARED / file).open(encoding=encoding, newline="") as opened:
        return list(csv.DictReader(opened, delimiter=delimiter))


def first_by(rows: Iterable[Row], key: str) -> list[Row]:
    """The first row of each key, in the order of the file."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row[key], row)
    return list(first.values())


def text(cell: str) -> str | None:
    return cell.strip() or None


def number(cell: str) -> Decimal | None:
    return Decimal(cell.replace(",", ".")) if cell else None


def in_e164(cell: str) -> str | None:
    """A Dutch number with its country code; "140528" is the number of a municipality."""
    digits = "".join(sign for sign in cell if sign.isdigit())
    if cell in NO_NUMBERS:
        return cell
    return f"+31{digits.removeprefix('0')}" if digits else None


def loaded(case: Case) -> ak.Workspace:
    ws = prepared(case)
    load(ws, case)
    return ws


def stored(ws: ak.Workspace, columns: str, table: str = "accounts", order: str = "account_id") -> list[Any]:
    return ws.rows(f"SELECT {columns} FROM {table} ORDER BY {order}")


# --- DUO: schools and their exams


def test_each_school_is_stored_as_its_first_row_says() -> None:
    texts = ("VESTIGINGSNUMMER", "BRIN NUMMER", "INSTELLINGSNAAM VESTIGING", "GEMEENTENAAM VESTIGING",
             "PROVINCIE VESTIGING", "ONDERWIJSTYPE VO", "LEERWEG VMBO", "VMBO SECTOR",
             "AFDELING")  # fmt: skip
    numbers = ("EXAMENKANDIDATEN", "GESLAAGDEN", "GEZAKTEN", "GEMIDDELD CIJFER SCHOOLEXAMEN",
               "GEMIDDELD CIJFER CENTRAAL EXAMEN", "GEMIDDELD CIJFER CIJFERLIJST")  # fmt: skip
    schools = first_by(rows_of(DUO, encoding="cp1252", delimiter=";"), "VESTIGINGSNUMMER")
    expected = [
        (*(text(row[one]) for one in texts), *(number(row[one]) for one in numbers)) for row in schools
    ]
    columns = (
        "name, brin, schoolnaam, city, state, onderwijstype, leerweg, sector_vmbo, afdeling, "
        "examenkandidaten, geslaagden, gezakten, cijfer_schoolexamen, cijfer_centraal_examen, "
        "cijfer_cijferlijst"
    )
    found = stored(loaded(case_of("nl_duo_scholen")), columns)
    assert found == expected
    assert found[0][:3] == ("00AH00", "00AH", "Opb SGM t Stedelijk Lyceum")
    assert any("ë" in row[2] for row in found)


def test_each_row_of_the_exams_is_stored_with_its_mark() -> None:
    rows = rows_of(DUO, encoding="cp1252", delimiter=";")
    found = stored(
        loaded(case_of("nl_duo_examens")),
        "accounts.name, title, stage, value",
        "deals JOIN accounts USING (account_id)",
        "deal_id",
    )
    assert found == [
        (
            row["VESTIGINGSNUMMER"],
            row["ONDERWIJSTYPE VO"],
            text(row["AFDELING"]),
            number(row["GEMIDDELD CIJFER CIJFERLIJST"]),
        )
        for row in rows
    ]


# --- mijn.overheid.nl: public organisations


def test_each_public_organisation_is_stored_as_its_row_says() -> None:
    case = case_of("nl_mijnoverheid")
    texts = ("organisatie_mijnoverheid", "bezoek_adres", "bezoek_adres_postcode", "bezoekadres_plaats",
             "post_adres", "post_adres_postcode", "post_adres_plaats", "url_organisatie", "email/_text",
             "pageUrl")  # fmt: skip
    found = stored(
        loaded(case),
        "name, address_1, postcode, city, address_2, postcode_postadres, plaats_postadres, website, email, "
        "pagina, phone",
    )
    rows = rows_of(case.file)
    assert found == [(*(text(row[one]) for one in texts), in_e164(row["bezoek_adres_tel"])) for row in rows]
    assert ("Gemeente De Wolden", "+31140528") in [(row[0], row[-1]) for row in found]


# --- regioatlas.nl: municipalities, their regions, and the bodies in which they work together


@pytest.mark.parametrize("case", MUNICIPALITIES, ids=str)
def test_each_municipality_is_stored_with_its_code_its_region_and_the_people_there(case: Case) -> None:
    rows = first_by(rows_of(case.file, encoding="utf-8-sig", delimiter=";"), "Gemeente")
    region = list(rows[0])[2]
    ws = loaded(case)
    fields = ak.fields.table(ws)
    [key] = fields[fields["label"] == region.strip()]["key"].tolist() or ["state"]  # "Provincies" is that
    assert stored(ws, f'name, external_id, "{key}", inwoners_van_de_regio') == [
        (row["Gemeente"], row["CBS"], text(row[region]), number(row["Inwoneraantal van regio"]))
        for row in rows
    ]


def test_a_municipality_gathers_the_regions_of_all_files() -> None:
    ws = ak.open()
    for case in MUNICIPALITIES:
        load(ws, case)
    assert ws.counts()["accounts"] == 390
    account = ak.accounts.get(ws, "'s-Gravenhage")
    assert (account.external_id, account.state) == ("0518", "Zuid-Holland")
    assert account.veiligheidsregio_s == "Haaglanden"
    assert len(ak.fields.table(ws).query("custom")) == len(MUNICIPALITIES)  # less provinces, more people
    assert ak.check(ws).empty


def test_each_body_is_stored_with_its_address() -> None:
    case = case_of("nl_regioatlas_regelingen")
    columns = ("DSTA_GR_naam", "Adres", "Postcode", "Plaats", "CBS_GR_naam", "CBS_GR_code")
    found = stored(loaded(case), "name, address_1, postcode, city, naam_bij_het_cbs, external_id")
    assert found == [tuple(text(row[one]) for one in columns) for row in rows_of(case.file)]


def mended(name: str) -> str:
    """A name with its letters as they were before they were read as those of Windows."""
    return name.strip().encode("cp1252").decode("utf-8")


def test_damaged_names_of_bodies_are_mended_by_the_mapping_file() -> None:
    found = stored(loaded(case_of("nl_regioatlas_lichamen")), "name, postcode, city, state")
    rows = first_by(rows_of(OPENGR), "Gemeenschappelijke regeling")
    columns = ("Postcode", "Plaats", "Provincie")
    assert found == [
        (mended(row["Gemeenschappelijke regeling"]), *(text(row[one]) for one in columns)) for row in rows
    ]
    assert "Veiligheidsregio Fryslân" in [row[0] for row in found]


def test_each_participant_is_a_note_on_its_body() -> None:
    found = stored(
        loaded(case_of("nl_regioatlas_deelnemers")),
        "text, accounts.name, author",
        "notes JOIN accounts USING (account_id)",
        "note_id",
    )
    assert found == [
        (row["Deelnemer"].strip(), mended(row["Gemeenschappelijke regeling"]), text(row["Provincie"]))
        for row in rows_of(OPENGR)
    ]
