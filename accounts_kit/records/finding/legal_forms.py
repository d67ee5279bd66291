"""Names of firms made alike: without legal form, accents, signs and case; one meaning in Python and in SQL.

Two names of one likeness are a suggestion to a person, never a reason to join two accounts unasked. Called by
whatever looks for accounts that may be one: duplicates, organisations in a text field, imports.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from accounts_kit.words.text import fold, key_of
from accounts_kit.workspace.tables import literal

# Forms of the Netherlands and Belgium, and the commonest abroad. Those that are nothing but a legal form go
# wherever they stand; the others may be a word of the name, and go at its end or its beginning only ("CV
# Techniek" repairs boilers, and "Firma Jansen" is called Jansen).
ANYWHERE = (
    *("bv io", "bv", "nv", "vof", "bvba", "cvba", "vzw", "asbl", "sprl", "sarl", "gmbh en co kg"),
    *("gmbh en co", "gmbh", "ltd", "llc", "plc", "inc"),
)
AT_THE_END = (
    *("cv", "ba", "ua", "srl", "sa", "sas", "se", "ag", "kg", "ohg", "ug", "en co kg", "co kg", "co ltd"),
    *("aps", "oy", "limited", "incorporated", "corp", "corporation", "maatschap", "eenmanszaak"),
    *("stichting", "vereniging"),
)
AT_THE_BEGINNING = ("stichting", "vereniging", "maatschap", "eenmanszaak", "firma", "fa")

# Letters without a plain form that Unicode knows of; accents go by Unicode itself.
_PLAIN: dict[str, str] = {
    **{"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"},
    **{"ĳ": "ij", "&": " en "},
}
_APOSTROPHES = "'`´‘’"
_PLAINLY = str.maketrans({**_PLAIN, **dict.fromkeys(_APOSTROPHES, "")})


def _pattern_of(forms: Iterable[str]) -> str:
    """Return the pattern of forms as words with two spaces between them, a short one also as its letters."""
    spelled = []
    for form in forms:
        words = [f"(?:{word}|{'  '.join(word)})" if len(word) < 5 else word for word in form.split()]
        spelled.append("  ".join(words))
    return "(?:" + "|".join(spelled) + ")"


# Each word stands between spaces of its own (" acme  b  v "), so that what goes leaves the rest whole. The
# pattern means the same to RE2, which is DuckDB's, and to Python's `re`.
_ANYWHERE = _pattern_of(ANYWHERE)
_AT_THE_END = _pattern_of((*ANYWHERE, *AT_THE_END))
_FORMS = f"^(?: {_pattern_of(AT_THE_BEGINNING)} )+|(?: {_AT_THE_END} )+$| {_ANYWHERE} "


def words_of_name(name: str) -> str | None:
    """Return the words of a firm's name without its legal form, in plain lower-case letters.

    A name of which nothing would be left is its own key; None for text without anything in it.

    >>> words_of_name("Stichting Café 't Hœkje"), words_of_name("Jansen & Zn. b.v."), words_of_name("N.V.")
    ('cafe t hoekje', 'jansen en zn', 'n.v.')
    """
    plain = _without_accents(fold(name))
    spaced = f" {'  '.join(''.join(sign if _counts(sign) else ' ' for sign in plain).split())} "
    return re.sub(_FORMS, "", spaced).replace("  ", " ").strip(" ") or key_of(name) or None


def likeness(name: str) -> str | None:
    """Return what two names of one firm have in common: the letters and digits of its words.

    >>> likeness("Acme-Bouw B.V.") == likeness("ACME BOUW bv") == likeness("AcmeBouw")
    True
    """
    words = words_of_name(name)
    return words and words.replace(" ", "")


def words_of_name_sql(expression: str) -> str:
    """Return the SQL of words_of_name() for an expression of text; NULL where nothing is left."""
    spaced = f"' ' || trim(regexp_replace({plain_sql(expression)}, '[^\\pL\\pN]+', '  ', 'g'), ' ') || ' '"
    bare = f"regexp_replace({spaced}, {literal(_FORMS)}, '', 'g')"
    return f"coalesce(nullif(trim(replace({bare}, '  ', ' '), ' '), ''), key_of({expression}))"


def likeness_sql(expression: str) -> str:
    """Return the SQL of likeness() for an expression of text; NULL where nothing is left."""
    return f"replace({words_of_name_sql(expression)}, ' ', '')"


def plain_sql(expression: str) -> str:
    """Return the SQL of an expression of text in lower case, its letters plain, without apostrophes."""
    plain = f"lower({expression})"
    for letter, letters in _PLAIN.items():
        plain = f"replace({plain}, '{letter}', '{letters}')"
    return f"strip_accents(translate({plain}, {literal(_APOSTROPHES)}, ''))"


def _without_accents(text: str) -> str:
    plain = text.translate(_PLAINLY)
    decomposed = unicodedata.normalize("NFD", plain)
    bare = "".join(sign for sign in decomposed if unicodedata.category(sign)[0] != "M")
    return unicodedata.normalize("NFC", bare)


def _counts(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LN"
