"""The locale that a caller states: by which marks and which order of dates text is to be read."""

from __future__ import annotations

from accounts_kit.errors import WrongValue

LANGUAGES = ("nl", "en")


def check_locale(locale: str | None, otherwise: str = "to have each column decide") -> None:
    """Refuse a locale that says nothing about numbers here; raises WrongValue.

    `otherwise` says what leaving it out does.
    """
    if locale is not None and _language(locale) not in LANGUAGES:
        raise WrongValue(
            f"Numbers and dates cannot be read by locale={locale!r}. "
            f"There is 'nl' (1.234,5) and 'en' (1,234.5). Leave locale= out {otherwise}."
        )


def language_of(locale: str | None, usual: str) -> str:
    """Return "nl" or "en": of the locale, else the usual language; raises WrongValue for any other locale.

    >>> language_of("en_GB", "nl"), language_of(None, "nl")
    ('en', 'nl')
    """
    check_locale(locale, "for the language of the workspace")
    return usual if locale is None else _language(locale)


def _language(locale: str) -> str:
    return locale.lower().replace("_", "-").split("-")[0]
