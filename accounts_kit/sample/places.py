"""Where the firms are: towns with their province, area code and first postcode, and streets.

The towns exist; the streets in them, the numbers and the letters of the postcodes fall by chance.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Town:
    """A town: how many firms of a thousand are there, and how its phones and postcodes begin."""

    name: str
    province: str
    area_code: str
    postcode: int
    weight: int
    belgian: bool


_TOWNS = """
Amsterdam          | Noord-Holland    | 020  | 1011 | 110
Haarlem            | Noord-Holland    | 023  | 2011 | 20
Alkmaar            | Noord-Holland    | 072  | 1811 | 15
Hilversum          | Noord-Holland    | 035  | 1211 | 20
Zaandam            | Noord-Holland    | 075  | 1501 | 15
Rotterdam          | Zuid-Holland     | 010  | 3011 | 80
Den Haag           | Zuid-Holland     | 070  | 2511 | 50
Leiden             | Zuid-Holland     | 071  | 2311 | 20
Delft              | Zuid-Holland     | 015  | 2611 | 20
Dordrecht          | Zuid-Holland     | 078  | 3311 | 15
Gouda              | Zuid-Holland     | 0182 | 2801 | 10
Utrecht            | Utrecht          | 030  | 3511 | 80
Amersfoort         | Utrecht          | 033  | 3811 | 30
Veenendaal         | Utrecht          | 0318 | 3901 | 10
Eindhoven          | Noord-Brabant    | 040  | 5611 | 50
Tilburg            | Noord-Brabant    | 013  | 5011 | 30
Breda              | Noord-Brabant    | 076  | 4811 | 30
's-Hertogenbosch   | Noord-Brabant    | 073  | 5211 | 30
Waalwijk           | Noord-Brabant    | 0416 | 5141 | 10
Arnhem             | Gelderland       | 026  | 6811 | 25
Nijmegen           | Gelderland       | 024  | 6511 | 25
Apeldoorn          | Gelderland       | 055  | 7311 | 25
Ede                | Gelderland       | 0318 | 6711 | 10
Zwolle             | Overijssel       | 038  | 8011 | 25
Enschede           | Overijssel       | 053  | 7511 | 20
Deventer           | Overijssel       | 0570 | 7411 | 15
Groningen          | Groningen        | 050  | 9711 | 30
Leeuwarden         | Friesland        | 058  | 8911 | 15
Assen              | Drenthe          | 0592 | 9401 | 10
Lelystad           | Flevoland        | 0320 | 8211 | 10
Almere             | Flevoland        | 036  | 1311 | 20
Maastricht         | Limburg          | 043  | 6211 | 15
Venlo              | Limburg          | 077  | 5911 | 15
Middelburg         | Zeeland          | 0118 | 4331 | 10
Antwerpen          | Antwerpen        | 03   | 2000 | 30 | België
Mechelen           | Antwerpen        | 015  | 2800 | 10 | België
Gent               | Oost-Vlaanderen  | 09   | 9000 | 20 | België
Aalst              | Oost-Vlaanderen  | 053  | 9300 | 5  | België
Brugge             | West-Vlaanderen  | 050  | 8000 | 10 | België
Kortrijk           | West-Vlaanderen  | 056  | 8500 | 10 | België
Leuven             | Vlaams-Brabant   | 016  | 3000 | 10 | België
Hasselt            | Limburg          | 011  | 3500 | 5  | België
"""


def _town(line: str) -> Town:
    name, province, area_code, postcode, weight, *country = (part.strip() for part in line.split("|"))
    return Town(name, province, area_code, int(postcode), int(weight), belgian=bool(country))


TOWNS: tuple[Town, ...] = tuple(_town(line) for line in _TOWNS.strip().splitlines())

_STREETS = """
Industrieweg Handelskade Stationsplein Kerkstraat Dorpsstraat Havenstraat Nijverheidslaan Wilgenlaan
Lindelaan Molenweg Marktplein Schoolstraat Energieweg Transportweg Kanaaldijk Parklaan Beatrixstraat
Ambachtsweg Zonnebaan Korenmaat
"""
STREETS: tuple[str, ...] = tuple(_STREETS.split())
POSTCODE_LETTERS = "ABCDEGHJKLMNPRSTVWXZ"
