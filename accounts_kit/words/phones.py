"""Telephone numbers in one form: E.164 (+31612345678), whatever a person or a file wrote.

Plain Dutch numbers are decided by patterns, the same in Python, Arrow and DuckDB, and plain ones of other
countries by the patterns that the phonenumbers library has of them; only the rest goes to the library, which
does a few thousand a second. A property test holds them together. What is no whole number of its own (an
extension, two numbers, words beside it) has no E.164 form: it stays as it was written, since nothing of it
may be lost.
"""

from __future__ import annotations

import re
from functools import cache

HOME = "NL"  # the country whose plain numbers a pattern decides

# Area codes with two and with three digits behind the zero: every number of ten digits in them is possible.
_AREAS = (
    "(?:1[035]|2[0346]|3[03568]|4[0356]|5[0358]|7[0-9])[0-9]{7}"
    "|(?:1(?:1[13-578]|6[124-8]|7[24]|8[0-467])|2(?:2[2-46-9]|5[125]|9[479])|3(?:1[3-8]|2[01]|4[1-8])"
    "|4(?:1[1-368]|7[58]|8[15-8]|9[23579])|5(?:1[1-9]|2[1-57-9]|4[13-8]|6[126]|7[0-3578]|9[1-9]))[0-9]{6}"
)
_MOBILE_AND_BUSINESS = "6[1-68][0-9]{7}|8[58][0-9]{7}"
NATIONAL = f"(?:{_MOBILE_AND_BUSINESS}|{_AREAS})"
# What may stand between the digits of a plain number, and such a number without it.
SEPARATORS = "[ ().\\-\xa0]"
PLAIN = rf"^(?:(?:\+31|0031)0?|0)({NATIONAL})$"
PLAIN_E164 = rf"^\+31{NATIONAL}$"
# As many digits as a plain number has, in areas that there are not, or for mobile phones that there are not.
NOBODY = r"^(?:(?:\+31|0031)0?|0)(?:6[079]|[1-57][0-9])[0-9]{7}$"
# Other numbers that the library may read: no letters, and a slash only behind an area code.
_SIGNS = re.compile(
    "[+(]?[\\d +().\\-\u2010-\u2015\xa0\u202f\u3000]*\\d[\\d +().\\-\u2010-\u2015\xa0\u202f\u3000]*"
)
_AREA_AND_SLASH = re.compile(r"(\(?(?:\+|00)?[\d ().]{2,9}) ?/ ?(?=[\d][\d .\-]{4,}$)")
_SEPARATORS = re.compile(SEPARATORS)
_PLAIN = re.compile(PLAIN)
_NOBODY = re.compile(NOBODY)


@cache
def regions() -> frozenset[str]:
    """Return the countries whose numbers are known, as two capitals."""
    from phonenumbers import SUPPORTED_REGIONS

    return frozenset(SUPPORTED_REGIONS)


def calling_code(region: str) -> str:
    """Return the country code of a region, without a plus.

    >>> calling_code("BE")
    '32'
    """
    from phonenumbers import country_code_for_region

    return str(country_code_for_region(region))


def e164(text: str, region: str) -> str | None:
    """Return a telephone number in E.164; None for what is no valid number, or more than one number.

    >>> e164("06-12 34 56 78", "NL"), e164("+31 (0)20 123 4567", "BE"), e164("0475 12 34 56", "BE")
    ('+31612345678', '+31201234567', '+32475123456')
    >>> e164("020-1234567 tst. 12", "NL"), e164("12345", "NL")
    (None, None)
    """
    bare = _SEPARATORS.sub("", text)
    if region == HOME or not bare.startswith("0"):
        if plain := _PLAIN.match(bare):
            return f"+31{plain[1]}"
        if _NOBODY.match(bare):
            return None
    return _plain_abroad(bare, region) or by_library(text, region)


def _plain_abroad(bare: str, region: str) -> str | None:
    """Return a plain fixed or mobile number of another country; None for what only the library can tell."""
    codes: tuple[str, ...]
    if bare.startswith("0") and not bare.startswith("00") and region != HOME:
        codes = (calling_code(region),)
        digits = codes[0] + bare[1:]
    elif bare.startswith("+"):
        codes, digits = (bare[1:2], bare[1:3], bare[1:4]), bare[1:]
    else:
        return None
    for code in codes:
        plain = _plain_numbers(code)
        if plain and plain.fullmatch(digits.removeprefix(code)):
            return f"+{digits}"
    return None


@cache
def _plain_numbers(code: str) -> re.Pattern[str] | None:
    """Return the pattern of the numbers behind a country code; None where several countries have it, or where
    they may begin with more than a zero that is no digit of theirs.
    """
    from phonenumbers import PhoneMetadata, region_codes_for_country_code

    countries = region_codes_for_country_code(int(code)) if code.isascii() and code.isdigit() else ()
    if len(countries) != 1 or countries == ("001",):
        return None
    known = PhoneMetadata.metadata_for_region(countries[0], None)
    if known is None or known.national_prefix_for_parsing != "0":
        return None
    every, fixed, mobile = (
        one.national_number_pattern if one else None
        for one in (known.general_desc, known.fixed_line, known.mobile)
    )
    return re.compile(f"(?!0)(?=(?:{every})$)(?:{fixed}|{mobile})", re.ASCII) if fixed and mobile else None


def by_library(text: str, region: str) -> str | None:
    """Return what the phonenumbers library makes of a number that no pattern decides."""
    one = _AREA_AND_SLASH.sub(r"\1 ", text)
    if not _SIGNS.fullmatch(one):
        return None
    from phonenumbers import (
        NumberParseException,
        PhoneNumberFormat,
        format_number,
        is_valid_number,
        parse,
    )

    try:
        number = parse(one, region)
    except NumberParseException:
        return None
    if number.extension or not is_valid_number(number):
        return None
    return format_number(number, PhoneNumberFormat.E164)


def lacks_prefix(text: str) -> bool:
    """Return whether a number has lost the zero or the plus that it begins with, as in a spreadsheet.

    >>> lacks_prefix("31612345678"), lacks_prefix("06-12345678"), lacks_prefix("14 0592")
    (True, False, False)
    """
    return not text.lstrip("( ").startswith(("+", "0", "14"))
