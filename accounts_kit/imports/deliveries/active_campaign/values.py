"""Values of custom fields as the API hands them over: in the record, beside it, or each as a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from accounts_kit.imports.deliveries.answers import Answers, Item, id_in

ACCOUNT_KEYS = ("accountId", "customerAccountId", "customer_account_id", "account")
FIELD_KEYS = ("accountCustomFieldMetumId", "customFieldId", "custom_field_id", "field")
# What the sideloaded rows have, which keep a column for each kind of value.
STORED = ("custom_field_text_value", "custom_field_text_blob", "custom_field_date_value",
          "custom_field_datetime_value", "custom_field_number_value", "custom_field_currency_value",
          "custom_field_json_value")  # fmt: skip


class Given(NamedTuple):
    """One value as it was given, and the currency that came with it."""

    value: Any
    currency: str | None = None


# The values of records: by the id of the record, then by that of the field.
Values = dict[str, dict[str, Given]]


def account_values(answers: Answers) -> Values:
    """Return the values of the custom fields of accounts."""
    values: Values = {}
    for item in answers.of("accountCustomFieldData"):
        _keep(values, _first(item.values, ACCOUNT_KEYS), item.values)
    for account in answers.of("accounts"):
        for row in _rows(account.values.get("fields")):
            _keep(values, account.id, row)
    return values


def contact_values(answers: Answers) -> Values:
    """Return the values of the custom fields of contacts."""
    values: Values = {}
    for item in answers.of("fieldValues"):
        _keep(values, _first(item.values, ("contact",)), item.values)
    return values


def unplaced(values: Values, records: Mapping[str, Item], fields: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many values are of records, and how many of fields, that were not delivered."""
    of_records = sum(len(row) for record, row in values.items() if record not in records)
    known = [row for record, row in values.items() if record in records]
    return of_records, sum(1 for row in known for one in row if one not in fields)


def _keep(values: Values, record: str | None, row: Mapping[str, Any]) -> None:
    if record is not None and (one := _first(row, FIELD_KEYS)) is not None:
        currency = row.get("fieldCurrency") or row.get("custom_field_currency_code")
        values.setdefault(record, {})[one] = Given(
            _value(row), currency if isinstance(currency, str) else None
        )


def _value(row: Mapping[str, Any]) -> Any:
    for key in ("fieldValue", "value"):
        if key in row:
            return row[key]
    return next((row[key] for key in STORED if row.get(key) is not None), None)


def _first(row: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((found for key in keys if (found := id_in(row.get(key))) is not None), None)


def _rows(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list | tuple):
        yield from (row for row in value if isinstance(row, Mapping))
