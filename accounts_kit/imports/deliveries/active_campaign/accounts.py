"""Accounts from the answers, with the values of their custom fields."""

from __future__ import annotations

from collections.abc import Mapping

from accounts_kit.imports.deliveries.active_campaign.defined import Defined
from accounts_kit.imports.deliveries.active_campaign.people import People
from accounts_kit.imports.deliveries.active_campaign.values import Given, Values, unplaced
from accounts_kit.imports.deliveries.answers import Answers, Item
from accounts_kit.imports.deliveries.cells import text_in
from accounts_kit.imports.deliveries.delivery import Rows, counted, unread

HEADERS = {
    "name": "name",
    "website": "accountUrl",
    "owner": "owner",
    "created_at": "createdTimestamp",
    "external_id": "id",
}
PARTS = (
    "updatedTimestamp",
    "contactCount",
    "dealCount",
    "fields",
    "accountContacts",
    "accountCustomFieldData",
)
READ = (*HEADERS.values(), *PARTS)


def account_rows(answers: Answers, people: People, fields: Mapping[str, Defined], values: Values) -> Rows:
    """Return a row for each account."""
    accounts = answers.of("accounts")
    rows = Rows("accounts", HEADERS | labels_of(fields))
    for item in accounts:
        account = item.values
        rows.add(
            item,
            {
                "name": text_in(account.get("name")),
                "website": text_in(account.get("accountUrl")),
                "owner": people.user(account.get("owner")),
                "created_at": text_in(account.get("createdTimestamp")),
                "external_id": item.id,
                **custom_cells(item, fields, values),
            },
        )
    people.say_unresolved(rows)
    say_left_out(rows, "account", answers.by_id("accounts"), fields, values)
    rows.remarks += unread(accounts, READ)
    return rows


def labels_of(fields: Mapping[str, Defined]) -> dict[str, str]:
    """Return the headers of the columns of custom fields: their labels, by the keys of the fields."""
    return {one.key: one.label for one in fields.values()}


def custom_cells(item: Item, fields: Mapping[str, Defined], values: Values) -> dict[str, object]:
    """Return the cells of custom fields that a record has."""
    given = values.get(item.id or "", {})
    kept = {
        one: value for one, value in given.items() if one in fields and not fields[one].is_left_out(value)
    }
    return {fields[one].key: fields[one].cell(value) for one, value in kept.items()}


def say_left_out(
    rows: Rows, of: str, records: Mapping[str, Item], fields: Mapping[str, Defined], values: Values
) -> None:
    """Say how many values have no record or no field here, and how many amounts are of another currency."""
    of_records, of_fields = unplaced(values, records, fields)
    if of_records:
        rows.remark(
            "values_without_record",
            f"{counted(of_records, 'value is', 'values are')} of {of}s that are not among the answers: "
            "left out.",
        )
    if of_fields:
        rows.remark(
            "values_without_field",
            f"{counted(of_fields, 'value is', 'values are')} of fields whose definitions are not among the "
            "answers: left out.",
        )
    for one in fields.values():
        amounts: list[Given | None] = [values.get(record, {}).get(one.item.id or "") for record in records]
        if count := sum(map(one.is_left_out, amounts)):
            said = counted(count, "amount of", "amounts of")
            rows.remark(
                "amounts",
                f"{said} {one.label!r} in another currency than {one.field.currency}, or in no whole minor "
                "units: left out.",
            )
