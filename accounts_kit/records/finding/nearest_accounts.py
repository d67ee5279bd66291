"""Names of accounts that look like each other: a suggestion to a person, never a reason to join two accounts.

What makes "Acme B.V." and "ACME BV" alike is said in records.legal_forms. Called by imports and by whatever
tells of a name that no account has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from accounts_kit.records.finding.legal_forms import likeness_sql
from accounts_kit.workspace import Workspace

# How alike (Jaro-Winkler) names must be to be offered, and how many are compared letter by letter.
OFFERED_FROM = 0.85
COMPARED = 200


def nearest_accounts(ws: Workspace, names: Sequence[str]) -> Mapping[str, str]:
    """Return for each name the existing account that is nearest to it; a name that nothing is near is left
    out.

    Names that differ only in legal form are found whatever their number; of the others only the first 200 are
    compared, since each is compared with all accounts.
    """
    if not names:
        return {}
    with ws.staged("names", pa.table({"name": list(dict.fromkeys(names))})) as staged:
        alike = ws.rows(
            "SELECT given.name, min_by(stored.name, account_id) "
            f"FROM (SELECT name, {likeness_sql('name')} AS likeness FROM {staged}) AS given "
            f"JOIN (SELECT account_id, name, {likeness_sql('name')} AS likeness FROM accounts) AS stored "
            "USING (likeness) GROUP BY given.name",
        )
    known: dict[str, str] = dict(alike)
    return known | _most_similar(ws, [name for name in names if name not in known][:COMPARED])


def _most_similar(ws: Workspace, names: Sequence[str]) -> dict[str, str]:
    if not names:
        return {}
    with ws.staged("names", pa.table({"name": list(names)})) as staged:
        return dict(
            ws.rows(
                "SELECT given, arg_max(stored, (similarity, -account_id)) "
                "FROM (SELECT given.name AS given, stored.name AS stored, account_id, "
                "jaro_winkler_similarity(key_of(given.name), stored.name_key) AS similarity "
                f"FROM {staged} AS given CROSS JOIN accounts AS stored) "
                "WHERE similarity >= $1 GROUP BY given",
                [OFFERED_FROM],
            )
        )
