"""The sentences that people read about their data, each in Dutch and in English.

A sentence is named after the check that says it. `sentence()` fills it; an unknown language reads English.
"""

from __future__ import annotations

SENTENCES: dict[str, dict[str, str]] = {
    "required": {"nl": "{field} ontbreekt", "en": "{field} is missing"},
    "key": {
        "nl": "een contact heeft een e-mailadres of een telefoonnummer nodig",
        "en": "a contact needs an e-mail address or a phone number",
    },
    "text": {
        "nl": "{value!r} is {found}, en {field!r} is voor tekst",
        "en": "{value!r} is {found}, and {field!r} holds text",
    },
    "length": {
        "nl": "{field} heeft {length} tekens; hoogstens {limit} passen",
        "en": "{field} has {length} characters; at most {limit} fit",
    },
    "signs": {
        "nl": "{value!r} bevat een half teken; de andere helft is ergens afgeknipt",
        "en": "{value!r} holds half of a sign; the other half was cut off somewhere",
    },
    "option": {
        "nl": "{value!r} is geen optie van {field}. {hint}",
        "en": "{value!r} is not an option of {field}. {hint}",
    },
    "email": {"nl": "{value!r} is geen e-mailadres", "en": "{value!r} is not an e-mail address"},
    "email_several": {
        "nl": "{value!r} is meer dan één e-mailadres; in een cel past er één",
        "en": "{value!r} is more than one e-mail address; a cell holds one",
    },
    "email_inside": {
        "nl": "{value!r} is geen e-mailadres, al staat {inside!r} erin",
        "en": "{value!r} is not an e-mail address, though {inside!r} stands in it",
    },
    "kept": {
        "nl": "de rij telt mee zonder deze waarde",
        "en": "the row counts without this value",
    },
    "website": {"nl": "{value!r} is geen webadres", "en": "{value!r} is not a web address"},
    "kvk": {
        "nl": "{value!r} is geen KvK-nummer; dat heeft acht cijfers, zoals '01234567'",
        "en": "{value!r} is not a KvK number; that has eight digits, like '01234567'",
    },
    "btw": {
        "nl": "{value!r} is geen btw-nummer van een land in de EU, zoals 'NL004495445B01'",
        "en": "{value!r} is not a VAT number of a country in the EU, like 'NL004495445B01'",
    },
    "iban": {
        "nl": "{value!r} is geen IBAN; de controlecijfers of de lengte kloppen niet",
        "en": "{value!r} is not an IBAN; its check digits or its length are wrong",
    },
    "postcode": {
        "nl": "{value!r} is geen Nederlandse of Belgische postcode, zoals '1234 AB' of '9000'",
        "en": "{value!r} is not a Dutch or Belgian postal code, like '1234 AB' or '9000'",
    },
    "phone": {
        "nl": "{value!r} is geen telefoonnummer; met een landnummer als +31 ervoor is het overal hetzelfde",
        "en": "{value!r} is not a telephone number; with a country code like +31 it is the same everywhere",
    },
    "number": {"nl": "{value!r} is geen getal ({reading})", "en": "{value!r} is not a number ({reading})"},
    "range": {
        "nl": "{value} is te klein; het minimum is {limit}",
        "en": "{value} is too small; the minimum is {limit}",
    },
    "size": {"nl": "{value} heeft te veel cijfers", "en": "{value} has too many digits"},
    "date": {"nl": "{value!r} is geen datum ({reading})", "en": "{value!r} is not a date ({reading})"},
    "datetime": {"nl": "{value!r} is geen moment ({reading})", "en": "{value!r} is not a moment ({reading})"},
    "differs_in_file": {
        "nl": "{field} is hier {value!r}, en op regel {first} staat iets anders over hetzelfde account",
        "en": "{field} is {value!r} here, and line {first} says something else of the same account",
    },
    "serial": {
        "nl": "{value!r} is geen datum ({reading}); als dagnummer van Excel zou het {day} zijn",
        "en": "{value!r} is not a date ({reading}); as a day number of Excel it would be {day}",
    },
    "duplicate_in_file": {
        "nl": "{value!r} stond al op regel {first}; de eerste regel telt",
        "en": "{value!r} stood on line {first} already; the first line counts",
    },
    "unique": {
        "nl": "{value!r} bestaat al in de werkmap",
        "en": "{value!r} is in the workspace already",
    },
    "unknown_account": {
        "nl": "geen account heet {value!r}. {hint}",
        "en": "no account is named {value!r}. {hint}",
    },
    "unknown_contact": {
        "nl": "geen contact heeft het e-mailadres {value!r}",
        "en": "no contact has the e-mail address {value!r}",
    },
    "unknown_account_id": {
        "nl": "er is geen account met nummer {value}",
        "en": "there is no account with id {value}",
    },
    "unknown_contact_id": {
        "nl": "er is geen contact met nummer {value}",
        "en": "there is no contact with id {value}",
    },
    "contradiction": {
        "nl": "{value!r} hoort niet bij {column} {other}; laat een van beide leeg",
        "en": "{value!r} does not go with {column} {other}; leave one of the two empty",
    },
    "already_linked": {
        "nl": "{value!r} hoort al bij account {account!r} (een contact heeft hoogstens één account); "
        "move=True verplaatst",
        "en": "{value!r} already belongs to account {account!r} (a contact has at most one account); "
        "move=True moves",
    },
    "duplicate": {
        "nl": "{value!r} stond al op rij {first}; de eerste rij telt",
        "en": "{value!r} stood on row {first} already; the first row counts",
    },
    "several_accounts": {
        "nl": "{value!r} staat bij {count} accounts in het frame; laat de rij staan die klopt",
        "en": "{value!r} stands in the frame with {count} accounts; keep the row that is right",
    },
    "unknown_owner": {
        "nl": "geen gebruiker heet {value!r}. {hint}",
        "en": "no user is called {value!r}. {hint}",
    },
    "several_owners": {
        "nl": "Er zijn {count} gebruikers die zo heten; schrijf het e-mailadres",
        "en": "There are {count} users called so; write the e-mail address",
    },
    "unknown_deal": {
        "nl": "geen deal heeft het nummer of de titel {value!r}. {hint}",
        "en": "no deal has the number or the title {value!r}. {hint}",
    },
    "several_deals": {
        "nl": "{value!r} heet meer dan één deal. {hint} Schrijf het nummer van de deal",
        "en": "{value!r} is what more than one deal is called. {hint} Write the number of the deal",
    },
    "several_records": {
        "nl": "meer dan één record heeft {value!r}. {hint} Voeg ze samen, of kies een andere sleutel",
        "en": "more than one record has {value!r}. {hint} Merge them, or choose another key",
    },
    "first_two": {
        "nl": "Dat zijn onder meer nummer {one} en {other}.",
        "en": "Those with id {one} and {other} are among them.",
    },
    "unknown_id": {
        "nl": "geen record heeft nummer {value} in {field}",
        "en": "no record has id {value} in {field}",
    },
    "placeholder": {
        "nl": "{value!r} is geen naam van een account maar een plaatsvervanger",
        "en": "{value!r} is no name of an account but a placeholder",
    },
    "of_two": {
        "nl": "een taak hoort bij een contact of bij een deal, en niet bij allebei; laat er een leeg",
        "en": "a task belongs to a contact or to a deal, and not to both; leave one empty",
    },
    "primary_contact": {
        "nl": "{value!r} is niet het primaire contact van de deal, en een dealtaak telt voor niemand anders; "
        "laat het contact leeg of schrijf 'task_done'",
        "en": "{value!r} is not the primary contact of the deal, and a deal task counts for nobody else; "
        "leave the contact empty or write 'task_done'",
    },
    "about": {
        "nl": "een notitie hoort bij een account of een contact",
        "en": "a note is about an account or a contact",
    },
    "about_deal": {
        "nl": "een deal hoort bij een account of een primair contact",
        "en": "a deal belongs to an account or a primary contact",
    },
    "about_task": {
        "nl": "een taak hoort bij een contact of een deal",
        "en": "a task belongs to a contact or a deal",
    },
    "about_activity": {
        "nl": "een activiteit hoort bij een contact of een deal",
        "en": "an activity belongs to a contact or a deal",
    },
    "columns": {
        "nl": "de regel heeft {found} cellen, en de kop {expected}",
        "en": "the row has {found} cells, and the header has {expected}",
    },
    "columns_unclosed": {
        "nl": "een aanhalingsteken opent een cel en geen sluit die; schrijf ze binnen een cel dubbel",
        "en": "a quote opens a cell and none closes it; quotes inside a cell are written twice",
    },
    "columns_piece": {
        "nl": "de regel volgt op kapotte aanhalingstekens en is zelf niet heel",
        "en": "the row follows broken quotes and is not whole itself",
    },
    "columns_nul": {
        "nl": "de regel bevat een NUL-byte, die geen teken is; er kan iets verloren zijn gegaan",
        "en": "the row holds a NUL byte, which is no character; something may have been lost there",
    },
    "json": {
        "nl": "de regel is geen JSON: teken {column}: {reason}",
        "en": "the line is no JSON: character {column}: {reason}",
    },
    "json_record": {
        "nl": "dit is geen object met namen en waarden, zoals elk record",
        "en": "this is no object of names and values, as every record is",
    },
    "field_key": {
        "nl": "de sleutel {value!r} kan niet: {reason}",
        "en": "the key {value!r} is not possible: {reason}",
    },
    "field_kind": {
        "nl": "dit veld is er al, en niet van soort {value!r}",
        "en": "the field is there already, and not of kind {value!r}",
    },
    "options_alike": {
        "nl": "{value!r} en {other!r} zijn één optie: hoofdletters, accenten en spaties tellen niet",
        "en": "{value!r} and {other!r} are one option: capitals, accents and spaces do not count",
    },
    "option_length": {
        "nl": "een optie heeft 1 tot {limit} tekens, en niet {length}: {value!r}",
        "en": "an option has 1 to {limit} characters, not {length}: {value!r}",
    },
    "currency_code": {
        "nl": "{value!r} is geen valutacode; dat zijn drie letters, zoals 'EUR'",
        "en": "{value!r} is no currency code; that is three letters, like 'EUR'",
    },
    "field_check": {
        "nl": "de controle {value!r} past niet op soort {kind}; wel op: {kinds}",
        "en": "the check {value!r} does not fit the kind {kind}; it fits: {kinds}",
    },
    "field_values": {
        "nl": "er zijn waarden in dit veld die de controle {value!r} weigert, dus die kan er niet op",
        "en": "there are values in this field that the check {value!r} refuses, so it cannot have that",
    },
    "field_required": {
        "nl": "er zijn records zonder waarde in dit veld, dus verplicht kan het niet worden",
        "en": "there are records without a value in this field, so it cannot be required",
    },
    "single": {
        "nl": "{value!r} is meer dan één waarde",
        "en": "{value!r} is more than one value",
    },
    "field_options": {
        "nl": "alleen dropdown, multiselect, radio en checkbox hebben opties, en die altijd; dit is {kind}",
        "en": "only dropdown, multiselect, radio and checkbox have options, and always some; this is {kind}",
    },
}


def sentence(name: str, language: str, **words: object) -> str:
    """Return the sentence of that name in that language, filled with the words.

    >>> sentence("email", "nl", value="info@")
    "'info@' is geen e-mailadres"
    """
    said = SENTENCES[name]
    return said.get(language, said["en"]).format(**words).strip()
