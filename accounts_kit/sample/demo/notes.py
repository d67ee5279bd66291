"""data/notes.csv: what Excel calls "CSV UTF-8", with a mark in front, semicolons and Dutch moments."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pyarrow as pa

from accounts_kit.sample.demo.sheet import Sheet, dutch, sheet_of

HEADERS = {
    "account": "Bedrijf",
    "contact": "E-mailadres",
    "text": "Opmerking",
    "author": "Medewerker",
    "at": "Datum",
}


def notes_file(table: pa.Table) -> bytes:
    """Return the file: UTF-8 with a mark, semicolons, CRLF, local moments such as 31-12-2026 14:30."""
    sheet = sheet_of(table, HEADERS, _said, ";")
    _spoil(sheet)
    return sheet.text().encode("utf-8-sig")


def _said(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(ZoneInfo('Europe/Amsterdam')):%d-%m-%Y %H:%M}"
    return dutch(value)


def _spoil(sheet: Sheet) -> None:
    """Do what is accepted (twice the same note, both at once, no moment), then what is refused."""
    sheet.copy(4)
    sheet.spoil(8, Datum="onbekend")
    sheet.add(
        Bedrijf="Duinpoort Techniek B.V.",
        E_mailadres="receptie@legevorm.example",
        Opmerking='Over firma\n\nen receptie: "altijd bereikbaar"; 5 % korting beloofd — €\u00a0500.',
        Medewerker="Sem de Wolf",
        Datum="1-7-2026 9:05",
    )
    sheet.add(
        Bedrijf="Drogisterij Zonder Kassa", Opmerking="Staat nog niet bij de accounts.", Datum="02-07-2026"
    )
    sheet.spoil(20, Opmerking=" ")
    sheet.spoil(30, Bedrijf="", E_mailadres="")
    sheet.spoil(40, Bedrijf="-", E_mailadres="niemand@nergens.example")
    sheet.spoil(50, Datum="31-02-2026 10:00")
    sheet.spoil(60, Bedrijf="", E_mailadres="vraag de receptie")
