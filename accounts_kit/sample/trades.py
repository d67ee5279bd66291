"""What firms are called: a made-up stem in the pattern of a trade, between the words of a legal form.

A trade decides the industry; a stem and a trade together name one firm, so that names stay different however
many there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from accounts_kit.words.text import slug


@dataclass(frozen=True, slots=True)
class Trade:
    """What stands before and after a stem, the industry, and the kind of body: firm, foundation or public."""

    before: str
    after: str
    industry: str
    body: str


_TRADES = """
Software: {} Software, {} Apps, Softwarehuis {}, {} Cloud
IT-diensten: {} Automatisering, {} ICT, {} Beheer & Hosting, {} Security
Telecom: {} Telecom, {} Netwerken, {} Glasvezel
Industrie: {} Plastics, {} Verpakkingen, Papierfabriek {}, {} Coatings, {} Metaal
Machinebouw: {} Machines, Machinefabriek {}, {} Techniek
Bouw: Bouwbedrijf {}, Aannemersbedrijf {}, {} Bouw, {} Dakbedekking, Schildersbedrijf {}
Installatietechniek: Installatiebedrijf {}, {} Klimaattechniek, {} Elektro
Groothandel: {} Groothandel, {} Import & Export, {} Trading
Retail: {} Mode, Boekhandel {}, {} Wonen, Juwelier {}, {} Keukens
E-commerce: {} Webwinkels, {} Online, {} Direct
Transport en logistiek: {} Transport, {} Logistiek, {} Koeriers, Expeditiebedrijf {}
Horeca: Hotel {}, Restaurant {}, Brasserie {}, Café {}, {} Catering
Media: Uitgeverij {}, {} Media, Drukkerij {}
Marketing en communicatie: {} Communicatie, Reclamebureau {}, {} Marketing
Financiële dienstverlening: {} Accountants, {} Administraties, {} Hypotheken
Verzekeringen: {} Verzekeringen, {} Assurantiën
Vastgoed: {} Vastgoed, Makelaardij {}, {} Beheer
Advies: {} Advies, {} Consultancy, Adviesbureau {}
Zakelijke dienstverlening: {} Schoonmaak, {} Uitzendbureau, {} Beveiliging, Notariskantoor {}
Onderwijs = foundation: Basisschool {}, {} College, {} Opleidingen
Zorg = foundation: Zorggroep {}, Huisartsenpraktijk {}, {} Thuiszorg, Fysiotherapie {}
Overheid = public: Waterschap {}, Omgevingsdienst {}, Veiligheidsregio {}
Non-profit = foundation: Dierenopvang {}, Museum {}, {} Fonds
Landbouw = cooperative: {} Zuivel, Kwekerij {}, {} Akkerbouw, Boomkwekerij {}
Energie: {} Energie, {} Zonnepanelen, {} Warmte
Toerisme: {} Reizen, Camping {}, {} Vakantieparken
Overig: {} Diensten, {} Werkplaats
"""


def _trades(line: str) -> list[Trade]:
    about, _, patterns = line.partition(":")
    industry, _, body = about.partition("=")
    parts = (pattern.strip().partition("{}") for pattern in patterns.split(","))
    return [Trade(before, after, industry.strip(), body.strip() or "firm") for before, _, after in parts]


TRADES: tuple[Trade, ...] = tuple(trade for line in _TRADES.strip().splitlines() for trade in _trades(line))

_BEGINNINGS = """
Noorder Zuider Wester Ooster Linden Eiken Beuken Elzen Wilgen Vlier Duin Heide Veen Polder Rivier Molen Zilver
Goud Koper Kraan Reiger Zwaluw
"""
_ENDINGS = "hoek brink kamp waard poort veld horst staete rijk donk gaard weide"
_SPECIAL = (
    "Van Oosterzee & Zn.", "'t Zwaantje", "De Groene Ezel", "Renée Kleijn", "Kroon, Blok & Partners",
    "Het Achtste Uur", "Müller & Bos", "Drie Turven", "De Vier Getijden", "Zoë's Eiland",
    "Van 't Hek & Dochter", "Één Twee Drie",
)  # fmt: skip
STEMS: tuple[str, ...] = (
    *("".join(parts) for parts in product(_BEGINNINGS.split(), _ENDINGS.split())),
    *_SPECIAL,
)

# Before and after the name, and how many of a hundred bodies have it, in the Netherlands and in Belgium.
LEGAL_FORMS: tuple[tuple[str, str], ...] = (
    ("", ""), ("", " B.V."), ("", " BV"), ("", " N.V."), ("", " V.O.F."), ("Stichting ", ""),
    ("Coöperatie ", " U.A."), ("", " NV"), ("", " BVBA"), ("", " CommV"), ("", " vzw"),
)  # fmt: skip
FORM_WEIGHTS: dict[tuple[str, bool], tuple[int, ...]] = {
    ("firm", False): (17, 57, 9, 4, 13, 0, 0, 0, 0, 0, 0),
    ("firm", True): (15, 0, 38, 0, 0, 0, 0, 22, 18, 7, 0),
    ("foundation", False): (42, 8, 0, 0, 0, 50, 0, 0, 0, 0, 0),
    ("foundation", True): (40, 0, 5, 0, 0, 0, 0, 0, 0, 0, 55),
    ("public", False): (100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    ("public", True): (100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    ("cooperative", False): (20, 30, 0, 0, 20, 0, 30, 0, 0, 0, 0),
    ("cooperative", True): (30, 0, 40, 0, 0, 0, 0, 10, 10, 10, 0),
}


def domain_of(text: str) -> str:
    """Return a piece of a name as it stands in a domain.

    >>> domain_of(" Beheer & Hosting")
    'beheer-en-hosting'
    """
    return slug(text).removeprefix("field_").replace("_", "-")
