"""What an e-mail address and a web address look like.

A plain address is decided by a pattern (the same in Python and in Arrow's RE2); only the rest goes to the
email-validator library, which knows the standards but does 26,000 a second. A property test holds the two
together.
"""

from __future__ import annotations

import re

from accounts_kit.words.text import WHITE_SPACE

_LABEL = "[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
PLAIN_EMAIL = rf"^[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:{_LABEL}\.)+[A-Za-z]{{2,63}}$"
# What the library has a word in: parts that are too long, and names that no mail can go to.
NOT_PLAIN = r"[^.@]{64}|^[^@]{65}|\.(?i:arpa|invalid|local|localhost|onion)$"
LONGEST_PLAIN = 200

# White space is spelled out, because \s is not the same signs in Arrow's RE2 as in Python.
_HOST_SIGN = f"[^{WHITE_SPACE}/@:?#.<>\"']"
WEBSITE = (
    rf"^(?:[Hh][Tt][Tt][Pp][Ss]?://)?{_HOST_SIGN}+(?:\.{_HOST_SIGN}+)*\.{_HOST_SIGN}{{2,63}}"
    rf"(?::[0-9]{{1,5}})?(?:[/?#][^{WHITE_SPACE}<>\"]*)?$"
)

# What stands between an address and the words around it.
_APART = f"{WHITE_SPACE}<>,;:()\\[\\]\"'|/"
_ANY_ADDRESS = re.compile(rf"[^@{_APART}]+@(?:{_LABEL}\.)+[A-Za-z]{{2,63}}")
_PLAIN_EMAIL = re.compile(PLAIN_EMAIL)
_NOT_PLAIN = re.compile(NOT_PLAIN)
_WEBSITE = re.compile(WEBSITE)


def is_email(text: str) -> bool:
    """Return whether the text is an e-mail address by its syntax; whether it exists is not asked.

    >>> is_email("jan@acme.nl"), is_email("info@"), is_email("mail jan@acme.nl")
    (True, False, False)
    """
    if len(text) <= LONGEST_PLAIN and _PLAIN_EMAIL.fullmatch(text) and not _NOT_PLAIN.search(text):
        return True
    return is_unusual_email(text)


def is_unusual_email(text: str) -> bool:
    """Return whether the email-validator library accepts an address that no plain pattern decides."""
    from email_validator import EmailNotValidError, validate_email

    try:
        # Addresses in .test are for trying things out (RFC 6761), which people do with this package.
        address = validate_email(
            text, check_deliverability=False, globally_deliverable=False, test_environment=True
        )
    except EmailNotValidError:
        return False
    return "." in address.domain


def addresses_in(text: str) -> list[str]:
    """Return what looks like an e-mail address in a text, in order.

    >>> addresses_in("mail jan@acme.nl of els@acme.nl."), addresses_in("info@")
    (['jan@acme.nl', 'els@acme.nl'], [])
    """
    return _ANY_ADDRESS.findall(text)


def is_website(text: str) -> bool:
    """Return whether the text is a web address, with or without http(s)://.

    >>> is_website("www.acme.nl"), is_website("https://acme.nl/over?x=1"), is_website("n.v.t.")
    (True, True, False)
    """
    return _WEBSITE.fullmatch(text) is not None
