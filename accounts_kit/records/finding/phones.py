"""Finding a phone number however it is written: by its digits, with or without country code and zero.

"0612345678" finds "06 1234 5678" and "+31 (0)6 1234 5678": of whole numbers, one ends with all of the other.
While one is typing, the number holds the digits typed. The digits are looked for where they stand, with any
signs in between: taking them out of a million numbers first would cost three times as much.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LOOKS_LIKE = re.compile(r"[+(]{0,2}[0-9][0-9 ()+./\u2010-\u2015\xa0-]*")
_FEWEST = 3  # digits: with less, everybody is found
_WHOLE = 8  # digits that a whole number has at least, without country code and zero
# The country codes of two digits; 1 and 7 have one, all others three (ITU-T E.164).
_TWO_DIGITS = frozenset(
    [
        "20",
        "27",
        "30",
        "31",
        "32",
        "33",
        "34",
        "36",
        "39",
        "40",
        "41",
        "43",
        "44",
        "45",
        "46",
        "47",
        "48",
        "49",
        "51",
        "52",
        "53",
        "54",
        "55",
        "56",
        "57",
        "58",
        "60",
        "61",
        "62",
        "63",
        "64",
        "65",
        "66",
        "81",
        "82",
        "84",
        "86",
        "90",
        "91",
        "92",
        "93",
        "94",
        "95",
        "98",
    ]
)
_BETWEEN = "[^0-9]*"
_THREE_DIGITS = [
    two for two in map(str, range(20, 100)) if two not in _TWO_DIGITS and not two.startswith("7")
]  # which a third follows
_COUNTRY = f"(?:[17]|{'|'.join(sorted(_TWO_DIGITS))}|(?:{'|'.join(_THREE_DIGITS)})[0-9])"


@dataclass(frozen=True)
class PhoneSearch:
    """What is looked for in phone numbers: its digits, without the zeros before them."""

    digits: str
    abroad: bool = False  # with a country code before it, which the number itself may do without

    @classmethod
    def of(cls, text: str) -> PhoneSearch | None:
        """Return what a text looks for in phone numbers; None when it is not like a number."""
        if not _LOOKS_LIKE.fullmatch(text):
            return None
        said = _digits(text.replace("(0)", ""))
        if len(said) < _FEWEST or not said.strip("0"):
            return None
        abroad = text.startswith(("+", "(+")) or said.startswith("00")
        return cls(said.lstrip("0"), abroad)

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the tests: number, number_like, number_pattern, number_begin."""
        country = f"(?:(?:[+]|00)[^0-9]*{_COUNTRY})?"
        looked_for = self.digits[-_WHOLE:] if self._is_whole else self.digits
        pattern = f"{_BETWEEN.join(looked_for)}{_BETWEEN}$" if self._is_whole else self._typed
        begin = f"^{_BETWEEN}{country}{_BETWEEN}(?:0{_BETWEEN})*{self._typed}"
        like = f"%{'%'.join(looked_for)}%"
        return {
            "number": self.digits,
            "number_like": like,
            "number_pattern": pattern,
            "number_begin": begin,
            "number_at_home": f"^[^0-9+]*0{_BETWEEN}{_BETWEEN.join(self._at_home)}",
        }

    @property
    def _typed(self) -> str:
        """The pattern of the digits with any signs in between; after a country code a zero too: +31 (0)6."""
        at_home = self._at_home
        code = self.digits.removesuffix(at_home) if at_home else ""
        said = _BETWEEN.join(at_home or self.digits)
        return f"{_BETWEEN.join(code)}{_BETWEEN}(?:0{_BETWEEN})?{said}" if code else said

    @property
    def _at_home(self) -> str:
        """The digits without the country code, "" where there is none or nothing more."""
        if not self.abroad:
            return ""
        code = 1 if self.digits[0] in "17" else 2 if self.digits[:2] in _TWO_DIGITS else 3
        return self.digits[code:].lstrip("0")

    @property
    def _is_whole(self) -> bool:
        return len(self._at_home or self.digits) > _WHOLE

    def held(self, column: str) -> str:
        """Return the SQL of whether a number holds the digits, or is the same one."""
        there = f"{column} LIKE $number_like AND regexp_matches({column}, $number_pattern)"
        if self._is_whole:
            return f"({there} AND {self.same(column)})"
        at_home = f" OR regexp_matches({column}, $number_at_home)" if self._at_home else ""
        return f"({there}{at_home})"

    def begun(self, column: str) -> str:
        """Return the SQL of whether a number begins with the digits, after country code and zeros."""
        at_home = f" OR regexp_matches({column}, $number_at_home)" if self._at_home else ""
        return f"(regexp_matches({column}, $number_begin){at_home})"

    def same(self, column: str) -> str:
        """Return the SQL of whether a number is the same one: one of the two ends with all of the other."""
        there = f"ltrim(regexp_replace(replace({column}, '(0)', ''), '[^0-9]', '', 'g'), '0')"
        whole = f"least(length({there}), length($number)) >= {_WHOLE}"
        return f"({whole} AND (suffix({there}, $number) OR suffix($number, {there})))"


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign in "0123456789")
