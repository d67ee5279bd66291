"""data/fair.xlsx: the visitors of a stand, typed into a workbook by a colleague; a row a conversation."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime

SHEET = "Bezoekers"
TITLE = "Bezoekers stand 4.12, Vakbeurs Communicatie, 12 en 13 mei 2026"
ABOUT = (
    "Wie aan de stand was, staat op het blad Bezoekers.",
    "Vragen? Sem de Wolf, toestel 12.",
)
HEADERS = (
    "Bedrijf", "Bedrijf: website", "Bedrijf: plaats", "Voornaam", "Achternaam", "E-mailadres", "Mobiel",
    "Functie", "Gesprek", "Bezocht op", "Score", "Terugbellen",
)  # fmt: skip
FIRST, SECOND = date(2026, 5, 12), date(2026, 5, 13)
Cell = str | int | float | date | bool | None

# Some are contacts already, some work at accounts that are there, others are new; the last rows hold dirt.
VISITORS: Sequence[Sequence[Cell]] = (
    ("Oosterstaete Vastgoed BV", None, None, "Simone", "Joosten", "s.joosten@oosterstaete-vastgoed.example",
     "06 14 14 70 62", "Hoofd inkoop", "Wil een voorstel voor drie locaties.", FIRST, 8, "ja"),
    ("Duinrijk Assurantiën B.V.", None, None, "Mirte", "van der Aa",
     "m.vanderaa@duinrijk-assurantien.example", None, "Marketing", None, FIRST, 6.5, "nee"),
    ("Havenlicht Drukwerk B.V.", "www.havenlicht-drukwerk.example", "Harlingen", "Ruben", "Postma",
     "ruben@havenlicht-drukwerk.example", "0031612000001", "Eigenaar",
     "Zoekt iemand voor de nieuwsbrief;\nbelt zelf in juni.", FIRST, 9, "nee"),
    ("havenlicht  drukwerk b.v.", None, None, "Anouk", "Postma", "anouk@havenlicht-drukwerk.example", None,
     "Administratie", None, FIRST, 4, "nee"),
    ("Kaasmakerij De Dijk", None, "Edam", "José", "Núñez", "jose@kaasmakerij-dedijk.example",
     "+31 (0)6 1200 0002", "Directeur", "Vraagt naar verpakkingen met het nieuwe logo.", FIRST, 7, "ja"),
    ("Kaasmakerij De Dijk", None, "Volendam", "Griet", "Schilder", "griet@kaasmakerij-dedijk.example", None,
     "Verkoop", "Zegt dat ze verhuizen.", SECOND, 5, "nee"),
    ("Zilverveld Fotografie", "https://zilverveld-fotografie.example", "Breda", None, None, None, None, None,
     None, None, None, None),
    (None, None, None, "Daan", "Mulder", "daan.mulder@losse-post.example", 612000003, "Student",
     "Zoekt een stage.", SECOND, 3, "nee"),
    ("(Particulier)", None, None, "Wil", "Bakker", "wil.bakker@losse-post.example", None, None, None, SECOND,
     2, "nee"),
    ("Tegelhandel Rood", None, "Goes", "Fenna", "Rood", "fenna@tegelhandel-rood", "06-12000004", "Eigenaar",
     "Adres slecht leesbaar.", SECOND, 8, "ja"),
    ("Rederij Zoutkamp", None, "Zoutkamp", "Jelle", "Dijkstra", "jelle@rederij-zoutkamp.example", None,
     "Schipper", "Wacht op de nieuwe begroting.", SECOND, "hoog", "ja"),
    ("Rederij Zoutkamp", None, None, "Jelle", "Dijkstra", "Jelle@Rederij-Zoutkamp.example", None, None,
     "Stond er twee keer op.", SECOND, 6, None),
)  # fmt: skip


def fair_file() -> bytes:
    """Return the workbook: a sheet that explains, and one with a title above its header."""
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "default_date_format": "d-m-yyyy"}) as book:
        book.set_properties({"created": datetime(2026, 5, 13, 17, 0)})  # the same bytes every time
        about = book.add_worksheet("Uitleg")
        about.write_column(0, 0, ABOUT)
        sheet = book.add_worksheet(SHEET)
        sheet.write_string(0, 0, TITLE, book.add_format({"bold": True}))
        sheet.write_row(2, 0, HEADERS)
        for place, visitor in enumerate(VISITORS, 3):
            sheet.write_row(place, 0, visitor)
    return written.getvalue()
