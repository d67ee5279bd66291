"""A few accounts and contacts, and the pairs that duplicates() makes of them: what its tests share."""

import pandas as pd

import accounts_kit as ak


def accounts(ws: ak.Workspace, *rows: dict[str, object]) -> None:
    for row in rows:
        ak.accounts.create(ws, **row)


def contacts(ws: ak.Workspace, *rows: dict[str, object]) -> None:
    """Each with an address that says nothing, unless it has one of its own or a phone number."""
    for number, row in enumerate(rows):
        own = {} if {"email", "phone"} & set(row) else {"email": f"{'abcdefgh'[number] * 9}@{number}.example"}
        ak.contacts.create(ws, **own, **row)


def pairs(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(frame["name_1"], frame["name_2"], strict=True))
