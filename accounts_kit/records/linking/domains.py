"""Domains: contacts without account whose e-mail address is at the domain of an account's website.

What is found is a proposal: a frame to review, which `link_many` then links in one call. Called by
`associations`.
"""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from accounts_kit.records.linking.free_mail import free_mail_domains
from accounts_kit.workspace import Workspace


def contacts_by_domain(ws: Workspace) -> pd.DataFrame:
    """Return the contacts to link and the accounts to link them to; see associations.by_domain."""
    free = pa.table({"domain": pa.array(sorted(free_mail_domains()), pa.string())})
    accounts = (
        f"SELECT account_id, name AS account, {website_domain_sql('website')} AS domain "
        "FROM accounts WHERE website IS NOT NULL"
    )
    contacts = (
        f"SELECT contact_id, email, {email_domain_sql('email')} AS domain "
        "FROM contacts WHERE account_id IS NULL AND email IS NOT NULL"
    )
    with ws.staged("free_mail", free) as free_mail:
        return ws.frame(
            "SELECT contact_id, email, domain, account_id, account, accounts_at_domain "
            f"FROM ({contacts}) ANTI JOIN {free_mail} USING (domain) "
            f"JOIN (SELECT *, count(*) OVER (PARTITION BY domain) AS accounts_at_domain FROM ({accounts})) "
            "USING (domain) ORDER BY account, contact_id"
        )


def email_domain_sql(email: str) -> str:
    """Return the SQL of the domain of an e-mail address, in lower case; NULL where nothing stands there."""
    return f"nullif(lower(split_part({email}, '@', -1)), '')"


def website_domain_sql(website: str) -> str:
    """Return the SQL of the domain of a web address: in lower case, without scheme, user, www., port, path.

    A name in other letters than a to z stays as it is written. NULL where no domain stands.
    """
    bare = f"lower({website})"
    for nothing in (r"^(?:[a-z][a-z0-9+.-]*:)?//", r"^[^/?#]*@", r"[/?#:].*$", r"\.+$"):
        bare = f"regexp_replace({bare}, '{nothing}', '')"
    # www.nl is a domain of its own.
    return f"nullif(regexp_replace({bare}, '^www\\.(.*\\..*)$', '\\1'), '')"
