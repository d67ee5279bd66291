"""Numbers of a language: the marks it uses, and text read strictly by them.

"1.038" is 1038 in Dutch and 1.038 in English, so a number is never read without saying which marks hold. A
mark in a place where it cannot stand ("1.54" by Dutch marks) is refused, not repaired.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NumberMarks:
    """The decimal mark and the thousands mark of a language."""

    decimal: str
    thousands: str

    @property
    def pattern(self) -> str:
        """Return the regular expression (RE2 and Python alike) of a number: sign, grouped or plain
        digits, decimals.
        """
        decimal, thousands = re.escape(self.decimal), re.escape(self.thousands)
        return rf"^[+-]?(?:[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+|[0-9]+)(?:{decimal}[0-9]+)?$"


MARKS = {"nl": NumberMarks(decimal=",", thousands="."), "en": NumberMarks(decimal=".", thousands=",")}

# What may stand around an amount without changing it: spaces, currency signs and codes, the Dutch ",-".
AMOUNT_DECORATION = r"(?i)(^(?:€|eur|\$|usd|£|gbp)\s*)|(\s*(?:€|eur|\$|usd|£|gbp)$)|(,-{1,2}$)"
_DECORATION = re.compile(AMOUNT_DECORATION)


def marks_of(language: str) -> NumberMarks:
    """Return the marks of a language or locale ("nl", "nl_BE", "en-GB"); Dutch ones for what is not
    English.
    """
    return MARKS["en" if language.lower().startswith("en") else "nl"]


def number_from(text: str, marks: NumberMarks) -> Decimal | None:
    """Return the number that the text says by these marks, or None when it says none.

    >>> number_from("€ 1.382,40", MARKS["nl"]), number_from("1.54", MARKS["nl"])
    (Decimal('1382.40'), None)
    """
    bare = _DECORATION.sub("", text.strip()).strip()
    if not re.match(marks.pattern, bare):
        return None
    return Decimal(bare.replace(marks.thousands, "").replace(marks.decimal, "."))
