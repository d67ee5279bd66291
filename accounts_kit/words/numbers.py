"""Numbers of a language: the marks it uses, and text read strictly by them.

"1.038" is 1038 in Dutch and 1.038 in English, so a number is never read without saying which marks hold. A
mark in a place where it cannot stand ("1.54" by Dutch marks) is refused, not repaired.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

# What stands between thousands where it is neither dot nor comma: blanks of four widths, two apostrophes.
SPACES = " \u00a0\u2009\u202f"
APOSTROPHES = "'\u2019"


@dataclass(frozen=True, slots=True)
class NumberMarks:
    """The decimal mark of a language, and the sign (or one of several) that may stand between thousands."""

    decimal: str
    thousands: str

    @property
    def pattern(self) -> str:
        """Return the regular expression (RE2 and Python alike) of a number: sign, grouped or plain
        digits, decimals.
        """
        decimal, thousands = re.escape(self.decimal), f"[{self.thousands}]"
        return rf"^[+-]?(?:[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+|[0-9]+)(?:{decimal}[0-9]+)?$"


MARKS = {"nl": NumberMarks(decimal=",", thousands="."), "en": NumberMarks(decimal=".", thousands=",")}

# What may stand around a number without changing it, and how a negative one may be written, as replacements
# in their order: minus signs of print, "(12)", currency signs and codes, the Dutch ",-", "12-".
CURRENCY_SIGNS = {"EUR": "€|eur", "USD": r"\$|usd", "GBP": "£|gbp"}
_CURRENCY = f"(?:{'|'.join(CURRENCY_SIGNS.values())})"
UNDECORATED = (
    ("\u2212", "-"),
    (r"^\((.+)\)$", r"-\1"),
    (rf"(?i)[{SPACES}]*{_CURRENCY}$", ""),
    (",-{1,2}$", ",0"),  # so that the comma still says which marks these are
    (rf"(?i)^(-?)[{SPACES}]*{_CURRENCY}[{SPACES}]*", r"\1"),
    (rf"^([^-].*[0-9])[{SPACES}]*-$", r"-\1"),
)
# A number that a spreadsheet shortened, which has one digit before the mark, whatever the mark is.
SCIENTIFIC = "^[+-]?[0-9](?:[.,][0-9]+)?E[+-][0-9]{1,3}$"

_UNDECORATED = tuple((re.compile(pattern), replacement) for pattern, replacement in UNDECORATED)


def marks_of(language: str) -> NumberMarks:
    """Return the marks of a language or locale ("nl", "nl_BE", "en-GB"); Dutch ones for what is not
    English.
    """
    return MARKS["en" if language.lower().startswith("en") else "nl"]


def number_from(text: str, marks: NumberMarks) -> Decimal | None:
    """Return the number that the text says by these marks, or None when it says none.

    >>> number_from("€ 1.382,40", MARKS["nl"]), number_from("1.54", MARKS["nl"])
    (Decimal('1382.40'), None)
    >>> number_from("(12,50)", MARKS["nl"]), number_from("€ 980,-", MARKS["nl"])
    (Decimal('-12.50'), Decimal('980.0'))
    """
    bare = text.strip()
    for pattern, replacement in _UNDECORATED:
        bare = pattern.sub(replacement, bare, count=1)
    if not re.match(marks.pattern, bare):
        return None
    return Decimal(bare.translate(dict.fromkeys(map(ord, marks.thousands))).replace(marks.decimal, "."))


def grouped(number: int, language: str) -> str:
    """Return a whole number with its thousands apart, as people of a language read it.

    >>> grouped(1234567, "nl")
    '1.234.567'
    """
    return f"{number:,}".replace(",", "." if language == "nl" else ",")
