"""Another field as the value of a test: which fields may be compared with each other, and how."""

from __future__ import annotations

from accounts_kit.errors import RuleError, WrongKind
from accounts_kit.model import Field
from accounts_kit.model.catalogue import TAGS
from accounts_kit.model.operators import COMPARISONS, HOLDS
from accounts_kit.rules.nodes import Test
from accounts_kit.rules.questions import Asks

# Operators that take one value, or a list that another field can be.
WITH_A_FIELD: dict[str, Asks] = {
    "is": "is_any_of", ">": ">", ">=": ">=", "<": "<", "<=": "<=", "contains": "contains",
    "starts_with": "starts_with", "ends_with": "ends_with", "has_any_of": "has_any_of",
    "has_all_of": "has_all_of", "is_exactly": "is_exactly",
}  # fmt: skip


def other_field(test: Test, field: Field, asks: str, other: Field) -> tuple[Asks, Field]:
    """Return the operator and the field that it compares with.

    Raises WrongKind for a field of another kind, RuleError for an operator that needs a value.
    """
    said = f"{field.name!r}: {test.op!r}"
    if test.value is not None:
        raise RuleError(f"{said} has a value and a value_field. Leave one of them out.")
    if asks not in WITH_A_FIELD or (field.kind.several and not asks.startswith(("has_", "is_"))):
        raise RuleError(f"{said} cannot take another field. Give it a value, or use one of {_names()}.")
    if field.kind.family != other.kind.family:
        raise WrongKind(
            f"{field.name!r} holds {HOLDS[field.kind.family]} and {other.name!r} {HOLDS[other.kind.family]}: "
            "they cannot be compared. Give a value, or a field of like kind."
        )
    if field.kind.family == "option" and asks in COMPARISONS:
        raise RuleError(f"{said} goes by the order of one field's options. Compare two fields with is.")
    if TAGS in (field, other):
        raise RuleError(f"{said}: tags cannot be compared with another field. Give the tags as values.")
    return WITH_A_FIELD[asks], other


def _names() -> str:
    return ", ".join(WITH_A_FIELD)
