"""Titles of deals that look like what a file calls a deal: a suggestion to a person, no reason to link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyarrow as pa

from accounts_kit.records.finding.nearest_accounts import COMPARED, OFFERED_FROM
from accounts_kit.workspace import Workspace


def nearest_deals(ws: Workspace, names: Sequence[str]) -> Mapping[str, str]:
    """Return for each name the title of the deal that is nearest to it; a name that nothing is near is left
    out, and so is all after the first 200.
    """
    if not names:
        return {}
    with ws.staged("names", pa.table({"name": list(dict.fromkeys(names))[:COMPARED]})) as staged:
        return dict(
            ws.rows(
                "SELECT given, arg_max(title, (similarity, -deal_id)) FROM ("
                "SELECT given.name AS given, title, deal_id, "
                "jaro_winkler_similarity(key_of(given.name), key_of(title)) AS similarity "
                f"FROM {staged} AS given CROSS JOIN deals) WHERE similarity >= $1 GROUP BY given",
                [OFFERED_FROM],
            )
        )
