"""data/accounts.csv: a list of customers as a Dutch spreadsheet saves it, and what people do to them."""

from __future__ import annotations

import pyarrow as pa

from accounts_kit.sample.demo.sheet import Sheet, dutch, sheet_of

HEADERS = {
    "name": "Bedrijfsnaam",
    "website": "Website",
    "phone": "Telefoonnummer",
    "address_1": "Adres",
    "postcode": "Postcode",
    "city": "Plaats ",
    "state": "Provincie",
    "country": "Land",
    "description": "Omschrijving",
    "employees": "Aantal medewerkers",
    "industry": "Branche",
    "annual_revenue": "Jaarlijkse omzet",
    "created_at": "Aangemaakt op",
    "external_id": "Klantnummer",
    "kvk_nummer": "KvK-nummer",
    "contracteinde": "Contracteinde",
    "klantwaarde": "Klantwaarde",
    "categorie_een": "Categorie één",
    "producten": "Producten",
    "nps": "NPS",
}
NO_BREAK = "\N{NO-BREAK SPACE}"


def accounts_file(table: pa.Table) -> bytes:
    """Return the file: cp1252, semicolons, CRLF, 31-12-2026 and 1.250,50."""
    sheet = sheet_of(table, HEADERS, dutch, ";")
    _spoil_harmlessly(sheet)
    _spoil_for_good(sheet)
    return sheet.text().encode("cp1252")


def _spoil_harmlessly(sheet: Sheet) -> None:
    """Do what the import puts up with: these rows are accepted."""
    sheet.spoil(3, Bedrijfsnaam=f"{NO_BREAK} {sheet.cells(3)['Bedrijfsnaam']}{NO_BREAK}")
    sheet.spoil(5, Omschrijving='Wil "iets anders".\nBelt zelf terug;\nniet voor tienen.')
    sheet.spoil(8, Branche="zakelijke DIENSTVERLENING", Jaarlijkse_omzet="100k-500k")
    sheet.spoil(10, Branche="ICT")
    sheet.spoil(12, Klantwaarde="€ 1.250,50")
    sheet.spoil(15, Klantwaarde="980,-", Aantal_medewerkers="1.204")
    sheet.spoil(18, Website="-", Telefoonnummer="n.v.t.", Aantal_medewerkers="onbekend")
    sheet.spoil(21, Contracteinde="0000-00-00", Klantwaarde="n.v.t.", Omschrijving="n.v.t.")
    sheet.spoil(24, Producten="Website;Drukwerk; Advertenties")
    sheet.rows[27] = sheet.line(27).rsplit(";", 4)[0]
    sheet.rows[30] = '"Gouden" ' + sheet.line(30)
    like = sheet.cells(40)["Bedrijfsnaam"].removesuffix(" B.V.")
    sheet.copy(40, Bedrijfsnaam=f"{like} BV", Klantnummer="A-000901", KvK_nummer="00000901")


def _spoil_for_good(sheet: Sheet) -> None:
    """Do what the import refuses: each of these rows is rejected for one reason."""
    sheet.spoil(33, Aantal_medewerkers="1.54")
    sheet.spoil(36, Aantal_medewerkers="circa 40")
    sheet.spoil(45, Aantal_medewerkers="-3")
    sheet.spoil(48, Branche="Ruimtevaart")
    sheet.spoil(52, Jaarlijkse_omzet="anderhalf miljoen")
    sheet.spoil(57, Contracteinde="31-02-2026")
    sheet.spoil(61, Aangemaakt_op="31-11-2024")
    sheet.spoil(66, Website="geen website")
    sheet.spoil(70, Klantwaarde="99999999999999999999,00")
    sheet.spoil(74, Categorie_één="D")
    sheet.spoil(79, Producten="Website, Vuurwerk")
    sheet.spoil(83, Adres=" ".join(["tweede gebouw links"] * 15))
    sheet.rows[88] = sheet.line(88) + ";bellen na 17.00 uur"
    sheet.copy(91, Bedrijfsnaam="", Klantnummer="A-000902")
    twice = "  ".join(sheet.cells(95)["Bedrijfsnaam"].upper().split())
    sheet.copy(95, Bedrijfsnaam=twice, Klantnummer="A-000903")
    sheet.copy(99, Bedrijfsnaam="Zeer lange naam " * 17, Klantnummer="A-000904")
    sheet.rows.insert(60, "")
    sheet.rows.insert(120, ";" * (len(HEADERS) - 1))
