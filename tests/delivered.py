"""What a delivery made, as tests look at it; and the accounts that their answers are about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from accounts_kit.imports.deliveries import Delivery, deliveries

ACCOUNTS = [
    {"id": "1", "name": "Acme", "accountUrl": "https://acme.nl", "owner": "1",
     "createdTimestamp": "2019-06-12T16:52:16-05:00", "updatedTimestamp": "0000-00-00 00:00:00",
     "contactCount": "2"},
    {"id": "2", "name": "Beta", "accountUrl": "", "owner": 9,
     "fields": [{"customFieldId": 3, "fieldValue": 1234, "fieldCurrency": "jpy", "accountId": "2"}]},
]  # fmt: skip


def tables(source: Any) -> dict[str, Delivery]:
    return {one.what: one for one in deliveries("activecampaign", source)}


def rows_of(delivery: Delivery) -> list[dict[str, Any]]:
    """The rows by the fields that they fill, without what is missing."""
    keys = [delivery.columns.get(header, header) for header in delivery.reading.headers]
    listed = delivery.reading.table.to_pylist()
    return [
        {str(key): row[f"c{place}"] for place, key in enumerate(keys) if row[f"c{place}"] is not None}
        for row in listed
    ]


def said(delivery: Delivery) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for one in delivery.reading.assumptions:
        texts.setdefault(one.code, []).append(one.text)
    return texts


def write(folder: Path, **files: Any) -> Path:
    """Write answers as JSON files, and return their folder."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content, indent=1), encoding="utf-8")
    return folder
