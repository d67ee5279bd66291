"""The clusters of spellings as a person reviews them, with the accounts and clusters that they resemble.

Reads the temporary tables `spellings` and `targets`, writes `clusters`: a row a target, in the order of
review. Called by `organisations`.
"""

from __future__ import annotations

import pandas as pd

from accounts_kit.records.legal_forms import likeness_sql
from accounts_kit.workspace import Workspace

# How alike (Jaro-Winkler, of names without legal form) what is called nearest must be. Only names that begin
# or end with the same letters are compared, and not those with letters that a thousand names share.
NEAR_FROM = 0.9
BEGIN, END = 3, 4
TOO_COMMON = 1_000


def number_clusters(ws: Workspace) -> None:
    """Write `clusters`: cluster (from 1, the most contacts first), target, name, account_id, to_link."""
    ws.execute(
        "CREATE OR REPLACE TEMP TABLE clusters AS "
        "SELECT row_number() OVER (ORDER BY contacts DESC, first_contact, target) AS cluster, * FROM ("
        "SELECT target, any_value(name) AS name, any_value(account_id) AS account_id, "
        "sum(contacts)::BIGINT AS contacts, sum(to_link)::BIGINT AS to_link, "
        "min(first_contact) AS first_contact "
        "FROM targets JOIN spellings USING (spelling) GROUP BY target)"
    )


def cluster_frame(ws: Workspace) -> pd.DataFrame:
    """Return the clusters to review, a row a spelling; see accounts.from_organisation_field."""
    return ws.frame(
        f"WITH alike AS ({_ALIKE}), near AS ({_nearest_sql()}) "
        "SELECT cluster, clusters.name, spelling, spellings.contacts, spellings.to_link, "
        "clusters.account_id, account.name AS account, alike_id, other.name AS alike, nearest, "
        "round(score, 3) AS score "
        "FROM clusters JOIN targets USING (target) JOIN spellings USING (spelling) "
        "LEFT JOIN accounts AS account ON account.account_id = clusters.account_id "
        "LEFT JOIN alike USING (cluster) LEFT JOIN accounts AS other ON other.account_id = alike_id "
        "LEFT JOIN near USING (cluster) "
        "ORDER BY cluster, spellings.contacts DESC, spellings.first_contact",
        [TOO_COMMON, NEAR_FROM],
    )


# An account that is there and differs only in legal form, accents or signs.
_ALIKE = (
    "SELECT cluster, min(known.account_id) AS alike_id "
    "FROM clusters JOIN targets USING (target) JOIN spellings USING (spelling) "
    f"JOIN (SELECT account_id, {likeness_sql('name')} AS likeness FROM accounts) AS known USING (likeness) "
    "WHERE clusters.account_id IS NULL GROUP BY cluster"
)


def _nearest_sql() -> str:
    """Return the SELECT of the other cluster or account that is nearest: cluster, nearest (a name), score."""
    named = (
        f"SELECT cluster, name, {likeness_sql('name')} AS likeness, cluster AS place FROM clusters UNION ALL "
        f"SELECT NULL, name, {likeness_sql('name')}, NULL FROM accounts "
        "ANTI JOIN (SELECT account_id FROM clusters WHERE account_id IS NOT NULL) USING (account_id)"
    )
    blocks = (
        f"SELECT *, 'begins ' || left(likeness, {BEGIN}) AS block FROM named UNION ALL "
        f"SELECT *, 'ends ' || right(likeness, {END}) FROM named"
    )
    return (
        f"WITH named AS ({named}), blocks AS (SELECT *, count(*) OVER (PARTITION BY block) AS shared_by "
        f"FROM ({blocks})) "
        "SELECT one.cluster, max(jaro_winkler_similarity(one.likeness, other.likeness)) AS score, "
        "arg_max(other.name, (jaro_winkler_similarity(one.likeness, other.likeness), "
        "-coalesce(other.place, 9e15), other.name)) AS nearest "
        "FROM blocks AS one JOIN blocks AS other ON one.block = other.block "
        "AND one.likeness <> other.likeness "
        "WHERE one.cluster IS NOT NULL AND one.shared_by <= ? "
        "AND jaro_winkler_similarity(one.likeness, other.likeness) >= ? GROUP BY one.cluster"
    )
