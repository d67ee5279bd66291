"""Countries by their names: which one a text means, in Dutch, English, German or French, or as its code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from accounts_kit.words.text import header_key

LANGUAGES = ("nl", "en", "de", "fr")
# What people also write; Babel has the official names.
ALSO = {
    "holland": "NL",
    "the netherlands": "NL",
    "vlaanderen": "BE",
    "great britain": "GB",
    "groot-brittannië": "GB",
    "engeland": "GB",
    "england": "GB",
    "schotland": "GB",
    "scotland": "GB",
    "uk": "GB",
    "usa": "US",
    "vs": "US",
    "amerika": "US",
    "tsjechië": "CZ",
    "czech republic": "CZ",
}


def country_of(name: str) -> str | None:
    """Return the code (ISO 3166, two capitals) of the country that a text names; None for none.

    >>> country_of("België"), country_of("the netherlands"), country_of("DE"), country_of("Gelderland")
    ('BE', 'NL', 'DE', None)
    """
    return _codes().get(header_key(name))


@cache
def _codes() -> Mapping[str, str]:
    from babel import Locale

    named = {
        header_key(name): code
        for language in reversed(LANGUAGES)
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code.isalpha()
    }
    codes = {header_key(code): code for code in named.values()}
    return {**codes, **named, **{header_key(name): code for name, code in ALSO.items()}}
