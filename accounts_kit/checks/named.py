"""The named checks on single values: each says which fields it is for, and when a value holds.

A check is written once, for one value; `frames` applies it to a column through the column's distinct
values, or through `fast`, a pattern that settles most values at Arrow's speed. Adding a check is adding it
to CHECKS and giving it a sentence in `words.sentences`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts_kit.checks.addresses import (
    LONGEST_PLAIN,
    NOT_PLAIN,
    PLAIN_EMAIL,
    WEBSITE,
    addresses_in,
    is_email,
    is_website,
)
from accounts_kit.checks.identifiers import KVK, POSTCODE, is_btw, is_iban, is_kvk, is_postcode
from accounts_kit.errors import Problem
from accounts_kit.model import Field
from accounts_kit.words.phones import HOME, PLAIN_E164, e164
from accounts_kit.words.reading import Reading
from accounts_kit.words.sentences import sentence


@dataclass(frozen=True, slots=True)
class Fast:
    """What proves a value right at Arrow's speed: not longer than `longest`, `pattern` found, `unless` not.

    Patterns are RE2. A value that is not proven is judged by the check itself.
    """

    longest: Callable[[Field], int | None]
    pattern: str | None = None
    unless: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A named condition on one value that is there; `words` gives what its sentence needs beside field
    and value, in a language; under "sentence" the name of another sentence than the check's own.
    """

    name: str
    concerns: Callable[[Field], bool]
    holds: Callable[[Field, Any], bool]
    words: Callable[[Field, Any, str], Mapping[str, object]] = lambda field, value, language: {}
    fast: Fast | None = None


def _asked_for(name: str, holds: Callable[[str], bool], fast: Fast | None = None) -> Check:
    """Return a check that is for the custom fields that ask for it."""
    return Check(name, lambda field: field.check == name, holds=lambda field, value: holds(value), fast=fast)


def _about_address(text: str) -> Mapping[str, object]:
    """Return the sentence about a wrong address, by the addresses that stand in it."""
    match addresses_in(text):
        case [one] if one != text:
            return {"sentence": "email_inside", "inside": one}
        case [_, _, *_]:
            return {"sentence": "email_several"}
    return {}


def _is_option(field: Field, value: str | list[str]) -> bool:
    return all(item in field.options for item in ([value] if isinstance(value, str) else value))


CHECKS: tuple[Check, ...] = (
    Check(
        "length",
        concerns=lambda field: field.max_length is not None,
        holds=lambda field, value: len(value) <= (field.max_length or 0),
        words=lambda field, value, language: {"length": len(value), "limit": field.max_length},
        fast=Fast(longest=lambda field: field.max_length),
    ),
    Check(
        "option",
        concerns=lambda field: bool(field.options),
        holds=_is_option,
        words=lambda field, value, language: {"hint": field.option_suggestion(str(value), language)},
    ),
    Check(
        "email",
        concerns=lambda field: "email" in (field.kind_name, field.check),
        holds=lambda field, value: is_email(value),
        words=lambda field, value, language: _about_address(value),
        fast=Fast(lambda field: LONGEST_PLAIN, PLAIN_EMAIL, unless=NOT_PLAIN),
    ),
    Check(
        "website",
        concerns=lambda field: field.kind_name == "url" or field.check == "website",
        holds=lambda field, value: is_website(value),
        fast=Fast(lambda field: field.max_length, WEBSITE),
    ),
    Check(
        "range",
        concerns=lambda field: field.minimum is not None,
        holds=lambda field, value: value >= (field.minimum or 0),
        words=lambda field, value, language: {"limit": field.minimum},
    ),
    _asked_for("kvk", is_kvk, Fast(lambda field: 8, KVK)),
    _asked_for("btw", is_btw),
    _asked_for("iban", is_iban),
    _asked_for("postcode", is_postcode, Fast(lambda field: 7, POSTCODE)),
    Check(
        "phone",
        concerns=lambda field: field.check == "phone",
        holds=lambda field, value: e164(value, field.region or HOME) is not None,
        fast=Fast(lambda field: 12, PLAIN_E164),
    ),
)
BY_NAME: Mapping[str, Check] = {check.name: check for check in CHECKS}


def checks_of(field: Field) -> tuple[Check, ...]:
    """Return the checks that concern a field, in the order in which they are reported."""
    return tuple(check for check in CHECKS if check.concerns(field))


def problem(name: str, field: Field, value: object, language: str, **words: object) -> Problem:
    """Return the problem of one value in the words of a language."""
    shown = Reading(language).text(value)
    check = BY_NAME.get(name)
    extra = dict(check.words(field, value, language)) if check and value is not None else {}
    said = shown if isinstance(value, Decimal) else (value if isinstance(value, str) else shown)
    message = sentence(
        str(extra.get("sentence", name)),
        language,
        **({"field": field.label(language), "value": said} | extra | words),
    )
    return Problem(check=name, message=message, column=field.key, value=None if value is None else shown)
