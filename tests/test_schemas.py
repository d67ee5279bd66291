"""schemas/*.yaml is the one source: tables, Pandera, headers of files and names of rules say the same."""

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.checks.frames import arrow_type, schema_of
from accounts_kit.model import KINDS, Catalogue, record_types
from accounts_kit.model.catalogue import NAMED
from accounts_kit.model.fields import Field, RecordType
from accounts_kit.shipped import shipped

RECORDS = sorted(record_types().values(), key=lambda record: record.name)
FIELDS = [field for record in RECORDS for field in record.fields]


def by_name(one: Field | RecordType) -> str:
    return one.name


@pytest.mark.parametrize("record", RECORDS, ids=by_name)
def test_the_table_has_the_columns_of_the_schema_in_its_order(record: RecordType) -> None:
    ws = ak.open()
    columns = ws.rows("SELECT name, type FROM pragma_table_info(?)", [record.table])
    stored = {name: kind.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ") for name, kind in columns}
    key = {record.key_column: "VARCHAR"} if record.key_column else {}
    links = {record.id_column: "BIGINT"} | dict.fromkeys(record.links, "BIGINT")
    said = key | links | {field.column: field.kind.column_type for field in record.fields}
    assert list(stored.items()) == list(said.items())


@pytest.mark.parametrize("record", RECORDS, ids=by_name)
def test_pandera_checks_the_columns_of_the_schema(record: RecordType) -> None:
    catalogue = Catalogue()
    schema = schema_of(catalogue, record.name, tuple(field.key for field in record.fields))
    assert list(schema.columns) == [field.key for field in record.fields]
    for field in record.fields:
        column = schema.columns[field.key]
        assert column.nullable is not field.required
        if field.kind.family != "user":
            assert column.dtype.type == pd.ArrowDtype(arrow_type(field))
        assert ("length" in {check.name for check in column.checks}) is (field.max_length is not None)
        assert ("option" in {check.name for check in column.checks}) is bool(field.options)


@pytest.mark.parametrize("record", RECORDS, ids=by_name)
def test_a_header_means_one_field(record: RecordType) -> None:
    meant: dict[str, str] = {}
    for field in (*record.fields, *record.related):
        for header in field.header_keys:
            assert meant.setdefault(header, field.key) == field.key


def test_rules_and_templates_may_use_the_fields_of_the_schemas_and_tags_and_no_other() -> None:
    named = {field.name for field in FIELDS if field.of in NAMED}
    assert set(Catalogue().names()) == named | {"contact.tags"}


@pytest.mark.parametrize("field", FIELDS, ids=by_name)
def test_a_field_has_a_known_kind_and_a_label_in_both_languages(field: Field) -> None:
    assert field.kind_name in KINDS
    assert field.labels["nl"].strip()
    assert field.labels["en"].strip()
    assert bool(field.options) is (field.kind.has_options and field.name != "custom_field.options")


@pytest.mark.parametrize("field", [field for field in FIELDS if field.option_aliases], ids=by_name)
def test_an_alias_of_an_option_means_one_option(field: Field) -> None:
    for alias, option in field.option_aliases.items():
        assert option in field.options
        assert field.option_for(alias) == option


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Bedrijfsnaam", "name"),
        ("ORGANISATIE", "name"),
        ("company", "name"),
        ("Aantal medewerkers ", "employees"),
        ("Jaarlijkse_omzet", "annual_revenue"),
        ("Industrie / vertical", "industry"),
        ("Omschrijving", "description"),
        ("accountUrl", "website"),
        ("Straat", "address_1"),
        ("POSTCODE", "postcode"),
        ("Plaats", "city"),
        ("Land", "country"),
        ("ActiveCampaign Account ID", "external_id"),
    ],
)
def test_the_headers_that_dutch_and_english_files_have_are_known(header: str, field: str) -> None:
    from accounts_kit.words.text import header_key

    known = [one.key for one in record_types()["account"].fields if header_key(header) in one.header_keys]
    assert known == [field]


def test_every_record_type_has_a_file_of_its_own() -> None:
    assert {path.stem for path in shipped("schemas").glob("*.yaml")} == {one.table for one in RECORDS}
