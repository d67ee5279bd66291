"""data/contacts.csv: an export of a program in English, UTF-8 and commas, edited by hand afterwards."""

from __future__ import annotations

import pyarrow as pa

from accounts_kit.sample.demo.sheet import Sheet, iso, sheet_of

HEADERS = {
    "email": "Email",
    "first_name": "First name",
    "last_name": "Last name",
    "phone": "Phone",
    "job_title": "Job title ",
    "account": "Company",
    "tags": "Tags",
    "status": "Status",
    "created_at": "Created",
    "verjaardag": "Verjaardag",
    "interesses": "Interesses",
    "taal": "Taal",
}
WIDE_SPACE = "\N{IDEOGRAPHIC SPACE}"


def contacts_file(table: pa.Table) -> bytes:
    """Return the file: UTF-8 without a mark, commas, CRLF, ISO dates."""
    sheet = sheet_of(table, HEADERS, iso, ",")
    _spoil_harmlessly(sheet)
    _spoil_for_good(sheet)
    return sheet.text().encode()


def _spoil_harmlessly(sheet: Sheet) -> None:
    """Do what the import puts up with: these rows are accepted."""
    sheet.spoil(3, Email=f"{WIDE_SPACE}{sheet.cells(3)['Email']}\N{NO-BREAK SPACE}")
    sheet.spoil(5, Email=f"mailto:{sheet.cells(5)['Email']}")
    sheet.spoil(7, Status="Afgemeld", Taal="nederlands")
    sheet.spoil(9, Tags="NIEUWSBRIEF||webinar")
    sheet.spoil(10, Job_title="Directeur\nen eigenaar", First_name='Ingrid "Inki"')
    sheet.spoil(11, Phone="-", Verjaardag="onbekend", Company="n.v.t.")
    sheet.spoil(17, Company=f" {sheet.cells(17)['Company'].upper()}")
    sheet.rows[20] = sheet.line(20).rsplit(",", 3)[0]
    # No account has these names: each makes one, and the result names the nearest.
    sheet.spoil(21, Company=sheet.cells(21)["Company"].replace("V.O.F.", "vof"))
    sheet.spoil(29, Company=sheet.cells(29)["Company"].replace("Energie", "Enerige"))
    sheet.spoil(36, Company="Kapsalon De Knipperij")
    # In accounts.csv there are two accounts that differ only in their legal form; each name finds its own.
    sheet.add(Email="balie@legevorm.example", Company="Duinpoort Techniek BV", Status="active")
    sheet.add(Email="receptie@legevorm.example", Company="Duinpoort Techniek B.V.", Status="active")


def _spoil_for_good(sheet: Sheet) -> None:
    """Do what the import refuses: each of these rows is rejected for one reason."""
    sheet.spoil(40, Email="info@")
    sheet.spoil(60, Email="mailt liever niet, bel haar mobiel")
    sheet.spoil(85, Email="marieke.akkerman@@riviergaard-bouw.example")
    sheet.spoil(90, Email="", Phone="")
    sheet.spoil(92, Email="n.v.t.", Phone="")
    sheet.spoil(100, Status="vip")
    sheet.spoil(110, Verjaardag="1980-02-31")
    sheet.spoil(120, Created="2024-13-05")
    sheet.spoil(130, Job_title="Hoofd van de afdeling en ook van de andere afdeling " * 6)
    sheet.spoil(140, Taal="Fries")
    sheet.spoil(150, Interesses="Vormgeving, Postzegels")
    sheet.rows[160] = sheet.line(160) + ",tweede telefoon 06-11111111"
    sheet.copy(200, Email=sheet.cells(200)["Email"].upper())
    sheet.copy(211, Email=f" {sheet.cells(211)['Email'].title()}", Tags="kerstkaart")
    sheet.copy(220, Email=sheet.cells(220)["Email"], Company="")
    sheet.copy(210, Phone=_spaced(sheet.cells(210)["Phone"]))  # has no address: the phone is its key
    sheet.rows.insert(250, "")
    sheet.rows.insert(400, "," * (len(HEADERS) - 1))


def _spaced(phone: str) -> str:
    """Return the same mobile number, written in another way."""
    digits = "".join(letter for letter in phone if letter.isdigit())
    return f"{digits[:2]} - {digits[2:5]} {digits[5:]}"
