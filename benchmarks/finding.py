"""Looking at one record among a million: suggestions while one types, pages, history; and all that look
alike.
"""

from __future__ import annotations

from collections.abc import Iterator

import accounts_kit as ak
from benchmarks.firm import Firm
from benchmarks.timing import Figure, within

KEYSTROKE = 0.15  # what feels at once while one types
MINUTE = 60
TYPED = ("jan", "jan de v", "06 1234", "info@", "vries")


def figures(firm: Firm) -> Iterator[Figure]:
    """Yield the seconds of suggestions, of a page, and of the search for duplicates."""
    ws = firm.workspace
    most = "SELECT account_id FROM contacts WHERE account_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"
    account = int(ws.value(f"{most} LIMIT 1"))
    contact = int(ws.value("SELECT min(contact_id) FROM contacts WHERE account_id = ?", [account]))
    with ws.reading():
        for text in TYPED:
            yield within(
                f"contacts.find {text!r}", KEYSTROKE, lambda text=text: ak.contacts.find(ws, text), runs=5
            )
        yield within("accounts.find 'bakker'", KEYSTROKE, lambda: ak.accounts.find(ws, "bakker"), runs=5)
        yield within("accounts.page", 1, lambda: ak.accounts.page(ws, account), runs=5)
        yield within("contacts.page", 1, lambda: ak.contacts.page(ws, contact), runs=5)
        yield within("accounts.duplicates", MINUTE, lambda: ak.accounts.duplicates(ws))
