"""Accounts and their custom fields from the answers of ActiveCampaign's API: defined by their meta, with
values from wherever they stand.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.delivered import ACCOUNTS, rows_of, said, tables

META = [
    {"id": "2", "fieldLabel": "Klant sinds", "fieldType": "date", "fieldDefault": "2018-12-31 00:00:00",
     "displayOrder": 2, "isRequired": 0},
    {"id": "1", "fieldLabel": "Omzetdoel", "fieldType": "currency", "fieldDefaultCurrency": "eur",
     "fieldDefault": "10099", "displayOrder": 1},
    {"id": "3", "fieldLabel": "Yenwaarde", "fieldType": "currency", "fieldDefaultCurrency": "jpy",
     "displayOrder": 3, "hideFieldFlag": 1},
    {"id": "4", "fieldLabel": "Diensten", "fieldType": "multiselect", "fieldOptions": ["Advies", "Hosting"],
     "fieldDefault": ["Hosting"], "displayOrder": 4},
    {"id": "5", "fieldLabel": "Niveau", "fieldType": "dropdown", "fieldOptions": ["Goud", "Zilver", "goud"],
     "fieldDefault": "Platina", "isRequired": 1, "displayOrder": 5},
    {"id": "6", "fieldLabel": "Marge", "fieldType": "number", "displayOrder": 6},
    {"id": "7", "fieldLabel": "Industry/Vertical", "fieldType": "dropdown",
     "fieldOptions": ["Software", "Bouw"], "knownFieldId": "4", "displayOrder": 7},
    {"id": "8", "fieldLabel": "Number of employees", "fieldType": "dropdown", "fieldOptions": ["1 - 10"],
     "knownFieldId": "5", "displayOrder": 8},
]  # fmt: skip


def data(account: str, one: int, value: Any, currency: str | None = None) -> dict[str, Any]:
    return {
        "id": f"{account}0{one}",
        "accountCustomFieldMetumId": str(one),
        "accountId": account,
        "customFieldId": one,
        "fieldValue": value,
        "fieldCurrency": currency,
    }


DATA = [
    data("1", 1, "9999", "eur"),
    data("1", 2, "2018-12-31T00:00:00-05:00"),
    data("1", 4, ["Hosting", "Advies"]),
    data("1", 5, "||Brons||"),
    data("1", 6, "1.038"),
    data("1", 7, "Software"),
    data("1", 8, "501 - 1000"),
    data("2", 1, "500", "usd"),
    data("2", 2, "0000-00-00"),
    data("2", 4, "||Hosting||"),
    data("8", 4, "||Advies||"),
    data("2", 77, "x"),
]


FIRM = {"accounts": ACCOUNTS, "accountCustomFieldMeta": META, "accountCustomFieldData": DATA}


def test_custom_fields_are_defined_from_their_meta_in_the_order_of_the_product() -> None:
    defined = rows_of(tables(FIRM)["custom_fields"])
    assert [
        (row["label"], row["key"], row["kind"], row.get("options"), row.get("default")) for row in defined
    ] == [
        ("Omzetdoel", "omzetdoel", "currency", None, "100.99"),
        ("Klant sinds", "klant_sinds", "date", None, "2018-12-31"),
        ("Yenwaarde", "yenwaarde", "currency", None, None),
        ("Diensten", "diensten", "multiselect", ["Advies", "Hosting"], "||Hosting||"),
        ("Niveau", "niveau", "dropdown", ["Goud", "Zilver", "Brons"], None),
        ("Marge", "marge", "number", None, None),
        ("Number of employees", "number_of_employees", "dropdown", ["1 - 10", "501 - 1000"], None),
    ]
    assert {row["of"] for row in defined} == {"account"}
    assert [row.get("currency") for row in defined] == ["EUR", None, "JPY", None, None, None, None]
    assert [row["visible"] for row in defined] == ["yes", "yes", "no", "yes", "yes", "yes", "yes"]
    assert [row["required"] for row in defined] == ["no"] * 7


def test_what_definitions_assume_is_said() -> None:
    about = said(tables(FIRM)["custom_fields"])
    assert about["options"] == [
        "'Niveau' has values that are not among its options: 'Brons'. They are now.",
        "'Number of employees' has values that are not among its options: '501 - 1000'. They are now.",
    ]
    assert about["default"] == ["The default of 'Niveau', 'Platina', is no value of it: left out."]
    assert about["defaults"] == [
        "'Omzetdoel' has a default, and 1 record without a value gets it when it is new.",
        "'Klant sinds' has a default, and 1 record without a value gets it when it is new.",
    ]
    assert about["required"] == ["'Niveau' is required there, and records lack it: here it is not."]
    assert about["standard_field"] == ["'Industry/Vertical' fills the standard field 'account.industry'."]


def test_values_are_joined_onto_their_accounts() -> None:
    accounts = tables(FIRM)["accounts"]
    assert rows_of(accounts) == [
        {
            "name": "Acme",
            "website": "https://acme.nl",
            "created_at": "2019-06-12T16:52:16-05:00",
            "external_id": "1",
            "omzetdoel": Decimal("99.99"),
            "klant_sinds": "2018-12-31",
            "diensten": ["Hosting", "Advies"],
            "niveau": "Brons",
            "marge": Decimal("1.038"),
            "industry": "Software",
            "number_of_employees": "501 - 1000",
        },
        {"name": "Beta", "external_id": "2", "yenwaarde": 1234, "diensten": ["Hosting"]},
    ]
    assert accounts.columns["Omzetdoel"] == "omzetdoel"
    assert accounts.columns["accountUrl"] == "website"


def test_what_is_left_out_of_accounts_is_counted() -> None:
    about = said(tables(FIRM)["accounts"])
    assert about["unresolved"] == [
        "2 rows name a user, and the users were not delivered or that one was not: left out."
    ]
    assert about["values_without_record"] == [
        "1 value is of accounts that are not among the answers: left out."
    ]
    assert about["values_without_field"] == [
        "1 value is of fields whose definitions are not among the answers: left out."
    ]
    assert about["amounts"] == [
        "1 amount of 'Omzetdoel' in another currency than EUR, or in no whole minor units: left out."
    ]


def test_sideloaded_values_are_values_too() -> None:
    sideload = [
        {"id": "1", "customer_account_id": 1, "custom_field_id": 1, "custom_field_text_value": None,
         "custom_field_currency_value": "9999"},
        {"id": "2", "customer_account_id": 1, "custom_field_id": 6, "custom_field_number_value": "100.99"},
    ]  # fmt: skip
    found = tables({"accounts": ACCOUNTS[:1], "accountCustomFieldMeta": META,
                    "customerAccountCustomFieldData": sideload})  # fmt: skip
    row = rows_of(found["accounts"])[0]
    assert (row["omzetdoel"], row["marge"]) == (Decimal("99.99"), Decimal("100.99"))


@pytest.mark.parametrize(
    ("labels", "keys"),
    [
        (["City", "Stad"], ["city", "stad"]),
        (["Website"], ["website_2"]),
        (["Class", "Größe", "Größe"], ["class_2", "grosse", "grosse_2"]),
        (["???"], ["field_2"]),
    ],
)
def test_every_field_gets_a_key_that_is_free(labels: list[str], keys: list[str]) -> None:
    meta = [{"id": str(n), "fieldLabel": label, "fieldType": "text"} for n, label in enumerate(labels, 1)]
    values = [data("1", number, "x") for number in range(1, len(labels) + 1)]
    found = tables(
        {"accounts": ACCOUNTS[:1], "accountCustomFieldMeta": meta, "accountCustomFieldData": values}
    )
    assert [found["accounts"].columns[header] for header in found["accounts"].reading.headers][4:] == keys
