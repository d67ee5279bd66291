"""The check that a custom field asks for, and the values that are there already: which of them it refuses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from accounts_kit.checks.named import checks_of
from accounts_kit.checks.rows import fits_kind, kinds_of_check
from accounts_kit.checks.values import checked_value
from accounts_kit.errors import Problem, WrongValue
from accounts_kit.model import Field
from accounts_kit.records.fields.rewriting import distinct_values
from accounts_kit.words.sentences import sentence
from accounts_kit.workspace import Workspace

_SHOWN = 3


def refused_of(field: Field, texts: Iterable[str]) -> list[str]:
    """Return the texts that the check of a field refuses; none where it asks for none."""
    asked = [check for check in checks_of(field) if check.name == field.check]
    return [text for text in texts if not all(check.holds(field, text) for check in asked)]


def refuses_values(ws: Workspace, field: Field, check: str) -> bool:
    """Return whether records have values in a field that a check would refuse."""
    found = (said for said, _, _ in distinct_values(ws, field))
    return bool(refused_of(replace(field, check=check), found))


def refuse_check(ws: Workspace, field: Field, check: str) -> None:
    """Refuse to ask a check of a field that cannot have it, by its kind, its values or its default.

    Raises WrongValue, with how many records have such a value and which.
    """
    if not fits_kind(check, field.kind_name):
        words = {"value": check, "kind": field.kind_name, "kinds": ", ".join(kinds_of_check(check))}
        raise WrongValue.of([Problem("field_check", sentence("field_check", "en", **words), "check", check)])
    asking = replace(field, check=check, required=False)
    found = distinct_values(ws, field)
    refused = set(refused_of(asking, (said for said, _, _ in found)))
    if refused:
        lacking = [(said, count) for said, _, count in found if said in refused]
        named = ", ".join(repr(said) for said, _ in lacking[:_SHOWN])
        message = (
            f"{sum(count for _, count in lacking)} {field.of}s have a value in {field.name!r} that the check "
            f"{check!r} refuses: {named}{' ...' if len(lacking) > _SHOWN else ''}. "
            f"Correct them first: {field.of}s.update(ws, ak.{field.name} == {lacking[0][0]!r}, "
            f"{field.key}=...)"
        )
        raise WrongValue.of([Problem(check, message, field.key, lacking[0][0])])
    if field.default is not None:
        checked_value(ws.catalogue, asking, field.default)
