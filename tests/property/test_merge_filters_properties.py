"""The filters that e-mail needs: SQL and Python write the same text, for any values and patterns."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

import accounts_kit as ak
from accounts_kit.merge_fields.rendering import Rendering
from tests.property.test_merge_fields_properties import Row, literals, load

AS_OF = "2026-03-01"
WORDS = st.sampled_from([
    "jan", "Jan", "VAN", "van", "de", "den", "Berg", "berg", "ij", "ijsselstein", "McDonald", "o'brien", "'t",
    "d'", "j.p.", "v.d.", "-", "", " ", "wit-van", "2e", "É", "élan", "ß", "x",
])  # fmt: skip
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join) | st.text(
    "aAéVvdDnN .'’-", min_size=1, max_size=12
)
MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(2037, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))
SEVERAL = st.lists(st.sampled_from(["a", "B b", "c, d", "<e>", "'f'"]), min_size=1, max_size=4, unique=True)
VALUES: dict[str, st.SearchStrategy[object]] = {
    "contact.first_name": NAMES,
    "contact.last_name": NAMES,
    "contact.last_contacted_at": MOMENTS,
    "contact.geboren": st.dates(date(1, 1, 1), date(9999, 12, 31)),
    "contact.keuzes": SEVERAL,
    "account.name": NAMES,
    "account.employees": st.decimals(-(10**11), 10**11, places=6) | st.integers(-2000, 2000).map(Decimal),
    "account.bedrag": st.decimals(-(10**15), 10**15, places=2),
    "account.dollars": st.decimals(-(10**4), 10**4, places=2),
}


@pytest.fixture(scope="module")
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        ak.fields.define(ws, "contact", "Geboren", "date")
        ak.fields.define(ws, "contact", "Keuzes", "checkbox", options=["a", "B b", "c, d", "<e>", "'f'"])
        ak.fields.define(ws, "account", "Bedrag", "currency")
        ak.fields.define(ws, "account", "Dollars", "currency", currency="USD")
        ak.users.create(ws, "Piet <P>", email="piet@firma.nl")
        ak.users.create(ws, "Zoë", email="zoe@firma.nl")
        yield ws


@st.composite
def firms(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """Two accounts, one of which has an owner, and four contacts; a quarter of the values is missing."""
    accounts = [record(draw, "account", 5000 + number) for number in range(2)]
    accounts[0]["owner_id"] = 1
    contacts = [record(draw, "contact", 1000 + number) for number in range(4)]
    for contact in contacts:
        contact["account_id"] = draw(st.sampled_from([None, 5000, 5001]))
    return accounts, contacts


def record(draw: st.DrawFn, of: str, record_id: int) -> Row:
    row: Row = {f"{of}_id": record_id}
    for name, values in VALUES.items():
        if name.startswith(of) and draw(st.integers(0, 3)):
            row[name.partition(".")[2]] = draw(values)
    return row


PATTERNS = st.lists(
    st.sampled_from([
        "d", "dd", "M", "MM", "MMM", "MMMM", "LLLL", "y", "yy", "yyyy", "EEE", "EEEE", "H", "HH", "mm", "ss",
        " ", "-", "/", "'om '", "'", "''", "&",
    ]),
    min_size=1, max_size=6,
).map("".join)  # fmt: skip
STRFTIME = st.lists(
    st.sampled_from(["%d", "%m", "%Y", "%B", "%a", "%H:%M", "%%", " ", "<"]), min_size=1, max_size=4
)
DATES = st.one_of(
    st.just("| date"),
    st.tuples(PATTERNS, st.sampled_from(["", ', "nl"', ', "en"'])).map(
        lambda two: f'| date: "{two[0]}"{two[1]}'
    ),
    STRFTIME.map(lambda parts: f'| date: "%d{"".join(parts)}"'),
)
NUMBERS = st.sampled_from([
    "| number", "| number: 0", "| number: 2", "| number: 6", "| currency", '| currency: "USD"',
    '| currency: "CHF", 0', '| currency: "EUR", 2', "| currency: nil",
])  # fmt: skip
SEVERAL_FILTERS = st.sampled_from(["| join_words", '| join_words: "of"', '| join_words: "&"'])
TEXT_FILTERS = st.sampled_from(["| title_name", "| raw", "| upcase", "| strip", "| capitalize"])
FIELDS = st.sampled_from([*VALUES, "sender.name", "sender.email", "today"])


@st.composite
def outputs(draw: st.DrawFn) -> str:
    """An output with filters in any order, some of which are not for its value."""
    filters = [
        draw(
            st.one_of(
                DATES, NUMBERS, SEVERAL_FILTERS, TEXT_FILTERS, TEXT_FILTERS, st.just("| default: 'x <y>'")
            )
        )
        for _ in range(draw(st.integers(1, 3)))
    ]
    return f"{{{{ {draw(FIELDS)} {' '.join(filters)} }}}}"


@st.composite
def cases(draw: st.DrawFn) -> str:
    """A choice by the value of a field: several blocks may be for the same one."""
    whens = draw(st.lists(st.lists(literals(), min_size=1, max_size=2), max_size=3))
    field = draw(st.sampled_from(["contact.first_name", "account.name", "sender.name"]))
    parts = [f"{{% when {', '.join(values)} %}}{draw(outputs())}" for values in whens]
    rest = draw(st.sampled_from(["", "{% else %}rest"]))
    return f"{{% case {field} %}}{''.join(parts)}{rest}{{% endcase %}}"


TEMPLATES = st.lists(
    st.one_of(
        outputs(), outputs(), cases(),
        st.sampled_from([
            "{% if sender %}ja{% endif %}", "{% if contact.geboren == today %}feest{% endif %}",
            "{% if today %}nu{% endif %}", "{% unless sender.name == 'Zoë' %}niet{% endunless %}",
        ]),
    ),
    min_size=1, max_size=3,
).map("|".join)  # fmt: skip


@settings(max_examples=250)
@given(firm=firms(), text=TEMPLATES, html=st.booleans(), language=st.sampled_from(["nl", "en"]))
def test_sql_and_liquid_write_the_same_text(
    ws: ak.Workspace, firm: tuple[list[Row], list[Row]], text: str, html: bool, language: str
) -> None:
    load(ws, *firm)
    ws.language = language
    template = ak.Template(text, html=html)
    try:
        rendering = Rendering.of_templates(ws, {"text": template}, as_of=AS_OF)
        by_liquid = rendered_by_liquid(ws, rendering)
    except ak.TemplateError:  # a currency or a pattern that is none: said before anything is rendered
        with pytest.raises(ak.TemplateError, match=r"^(In 'text'|For contact \d+), line 1"):
            ak.merge_fields.render(ws, {"text": template}, ak.everyone(), as_of=AS_OF)
        return
    found = ak.merge_fields.render(ws, {"text": template}, ak.everyone(), as_of=AS_OF)
    assert found["text"].to_list() == by_liquid


def rendered_by_liquid(ws: ak.Workspace, rendering: Rendering) -> list[str]:
    """The text for each contact, rendered by Liquid alone from the stored values."""
    stored = rendering.source().select("contact.contact_id", *rendering.stored_columns(""))
    query = stored.order_by("contact.contact_id")
    rows = ws.table(query.sql("duckdb")).to_pylist()
    return rendering.liquid("text").rendered(rows, list(range(1000, 1000 + len(rows))))


@pytest.mark.parametrize(
    "text",
    [
        "{{ contact.first_name | title_name }}",
        '{{ contact.geboren | date: "EEEE d MMMM yyyy", "nl" }}',
        '{{ contact.last_contacted_at | date: "%d-%m-%Y %H:%M" }}',
        "{{ account.employees | number }} {{ account.employees | number: 2 }}",
        '{{ account.bedrag | currency }} {{ account.employees | currency: "USD", 0 }}',
        '{{ contact.keuzes | join_words }} {{ contact.keuzes | join_words: "of" }}',
        "{{ account.name | raw }} {{ sender.name | default: 'wij' }} {{ today | date: 'd MMMM' }}",
        "{% case account.name %}{% when 'Acme', 'Bedrijf' %}a{% else %}b{% endcase %}",
    ],
)
def test_each_of_them_is_in_sql(ws: ak.Workspace, text: str) -> None:
    assert Rendering.of_templates(ws, {"text": ak.Template(text)}).all_in_sql
