"""Numbers that others give out: of the chamber of commerce, for VAT, of bank accounts, of postal areas.

The KvK number is our own rule; the rest is python-stdnum's, which knows the check digits. All of them are
text: a zero at the front belongs to the number.
"""

from __future__ import annotations

import re

KVK = "^[0-9]{8}$"
# SA, SD and SS are given out nowhere in the Netherlands.
_DUTCH_POSTCODE = "[1-9][0-9]{3} ?(?:[A-RT-Za-rt-z][A-Za-z]|[Ss][BCE-RT-Zbce-rt-z])"
_BELGIAN_POSTCODE = "[1-9][0-9]{3}"
POSTCODE = f"^(?:{_DUTCH_POSTCODE}|{_BELGIAN_POSTCODE})$"

_KVK = re.compile(KVK)
_POSTCODE = re.compile(POSTCODE)


def is_kvk(text: str) -> bool:
    """Return whether the text is a KvK number: exactly eight digits, zeros at the front counted.

    >>> is_kvk("01234567"), is_kvk("1234567"), is_kvk("12 34 56 78")
    (True, False, False)
    """
    return _KVK.fullmatch(text) is not None


def is_btw(text: str) -> bool:
    """Return whether the text is a VAT number of the Netherlands (also without NL) or of another EU country.

    >>> is_btw("NL004495445B01"), is_btw("BE0428759497"), is_btw("NL123")
    (True, True, False)
    """
    from stdnum.eu import vat
    from stdnum.nl import btw

    return bool(text.isascii() and (vat.is_valid(text) or btw.is_valid(text)))


def is_iban(text: str) -> bool:
    """Return whether the text is an IBAN with the right check digits, with or without spaces.

    >>> is_iban("NL91 ABNA 0417 1643 00"), is_iban("NL92 ABNA 0417 1643 00")
    (True, False)
    """
    from stdnum import iban

    return bool(text.isascii() and iban.is_valid(text))


def is_postcode(text: str) -> bool:
    """Return whether the text is a Dutch postcode, with or without the space, or a Belgian one.

    >>> is_postcode("1234 AB"), is_postcode("9000"), is_postcode("0123 AB"), is_postcode("1234")
    (True, True, False, True)
    """
    return _POSTCODE.fullmatch(text) is not None
