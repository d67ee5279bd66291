"""Judging the values of one record, for create and update: plain Python, no frame, microseconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from accounts_kit.checks.named import checks_of, problem
from accounts_kit.checks.rows import row_checks_of
from accounts_kit.errors import Problem, WrongValue
from accounts_kit.model import Catalogue, Field
from accounts_kit.model.values import NotOfKind, Value, value_of
from accounts_kit.words.sentences import sentence
from accounts_kit.words.text import is_whole

# How the text of a value is read, by the kind of its field; code is not a file, and has one reading.
_EXAMPLES = {
    "number": "1234.5",
    "currency": "1234.50",
    "date": "2026-12-31",
    "datetime": "2026-12-31T12:00+01:00",
}


def checked(catalogue: Catalogue, of: str, given: Mapping[str, object]) -> dict[str, Value]:
    """Return the values to store, by field key, of what was given for one record (only what was given).

    Raises UnknownField for a key that is no field, and WrongValue with every problem: the same check names
    as an import reports.
    """
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for key, one in given.items():
        field = catalogue.field_of(of, key)
        values[key] = _judged(catalogue, field, one, problems)
    if problems:
        raise WrongValue.of(problems)
    return values


def checked_value(catalogue: Catalogue, field: Field, given: object) -> Value:
    """Return the value that a field stores for what was given; raises WrongValue."""
    problems: list[Problem] = []
    value = _judged(catalogue, field, given, problems)
    if problems:
        raise WrongValue.of(problems)
    return value


def judged_value(
    catalogue: Catalogue, field: Field, given: object, language: str
) -> tuple[Value, Problem | None]:
    """Return the value that a field stores for what was given, and what is wrong with it in that language.

    For rows that a person handed in: there a problem is a value, and nothing raises.
    """
    problems: list[Problem] = []
    value = _judged(catalogue, field, given, problems, language)
    return (value, None) if not problems else (None, problems[0])


def _judged(
    catalogue: Catalogue, field: Field, given: object, problems: list[Problem], language: str = "en"
) -> Value:
    try:
        value = value_of(field, given, catalogue.timezone)
    except NotOfKind as refused:
        problems.append(_not_of_kind(refused.check, field, given, language))
        return None
    if value is None:
        if field.required:
            problems.append(problem("required", field, None, language))
        return None
    failed = next((check for check in checks_of(field) if not check.holds(field, value)), None)
    if failed is not None:
        problems.append(problem(failed.name, field, value, language))
    return value


def _not_of_kind(check: str, field: Field, given: object, language: str) -> Problem:
    if check == "text":
        words = {"value": given, "found": type(given).__name__, "field": field.name}
        return Problem("text", sentence("text", language, **words), column=field.key, value=str(given))
    said = given if isinstance(given, str) else str(given)
    found = problem(check, field, said, language, reading=_EXAMPLES.get(field.kind_name))
    return found if is_whole(said) else replace(found, value=ascii(said))


def check_row(of: str, row: Mapping[str, object]) -> None:
    """Check a whole record by the checks that need more than one of its values; raises WrongValue."""
    problems = [
        Problem(
            check=check.name,
            message=sentence(check.name, "en", **check.words(row)),
            column=check.column,
            value=None,
        )
        for check in row_checks_of(of)
        if not check.holds(row)
    ]
    if problems:
        raise WrongValue.of(problems)


def check_required(catalogue: Catalogue, of: str, values: Mapping[str, Value]) -> None:
    """Check that a new record has every required field, its default counted; raises WrongValue."""
    problems = [
        problem("required", field, None, "en")
        for field in catalogue.fields(of)
        if field.required and values.get(field.key) is None
    ]
    if problems:
        raise WrongValue.of(problems)
