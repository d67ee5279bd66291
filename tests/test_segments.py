"""Segments: as data, counted, and their members as a frame."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

import duckdb
import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.errors import RuleError, UnknownField, UnknownRecord, WrongValue
from accounts_kit.rules.compiler import compiled
from accounts_kit.words.text import WHITE_SPACE

SOFTWARE = ak.account.industry == "Software"


@pytest.fixture(scope="module")
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as ws:
        ak.fields.define(ws, "account", "Verlenging", "date")
        ak.fields.define(ws, "contact", "Hobby's", "checkbox", options=["sport", "kunst"])
        ak.users.create(ws, "Jan de Vries", email="jan@firm.example")
        own = {"industry": "Software", "verlenging": "2026-03-01"}
        acme = ak.accounts.create(ws, "Acme", owner="Jan de Vries", website="https://acme.example", **own)
        ak.accounts.create(ws, "Bouw & Co", industry="Bouw")
        ak.contacts.create(
            ws, "an@acme.example", account=acme, first_name="An", last_name="Maes", job_title="CEO"
        )
        ak.contacts.create(ws, "bo@acme.example", account=acme, hobby_s=["sport", "kunst"])
        ak.contacts.create(ws, "cas@mail.example")
        ak.tags.add(ws, [1, 2], "webinar", "Beurs")
        yield ws


def rows(frame: pd.DataFrame) -> list[list[object]]:
    """The rows of a frame, what is missing as None."""
    return [
        [None if not isinstance(value, list) and pd.isna(value) else value for value in row]
        for row in frame.itertuples(index=False)
    ]


# --- counting and showing


def test_counting(ws: ak.Workspace) -> None:
    assert ak.segments.count(ws, SOFTWARE) == 2
    assert ak.segments.count(ws, ak.account.industry == "Zorg") == 0
    assert ak.segments.count(ws, ak.everyone()) == 3


def test_members_of_contacts_have_these_columns_in_order_of_id(ws: ak.Workspace) -> None:
    frame = ak.segments.members(ws, ak.everyone())
    assert list(frame.columns) == [
        "contact_id", "email", "first_name", "last_name", "job_title", "account_id", "account",
    ]  # fmt: skip
    assert rows(frame) == [
        [1, "an@acme.example", "An", "Maes", "CEO", 1, "Acme"],
        [2, "bo@acme.example", None, None, None, 1, "Acme"],
        [3, "cas@mail.example", None, None, None, None, None],
    ]


def test_members_of_accounts(ws: ak.Workspace) -> None:
    frame = ak.segments.members(ws, ak.Segment("all", ak.everyone(), of="accounts"))
    assert list(frame.columns) == ["account_id", "name", "owner", "website"]
    assert rows(frame) == [[1, "Acme", "Jan de Vries", "https://acme.example"], [2, "Bouw & Co", None, None]]


def test_nobody_is_an_empty_frame_with_the_same_columns(ws: ak.Workspace) -> None:
    frame = ak.segments.members(ws, ~ak.everyone())
    assert len(frame) == 0
    assert list(frame.columns) == list(ak.segments.members(ws, ak.everyone()).columns)


def test_a_bare_text_is_one_column(ws: ak.Workspace) -> None:
    assert rows(ak.segments.members(ws, SOFTWARE, columns="contact.first_name")) == [["An"], [None]]


def test_other_columns_by_their_dotted_names(ws: ak.Workspace) -> None:
    columns = ["contact.email", "contact.tags", "account.owner", "account.verlenging", "contact.hobby_s"]
    frame = ak.segments.members(ws, SOFTWARE, columns=columns)
    assert list(frame.columns) == columns
    assert rows(frame) == [
        ["an@acme.example", ["Beurs", "webinar"], "Jan de Vries", date(2026, 3, 1), None],
        ["bo@acme.example", ["Beurs", "webinar"], "Jan de Vries", date(2026, 3, 1), ["sport", "kunst"]],
    ]


def test_ids_can_be_asked_for_too(ws: ak.Workspace) -> None:
    frame = ak.segments.members(ws, SOFTWARE, columns=["contact.contact_id", "contact.account_id"])
    assert rows(frame) == [[1, 1], [2, 1]]


def test_a_column_that_is_no_field_is_refused_with_the_nearest(ws: ak.Workspace) -> None:
    with pytest.raises(UnknownField, match=r"No field 'contact.emial'. Did you mean 'contact.email'\?"):
        ak.segments.members(ws, SOFTWARE, columns=["contact.emial"])
    for name, meant in (
        ("email", "contact.email"),
        ("Industry", "account.industry"),
        ("contact.name", "account.name"),
    ):
        with pytest.raises(UnknownField, match=rf"No field '{name}'. Did you mean '{meant}'\?"):
            ak.segments.members(ws, SOFTWARE, columns=[name])
    with pytest.raises(RuleError, match=r"'contact.email' is no column of accounts: it belongs to a contact"):
        ak.segments.members(ws, ak.Segment("a", SOFTWARE, of="accounts"), columns=["contact.email"])


# --- what stands for a segment


def test_a_segment_a_rule_and_the_dict_of_either_are_the_same(ws: ak.Workspace) -> None:
    segment = ak.Segment("software", SOFTWARE)
    for given in (segment, SOFTWARE, segment.to_dict(), SOFTWARE.to_dict()):
        assert ak.segments.count(ws, given) == 2


def test_a_name_that_is_not_saved_is_refused(ws: ak.Workspace) -> None:
    with pytest.raises(UnknownRecord, match="No segment 'Concurrenten' is saved here"):
        ak.segments.count(ws, "Concurrenten")


def test_a_field_is_no_segment(ws: ak.Workspace) -> None:
    with pytest.raises(RuleError, match=r"ak.account.city is no segment. .*ak.account.city.is_filled\(\)"):
        ak.segments.count(ws, ak.account.city)  # type: ignore[arg-type]  # what is tested
    with pytest.raises(RuleError, match="3 is no segment"):
        ak.segments.count(ws, 3)  # type: ignore[arg-type]  # what is tested


# --- pins


@pytest.mark.parametrize(
    ("pins", "ids"),
    [
        ({}, [1, 2]),
        ({"in": [3]}, [1, 2, 3]),
        ({"out": [1]}, [2]),
        ({"in": [3], "out": [1]}, [2, 3]),
        ({"in": [3], "out": [3]}, [1, 2]),
        ({"in": [999], "out": [998]}, [1, 2]),
    ],
)
def test_pins_are_in_or_out_whatever_the_rule_says_and_never_wins(
    ws: ak.Workspace, pins: dict[str, list[int]], ids: list[int]
) -> None:
    segment = ak.Segment("pinned", SOFTWARE, pins=pins)
    assert list(ak.segments.members(ws, segment)["contact_id"]) == ids
    assert ak.segments.count(ws, segment) == len(ids)


def test_everyone_but_who_is_never_in(ws: ak.Workspace) -> None:
    segment = ak.Segment("all", ak.everyone(), pins={"in": [1], "out": [2]})
    assert list(ak.segments.members(ws, segment)["contact_id"]) == [1, 3]


def test_pins_with_many_answers_of_accounts(ws: ak.Workspace) -> None:
    several = (SOFTWARE & ak.contact.job_title.is_filled()) | (
        ak.account.city.is_filled() & ak.contact.phone.is_filled()
    )
    assert list(ak.segments.members(ws, ak.Segment("p", several, pins={"in": [3]}))["contact_id"]) == [1, 3]


def test_pins_are_ids() -> None:
    with pytest.raises(RuleError, match=r"Pins are ids of records, and 'an@acme.example' is none"):
        ak.Segment("pinned", SOFTWARE, pins={"in": ["an@acme.example"]})  # type: ignore[list-item]  # what is tested
    with pytest.raises(RuleError, match="Pins have no key 'always'"):
        ak.Segment("pinned", SOFTWARE, pins={"always": [1]})


# --- as_of


def test_as_of_sets_the_clock(ws: ak.Workspace) -> None:
    soon = ak.account.verlenging.in_the_next(30, "days")
    for as_of in ("2026-02-10", date(2026, 2, 10), "2026-02-10T23:59+01:00"):
        assert ak.segments.count(ws, soon, as_of=as_of) == 2
    assert ak.segments.count(ws, soon, as_of="2026-03-02") == 0


def test_as_of_outside_the_calendar_is_refused(ws: ak.Workspace) -> None:
    with pytest.raises(WrongValue, match=r"as_of='9999.*-05:00' is no moment of the calendar"):
        ak.segments.count(ws, SOFTWARE, as_of=datetime.max.replace(tzinfo=timezone(timedelta(hours=-5))))


@pytest.mark.parametrize("as_of", ["soon", "10-2-2026", 20260210])
def test_as_of_must_be_a_day_or_a_moment(ws: ak.Workspace, as_of: object) -> None:
    with pytest.raises(WrongValue, match=r"is neither a day nor a moment. Write one such as '2026-03-01'"):
        ak.segments.count(ws, SOFTWARE, as_of=as_of)  # type: ignore[arg-type]  # what is tested


# --- SQL


def test_the_sql_runs_in_any_duckdb_and_gives_the_same_ids(ws: ak.Workspace) -> None:
    rule = SOFTWARE & ak.contact.tags.has_any_of("beurs") & ~(ak.account.owner == "niemand")
    text = ak.segments.to_sql(ws, rule)
    with duckdb.connect() as elsewhere:
        for table in ("contacts", "accounts", "contact_tags", "tags", "users"):
            elsewhere.register(f"{table}_frame", ws.table(f"SELECT * FROM {table}"))
            elsewhere.execute(f"CREATE TABLE {table} AS FROM {table}_frame")
        assert elsewhere.execute(text).fetchall() == [(1,), (2,)]


def test_the_sql_is_this(ws: ak.Workspace) -> None:
    assert ak.segments.to_sql(ws, (ak.contact.last_name == "O'Brien") & ~ak.contact.phone.is_blank()) == (
        'SELECT\n  "contact"."contact_id"\nFROM "contacts" AS "contact"\nWHERE\n'
        '  LOWER("contact"."last_name") = \'o\'\'brien\' AND NOT "contact"."phone" IS NULL\n'
        'ORDER BY\n  "contact"."contact_id"'
    )


def test_a_rule_is_compiled_once(ws: ak.Workspace) -> None:
    compiled.cache_clear()
    for _ in range(3):
        ak.segments.count(ws, ak.contact.last_name == "Maes")
        ak.segments.count(ws, ak.account.verlenging.in_the_next(30, "days"), as_of="2026-03-01")
    assert compiled.cache_info().misses == 2


def test_a_rule_is_compiled_again_when_the_fields_change() -> None:
    with ak.open() as ws:
        rule = ak.contact.later == "x"
        with pytest.raises(UnknownField, match=r"contact\.later"):
            ak.segments.count(ws, rule)
        ak.fields.define(ws, "contact", "Later", "text")
        assert ak.segments.count(ws, rule) == 0


def test_what_selection_gives_may_be_changed(ws: ak.Workspace) -> None:
    first = ak.segments.selection(ws, SOFTWARE)
    first.where("FALSE", copy=False)
    assert ak.segments.count(ws, SOFTWARE) == 2


# --- as data


SEGMENT = ak.Segment(
    "Software, 'groot'", SOFTWARE & (ak.account.employees >= 50), description="één: twee", pins={"in": [2, 1]}
)


def test_a_segment_as_a_dict() -> None:
    assert SEGMENT.to_dict() == {
        "name": "Software, 'groot'",
        "of": "contacts",
        "description": "één: twee",
        "pins": {"in": [2, 1], "out": []},
        "rule": {
            "all": [
                {"field": "account.industry", "op": "is", "value": "Software"},
                {"field": "account.employees", "op": ">=", "value": 50},
            ]
        },
    }
    assert ak.Segment.from_dict(SEGMENT.to_dict()) == SEGMENT


def test_a_segment_as_yaml() -> None:
    assert SEGMENT.to_yaml() == (
        "name: Software, 'groot'\nof: contacts\ndescription: 'één: twee'\n"
        "pins:\n  in:\n  - 2\n  - 1\n  out: []\n"
        "rule:\n  all:\n  - field: account.industry\n    op: is\n    value: Software\n"
        "  - field: account.employees\n    op: '>='\n    value: 50\n"
    )
    assert ak.Segment.from_yaml(SEGMENT.to_yaml()) == SEGMENT


def test_every_sign_of_white_space_comes_back_from_yaml() -> None:
    for sign in WHITE_SPACE:
        segment = ak.Segment(f"a{sign}b", ak.account.name.contains(f"{sign}é "), description=f"{sign}'\"")
        assert ak.Segment.from_yaml(segment.to_yaml()) == segment


def test_dates_and_countries_that_yaml_would_misread_come_back() -> None:
    """YAML reads `2026-03-01` as a date, and `no` as false, unless they are quoted."""
    segment = ak.Segment("no", (ak.account.country == "NO") & (ak.account.created_at > "2026-03-01"))
    assert ak.Segment.from_yaml(segment.to_yaml()) == segment
    by_hand = "name: x\nrule: {field: account.created_at, op: '>', value: 2026-03-01}\n"
    assert ak.Segment.from_yaml(by_hand).rule == (ak.account.created_at > "2026-03-01")


def test_of_description_and_pins_may_be_left_out() -> None:
    assert ak.Segment.from_dict({"name": "x", "rule": {"everyone": True}}) == ak.Segment("x", ak.everyone())


def test_a_segment_reads_as_a_sentence_and_as_python() -> None:
    assert str(ak.Segment("groot", ak.account.employees >= 50)) == (
        "groot: account Number of employees is at least 50"
    )
    assert SEGMENT.describe("nl").startswith("Software, 'groot': account Industrie/vertical is")
    assert repr(SEGMENT) == (
        "ak.Segment(\"Software, 'groot'\", "
        "(ak.account.industry == 'Software') & (ak.account.employees >= 50), "
        "description='één: twee', pins={'in': [2, 1], 'out': []})"
    )


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"name": "x", "rule": {"everyone": True}, "pin": {}}, r"no key 'pin'. Did you mean 'pins'\?"),
        ({"rule": {"everyone": True}}, "A segment needs 'name'; this one has 'rule'"),
        ({"name": "x"}, "A segment needs 'rule'"),
        ({"name": " ", "rule": {"everyone": True}}, "A segment needs a name"),
        ({"name": "x", "rule": {"everyone": True}, "of": "notes"}, "of='notes' is not known"),
        ({"name": "x", "rule": {"everyone": True}, "description": 3}, "is text, not 3"),
        ({"name": "x", "rule": {"everyone": True}, "pins": {"in": [True]}}, "Pins are ids of records"),
        ({"name": "x", "rule": "x"}, "A rule is such as"),
    ],
)
def test_what_is_no_segment_is_refused(said: dict[str, object], message: str) -> None:
    with pytest.raises(RuleError, match=message):
        ak.Segment.from_dict(said)


@pytest.mark.parametrize("text", ["- a\n- b\n", "", "name: [", "x"])
def test_what_is_no_yaml_of_a_segment_is_refused(text: str) -> None:
    with pytest.raises(RuleError, match=r"This is not YAML|A segment in YAML begins with its keys"):
        ak.Segment.from_yaml(text)


def test_a_segment_is_made_of_a_rule() -> None:
    with pytest.raises(RuleError, match=r"ak.account.city is not a rule"):
        ak.Segment("x", ak.account.city)  # type: ignore[arg-type]  # what is tested
