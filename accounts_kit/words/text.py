"""Text made comparable: cleaning, folding, keys and slugs.

Both engines (Python and DuckDB) use the constants of this module, so that a record made by hand and one
that came in by the million are equal when they look equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# What str.isspace() says, plus ZERO WIDTH SPACE and BYTE ORDER MARK, which copy-and-paste leaves in cells.
WHITE_SPACE = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\u200b\ufeff"
)

# Letters that Unicode does not decompose into a base letter and an accent.
LETTERS = {
    **{"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"},
    **{"đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ı": "i", "ĳ": "ij", "Ĳ": "IJ"},
}
_TRANSLITERATION = str.maketrans({**LETTERS, "&": " en ", "€": " euro ", "%": " procent "})
_SPACES = re.compile(f"[{re.escape(WHITE_SPACE)}]+")
_HALF = re.compile("[\ud800-\udfff]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def clean(text: str) -> str | None:
    """Return the text as it is stored: NFC, without white space around it; None when nothing is left.

    >>> clean("  Café\\u00a0 ")
    'Café'
    """
    return unicodedata.normalize("NFC", text).strip(WHITE_SPACE) or None


def fold(text: str) -> str:
    """Return the text in lower case, letter by letter and without context, as DuckDB's `lower()` does.

    >>> fold("STRAßE İstanbul")
    'straße istanbul'
    """
    if text.isascii():
        return text.lower()
    return "".join("i" if letter == "İ" else letter.lower() for letter in text)


def key_of(text: str) -> str:
    """Return the key that names and e-mail addresses are compared by: spaces collapsed, folded.

    >>> key_of(" Acme   B.V. ")
    'acme b.v.'
    """
    return fold(_SPACES.sub(" ", clean(text) or ""))


def is_whole(text: str) -> bool:
    """Return whether every sign of a text is a whole one: half of a surrogate pair cannot be stored.

    >>> is_whole("Zoë 😀"), is_whole("Zoë \\ud83d")
    (True, False)
    """
    return text.isascii() or not _HALF.search(text)


def as_list(given: str | Iterable[str]) -> list[str]:
    """Return texts as a list; a bare text is one of them, and not its letters.

    >>> as_list("nieuwsbrief"), as_list(("a", "b"))
    (['nieuwsbrief'], ['a', 'b'])
    """
    return [given] if isinstance(given, str) else list(given)


def without_accents(text: str) -> str:
    """Return the text with each letter brought to its plain Latin form, where it has one.

    >>> without_accents("Categorie één & Łódź")
    'Categorie een  en  Lodz'
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(_TRANSLITERATION))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def slug(label: str) -> str:
    """Return the key of a custom field's label: transliterated, lower case, underscores; may be empty.

    >>> slug("Categorie één"), slug("2e telefoon")
    ('categorie_een', 'field_2e_telefoon')
    """
    plain = _NOT_WORD.sub("_", without_accents(label).lower()).strip("_")
    return f"field_{plain}" if plain[:1].isdigit() else plain


def header_key(header: str) -> str:
    """Return what two headers of files are compared by: letters and digits only, without case and accents.

    >>> header_key("E-mail adres ") == header_key("EMAIL_ADRES")
    True
    """
    return _NOT_WORD.sub("", without_accents(header).lower())
