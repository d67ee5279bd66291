"""Conversions: a kind changes only after one has seen what does not convert, and an undo brings all back."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

import accounts_kit as ak
from accounts_kit.model.kinds import KINDS
from tests.filled_field import OPTIONS, convert, filled, last, values


@pytest.fixture
def ws() -> ak.Workspace:
    return ak.open()


def state(ws: ak.Workspace) -> tuple[object, ...]:
    types = ws.rows("SELECT name, type FROM pragma_table_info('accounts') ORDER BY name")
    return types, ws.rows("SELECT * FROM custom_fields"), values(ws)


# --- what becomes of a value

D, DAY, MOMENT = Decimal, date(2026, 12, 31), datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
BECOMES: list[tuple[str, object, str, object]] = [
    ("text", "1.234,50", "number", D("1234.500000")),
    ("text", "€ 1.234,5", "currency", D("1234.50")),
    ("text", "-3", "number", D("-3.000000")),
    ("text", "31-12-2026", "date", DAY),
    ("text", "2026-12-31", "date", DAY),
    ("text", "31/12/2026 23:30", "date", DAY),
    ("text", "2026-12-31T23:30+01:00", "datetime", MOMENT),
    ("text", "31-12-2026 23:30", "datetime", MOMENT),
    ("textarea", "31-12-2026", "datetime", datetime(2026, 12, 30, 23, tzinfo=UTC)),
    ("text", "rood", "dropdown", "Rood"),
    ("hidden", "groen; Rood, ", "multiselect", ["Rood", "Groen"]),
    ("text", "Jan@Acme.nl", "email", "Jan@Acme.nl"),
    ("text", "www.acme.nl", "url", "www.acme.nl"),
    ("number", D("1234.5"), "text", "1234,5"),
    ("number", D(150), "text", "150"),
    ("number", D("9.5"), "currency", D("9.50")),
    ("currency", D("9.5"), "text", "9,50"),
    ("currency", D("9.5"), "number", D("9.500000")),
    ("date", DAY, "text", "31-12-2026"),
    ("date", DAY, "datetime", datetime(2026, 12, 30, 23, tzinfo=UTC)),
    ("datetime", MOMENT, "date", DAY),
    ("datetime", MOMENT, "text", "31-12-2026 23:30"),
    ("dropdown", "Rood", "radio", "Rood"),
    ("dropdown", "Rood", "checkbox", ["Rood"]),
    ("checkbox", ["Rood"], "dropdown", "Rood"),
    ("multiselect", ["Groen", "Rood"], "checkbox", ["Rood", "Groen"]),
    ("multiselect", ["Groen", "Rood"], "textarea", "Rood, Groen"),
    ("phone", "0612345678", "number", D("31612345678.000000")),
]


@pytest.mark.parametrize(("kind", "value", "other", "expected"), BECOMES)
def test_a_value_becomes_one_of_the_other_kind_and_an_undo_gives_it_back(
    ws: ak.Workspace, kind: str, value: object, other: str, expected: object
) -> None:
    filled(ws, kind, [value, None])
    before = state(ws)
    given = {"options": OPTIONS} if KINDS[other].has_options and not KINDS[kind].has_options else {}
    shown = convert(ws, other, **given)
    assert (shown.converts, len(shown.lost), shown.done, shown.change_set_id) == (1, 0, False, None)
    assert state(ws) == before
    done = convert(ws, other, **given, confirm=True)
    assert (done.converts, done.done, done.change_set_id) == (1, True, last(ws))
    assert values(ws) == [expected, None]
    [column_type] = ws.rows("SELECT type FROM pragma_table_info('accounts') WHERE name = 'veld'")
    assert column_type[0].replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ") == KINDS[other].column_type
    assert ak.check(ws).empty
    undone = ak.changes.undo(ws, done.change_set_id)
    assert (undone.kept.empty, state(ws)) == (True, before)
    ak.changes.undo(ws, undone.change_set_id)
    assert values(ws) == [expected, None]


LOST: list[tuple[str, object, str, str]] = [
    ("text", "1.54", "number", "'1.54' is geen getal (1.234,50)"),
    ("text", "9" * 20, "number", "99999999999999999999 heeft te veel cijfers"),
    ("text", "31-2-2026", "date", "'31-2-2026' is geen datum (31-12-2026)"),
    ("text", "straks", "datetime", "'straks' is geen moment (31-12-2026)"),
    ("text", "Geel", "dropdown", "'Geel' is geen optie van Veld. Er is: 'Rood', 'Blauw', 'Groen'."),
    ("text", "Rood; Gron", "checkbox", "'Gron' is geen optie van Veld. Is 'Groen' bedoeld?"),
    ("text", "jan@", "email", "'jan@' is geen e-mailadres"),
    ("text", "acme", "url", "'acme' is geen webadres"),
    ("textarea", "x" * 2_001, "text", "Veld heeft 2001 tekens; hoogstens 2000 passen"),
    ("checkbox", ["Groen", "Rood"], "radio", "'Rood, Groen' is meer dan één waarde"),
    ("number", D("1234.5"), "date", "'1234,5' is geen datum (31-12-2026)"),
    ("date", DAY, "currency", "'31-12-2026' is geen getal (1.234,50)"),
]


@pytest.mark.parametrize(("kind", "value", "other", "message"), LOST)
def test_what_does_not_convert_is_listed_emptied_and_kept_in_the_history(
    ws: ak.Workspace, kind: str, value: object, other: str, message: str
) -> None:
    filled(ws, kind, [None, value])
    before = state(ws)
    given = {"options": OPTIONS} if KINDS[other].has_options and not KINDS[kind].has_options else {}
    shown = convert(ws, other, **given)
    assert list(shown.lost.columns) == ["record_id", "name", "value", "message"]
    assert shown.lost[["record_id", "name", "message"]].to_numpy().tolist() == [[2, "A1", message]]
    assert (shown.converts, state(ws)) == (0, before)
    assert "1 do not convert and are emptied" in repr(shown)
    done = convert(ws, other, **given, confirm=True)
    assert (values(ws), done.lost["value"].tolist()) == ([None, None], shown.lost["value"].tolist())
    assert ak.changes.undo(ws, done.change_set_id).kept.empty
    assert state(ws) == before


# --- how a column of text is read


@pytest.mark.parametrize(
    ("locale", "numbers", "dates", "reading"),
    [
        (None, ["1234.50", None], [date(2026, 2, 1)], "1.234,50"),
        ("nl_BE", ["1234.50", None], [date(2026, 2, 1)], "1.234,50"),
        ("en-US", [None, "1234.50"], [date(2026, 1, 2)], "1,234.50"),
    ],
)
def test_the_language_decides_for_the_whole_column(
    ws: ak.Workspace, locale: str | None, numbers: list[str | None], dates: list[date], reading: str
) -> None:
    filled(ws, "text", ["1.234,50", "1,234.50"])
    shown = convert(ws, "currency", locale=locale, confirm=True)
    assert values(ws) == [one if one is None else Decimal(one) for one in numbers]
    assert (shown.reading, shown.converts) == (reading, 1)
    ak.fields.define(ws, "account", "Dag", "text")
    ak.accounts.update(ws, "A0", dag="1-2-2026")
    ak.fields.convert(ws, "account.dag", "date", locale=locale, confirm=True)
    assert [ak.accounts.get(ws, "A0").dag] == dates


def test_the_language_of_the_workspace_counts_where_none_is_stated(ws: ak.Workspace) -> None:
    ws.language = "en"
    filled(ws, "text", ["1,234.50"])
    assert convert(ws, "number").converts == 1
    assert "read like 1,234.50" in repr(convert(ws, "number"))
    with pytest.raises(ak.WrongValue, match=r"locale='fr'\. .* Leave locale= out for the language of the"):
        convert(ws, "number", locale="fr")


def test_numbers_past_twelve_tell_days_from_months_for_the_whole_column(ws: ak.Workspace) -> None:
    filled(ws, "text", ["1/2/2026", "12/31/2026", "2026-03-04"])
    shown = convert(ws, "date", confirm=True)
    assert values(ws) == [date(2026, 1, 2), date(2026, 12, 31), date(2026, 3, 4)]
    assert shown.reading == "12/31/2026"


def test_days_and_moments_change_by_the_time_zone_of_the_workspace(ws: ak.Workspace) -> None:
    ws.timezone = "America/New_York"
    filled(ws, "date", [date(2026, 7, 1)])
    convert(ws, "datetime", confirm=True)
    assert values(ws) == [datetime(2026, 7, 1, 4, tzinfo=UTC)]
    convert(ws, "date", confirm=True)
    assert values(ws) == [date(2026, 7, 1)]


@pytest.mark.parametrize(
    ("kind", "value", "other", "rounded"),
    [
        ("text", "1,005", "currency", 1),
        ("text", "1,50", "currency", 0),
        ("datetime", "2026-01-01T12:00:30", "text", 1),
        ("datetime", "2026-01-01T12:00", "text", 0),
    ],
)
def test_what_loses_digits_is_counted(
    ws: ak.Workspace, kind: str, value: str, other: str, rounded: int
) -> None:
    filled(ws, kind, [value])
    assert convert(ws, other).rounded == rounded


def test_digits_that_an_amount_does_not_keep_are_counted(ws: ak.Workspace) -> None:
    filled(ws, "number", [D("1.005"), D("2.5"), D("3")])
    shown = convert(ws, "currency", confirm=True)
    assert (shown.converts, shown.rounded, values(ws)) == (3, 1, [D("1.01"), D("2.50"), D("3.00")])
    assert "1 of them rounded" in repr(shown)
    ak.changes.undo(ws, shown.change_set_id)
    assert values(ws)[0] == D("1.005")


# --- options, currency, default


def test_texts_become_options_in_order_and_the_most_frequent_spelling_counts(ws: ak.Workspace) -> None:
    filled(ws, "text", ["zwart", "Rood", "rood", "Rood", "blauw"])
    shown = convert(ws, "radio", confirm=True)
    assert shown.options == ws.catalogue.field("account.veld").options == ("blauw", "Rood", "zwart")
    assert (values(ws), len(shown.lost)) == (["zwart", "Rood", "Rood", "Rood", "blauw"], 0)


def test_texts_with_several_values_become_options_each(ws: ak.Workspace) -> None:
    filled(ws, "textarea", ["b; a", "||c||a||", "d, e"])
    assert convert(ws, "multiselect", confirm=True).options == ("a", "b", "c", "d", "e")
    assert values(ws) == [["a", "b"], ["a", "c"], ["d", "e"]]


def test_more_than_fifty_texts_do_not_become_options_by_themselves(ws: ak.Workspace) -> None:
    filled(ws, "text", [f"t{number}" for number in range(50)])
    assert len(convert(ws, "dropdown").options) == 50
    ak.accounts.create(ws, "Nog een", veld="t50")
    with pytest.raises(
        ak.WrongValue, match=r"holds 51 different texts, and at most 50 become options by thems"
    ):
        convert(ws, "dropdown")
    assert len(convert(ws, "dropdown", options=["t50"]).lost) == 50


def test_options_are_given_or_taken_over_and_go_with_their_kinds_only(ws: ak.Workspace) -> None:
    filled(ws, "dropdown", ["Rood", "Groen"])
    assert convert(ws, "checkbox").options == tuple(OPTIONS)
    assert convert(ws, "checkbox", options=["Groen"]).lost["value"].tolist() == ["Rood"]
    with pytest.raises(ak.WrongValue, match=r"this is text \(check: field_options\)"):
        convert(ws, "text", options=["a"])
    with pytest.raises(ak.WrongValue, match=r"\(check: options_alike\)"):
        convert(ws, "radio", options=["a", "A"])
    with pytest.raises(ak.WrongValue, match=r"'account\.veld' holds no amounts.*currency_code"):
        convert(ws, "radio", currency="EUR")


def test_a_field_without_values_needs_options_to_have_any(ws: ak.Workspace) -> None:
    filled(ws, "text", [None])
    with pytest.raises(ak.WrongValue, match=r"this is radio \(check: field_options\)"):
        convert(ws, "radio", confirm=True)
    assert convert(ws, "radio", options=OPTIONS, confirm=True).options == tuple(OPTIONS)


def test_an_amount_has_a_currency_and_a_number_has_none(ws: ak.Workspace) -> None:
    filled(ws, "number", [5])
    convert(ws, "currency", confirm=True)
    assert ws.catalogue.field("account.veld").currency == "EUR"
    convert(ws, "number", confirm=True)
    assert ws.catalogue.field("account.veld").currency is None
    convert(ws, "currency", currency="usd", confirm=True)
    assert ws.catalogue.field("account.veld").currency == "USD"


def test_a_default_converts_along_or_goes(ws: ak.Workspace) -> None:
    filled(ws, "text", [], default="3,5")
    assert "default" not in repr(convert(ws, "number", confirm=True))
    assert ws.catalogue.field("account.veld").default == "3.500000"
    shown = convert(ws, "date", confirm=True)
    assert (shown.loses_default, ws.catalogue.field("account.veld").default) == (True, None)
    assert "its default does not convert and goes" in repr(shown)
    ak.changes.undo(ws, shown.change_set_id)
    assert ws.catalogue.field("account.veld").default == "3.500000"


def test_defaults_of_several_values_convert(ws: ak.Workspace) -> None:
    filled(ws, "dropdown", [], default="Rood")
    convert(ws, "multiselect", confirm=True)
    assert ws.catalogue.field("account.veld").default == ("Rood",)
    convert(ws, "text", confirm=True)
    assert ak.accounts.create(ws, "Acme").veld == "Rood"


def test_a_required_field_converts_only_when_every_value_does(ws: ak.Workspace) -> None:
    filled(ws, "text", ["3", "drie"], required=True)
    assert len(convert(ws, "number").lost) == 1
    with pytest.raises(
        ak.WrongValue, match=r"is required, and 1 of its values do not convert\. Correct them"
    ):
        convert(ws, "number", confirm=True)
    assert values(ws) == ["3", "drie"]
    ak.accounts.update(ws, "A1", veld="4")
    assert convert(ws, "number", confirm=True).converts == 2


# --- a second call, and what is no conversion


def test_a_second_conversion_to_the_same_kind_changes_nothing(ws: ak.Workspace) -> None:
    filled(ws, "text", ["3"])
    convert(ws, "number", confirm=True)
    made = last(ws)
    again = convert(ws, "getal", confirm=True)
    assert (again.converts, again.change_set_id, len(again.lost), last(ws)) == (0, None, 0, made)
    assert repr(again) == "Conversion(account.veld is of kind number already; there is nothing to convert)"


def test_options_and_currency_have_functions_of_their_own(ws: ak.Workspace) -> None:
    filled(ws, "radio", ["Rood"])
    with pytest.raises(ak.WrongValue, match=r"is a radio already\. fields\.set_options\(\) sets its options"):
        convert(ws, "radio", options=["Rood", "Geel"])
    assert convert(ws, "radio", options=OPTIONS).converts == 0
    convert(ws, "text", confirm=True)
    convert(ws, "currency", confirm=True)
    with pytest.raises(ak.WrongValue, match=r"fields\.update\(currency=\) gives them another code"):
        convert(ws, "currency", currency="USD")


@pytest.mark.parametrize("kind", ["user", "sterren", None, ""])
def test_a_kind_that_is_none_is_refused(ws: ak.Workspace, kind: object) -> None:
    filled(ws, "text", ["3"])
    with pytest.raises(ak.WrongValue, match=r"\(check: (option|required)\)"):
        convert(ws, kind, confirm=True)
    assert ws.catalogue.field("account.veld").kind_name == "text"


def test_contacts_are_named_by_their_address(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "contact", "Score", "text")
    ak.contacts.create(ws, "jan@acme.nl", score="veel")
    ak.contacts.create(ws, phone="06 1234", score="weinig")
    shown = ak.fields.convert(ws, ak.contact.score, "number")
    assert shown.lost[["record_id", "email"]].to_numpy().tolist() == [[1, "jan@acme.nl"], [2, "06 1234"]]


def test_what_is_shown_is_escaped_and_shown_short(ws: ak.Workspace) -> None:
    filled(ws, "text", ["<script>alert(1)</script>", *("x" * 500 for _ in range(30))])
    html = convert(ws, "number")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert html.count("<tr>") == 21
    assert convert(ws, "number").lost["message"].str.len().max() < 150
