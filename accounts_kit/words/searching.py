"""Text made findable: what one looks for and what is looked in, in plain small letters without accents.

`records.finding.folding` says the same in SQL; a property test holds the two together. Called by whatever
finds records while one types, and by the search through notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import category, normalize

from accounts_kit.words.text import LETTERS, WHITE_SPACE, clean, fold

# Small letters that have no accent to take off, and the signs that people type for an apostrophe.
PLAIN = {letter: plain for letter, plain in LETTERS.items() if letter.islower()} | {"’": "'", "‘": "'"}

# "Vries, Piet de" is looked for as it stands in an address book.
_BETWEEN_WORDS = re.compile(f"[{re.escape(WHITE_SPACE)},;]+")
_SPACES = re.compile(f"[{re.escape(WHITE_SPACE)}]+")
_PLAIN = str.maketrans(PLAIN)

# How many signs an excerpt shows before what was found, and after it.
BEFORE, AFTER = 40, 80


def searchable(text: str) -> str:
    """Return the text as it is looked for: small letters, no accents.

    >>> searchable("Zoë Łukasz van 't Große")
    "zoe lukasz van 't grosse"
    """
    if text.isascii():
        return text.lower()
    apart = normalize("NFD", fold(text))
    bare = "".join(sign for sign in apart if not category(sign).startswith("M"))
    return normalize("NFC", bare).translate(_PLAIN)


def search_words(text: str) -> list[str]:
    """Return the words one looks for, each once and in order; none for a blank text.

    >>> search_words("Vries, Piet de")
    ['vries', 'piet', 'de']
    """
    words = _BETWEEN_WORDS.split(clean(text) or "")
    return list(dict.fromkeys(filter(None, map(searchable, words))))


def excerpt(text: str, words: Sequence[str]) -> str:
    """Return a short piece of a text around the first of the words in it; its beginning when none is in it.

    >>> excerpt("Goed gesprek. " * 5 + "Wil een offerte.", ["offerte"])
    '… Goed gesprek. Goed gesprek. Wil een offerte.'
    """
    begin, end = _first_hit(text, words)
    first, last = max(begin - BEFORE, 0), min(end + AFTER, len(text))
    if first and (space := _SPACES.search(text, first, begin)):
        first = space.end()
    if last < len(text) and (spaces := [one.start() for one in _SPACES.finditer(text, end, last)]):
        last = spaces[-1]
    piece = _SPACES.sub(" ", text[first:last]).strip()
    return f"{'… ' if first else ''}{piece}{' …' if last < len(text) else ''}"


def _first_hit(text: str, words: Sequence[str]) -> tuple[int, int]:
    """Return where the first of the words begins and ends in the text as it is written."""
    folded, places = _letter_by_letter(text)
    found = [(at, -len(word)) for word in words if (at := folded.find(word)) >= 0]
    if not found:
        return 0, 0
    at, length = min(found)
    return places[at], places[at - length - 1] + 1


def _letter_by_letter(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text, and for each of its letters which letter of the text it comes from."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    folded, places = [], []
    for number, letter in enumerate(text):
        plain = searchable(letter)
        folded.append(plain)
        places += [number] * len(plain)
    return "".join(folded), [*places, len(text)]
