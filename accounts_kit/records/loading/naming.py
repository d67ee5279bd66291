"""What files call the records that they name: an account by name or number, a contact by e-mail, a deal by
number or title.
"""

from __future__ import annotations

from collections.abc import Sequence

from accounts_kit.model import RecordType
from accounts_kit.records.aliases import keys_sql

NAMED = ("account", "contact", "deal")


def linked_columns(record: RecordType, columns: Sequence[str]) -> list[str]:
    """Return what the rows name of other records: account, contact, deal, in the order of the links.

    The contact of an activity is named by its deal too: it is the primary contact of that.
    """
    named = [of for of in record.links.values() if of in NAMED]
    by_deal = ["contact"] if record.name == "activity" and "deal" in columns else []
    return [of for of in named if of in columns or of in by_deal]


def names_sql(of: str) -> str:
    """Return the SELECT of what records of a type are called, and their ids: key_, id_.

    An account is called by its name, and by its external id where no account has that as a name: exports of a
    CRM name accounts by their number. A deal is called by its external id, and by its title where that is no
    external id. What two deals are called has no id.
    """
    if of == "account":
        return f"{_known(of)} UNION ALL {numbers_sql()}"
    if of != "deal":
        return _known(of)
    called = (
        "SELECT key_of(external_id) AS key_, deal_id, false AS by_title_ FROM deals "
        "WHERE external_id IS NOT NULL UNION ALL SELECT key_of(title), deal_id, true FROM deals"
    )
    best = (
        "SELECT key_, deal_id, rank() OVER (PARTITION BY key_ ORDER BY by_title_) AS rank_ "
        f"FROM ({called}) WHERE key_ IS NOT NULL"
    )
    return (
        "SELECT key_, CASE WHEN count(*) = 1 THEN min(deal_id) END AS id_ "
        f"FROM ({best}) WHERE rank_ = 1 GROUP BY key_"
    )


def numbers_sql() -> str:
    """Return the SELECT of the external ids that one account has and that are nobody's name: key_, id_."""
    return (
        "SELECT key_of(external_id) AS key_, min(account_id) AS id_ FROM accounts "
        f"ANTI JOIN ({_known('account')}) AS named_ ON named_.key_ = key_of(external_id) "
        "WHERE external_id IS NOT NULL GROUP BY 1 HAVING count(*) = 1"
    )


def _known(of: str) -> str:
    return f"SELECT key_, id_ FROM ({keys_sql(of)}) AS known_(key_, id_)"
