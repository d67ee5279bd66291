"""data/custom_fields.csv: the custom fields of the sample, as a Dutch colleague would list them."""

from __future__ import annotations

from accounts_kit.sample.definitions import DEFINITIONS, Definition
from accounts_kit.sample.demo.sheet import Sheet

HEADERS = ("Veld van", "Veldnaam", "Veldtype", "Opties", "Valuta", "Groep")
DUTCH_KINDS = {
    "date": "datum", "currency": "valuta", "dropdown": "keuzelijst", "multiselect": "meerkeuze",
    "number": "getal", "text": "tekst", "checkbox": "selectievakje", "radio": "keuzerondje",
}  # fmt: skip
DUTCH_RECORDS = {"account": "bedrijf", "contact": "contactpersoon"}


def definitions_file() -> bytes:
    """Return the file: UTF-8 with a mark, semicolons, CRLF; its last five rows are refused."""
    sheet = Sheet(HEADERS, [_row(definition) for definition in DEFINITIONS], ";")
    sheet.add(Veld_van="bedrijf", Veldnaam="Beoordeling", Veldtype="sterren")
    sheet.add(Veld_van="bedrijf", Veldnaam="Regio klant", Veldtype="keuzelijst")
    sheet.add(Veld_van="bedrijf", Veldnaam="Website", Veldtype="tekst")
    sheet.add(Veld_van="bedrijf", Veldnaam="", Veldtype="tekst")
    sheet.add(Veld_van="bedrijf", Veldnaam="KLANTWAARDE", Veldtype="getal")
    return sheet.text().encode("utf-8-sig")


def _row(definition: Definition) -> dict[str, str]:
    cells = (
        DUTCH_RECORDS[definition.of],
        definition.label,
        DUTCH_KINDS[definition.kind],
        "||".join(definition.options),
        definition.currency or "",
        definition.group or "",
    )
    return dict(zip(HEADERS, cells, strict=True))
