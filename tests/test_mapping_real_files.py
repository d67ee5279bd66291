"""The headers of files that no one here wrote: what is mapped is right, and the rest is left alone.

They lie beside the repository and not in it; where they are not, these tests are skipped and say so.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts_kit.errors import MappingError
from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.mapping import map_reading
from accounts_kit.imports.mapping_files import mapping_text, stated_mapping
from accounts_kit.imports.mapping_files.reading import mapping_from
from accounts_kit.imports.reading import read
from accounts_kit.imports.subjects import subject_of
from accounts_kit.model import Catalogue

SHARED = Path(__file__).parents[2] / "shared" / "data"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real files of ../shared/data are not here")

FOUND = {
    ("accounts", "northwind/customers.csv"): {
        "customer_id": "account.external_id",
        "company_name": "account.name",
        "city": "account.city",
        "region": "account.state",
        "postal_code": "account.postcode",
        "country": "account.country",
        "phone": "account.phone",
    },
    ("contacts", "northwind/customers.csv"): {
        "company_name": "contact.account",
        "contact_title": "contact.job_title",
        "phone": "contact.phone",
    },
    ("contacts", "sfdc_lwc_recipes/Accounts-Contacts.csv"): {
        "Account: Account Name": "contact.account",
        "Account: Phone": "account.phone",
        "Contact: First Name": "contact.first_name",
        "Contact: Last Name": "contact.last_name",
        "Contact: Title": "contact.job_title",
        "Contact: Phone": "contact.phone",
        "Contact: Email": "contact.email",
    },
    ("contacts", "salesforce_dbt/sf_contact_data.csv"): {
        "created_date": "contact.created_at",
        "email": "contact.email",
        "first_name": "contact.first_name",
        "last_name": "contact.last_name",
        "phone": "contact.phone",
        "title": "contact.job_title",
    },
    ("accounts", "salesforce_dbt/sf_account_data.csv"): {
        "annual_revenue": "account.annual_revenue",
        "billing_city": "account.city",
        "billing_country": "account.country",
        "billing_postal_code": "account.postcode",
        "billing_state": "account.state",
        "billing_street": "account.address_1",
        "description": "account.description",
        "industry": "account.industry",
        "name": "account.name",
        "number_of_employees": "account.employees",
        "phone": "account.phone",
        "website": "account.website",
    },
    ("contacts", "hubspot_dbt/contact_data.csv"): {
        "property_email": "contact.email",
        "property_company": "contact.account",
        "property_firstname": "contact.first_name",
        "property_lastname": "contact.last_name",
        "property_jobtitle": "contact.job_title",
        "property_created_at": "contact.created_at",
    },
    ("contacts", "nl_mijnoverheid/mijnoverheid_20160907.csv"): {"email": "contact.email"},
}


def mapped(what: str, file: str) -> ColumnMapping:
    return map_reading(Catalogue(), subject_of(what), read(SHARED / file))


@pytest.mark.parametrize(("what", "file"), list(FOUND))
def test_what_real_headers_mean(what: str, file: str) -> None:
    found = mapped(what, file)
    assert {one.header: one.field.name for one in found.columns} == FOUND[what, file]
    assert not found.assumptions  # nothing had to be guessed


@pytest.mark.parametrize(("what", "file"), list(FOUND))
def test_the_saved_mapping_of_a_real_file_gives_the_same(what: str, file: str) -> None:
    reading = read(SHARED / file)
    first = map_reading(Catalogue(), subject_of(what), reading)
    said = mapping_from(mapping_text(first, reading), "saved.yaml", subject_of(what))
    again = map_reading(Catalogue(), subject_of(what), reading, said)
    assert [(one.header, one.field) for one in again.columns] == [
        (one.header, one.field) for one in first.columns
    ]
    assert {one.reason for one in again.ignored} <= {"stated"}


@pytest.mark.parametrize(
    ("what", "file", "column"),
    [
        ("accounts", "nl_duo_examens/07_geslaagden_2016-2017.csv", "INSTELLINGSNAAM VESTIGING"),
        ("accounts", "nl_regioatlas/gemeenschappelijke_regelingen.csv", "DSTA_GR_naam"),
        ("accounts", "nl_regioatlas/Bestuurlijk/provincies.csv", "Gemeente"),
        ("notes", "hubspot_dbt/engagement_note_data.csv", "property_hs_body_preview"),
    ],
)
def test_the_column_that_is_proposed_for_a_key_is_a_likely_one(what: str, file: str, column: str) -> None:
    with pytest.raises(MappingError, match=rf"Write mapping={{'{column}': '\w+'}} with the header"):
        mapped(what, file)


def test_the_mapping_file_of_the_tests_is_read_as_before() -> None:
    path = Path(__file__).parent / "mappings" / "nl_mijnoverheid.yaml"
    assert len(stated_mapping(path, subject_of("accounts")).columns) == 14
