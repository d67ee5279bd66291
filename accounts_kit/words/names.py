"""Names of people with their capitals, as Dutch writes them: "jan van den berg" is Jan van den Berg.

For the values of a list that came in without capitals, or in nothing but capitals. A word that has both is
somebody's own spelling, and stays: McDonald, IJsselstein, and the Belgian Van den Berg.
"""

from __future__ import annotations

import re

# Words inside a surname that take no capital, unless the name begins with them: mevrouw Van den Berg.
SMALL_WORDS = (
    "aan", "af", "bij", "da", "de", "del", "della", "den", "der", "des", "di", "dos", "du", "el", "en", "het",
    "in", "la", "le", "les", "onder", "op", "over", "te", "ten", "ter", "tot", "uijt", "uit", "van", "von",
    "voor", "zu", "zum", "zur",
)  # fmt: skip

# What stands between the words of a name, and its words with what follows each.
APOSTROPHES = "'\u2019"
BETWEEN = f" .{APOSTROPHES}-"
WORDS = rf"[^{BETWEEN}]+[{BETWEEN}]*"
# After an apostrophe these are the rest of a word: 't Hart, 's-Gravesande, Zoë's.
_RESTS = ("s", "t")
# What somebody made of "van de" or "van der": v.d. Berg. These initials are none.
SHORTENED = r"(?i)\bv\.? ?d\b"

_WORDS, _SHORTENED = re.compile(WORDS), re.compile(SHORTENED)


def title_name(text: str) -> str:
    """Return a name with capitals where they belong.

    >>> title_name("jan van den berg"), title_name("MARIA DE WIT-VAN DIJK"), title_name("j.p. 't hart")
    ('Jan van den Berg', 'Maria de Wit-van Dijk', "J.P. 't Hart")
    """
    first = _WORDS.search(text)
    if first is None:
        return text
    shortened = [found.span() for found in _SHORTENED.finditer(text)]
    said = [text[: first.start()]]
    for found in _WORDS.finditer(text):
        word, start = found[0], found.start()
        letters = word.rstrip(BETWEEN)
        small = letters.lower()
        if any(one <= start < end for one, end in shortened):
            said.append(word.lower())
            continue
        is_rest = small in _RESTS and text[max(start - 1, 0)] in APOSTROPHES
        is_small = small in SMALL_WORDS and start > first.start()
        said.append(small if is_rest or (is_small and _is_plain(letters)) else _with_capital(letters))
        said.append(word[len(letters) :])
    return "".join(said)


def _with_capital(letters: str) -> str:
    if not _is_plain(letters):
        return letters
    small = letters.lower()
    return f"IJ{small[2:]}" if small.startswith("ij") else letters[:1].upper() + small[1:]


def _is_plain(letters: str) -> bool:
    """Return whether a word has no spelling of its own: all small letters, or all capitals."""
    return letters in (letters.lower(), letters.upper())
