"""A field of accounts with values in it: what the tests of conversions begin with."""

from __future__ import annotations

import accounts_kit as ak
from accounts_kit.model.kinds import KINDS
from accounts_kit.records.fields.conversion import Conversion

OPTIONS = ["Rood", "Blauw", "Groen"]


def filled(ws: ak.Workspace, kind: str, values: list[object], **more: object) -> None:
    """Accounts A0, A1 ... with these values in a field of that kind."""
    if KINDS[kind].has_options:
        more.setdefault("options", OPTIONS)
    ak.fields.define(ws, "account", "Veld", kind, **more)
    for number, value in enumerate(values):
        ak.accounts.create(ws, f"A{number}", veld=value)


def values(ws: ak.Workspace) -> list[object]:
    ids = ak.accounts.table(ws)["account_id"]
    return [ak.accounts.get(ws, int(one)).veld for one in ids]


def convert(ws: ak.Workspace, kind: str, **more: object) -> Conversion:
    return ak.fields.convert(ws, "account.veld", kind, **more)


def last(ws: ak.Workspace) -> int:
    return int(ak.changes.table(ws, limit=1)["change_set_id"].iloc[0])
