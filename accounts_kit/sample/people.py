"""The words that people are made of: first names, last names with their particles, job titles, tags."""

from __future__ import annotations

from accounts_kit.words.text import slug

_FIRST_NAMES = """
Aaltje Abdullah Adriaan Agnieszka Ahmet Alexander Amber Amélie Andrea Anil Anke Anouk Arjan Aylin Bart Bas
Bernd Bilal Björn Bram Brigitte Carla Chantal Chloé Christiaan Clémence Cor Corrie Daan Dagmar Daniël Dirk
Dorien Eefje Elif Elke Els Emma Eric Esra Esther Eva Fatima Femke Fenna Fleur Floor Floris François Frank
Froukje Geert Gerben Gerda Germaine Gijs Gülşen Guus Hanna Hans Hatice Heleen Henk Hidde Ilse Imke Inès Inge
Ingrid Iris Ivo Jaap Jan Jasmijn Jelle Jeroen Jörg Joëlle Johan Joost Jorn Judith Jules Karel Karim Katrien
Kees Kim Koen Kübra Lars Laura Leentje Léon Lieke Lisa Lotte Luc Łukasz Maaike Maarten Małgorzata Marieke
Marijn Mark Martijn Mees Mehmet Merel Michiel Mila Mohammed Myrthe Naomi Niels Nienke Noa Noémie Nour
Olivier Ömer Özgür Patrick Paul Peter Petra Philippe Pieter Quinten Ravi Renée Reinier Rik Robin Roos Ruben
Samira Sander Sanne Saskia Sem Simone Sjoerd Søren Stéphanie Steven Sven Tamara Teun Thijs Tjitske Tomasz
Truus Ugur Valérie Vera Victor Vincent Wietske Willem Wouter Xander Yara Yasmina Yvonne Zeynep Zoë
"""
FIRST_NAMES: tuple[str, ...] = tuple(_FIRST_NAMES.split())

_LAST_NAMES = """
Aalbers, Abbink, Achterberg, Akkerman, Alberts, Appelman, Baltus, Bakhuis, Barends, van den Berg, van den
Bosch, Bekkering, Benali, ten Berge, Berkhout, Beulens, Bijlsma, Blankert, Bloemers, den Boer, de Boer,
Boersma, Bogaert, ter Borg, Borsboom, Bouwhuis, van Braak, Breukink, den Brink, Broekhof, de Bruin,
Buitenhuis, Çelik, Claessens, Coppens, Cornelissen, van Dam, Damhuis, Declercq, Dekkers, De Smedt, van
Diepen, van Dijk, Dijkgraaf, Dirksen, Doornbos, Driessen, van Duin, Duivenvoorde, Edelman, Eggink,
Ehrenfeld, El Amrani, Elferink, van Elst, Engelen, van Es, Essers, Evers, Faber, Feenstra, Fernández,
Fokkens, Franssen, van Galen, Geelhoed, Gerritsma, van Gestel, Goedhart, Goossens, de Graaf, Griffioen, de
Groot, Groothuis, Grünfeld, Haverkamp, de Haan, Hagemans, Hamers, Hartsuiker, van der Heide, Heijnen,
Hendriksen, van Herk, Hofstede, Hogenboom, ten Hove, Houtman, van Hulst, IJzerman, van Impe, in 't Veld,
Jansma, Janssens, Jaspers, de Jong, Jonker, Joosten, Kalfsbeek, Kamphuis, van Kempen, Kerkhof, Klaassen,
Kleinjan, Knoop, de Kok, Kołodziej, Koopmans, Korteweg, Kramer, Kuipers, de Laat, Lammertsma, de Lange, van
Leeuwen, Lemmens, Leysen, van der Linden, Lindhout, van Loon, Luijten, Maes, de Man, van der Meer, Meeuwsen,
Meijerink, Mertens, van Mierlo, Molenaar, Mulder, Müller, Naaktgeboren, Nauta, Nguyen, Nieuwenhuis, Nijland,
van Noort, Oosterhuis, van Oosterzee, op den Akker, Oudshoorn, Overmars, Özdemir, van der Ploeg, Paulissen,
Peeters, Pietersma, van de Pol, Postma, de Pree, Prins, van der Putten, Raaijmakers, de Raad, Reijnders,
Rensink, de Ridder, Rietveld, Roelofs, Rombouts, van Rooij, Roosendaal, Rutgers, Şahin, Schaafsma,
Schippers, Schoenmaker, Scholten, Schröder, van Schaik, Segers, Sijbrandij, Slagter, Sluiter, Smeets, de
Smet, Smulders, Spaans, Spijkerman, Steenbergen, Stevens, Stokman, van Straaten, Struik, Swinkels, 't Hart,
't Hooft, Tanghe, Terpstra, Theunissen, Tielemans, Timmerman, van Tongeren, Tromp, Tuinstra, Uijtdehaage,
Uittenbogaard, van Vaals, van 't Veer, van der Velde, Verbeek, Verbruggen, Verdonck, Verhagen, Vermeulen,
Verstraete, Visscher, van Vliet, Vlieger, Vogels, van der Voort, de Vos, de Vries, Vroom, de Waal, van der
Wal, Wassink, Weijers, van Wessel, Westerveld, Wiegers, van Wijk, Wijnands, Willemsen, de Wit, Wójcik,
Wolters, van der Woude, Wouters, Yılmaz, van IJssel, IJpelaar, van Zanten, Zegers, Zijlstra, Zonneveld,
Zuidema, van Zwieten, Zwart
"""
LAST_NAMES: tuple[str, ...] = tuple(" ".join(name.split()) for name in _LAST_NAMES.split(","))

JOB_TITLES: dict[str, int] = {
    "Directeur": 9, "Algemeen directeur": 4, "Eigenaar": 9, "Commercieel directeur": 4,
    "Financieel directeur": 3, "Inkoper": 8, "Hoofd inkoop": 4, "Marketingmanager": 8, "Marketeer": 6,
    "Communicatieadviseur": 4, "Verkoopmanager": 5, "Accountmanager": 6, "Officemanager": 5,
    "Projectleider": 5, "Bedrijfsleider": 4, "HR-manager": 4, "IT-manager": 4, "Applicatiebeheerder": 3,
    "Administratief medewerker": 6, "Controller": 3, "Bestuurder": 2, "Medewerker planning": 3,
    "Chef werkplaats": 2, "Adviseur": 4,
}  # fmt: skip

# Each tag with how many of a hundred contacts have it; most have one or none.
TAGS: dict[str, int] = {
    "nieuwsbrief": 42, "webinar": 15, "beurs": 11, "klant": 24, "prospect": 18, "leverancier": 4,
    "partner": 3, "demo-aanvraag": 5, "kerstkaart": 9,
}  # fmt: skip

STATUSES: dict[str, int] = {"active": 86, "unsubscribed": 8, "bounced": 3, "unconfirmed": 3}

# Who has no employer writes from one of these.
MAIL_PROVIDERS: tuple[str, ...] = (
    "post.example",
    "mailbus.example",
    "kabelpost.example",
    "brievenbus.example",
)

LOCAL_FIRST_NAMES: tuple[str, ...] = tuple(slug(name).replace("_", "") for name in FIRST_NAMES)
LOCAL_LAST_NAMES: tuple[str, ...] = tuple(slug(name).replace("_", "") for name in LAST_NAMES)
