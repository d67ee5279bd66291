"""The list of free-mail domains, read once, and only when somebody asks.

`domains.txt` is the npm package free-email-domains (MIT, LICENSE.md) as it is; `more.txt` is what it lacks of
Dutch and Belgian providers. Both can be read and corrected line by line.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILES = ("domains.txt", "more.txt")


@cache
def free_mail_domains() -> frozenset[str]:
    """Return every listed domain, in lower case.

    >>> free_mail_domains() >= {"gmail.com", "ziggo.nl", "proximus.be"}
    True
    """
    texts = ((Path(__file__).parent / name).read_text(encoding="utf-8") for name in _FILES)
    lines = (line.strip() for text in texts for line in text.splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))
