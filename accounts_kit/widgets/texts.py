"""Every text that the builder shows, in Dutch and in English; fields and operators have their own words."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    # the segment
    "unnamed": {"en": "New segment", "nl": "Nieuw segment"},
    "builder": {"en": "Segment builder", "nl": "Segmentbouwer"},
    "name": {"en": "Name", "nl": "Naam"},
    "selects": {"en": "Selects", "nl": "Selecteert"},
    "contacts": {"en": "contacts", "nl": "contacten"},
    "accounts": {"en": "accounts", "nl": "accounts"},
    "other_records": {
        "en": "The saved segment selects other records.",
        "nl": "Het opgeslagen segment selecteert andere records.",
    },
    # groups
    "all": {"en": "all of these hold", "nl": "al deze gelden"},
    "any": {"en": "at least one of these holds", "nl": "minstens één van deze geldt"},
    "none": {"en": "none of these holds", "nl": "geen van deze geldt"},
    "not": {"en": "NOT", "nl": "NIET"},
    "group": {"en": "Group", "nl": "Groep"},
    "group_holds": {"en": "Group: how its parts combine", "nl": "Groep: hoe de delen samengaan"},
    "where": {"en": "of which", "nl": "waarvan"},
    "everyone": {"en": "everyone", "nl": "iedereen"},
    "nothing_yet": {"en": "No test yet: everyone is in.", "nl": "Nog geen test: iedereen zit erin."},
    "empty_group": {
        "en": "Empty: it does not count until a test is in it.",
        "nl": "Leeg: telt niet mee tot er een test in zit.",
    },
    # buttons
    "add_test": {"en": "Test", "nl": "Test"},
    "add_group": {"en": "Group", "nl": "Groep"},
    "add_test_here": {"en": "Test: add one to this group", "nl": "Test: toevoegen aan deze groep"},
    "add_group_here": {"en": "Group: add one to this group", "nl": "Groep: toevoegen aan deze groep"},
    "nothing_saved": {"en": "No segment is saved yet.", "nl": "Er is nog geen segment opgeslagen."},
    "add_where": {"en": "Only those with ...", "nl": "Alleen die met ..."},
    "up": {"en": "Move up", "nl": "Omhoog"},
    "down": {"en": "Move down", "nl": "Omlaag"},
    "out": {"en": "Move out of the group", "nl": "Uit de groep"},
    "into": {"en": "Move into a group of its own", "nl": "In een eigen groep"},
    "duplicate": {"en": "Duplicate", "nl": "Dupliceren"},
    "remove": {"en": "Remove", "nl": "Verwijderen"},
    "negate": {"en": "Turn round: not this", "nl": "Omkeren: niet dit"},
    "drag": {"en": "Drag to another place", "nl": "Sleep naar een andere plek"},
    "undo": {"en": "Undo", "nl": "Ongedaan maken"},
    "redo": {"en": "Redo", "nl": "Opnieuw"},
    # a test
    "choose_field": {"en": "Choose a field ...", "nl": "Kies een veld ..."},
    "field": {"en": "Field", "nl": "Veld"},
    "operator": {"en": "Operator", "nl": "Vergelijking"},
    "value": {"en": "Value", "nl": "Waarde"},
    "from": {"en": "From", "nl": "Van"},
    "to": {"en": "To", "nl": "Tot en met"},
    "to_and": {"en": "and", "nl": "en"},
    "number": {"en": "Number", "nl": "Aantal"},
    "number_of": {"en": "number of", "nl": "aantal"},
    "unit": {"en": "Unit", "nl": "Eenheid"},
    "period": {"en": "Period", "nl": "Periode"},
    "choose": {"en": "choose ...", "nl": "kies ..."},
    "add_value": {"en": "Type a value", "nl": "Typ een waarde"},
    "other_field": {"en": "compare with another field", "nl": "vergelijk met een ander veld"},
    "with_blanks": {
        "en": "include those without a value",
        "nl": "ook wie geen waarde heeft",
    },
    "exact": {"en": "letters exactly so", "nl": "letters precies zo"},
    "segment": {"en": "Segment", "nl": "Segment"},
    "in_segment": {"en": "is in segment", "nl": "zit in segment"},
    "measure": {"en": "Asks", "nl": "Vraagt"},
    "measured_field": {"en": "Field that is measured", "nl": "Veld dat gemeten wordt"},
    "no_field_found": {"en": "No field is called so.", "nl": "Geen veld heet zo."},
    "fields_found": {"en": "{0} fields", "nl": "{0} velden"},
    "no_value_found": {"en": "No such value in the data.", "nl": "Zo'n waarde staat niet in de gegevens."},
    "values_found": {"en": "{0} values", "nl": "{0} waarden"},
    "records_found": {"en": "{0} found", "nl": "{0} gevonden"},
    "nobody_found": {"en": "Nobody is called so.", "nl": "Niemand heet zo."},
    "not_a_number": {
        "en": "This is no number. Write it as {0}.",
        "nl": "Dit is geen getal. Schrijf het als {0}.",
    },
    # numbers
    "members": {"en": "members", "nl": "leden"},
    "of_everybody": {"en": "of {0}", "nl": "van {0}"},
    "alone": {"en": "{0} by itself", "nl": "{0} op zichzelf"},
    "remaining": {"en": "{0} left", "nl": "{0} over"},
    "missing": {
        "en": "for {0} a missing value decides",
        "nl": "bij {0} beslist een ontbrekende waarde",
    },
    "unfinished": {"en": "Not finished: does not count yet.", "nl": "Niet af: telt nog niet mee."},
    "refused": {"en": "Does not count: {0}", "nl": "Telt niet mee: {0}"},
    "counting": {"en": "counting ...", "nl": "telt ..."},
    "pinned": {"en": "pinned: {0} in, {1} out", "nl": "vastgezet: {0} erin, {1} eruit"},
    "audience": {"en": "Can be mailed", "nl": "Te mailen"},
    "funnel": {"en": "Funnel", "nl": "Trechter"},
    "words": {"en": "In words", "nl": "In woorden"},
    "advice": {"en": "Look at this", "nl": "Kijk hiernaar"},
    "first": {"en": "First members", "nl": "Eerste leden"},
    "masked": {"en": "mask people", "nl": "mensen afschermen"},
    "nobody": {"en": "Nobody.", "nl": "Niemand."},
    # beneath
    "why": {"en": "Why is ... (not) in?", "nl": "Waarom zit ... er (niet) in?"},
    "search_record": {"en": "Name or e-mail address", "nl": "Naam of e-mailadres"},
    "copy": {"en": "Copy as", "nl": "Kopieer als"},
    "copied": {"en": "Copied.", "nl": "Gekopieerd."},
    "copy_by_hand": {
        "en": "Select the text below and copy it.",
        "nl": "Selecteer de tekst hieronder en kopieer die.",
    },
    "save": {"en": "Save", "nl": "Opslaan"},
    "comment": {"en": "What changed, and why (may stay empty)", "nl": "Wat is anders, en waarom (mag leeg)"},
    "saved_as": {"en": "Saved: {0}, version {1}.", "nl": "Opgeslagen: {0}, versie {1}."},
    "load": {"en": "Load", "nl": "Laden"},
    "compare": {"en": "Compare with the saved one", "nl": "Vergelijk met het opgeslagen segment"},
    "since": {"en": "Against version {0}: {1}", "nl": "Tegenover versie {0}: {1}"},
    "as_saved": {"en": "As saved, version {0}.", "nl": "Zoals opgeslagen, versie {0}."},
    "not_saved": {"en": "Not saved yet.", "nl": "Nog niet opgeslagen."},
    "enters": {"en": "Come in", "nl": "Komen erbij"},
    "leaves": {"en": "Go out", "nl": "Gaan eruit"},
    "another_moment": {"en": "The kernel does not answer.", "nl": "De kernel antwoordt niet."},
}

REASONS: dict[str, dict[str, str]] = {
    "mailable": {"en": "can be mailed", "nl": "te mailen"},
    "no_email": {"en": "no e-mail address", "nl": "geen e-mailadres"},
    "unsubscribed": {"en": "unsubscribed", "nl": "uitgeschreven"},
    "bounced": {"en": "bounced", "nl": "gebounced"},
    "unconfirmed": {"en": "not confirmed", "nl": "niet bevestigd"},
}

# What is asked of related records. {0} is what several of them are called, {1} what one is.
MEASURES: dict[str, dict[str, str]] = {
    "count": {"en": "the number of {0}", "nl": "het aantal {0}"},
    "any": {"en": "there is a {1}", "nl": "er is een {1}"},
    "none": {"en": "there is no {1}", "nl": "er is geen {1}"},
    "all": {"en": "all {0} meet", "nl": "alle {0} voldoen aan"},
    "sum": {"en": "the sum of {0}", "nl": "de som van {0}"},
    "avg": {"en": "the average of {0}", "nl": "het gemiddelde van {0}"},
    "min": {"en": "the lowest or earliest of {0}", "nl": "de laagste of vroegste van {0}"},
    "max": {"en": "the highest or latest of {0}", "nl": "de hoogste of laatste van {0}"},
}

# A kind of field as one reads it beside its sign.
KINDS: dict[str, dict[str, str]] = {
    "text": {"en": "text", "nl": "tekst"},
    "number": {"en": "number", "nl": "getal"},
    "moment": {"en": "date", "nl": "datum"},
    "option": {"en": "choice", "nl": "keuze"},
    "several": {"en": "several values", "nl": "meer waarden"},
    "user": {"en": "user", "nl": "gebruiker"},
    "related": {"en": "related records", "nl": "gekoppelde records"},
    "segment": {"en": "segment", "nl": "segment"},
}

RECORDS: dict[str, dict[str, str]] = {
    "account": {"en": "account", "nl": "account"},
    "contact": {"en": "contact", "nl": "contact"},
    "note": {"en": "note", "nl": "notitie"},
    "activity": {"en": "activity", "nl": "activiteit"},
    "deal": {"en": "deal", "nl": "deal"},
    "task": {"en": "task", "nl": "taak"},
}


def in_language(table: dict[str, dict[str, str]], language: str) -> dict[str, str]:
    """Return the texts of a table in one language."""
    return {name: said[language] for name, said in table.items()}
