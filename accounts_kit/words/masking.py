"""Personal data made unreadable, the same way each time: what is shown to people who need not know.

A mask keeps what tells two values apart at a glance: initials, the ending of an address, the last digits of a
number. Who has the data can still find whom it is about; it is no pseudonym.
"""

from __future__ import annotations

import re

DOTS = "•••"

# Of each word of a name, or each part of an address, the first letter; RE2 and Python read these alike.
WORD = r"([^ \t\r\n.@'\u2019-])[^ \t\r\n.@'\u2019-]*".replace("\\u2019", "\u2019")
MASKED_WORD = rf"\1{DOTS}"
ADDRESS = r"(?s)^([^@])[^@]*@(?:(.)[^.]*)?(.*)$"
MASKED_ADDRESS = rf"\1{DOTS}@\2{DOTS}\3"
NUMBER = r"(?s)^.*?([^ ]?[^ ])$"
MASKED_NUMBER = rf"{DOTS}\1"


def masked_name(text: str) -> str:
    """Return a name with the first letter of each word.

    >>> masked_name("Jan van den Berg"), masked_name("J.P. O'Brien")
    ('J••• v••• d••• B•••', "J•••.P•••. O•••'B•••")
    """
    return re.sub(WORD, MASKED_WORD, text)


def masked_email(text: str) -> str:
    """Return an e-mail address with its first letter, that of the domain, and the ending.

    >>> masked_email("jan.bos@acme.nl")
    'j•••@a•••.nl'
    """
    return re.sub(_to_the_end(ADDRESS), MASKED_ADDRESS, text)


def masked_number(text: str) -> str:
    """Return a telephone number with its last two digits.

    >>> masked_number("+31 6 12345678")
    '•••78'
    """
    return re.sub(_to_the_end(NUMBER), MASKED_NUMBER, text)


def _to_the_end(pattern: str) -> str:
    """Return a pattern of RE2 as Python has it: there a $ also stands before the last line end."""
    return pattern.removesuffix("$") + r"\Z"
