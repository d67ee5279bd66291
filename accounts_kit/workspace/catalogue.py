"""The catalogue of one workspace: the standard fields with its own options, and its custom fields, read from its file."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from accounts_kit.model import KINDS, Catalogue, Field

# How long the text of a custom field may be; the product states no limits, these are ours.
LONGEST = {"text": 2_000, "hidden": 2_000, "url": 2_000, "email": 254, "phone": 100, "textarea": 100_000}

Rows = Callable[[str], Sequence[tuple[Any, ...]]]


def catalogue_version(rows: Rows) -> int:
    """Return the number that changes whenever fields, options or settings do."""
    return int(rows("SELECT value FROM settings WHERE key = 'catalogue_version'")[0][0])


def read_catalogue(rows: Rows) -> Catalogue:
    """Return the catalogue that a workspace holds now; `rows` runs a query on it."""
    settings = dict(rows("SELECT key, value FROM settings"))
    return Catalogue(
        custom=_custom_fields(rows),
        options={name: tuple(options) for name, options in rows("SELECT field, options FROM field_options")},
        version=int(settings["catalogue_version"]),
        timezone=settings["timezone"],
        language=settings["language"],
        currency=settings["currency"],
    )


def _custom_fields(rows: Rows) -> tuple[Field, ...]:
    definitions = rows(
        'SELECT "of", key, kind, label, options, "default", required, currency, "group" '
        "FROM custom_fields ORDER BY field_id"
    )
    return tuple(
        Field(
            of=of,
            key=key,
            kind_name=kind,
            labels={"nl": label, "en": label},
            options=tuple(options or ()),
            default=tuple(json.loads(default)) if default and KINDS[kind].several else default,
            required=required == "yes",
            currency=currency,
            group=group,
            custom=True,
            max_length=LONGEST.get(kind),
        )
        for of, key, kind, label, options, default, required, currency, group in definitions
    )
