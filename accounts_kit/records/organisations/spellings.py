"""The spellings in a text field of contacts, and the accounts that they may mean: the first half of a plan.

Writes the temporary tables `spellings` (a row a different text) and `proposals` (the account and name that
each may get), and nothing else. Called by `making`.
"""

from __future__ import annotations

from accounts_kit.model import Field
from accounts_kit.records.aliases import keys_sql
from accounts_kit.records.finding.legal_forms import likeness_sql, plain_sql
from accounts_kit.records.layout import quoted
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import literal

# What people write where there is no organisation, in letters and digits only; nothing is one too ("-", "?").
PLACEHOLDERS = (
    *("", "x", "xx", "xxx", "0", "nvt", "na", "nietvantoepassing", "notapplicable", "nihil", "null"),
    *("onbekend", "unknown", "inconnu", "geen", "geenbedrijf", "geenorganisatie", "none", "aucun", "aucune"),
    *("particulier", "particulieren", "prive", "privepersoon", "private"),
    *("zelfstandig", "zelfstandige", "zzp", "zzper", "freelance", "freelancer"),
)
# As a list of Dutch public bodies has it: "Organisatie in provincie Utrecht".
PLACEHOLDER_BEGINS = "organisatieinprovincie"


def collect_spellings(ws: Workspace, field: Field) -> None:
    """Write `spellings`: what the field holds, how often, and why it is no account.

    Columns: spelling, spelling_key, likeness, contacts, to_link (those without account), first_contact,
    exact_id (the account of that name or alias), why (placeholder, length, or NULL).
    """
    text = quoted(field.column)
    bare = f"regexp_replace({plain_sql('spelling')}, '[^\\pL\\pN]+', '', 'g')"
    nobody = ", ".join(literal(one) for one in PLACEHOLDERS)
    longest = ws.catalogue.field("account.name").max_length
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE spellings AS "
        f"WITH counted AS (SELECT {text} AS spelling, key_of({text}) AS spelling_key, count(*) AS contacts, "
        "count(*) FILTER (account_id IS NULL) AS to_link, min(contact_id) AS first_contact "
        f"FROM contacts WHERE {text} IS NOT NULL GROUP BY {text}) "
        f"SELECT counted.*, {likeness_sql('spelling')} AS likeness, known.id AS exact_id, "
        "CASE WHEN known.id IS NOT NULL THEN NULL "
        f"WHEN {bare} IN ({nobody}) OR starts_with({bare}, {literal(PLACEHOLDER_BEGINS)}) "
        "THEN 'placeholder' WHEN length(spelling) > ? THEN 'length' END AS why "
        f"FROM counted LEFT JOIN ({keys_sql('account')}) AS known(key, id) ON known.key = spelling_key",
        [longest],
    )


def propose_accounts(ws: Workspace) -> None:
    """Write `proposals`: for each spelling that may be an account, its name and, if it is there, its id.

    Columns: spelling, name, account_id. Spellings of one likeness are one account. When one of them is the
    name or an alias of an account that is there, it is that account; when they are those of several, only
    they are, and the other spellings are a new one.
    """
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE proposals AS "
        "WITH found AS (SELECT *, CASE WHEN min(exact_id) OVER alike = max(exact_id) OVER alike "
        "THEN min(exact_id) OVER alike ELSE exact_id END AS account_id "
        "FROM spellings WHERE why IS NULL WINDOW alike AS (PARTITION BY likeness)) "
        "SELECT spelling, account_id, coalesce(account.stored_name, first_value(spelling) OVER "
        "(PARTITION BY likeness, account_id ORDER BY contacts DESC, first_contact)) AS name "
        "FROM found LEFT JOIN (SELECT account_id, name AS stored_name FROM accounts) AS account "
        "USING (account_id)"
    )
