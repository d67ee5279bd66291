"""Judging what stands in a mapping file: each section, key and value, with the nearest name for a wrong one.

Every message begins with the name of the file (or "mapping=" for a dictionary) and the place in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, get_args

from accounts_kit.checks.rows import fits_kind, is_currency_code, kinds_of_check
from accounts_kit.errors import MappingError, WrongValue
from accounts_kit.imports.typing.moments import Order
from accounts_kit.model import record_types
from accounts_kit.model.kinds import CUSTOM_KINDS, KINDS
from accounts_kit.records.loading import Mode
from accounts_kit.words.locales import check_locale
from accounts_kit.words.nearest import suggestion

Judge = Callable[[str, Any], Any]


def judged(where: str, given: Any, judges: Mapping[str, Judge]) -> dict[str, Any]:
    """Return the values of a section whose keys are these, each as its judge returns it; blank ones left
    out.
    """
    if not isinstance(given, Mapping):
        raise MappingError(f"{where} holds {given!r}. Write a line for each of: {', '.join(judges)}.")
    for key in given:
        if key not in judges:
            hint = suggestion(str(key), judges) or f"There is: {', '.join(judges)}."
            raise MappingError(f"{where} has {key!r}, which is not known there. {hint}")
    said = {key: one for key, one in given.items() if one is not None}
    return {key: judges[key](f"{where}: {key}", one) for key, one in said.items()}


def text(where: str, given: Any) -> str:
    """Return a text as it is; YAML makes other things of yes, 1 and 2026-01-01 that are not in quotes."""
    if isinstance(given, str) and given:
        return given
    raise MappingError(f"{where} is {given!r}, and must be text. Put it in quotes.")


def texts(where: str, given: Any) -> tuple[str, ...]:
    """Return a list of texts; one text is a list of it."""
    given = [given] if isinstance(given, str) else given
    if isinstance(given, Sequence):
        return tuple(text(where, one) for one in given)
    raise MappingError(f"{where} is {given!r}, and must be a list of texts. Write: [one, another].")


def one_of(possible: Collection[str]) -> Judge:
    """Return the judge of a word out of few."""

    def judge(where: str, given: Any) -> str:
        if given in possible:
            return str(given)
        hint = suggestion(str(given), possible) or f"There is: {', '.join(map(repr, possible))}."
        raise MappingError(f"{where} is {given!r}. {hint}")

    return judge


def locale(where: str, given: Any) -> str:
    """Return the locale of numbers and dates."""
    said = text(where, given)
    try:
        check_locale(said)
    except WrongValue as error:
        raise MappingError(f"{where}: {error}") from error
    return said


def header(where: str, given: Any) -> int | bool:
    """Return the line on which the header stands, or False for none."""
    if given is False or (isinstance(given, int) and not isinstance(given, bool) and given >= 1):
        return given
    raise MappingError(f"{where} is {given!r}. Write the number of its line, from 1, or false for none.")


def sheet(where: str, given: Any) -> str | int:
    """Return a sheet by its name, or by its place from 1."""
    if (isinstance(given, str) and given) or (
        isinstance(given, int) and not isinstance(given, bool) and given >= 1
    ):
        return given
    raise MappingError(f"{where} is {given!r}. Write the name of the sheet, or its place from 1.")


def sign(where: str, given: Any) -> str:
    """Return one sign: a delimiter or a quote."""
    if isinstance(given, str) and (len(given) == 1 or given in ("tab", "")):
        return "\t" if given == "tab" else given
    raise MappingError(f'{where} is {given!r}, and must be one sign in quotes, like ";" or tab.')


def currency(where: str, given: Any) -> str:
    """Return a currency code in capitals."""
    if isinstance(given, str) and is_currency_code(given):
        return given.upper()
    raise MappingError(f"{where} is {given!r}, and must be a code of three letters, like EUR.")


# What a field of one's own can ask for beside the checks of its kind; schemas/custom_fields.yaml has them.
CHECKS_TO_ASK_FOR = next(one for one in record_types()["custom_field"].fields if one.key == "check").options
MODE = one_of(get_args(Mode))
DATES = one_of(get_args(Order))
READ: Mapping[str, Judge] = {
    "encoding": text,
    "delimiter": sign,
    "quote": sign,
    "header": header,
    "sheet": sheet,
    "records": text,
}
OPTIONS: Mapping[str, Judge] = {
    "locale": locale,
    "dates": DATES,
    "key": text,
    "update": MODE,
    "unknown_accounts": one_of(("create", "refuse")),
    "unknown_columns": one_of(("ignore", "create", "refuse")),
    "clear": text,
    "tags": texts,
    "missing": texts,
}
NEW: Mapping[str, Judge] = {
    "of": one_of(("account", "contact")),
    "label": text,
    "kind": one_of(CUSTOM_KINDS),
    "options": texts,
    "key": text,
    "currency": currency,
    "check": one_of(CHECKS_TO_ASK_FOR),
}


def new_field(where: str, given: Any) -> dict[str, Any]:
    """Return what is said of a new field; it has a label and a kind, and options where its kind has."""
    said = judged(where, given, NEW)
    for needed in ("label", "kind"):
        if needed not in said:
            raise MappingError(f"{where} has no {needed}. Write: {{label: Actief, kind: text}}.")
    has_options = KINDS[said["kind"]].has_options
    if has_options != bool(said.get("options")):
        told = "needs options: [one, another]" if has_options else "has no options; leave them out"
        raise MappingError(f"{where}: a field of kind {said['kind']!r} {told}.")
    if not fits_kind(said.get("check"), said["kind"]):
        kinds = ", ".join(kinds_of_check(said["check"]))
        raise MappingError(f"{where}: the check {said['check']!r} is for fields of kind {kinds}.")
    return said


COLUMN: Mapping[str, Judge] = {
    "field": text,
    "locale": locale,
    "dates": DATES,
    "update": MODE,
    "new": new_field,
}
