"""What helps somebody further after a name that nothing has, or that several have: a sentence for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import pyarrow as pa

from accounts_kit.model import record_types
from accounts_kit.records.finding.nearest_accounts import nearest_accounts
from accounts_kit.records.finding.nearest_deals import nearest_deals
from accounts_kit.records.loading.keys import row_key
from accounts_kit.records.loading.matching import answered_twice_sql
from accounts_kit.words.nearest import nearest, offer, suggestion
from accounts_kit.words.sentences import sentence
from accounts_kit.words.text import key_of
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.tables import quoted

Hints = Mapping[str, str]

# The checks whose sentences end in a hint.
HINTED = ("unknown_account", "unknown_deal", "unknown_owner", "several_deals", "several_records")


def hints_of(ws: Workspace, of: str, check: str, key: str, texts: Sequence[str]) -> Hints:
    """Return a sentence for each of these texts of one field that a check refused, as far as there is one.

    `of` is the record type of the file. One query for all texts, or two.
    """
    asked: Mapping[str, Callable[[], Hints]] = {
        "unknown_account": lambda: _offers(ws, nearest_accounts(ws, texts)),
        "unknown_deal": lambda: _offers(ws, nearest_deals(ws, texts)),
        "unknown_owner": lambda: _about_owners(ws, texts),
        "several_deals": lambda: _several_deals(ws, texts),
        "several_records": lambda: _several_records(ws, of, key, texts),
    }
    return asked[check]() if check in asked and texts else {}


def _offers(ws: Workspace, near: Mapping[str, str]) -> Hints:
    return {name: offer(one, ws.language) for name, one in near.items()}


def _about_owners(ws: Workspace, texts: Sequence[str]) -> Hints:
    """Return which user was meant; a name that several have says so."""
    users = ws.rows("SELECT name, email FROM users ORDER BY user_id")
    names = [name for name, _ in users]
    keys = [key_of(name) for name in names]
    addresses = [email for _, email in users if email]
    said = {}
    for text in texts:
        if (count := keys.count(key_of(text))) > 1:
            said[text] = sentence("several_owners", ws.language, count=count)
        else:
            near = nearest(text, [*names, *addresses])
            said[text] = offer(near, ws.language) if near else suggestion(text, names, ws.language)
    return said


def _several_deals(ws: Workspace, texts: Sequence[str]) -> Hints:
    with ws.staged("texts", pa.table({"text": list(texts)})) as staged:
        found = ws.rows(
            "SELECT text, deal_id FROM deals JOIN "
            f"{staged} AS said_ ON key_of(text) IN (key_of(deals.external_id), key_of(deals.title)) "
            "ORDER BY text, deal_id"
        )
    return _listed(ws, found)


def _several_records(ws: Workspace, of: str, key: str, texts: Sequence[str]) -> Hints:
    """Return which records have each of these values of a field that they should be known by."""
    record = record_types()[of]
    same = row_key(record, [key], key)
    twice = answered_twice_sql(record, [key], key).get(key)
    if same is None or twice is None:
        return {}
    with ws.staged("texts", pa.table({"text": list(texts)})) as staged:
        said = f"SELECT text, {same} AS said_key_ FROM (SELECT text, text AS {quoted(key)} FROM {staged})"
        known = f"SELECT {record.id_column}, {same} AS known_key_ FROM {record.table}"
        found = ws.rows(
            f"SELECT text, {record.id_column} FROM ({said}) JOIN ({known}) ON said_key_ = known_key_ "
            "ORDER BY ALL"
        )
    return _listed(ws, found)


def _listed(ws: Workspace, found: Iterable[tuple[str, int]]) -> Hints:
    """Return for each text the first two records that it stands for."""
    ids: dict[str, list[int]] = {}
    for text, record_id in found:
        ids.setdefault(text, []).append(record_id)
    return {
        text: sentence("first_two", ws.language, one=several[0], other=several[1])
        for text, several in ids.items()
        if len(several) > 1
    }
