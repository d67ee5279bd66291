"""SQL and python-liquid write the same text, for any template that is in SQL and any records; and nobody's
values end up in a message to somebody else.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import liquid
import pytest
from hypothesis import given, settings, strategies as st

import accounts_kit as ak
from accounts_kit.merge_fields.rendering import Rendering
from accounts_kit.merge_fields.values import value_for
from accounts_kit.words.reading import Reading
from accounts_kit.words.text import clean

Row = dict[str, object]

# Values that have broken somebody's mail before; they stand in templates too, so that some are equal.
AWKWARD = [
    "Jan", "jan", "O'Brien", 'De "Groot"', "{{ contact.email }}", "{% if x %}", "}}", "100 %", "%s {0} $1 ?",
    "a\\nb", '=HYPERLINK("http://x")', "'; DROP TABLE contacts; --", "<b>&amp;</b>", "Zoë & Søn", "weiß",
    "İstanbul", "ΟΔΟΣ", "👩\u200d👩\u200d👧", "\u05e9\u05dc\u05d5\u05dd", "line\r\nbreak\ttab", "nan", "None",
    "0", "İ", "ŉ", "ſ", "ǆ", "e\u0301", "lang " * 700,
]  # fmt: skip
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
TEXTS = st.one_of(st.sampled_from(AWKWARD), ANY_TEXT)
NUMBERS = st.one_of(
    st.sampled_from([Decimal(0), Decimal("0.1"), Decimal(50), Decimal(-7)]),
    st.decimals(-(10**11), 10**11, places=6),
)
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2037, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))
SEVERAL = st.lists(st.sampled_from(["a", "B b", "c, d", "<e>", "'f'"]), min_size=1, max_size=3, unique=True)

VALUES: dict[str, st.SearchStrategy[object]] = {
    "contact.first_name": TEXTS,
    "contact.last_name": TEXTS,
    "contact.job_title": TEXTS,
    "contact.last_contacted_at": MOMENTS,
    "contact.geboren": st.dates(date(1, 1, 1), date(9999, 12, 31)),
    "contact.keuzes": SEVERAL,
    "account.name": TEXTS,
    "account.city": TEXTS,
    "account.description": TEXTS,
    "account.industry": st.sampled_from(["Software", "Bouw"]),
    "account.employees": NUMBERS,
    "account.bedrag": st.decimals(-(10**15), 10**15, places=2),
}
TEXT_FIELDS = [name for name in VALUES if VALUES[name] is TEXTS] + ["account.industry"]
NUMBER_FIELDS = ["account.employees", "account.bedrag"]


def or_missing(values: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.integers(0, 2).flatmap(lambda number: values if number else st.none())


@pytest.fixture(scope="module")
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        ak.fields.define(ws, "contact", "Geboren", "date")
        ak.fields.define(ws, "contact", "Keuzes", "checkbox", options=["a", "B b", "c, d", "<e>", "'f'"])
        ak.fields.define(ws, "account", "Bedrag", "currency")
        yield ws


# --- records


@st.composite
def firms(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """Accounts and contacts; a third of the values is missing, and so is the account of some contacts."""
    accounts = [record(draw, "account", 5000 + number) for number in range(3)]
    contacts = [record(draw, "contact", 1000 + number) for number in range(5)]
    for contact in contacts:
        contact["account_id"] = draw(st.sampled_from([None, 5000, 5001, 5002]))
    return accounts, contacts


def record(draw: st.DrawFn, of: str, record_id: int) -> Row:
    row: Row = {f"{of}_id": record_id}
    for name, values in VALUES.items():
        if name.startswith(of):
            drawn = draw(or_missing(values))
            row[name.partition(".")[2]] = clean(drawn) if isinstance(drawn, str) else drawn
    return row


def load(ws: ak.Workspace, accounts: list[Row], contacts: list[Row]) -> None:
    """Put these records, and no others, into the workspace as they are."""
    with ws.transaction():
        for table, key, rows in (("accounts", "name_key", accounts), ("contacts", "email_key", contacts)):
            ws.execute(f"DELETE FROM {table}")
            for number, row in enumerate(rows):
                stored = {key: str(number), **row}
                columns = ", ".join(f'"{name}"' for name in stored)
                ws.execute(
                    f"INSERT INTO {table} ({columns}) SELECT {', '.join('?' * len(stored))}",
                    list(stored.values()),
                )


# --- templates

FIELDS = st.sampled_from(list(VALUES))
PIECES = st.one_of(
    st.sampled_from(["\n", " ", "}}", "%}", "100 %", "'; --", "?", "$1", "<p>", "&", "\\", "👋"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{"), max_size=10),
)


@st.composite
def literals(draw: st.DrawFn) -> str:
    """A string between the quotes that do not occur in it, and without what would end the tag around it."""
    text = draw(TEXTS)
    for ends in ("}}", "%}", "-}", "}", "%"):
        text = text.replace(ends, "")
    quote = "'" if "'" not in text else '"'
    return quote + text.replace(quote, "") + quote


@st.composite
def outputs(draw: st.DrawFn) -> str:
    filters = [draw(st.sampled_from(["", "| strip", "| lstrip", "| rstrip"]))]
    for _ in range(draw(st.integers(0, 2))):
        fallback = st.one_of(literals(), FIELDS, st.just("0"), st.just("nil"))
        cases = st.sampled_from(["| upcase", "| downcase", "| capitalize", "| default"])
        filters.append(draw(st.one_of(cases, fallback.map(lambda one: f"| default: {one}"))))
    first, last = draw(st.sampled_from(["{{", "{{-"])), draw(st.sampled_from(["}}", "-}}"]))
    return f"{first} {draw(st.one_of(FIELDS, literals()))} {' '.join(filters)} {last}"


@st.composite
def conditions(draw: st.DrawFn) -> str:
    text, number = st.sampled_from(TEXT_FIELDS), st.sampled_from(NUMBER_FIELDS)
    same, order = st.sampled_from(["==", "!=", "<>"]), st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
    one = st.one_of(
        FIELDS,
        st.sampled_from(["account", "contact", "true", "false", "nil"]),
        st.tuples(FIELDS, same, st.just("nil")).map(" ".join),
        st.tuples(text, order, st.one_of(literals(), text)).map(" ".join),
        st.tuples(number, order, st.one_of(st.sampled_from(["0", "0.1", "50", "-7.0"]), number)).map(
            " ".join
        ),
        st.tuples(text, st.just("contains"), literals()).map(" ".join),
        st.sampled_from(["contact.keuzes contains 'a'", 'contact.keuzes contains "c, d"']),
    )
    return draw(
        st.lists(st.tuples(st.sampled_from([" and ", " or "]), one), min_size=1, max_size=3).map(
            lambda parts: "".join(part for pair in parts for part in pair)[4:]
        )
    )


def blocks(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tag = st.sampled_from(["if", "unless"])
    more = st.lists(st.tuples(conditions(), inside), max_size=2)
    return st.builds(
        lambda name, first, body, others, rest: (
            f"{{% {name} {first} %}}{body}"
            + "".join(f"{{%- elsif {test} %}}{text}" for test, text in others)
            + ("" if rest is None else f"{{% else -%}}{rest}")
            + f"{{% end{name} %}}"
        ),
        tag, conditions(), inside, more, st.none() | inside,
    )  # fmt: skip


TEMPLATES = st.recursive(
    st.lists(st.one_of(PIECES, outputs(), outputs()), max_size=4).map("".join),
    lambda inside: st.lists(st.one_of(inside, blocks(inside)), min_size=1, max_size=2).map("".join),
    max_leaves=6,
)


# --- the two engines


def by_python_liquid(
    ws: ak.Workspace, text: str, html: bool, accounts: list[Row], contacts: list[Row]
) -> list[str]:
    """What python-liquid itself makes of it, a contact at a time, from the values as they were loaded."""
    template = liquid.Environment(autoescape=html).from_string(text)
    by_id = {row["account_id"]: row for row in accounts}
    written = []
    for contact in contacts:
        account = by_id.get(contact["account_id"])
        written.append(
            template.render(
                contact=as_liquid(ws, "contact", contact),
                account=None if account is None else as_liquid(ws, "account", account),
            )
        )
    return written


def as_liquid(ws: ak.Workspace, of: str, row: Row) -> Row:
    reading = Reading(ws.language, ws.timezone)
    fields = (one for one in ws.catalogue.fields(of) if one.key in row)
    return {one.key: value_for(one, row[one.key], reading) for one in fields}


@given(firm=firms(), text=TEMPLATES, html=st.booleans())
def test_sql_and_python_liquid_write_the_same_text(
    ws: ak.Workspace, firm: tuple[list[Row], list[Row]], text: str, html: bool
) -> None:
    load(ws, *firm)
    template = ak.Template(text, html=html)
    assert Rendering.of_templates(ws, {"text": template}).all_in_sql
    assert rendered(ws, template) == by_python_liquid(ws, text, html, *firm)


@settings(max_examples=50)
@given(firm=firms(), text=TEMPLATES, liquid_too=st.booleans())
def test_no_value_of_another_contact_or_account_gets_into_a_text(
    ws: ak.Workspace, firm: tuple[list[Row], list[Row]], text: str, liquid_too: bool
) -> None:
    accounts, contacts = firm
    for of, rows in (("account", accounts), ("contact", contacts)):
        for row in rows:
            texts = {
                key: f"{value}~{row[f'{of}_id']}~" for key, value in row.items() if isinstance(value, str)
            }
            row |= {key: value for key, value in texts.items() if key != "industry"}
    load(ws, accounts, contacts)
    template = ak.Template(text + "{{ '' | append: contact.first_name }}" * liquid_too)
    for contact, written in zip(contacts, rendered(ws, template), strict=True):
        marks = {int(mark) for mark in re.findall(r"~(\d{4})~", written)}
        assert marks <= {contact["contact_id"], contact["account_id"]}


@settings(max_examples=50)
@given(firm=firms(), text=TEMPLATES)
def test_both_engines_count_the_same_coverage(
    ws: ak.Workspace, firm: tuple[list[Row], list[Row]], text: str
) -> None:
    load(ws, *firm)
    by_sql = ak.merge_fields.coverage(ws, text, ak.everyone())
    by_liquid = ak.merge_fields.coverage(ws, text + "{{ 'x' | append: 'y' }}", ak.everyone())
    assert by_sql.to_dict("list") == by_liquid.to_dict("list")
    assert (by_sql["with_value"] + by_sql["fallback"] + by_sql["nothing"]).to_list() == by_sql[
        "total"
    ].to_list()


def rendered(ws: ak.Workspace, template: ak.Template) -> list[str]:
    return ak.merge_fields.render(ws, {"text": template}, ak.everyone())["text"].to_list()


def test_the_engines_agree_on_the_case_of_each_letter_that_is_left_to_sql(ws: ak.Workspace) -> None:
    """Each by itself: below U+0180 no letter looks at those around it. Beyond, Liquid renders the record."""
    letters = [chr(code) for code in range(1, 0x180) if chr(code) not in "ßŉİ"]
    found = ws.rows(
        "SELECT letter, upper(letter), lower(letter) FROM unnest(?::VARCHAR[]) AS l(letter)", [letters]
    )
    assert found == [(letter, letter.upper(), letter.lower()) for letter in letters]
    assert [letter for letter in letters if letter.capitalize() != letter.upper()] == []
