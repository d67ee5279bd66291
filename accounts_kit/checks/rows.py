"""The named checks on a whole record, where one value is not enough to judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from keyword import iskeyword
from typing import Any

from accounts_kit.model.catalogue import RESERVED_KEYS
from accounts_kit.model.kinds import KINDS
from accounts_kit.model.schemas import record_types
from accounts_kit.words.text import slug, without_accents

Row = Mapping[str, Any]

LONGEST_OPTION = 255
CHECKED_KINDS = ("text", "hidden")


@dataclass(frozen=True, slots=True)
class RowCheck:
    """A named condition on the values of a record; `column` is where its problem is shown.

    Without `judge` it means that at least one of the columns has a value.
    """

    name: str
    of: str
    columns: tuple[str, ...]
    column: str
    judge: Callable[[Row], bool] | None = None
    words: Callable[[Row], Mapping[str, object]] = lambda row: {}

    def holds(self, row: Row) -> bool:
        """Return whether a record is right by this check."""
        if self.judge is not None:
            return self.judge(row)
        return any(row.get(column) is not None for column in self.columns)


def key_of_definition(row: Row) -> str:
    """Return the key of a custom-field definition: as given, else the slug of its label."""
    return row.get("key") or slug(row.get("label") or "")


def objection_to_key(row: Row) -> str | None:
    """Return why a custom field cannot have its key, or None; in English, as keys are code."""
    key = key_of_definition(row)
    if not row.get("label"):
        return "a field needs a label"
    if not key:
        return "no letter of the label can stand in a key; give one of your own with key="
    if not key.isidentifier() or key != slug(key):
        return "a key has small letters, digits and underscores, and begins with a letter"
    if key in RESERVED_KEYS:
        return "accounts_kit uses that name itself"
    if iskeyword(key):
        return "it is a word of Python"
    if row.get("of") in ("account", "contact"):
        standard = record_types()[row["of"]]
        if any(key in (one.key, one.column) for one in standard.fields):
            return "a standard field has it"
    return None


def _has_options_where_its_kind_has(row: Row) -> bool:
    kind = KINDS.get(row.get("kind") or "")
    return kind is None or kind.has_options == bool(row.get("options"))


def alike(options: Sequence[str]) -> tuple[str, str] | None:
    """Return the first two options that differ in capitals, accents and spaces only, or None.

    >>> alike(["Zorg", "Bouw", " zörg"]), alike(["< 10", "10", "-1", "1"])
    (('Zorg', ' zörg'), None)
    """
    seen: dict[str, str] = {}
    for option in options:
        key = "".join(without_accents(option).lower().split())
        if key in seen:
            return seen[key], option
        seen[key] = option
    return None


def is_currency_code(code: str | None) -> bool:
    """Return whether it is three letters, as ISO 4217 has them; a missing one is right."""
    return code is None or (len(code) == 3 and code.isascii() and code.isalpha())


def kinds_of_check(check: str | None) -> tuple[str, ...]:
    """Return the kinds of field that can ask for a check: text, and the one that would let it pass."""
    return (*CHECKED_KINDS, "phone") if check == "phone" else CHECKED_KINDS


def fits_kind(check: str | None, kind: str | None) -> bool:
    """Return whether a field of that kind can ask for a check; for none it always can.

    >>> fits_kind("kvk", "text"), fits_kind("kvk", "number"), fits_kind(None, "number")
    (True, False, True)
    """
    return check is None or kind is None or kind in kinds_of_check(check)


def _options(row: Row) -> Sequence[str]:
    options: Sequence[str] = row.get("options") or ()
    return options


def _wrong_length(row: Row) -> str | None:
    return next((one for one in _options(row) if not 1 <= len(one) <= LONGEST_OPTION), None)


def _about_length(option: str) -> Mapping[str, object]:
    return {"value": option[:40], "length": len(option), "limit": LONGEST_OPTION}


ROW_CHECKS: tuple[RowCheck, ...] = (
    # A contact is known by its e-mail address; without one a phone number must do (design, section 4).
    RowCheck("key", "contact", ("email", "phone"), "email"),
    RowCheck("about", "note", ("account_id", "contact_id"), "account"),
    RowCheck("about_deal", "deal", ("account_id", "contact_id"), "account"),
    RowCheck("about_task", "task", ("contact_id", "deal_id"), "contact"),
    RowCheck("about_activity", "activity", ("contact_id", "deal_id"), "contact"),
    RowCheck(
        "field_key",
        "custom_field",
        ("of", "label", "key"),
        "key",
        lambda row: objection_to_key(row) is None,
        lambda row: {"value": key_of_definition(row), "reason": objection_to_key(row)},
    ),
    RowCheck(
        "field_options",
        "custom_field",
        ("kind", "options"),
        "options",
        _has_options_where_its_kind_has,
        lambda row: {"kind": row.get("kind")},
    ),
    RowCheck(
        "options_alike",
        "custom_field",
        ("options",),
        "options",
        lambda row: alike(_options(row)) is None,
        lambda row: dict(zip(("other", "value"), alike(_options(row)) or ("", ""), strict=True)),
    ),
    RowCheck(
        "option_length",
        "custom_field",
        ("options",),
        "options",
        lambda row: _wrong_length(row) is None,
        lambda row: _about_length(_wrong_length(row) or ""),
    ),
    RowCheck(
        "currency_code",
        "custom_field",
        ("currency",),
        "currency",
        lambda row: is_currency_code(row.get("currency")),
        lambda row: {"value": row.get("currency")},
    ),
    RowCheck(
        "field_check",
        "custom_field",
        ("kind", "check"),
        "check",
        lambda row: fits_kind(row.get("check"), row.get("kind")),
        lambda row: {
            "value": row.get("check"),
            "kind": row.get("kind"),
            "kinds": ", ".join(kinds_of_check(row.get("check"))),
        },
    ),
)


def row_checks_of(of: str) -> tuple[RowCheck, ...]:
    """Return the checks on whole records of that type."""
    return tuple(check for check in ROW_CHECKS if check.of == of)
