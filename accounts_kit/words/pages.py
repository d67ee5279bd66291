"""What stands on the pages of an account and a contact beside the values, in Dutch and in English.

The names of the sections are those of the help article: "Over", "Notities" en "Contactpersonen".
"""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "about": {"nl": "Over", "en": "About"},
    "notes": {"nl": "Notities", "en": "Notes"},
    "contacts": {"nl": "Contactpersonen", "en": "Contacts"},
    "deals": {"nl": "Deals", "en": "Deals"},
    "primary_deals": {"nl": "Deals als primair contact", "en": "Deals as primary contact"},
    "activities": {"nl": "Activiteiten", "en": "Activities"},
    "activities_90_days": {"nl": "Activiteiten in 90 dagen", "en": "Activities in 90 days"},
    "activities_lately": {"nl": "Act. 90 dagen", "en": "Act. 90 days"},
    "tasks": {"nl": "Taken", "en": "Tasks"},
    "tags": {"nl": "Tags", "en": "Tags"},
    "account": {"nl": "Account", "en": "Account"},
    "contact": {"nl": "Contact", "en": "Contact"},
    "deal": {"nl": "Deal", "en": "Deal"},
    "name": {"nl": "Naam", "en": "Name"},
    "owner": {"nl": "Eigenaar", "en": "Owner"},
    "last_contact": {"nl": "Laatste contact", "en": "Last contact"},
    "none": {"nl": "Geen", "en": "None"},
    "more": {"nl": "… en nog {count}: .{attribute}", "en": "… and {count} more: .{attribute}"},
    "state": {"nl": "{open} open, {done} voltooid", "en": "{open} open, {done} done"},
}

# Options that no firm changes, as people say them; rules and files use the options themselves.
OPTIONS: dict[str, dict[str, str]] = {
    "mail_one_to_one": {"nl": "een-op-eenmail", "en": "one-to-one mail"},
    "mail_campaign": {"nl": "campagnemail", "en": "campaign mail"},
    "mail_automation": {"nl": "automation-mail", "en": "automation mail"},
    "task_done": {"nl": "taak voltooid", "en": "task done"},
    "deal_task_done": {"nl": "deal-taak voltooid", "en": "deal task done"},
    "mail_opened": {"nl": "mail geopend", "en": "mail opened"},
    "link_clicked": {"nl": "link aangeklikt", "en": "link clicked"},
    "mail_replied": {"nl": "mail beantwoord", "en": "mail replied"},
    "form_submitted": {"nl": "formulier verstuurd", "en": "form submitted"},
    "page_visited": {"nl": "pagina bezocht", "en": "page visited"},
    "purchase": {"nl": "aankoop", "en": "purchase"},
    "event": {"nl": "gebeurtenis", "en": "event"},
    "open": {"nl": "open", "en": "open"},
    "won": {"nl": "gewonnen", "en": "won"},
    "lost": {"nl": "verloren", "en": "lost"},
    "active": {"nl": "actief", "en": "active"},
    "unsubscribed": {"nl": "uitgeschreven", "en": "unsubscribed"},
    "bounced": {"nl": "gebounced", "en": "bounced"},
    "unconfirmed": {"nl": "onbevestigd", "en": "unconfirmed"},
}


def page_words(name: str, language: str, **said: object) -> str:
    """Return the words of that name in that language, filled; in English for an unknown language.

    >>> page_words("contacts", "nl"), page_words("state", "en", open=2, done=1)
    ('Contactpersonen', '2 open, 1 done')
    """
    words = WORDS[name]
    return words.get(language, words["en"]).format(**said)


def option_words(option: str, language: str) -> str:
    """Return how people say an option that no firm changes; any other text is said as it is.

    >>> option_words("mail_campaign", "nl"), option_words("Zorg", "nl")
    ('campagnemail', 'Zorg')
    """
    words = OPTIONS.get(option)
    return option if words is None else words.get(language, words["en"])
