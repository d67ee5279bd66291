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
_BETWEEN = "[^0-9]*"


@dataclass(frozen=True)
class PhoneSearch:
    """What is looked for in phone numbers: its digits, without the zeros before them."""

    digits: str

    @classmethod
    def of(cls, text: str) -> PhoneSearch | None:
        """Return what a text looks for in phone numbers; None when it is not like a number."""
        if not _LOOKS_LIKE.fullmatch(text):
            return None
        said = _digits(text.replace("(0)", ""))
        return cls(said.lstrip("0")) if len(said) >= _FEWEST and said.strip("0") else None

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the tests: number, number_like, number_pattern, number_begin."""
        country = "(?:(?:[+]|00)[^0-9]*[1-9](?:[^0-9]*[0-9]){0,2})?"
        looked_for = self.digits[-_WHOLE:] if self._is_whole else self.digits
        pattern = _BETWEEN.join(looked_for) + (f"{_BETWEEN}$" if self._is_whole else "")
        begin = f"^{_BETWEEN}{country}{_BETWEEN}(?:0{_BETWEEN})*{_BETWEEN.join(self.digits)}"
        like = f"%{'%'.join(looked_for)}%"
        return {"number": self.digits, "number_like": like, "number_pattern": pattern, "number_begin": begin}

    @property
    def _is_whole(self) -> bool:
        return len(self.digits) > _WHOLE

    def held(self, column: str) -> str:
        """Return the SQL of whether a number holds the digits, or is the same one."""
        there = f"{column} LIKE $number_like AND regexp_matches({column}, $number_pattern)"
        return f"({there} AND {self.same(column)})" if self._is_whole else f"({there})"

    def begun(self, column: str) -> str:
        """Return the SQL of whether a number begins with the digits, after country code and zeros."""
        return f"regexp_matches({column}, $number_begin)"

    def same(self, column: str) -> str:
        """Return the SQL of whether a number is the same one: one of the two ends with all of the other."""
        there = f"ltrim(regexp_replace(replace({column}, '(0)', ''), '[^0-9]', '', 'g'), '0')"
        whole = f"least(length({there}), length($number)) >= {_WHOLE}"
        return f"({whole} AND (suffix({there}, $number) OR suffix($number, {there})))"


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign in "0123456789")
