"""The catalogue of one workspace.

The standard fields with its own options, and its custom fields, read from its file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import available_timezones

from accounts_kit.errors import WrongValue
from accounts_kit.model import KINDS, Catalogue, Field
from accounts_kit.model.saved import SavedSegment
from accounts_kit.words.nearest import offer, suggestion
from accounts_kit.words.phones import regions

LANGUAGES = ("nl", "en")
# Whoever has the address goes before those who have it for a name.
FIND_USER = (
    "SELECT user_id, name, role, manage_fields, email_key IS NOT DISTINCT FROM $said FROM users "
    "WHERE email_key = $said OR key_of(name) = $said ORDER BY 5 DESC, user_id"
)

# How long the text of a custom field may be; the product states no limits, these are ours.
LONGEST = {"text": 2_000, "hidden": 2_000, "url": 2_000, "email": 254, "phone": 100, "textarea": 100_000}

Rows = Callable[[str], Sequence[tuple[Any, ...]]]


def current_catalogue(rows: Rows, remembered: dict[int, Catalogue]) -> Catalogue:
    """Return the catalogue as it is now; from memory when its version is the one that is remembered."""
    version = int(rows("SELECT value FROM settings WHERE key = 'catalogue_version'")[0][0])
    known = remembered.get(version)
    if known is None:
        known = read_catalogue(rows)
        remembered.clear()
        remembered[known.version] = known
    return known


def judge_setting(setting: str, value: str) -> None:
    """Check the value of a setting; raises WrongValue that says what it can be."""
    if setting == "timezone" and value not in available_timezones():
        hint = suggestion(value, available_timezones())
        raise WrongValue(
            " ".join(f"{value!r} is no time zone. {hint} Write one like 'Europe/Amsterdam'.".split())
        )
    if setting == "language" and value not in LANGUAGES:
        raise WrongValue(f"{value!r} is no language of accounts_kit. There is: 'nl', 'en'.")
    if setting == "currency" and not (len(value) == 3 and value.isascii() and value.isupper()):
        raise WrongValue(f"{value!r} is no currency code. Write three capitals, like 'EUR'.")
    if setting == "region" and value not in regions():
        hint = offer(value.upper()) if value.upper() in regions() else ""
        raise WrongValue(
            " ".join(f"{value!r} is no region. {hint} Write two capitals, like 'NL' or 'BE'.".split())
        )


def read_catalogue(rows: Rows) -> Catalogue:
    """Return the catalogue that a workspace holds now; `rows` runs a query on it."""
    settings: dict[str, str] = dict(rows("SELECT key, value FROM settings"))
    return Catalogue(
        custom=_custom_fields(rows, settings["region"]),
        options={name: tuple(options) for name, options in rows("SELECT field, options FROM field_options")},
        version=int(settings["catalogue_version"]),
        timezone=settings["timezone"],
        language=settings["language"],
        currency=settings["currency"],
        region=settings["region"],
        segments=_saved_segments(rows),
    )


def _saved_segments(rows: Rows) -> tuple[SavedSegment, ...]:
    found = rows(
        "SELECT segment_id, segments.name, \"of\", rule, version, coalesce(description, ''), users.name, "
        "coalesce(always, []), coalesce(never, []) "
        "FROM segments LEFT JOIN users ON user_id = owner_id ORDER BY segment_id"
    )
    return tuple(
        SavedSegment(
            segment_id, name, of, json.loads(rule), version, description, owner, tuple(always), tuple(never)
        )
        for segment_id, name, of, rule, version, description, owner, always, never in found
    )


def _custom_fields(rows: Rows, region: str) -> tuple[Field, ...]:
    definitions = rows(
        'SELECT "of", key, kind, label, options, "default", required, currency, "group", visible, '
        '"check" '
        "FROM custom_fields ORDER BY coalesce(position, field_id), field_id"
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
            check=check,
            region=region,
            visible=visible != "no",
            custom=True,
            max_length=LONGEST.get(kind),
        )
        for of, key, kind, label, options, default, required, currency, group, visible, check in definitions
    )
