"""The clusters of spellings as a person reviews them, with the accounts and clusters that they resemble.

Reads the temporary tables `spellings` and `targets`, writes `clusters`: a row a target, in the order of
review. Called by `making`.
"""

from __future__ import annotations

import pandas as pd

from accounts_kit.records.finding.legal_forms import likeness_sql
from accounts_kit.workspace import Workspace

# How alike (Jaro-Winkler, of names without legal form) what is called nearest must be. Only names that begin
# or end with the same letters are compared, and not those with letters that hundreds of names share.
NEAR_FROM = 0.9
BEGIN, END = 3, 4
TOO_COMMON = 300


def number_clusters(ws: Workspace) -> None:
    """Write `clusters`: cluster (from 1, most contacts first), target, name, likeness, account_id, to_link.

    The likeness is that of the most frequent spelling.
    """
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE clusters AS "
        "SELECT row_number() OVER (ORDER BY contacts DESC, first_contact, target) AS cluster, * FROM ("
        "SELECT target, any_value(name) AS name, any_value(account_id) AS account_id, "
        "arg_max(likeness, (contacts, -first_contact)) AS likeness, sum(contacts)::BIGINT AS contacts, "
        "sum(to_link)::BIGINT AS to_link, min(first_contact) AS first_contact "
        "FROM targets JOIN spellings USING (spelling) GROUP BY target)"
    )


def cluster_frame(ws: Workspace) -> pd.DataFrame:
    """Return the clusters to review, a row a spelling; see accounts.from_organisation_field."""
    return ws.frame(
        "WITH known AS MATERIALIZED "
        f"(SELECT account_id, name, {likeness_sql('name')} AS likeness FROM accounts), "
        f"alike AS ({_ALIKE}), {_NEAR} "
        "SELECT cluster, clusters.name, spelling, spellings.contacts, spellings.to_link, "
        "clusters.account_id, account.name AS account, alike_id, other.name AS alike, nearest, "
        "round(score, 3) AS score "
        "FROM clusters JOIN targets USING (target) JOIN spellings USING (spelling) "
        "LEFT JOIN (SELECT account_id, name FROM accounts) AS account "
        "ON account.account_id = clusters.account_id LEFT JOIN alike USING (cluster) "
        "LEFT JOIN (SELECT account_id, name FROM accounts) AS other ON other.account_id = alike_id "
        "LEFT JOIN near USING (cluster) "
        "ORDER BY cluster, spellings.contacts DESC, spellings.first_contact",
        [TOO_COMMON, NEAR_FROM],
    )


# An account that is there and differs only in legal form, accents or signs.
_ALIKE = (
    "SELECT cluster, min(known.account_id) AS alike_id "
    "FROM clusters JOIN targets USING (target) JOIN spellings USING (spelling) "
    "JOIN known ON known.likeness = spellings.likeness "
    "WHERE clusters.account_id IS NULL GROUP BY cluster"
)

# The most similar name of another cluster, or of an account that is in none.
_NEAR = (
    "named AS (SELECT cluster, name, likeness FROM clusters UNION ALL SELECT NULL, name, likeness FROM known "
    "WHERE account_id NOT IN (SELECT account_id FROM clusters WHERE account_id IS NOT NULL)), "
    "blocks AS MATERIALIZED (SELECT *, count(*) OVER (PARTITION BY block) AS shared_by FROM ("
    f"SELECT *, 'begins ' || left(likeness, {BEGIN}) AS block FROM named UNION ALL "
    f"SELECT *, 'ends ' || right(likeness, {END}) FROM named)), "
    "pairs AS (SELECT one.cluster, other.name, other.cluster AS place, "
    "jaro_winkler_similarity(one.likeness, other.likeness) AS score "
    "FROM blocks AS one JOIN blocks AS other ON one.block = other.block AND one.likeness <> other.likeness "
    "WHERE one.cluster IS NOT NULL AND one.shared_by <= ?), "
    "near AS (SELECT cluster, max(score) AS score, "
    "arg_max(name, (score, -coalesce(place, 9e15), name)) AS nearest "
    "FROM pairs WHERE score >= ? GROUP BY cluster)"
)
