"""Words: text made comparable, numbers and dates read strictly, values read out, the nearest name."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from accounts_kit.words.dates import as_moment, date_from, moment_from
from accounts_kit.words.nearest import nearest, suggestion
from accounts_kit.words.numbers import MARKS, marks_of, number_from
from accounts_kit.words.reading import Reading
from accounts_kit.words.text import WHITE_SPACE, clean, fold, header_key, key_of, slug

ZONE = "Europe/Amsterdam"


def test_white_space_is_what_python_says_plus_two() -> None:
    spaces = {chr(code) for code in range(sys.maxunicode + 1) if chr(code).isspace()}
    assert set(WHITE_SPACE) == spaces | {"\u200b", "\ufeff"}
    assert len(WHITE_SPACE) == len(set(WHITE_SPACE))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", None),
        (" \t\r\n\u200b\ufeff\u3000", None),
        ("\ufeffAcme\u200b", "Acme"),
        ("a  b", "a  b"),
        ("Cafe\u0301", "Café"),
        ("\u0301", "\u0301"),
        ("x\u200by", "x\u200by"),
    ],
)
def test_text_is_cleaned_at_its_ends_and_composed(text: str, cleaned: str | None) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" Acme \u00a0 B.V. ", "acme b.v."),
        ("A\tB\nC", "a b c"),
        ("STRASSE", "strasse"),
        ("Straße", "straße"),
        ("İSTANBUL", "istanbul"),
        ("ΟΔΟΣ", "οδοσ"),
        ("CAFE\u0301", "café"),
        ("", ""),
    ],
)
def test_a_key_is_folded_and_has_single_spaces(text: str, key: str) -> None:
    assert key_of(text) == key
    assert key_of(key) == key


def test_folding_goes_letter_by_letter() -> None:
    assert fold("ΟΔΟΣ") == "οδοσ"  # str.lower() makes the last one ς: it looks at what stands around it
    assert fold("İ") == "i"


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Categorie één", "categorie_een"),
        ("2e telefoon", "field_2e_telefoon"),
        ("  % van de omzet (€) ", "procent_van_de_omzet_euro"),
        ("Łódź & Ærø", "lodz_en_aero"),
        ("🦄", ""),
        ('"; DROP TABLE accounts;--', "drop_table_accounts"),
        ("E-mail/telefoon", "e_mail_telefoon"),
        ("___", ""),
    ],
)
def test_a_slug_is_small_letters_digits_and_underscores(label: str, key: str) -> None:
    assert slug(label) == key
    assert slug(key) == key


def test_headers_are_equal_without_case_accents_and_signs() -> None:
    assert header_key("E-mail adres ") == header_key("EMAIL_ADRES") == "emailadres"
    assert header_key("Één") == header_key("een")
    assert header_key("Naam") != header_key("Namen")


NUMBERS: list[tuple[str, str | None, str | None]] = [
    # text, by Dutch marks, by English marks
    ("1.038", "1038", "1.038"),
    ("1,038", "1.038", "1038"),
    ("1.382,40", "1382.40", None),
    ("1,382.40", None, "1382.40"),
    ("1.54", None, "1.54"),
    ("1.2345", None, "1.2345"),
    ("12.345.678", "12345678", None),
    ("1234.567", None, "1234.567"),
    ("0,5", "0.5", None),
    ("-12", "-12", "-12"),
    ("+3", "3", "3"),
    ("€ 12,-", "12", None),
    ("12,--", "12", None),
    ("EUR\u00a01.000", "1000", "1.000"),
    ("12 eur", "12", "12"),
    ("$5", "5", "5"),
    ("007", "7", "7"),
    ("", None, None),
    ("-", None, None),
    ("12 stuks", None, None),
    ("1e3", None, None),
    ("1_000", None, None),
    ("(12)", "-12", "-12"),
    ("(€ 1.200,50)", "-1200.50", None),
    ("12-", "-12", "-12"),
    ("-€ 5", "-5", "-5"),
    ("€ 5,00-", "-5", None),
    ("\u22125", "-5", "-5"),
    ("-(12)", None, None),
    ("(-12)", None, None),
    ("12 34", None, None),
    ("١٢", None, None),
    ("nan", None, None),
    ("1,", None, None),
    (",5", None, None),
    ("1..000", None, None),
]


@pytest.mark.parametrize(("text", "dutch", "english"), NUMBERS, ids=[repr(one[0]) for one in NUMBERS])
def test_a_number_is_read_by_the_marks_of_its_language(
    text: str, dutch: str | None, english: str | None
) -> None:
    assert number_from(text, MARKS["nl"]) == (None if dutch is None else Decimal(dutch))
    assert number_from(text, MARKS["en"]) == (None if english is None else Decimal(english))


def test_a_locale_has_the_marks_of_its_language() -> None:
    assert marks_of("nl_BE") == marks_of("de") == MARKS["nl"]
    assert marks_of("en-GB") == marks_of("EN") == MARKS["en"]


@pytest.mark.parametrize(
    ("text", "order", "read"),
    [
        ("2026-03-01", "ymd", date(2026, 3, 1)),
        ("20260301", "ymd", date(2026, 3, 1)),
        ("1-3-2026", "dmy", date(2026, 3, 1)),
        ("01/03/2026", "dmy", date(2026, 3, 1)),
        ("1.3.2026", "dmy", date(2026, 3, 1)),
        ("1/3/2026", "mdy", date(2026, 1, 3)),
        ("31/3/2026", "mdy", None),
        ("29-2-2027", "dmy", None),
        ("1-3-26", "dmy", None),
        ("2026-13-01", "ymd", None),
        ("", "ymd", None),
        ("gisteren", "dmy", None),
    ],
)
def test_a_date_is_read_by_its_order_only(text: str, order: str, read: date | None) -> None:
    assert date_from(text, order) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-07-01T12:00", "2026-07-01T10:00"),
        ("2026-01-01 12:00:30", "2026-01-01T11:00:30"),
        ("2026-07-01T12:00Z", "2026-07-01T12:00"),
        ("2026-07-01T12:00-05:00", "2026-07-01T17:00"),
        ("2026-07-01", "2026-06-30T22:00"),
        ("0001-01-01T00:00", None),
        ("9999-12-31T23:30Z", None),
        ("2026-02-30T12:00", None),
        ("straks", None),
    ],
)
def test_a_moment_without_an_offset_is_local(text: str, read: str | None) -> None:
    expected = None if read is None else datetime.fromisoformat(read).replace(tzinfo=UTC)
    assert moment_from(text, ZONE) == expected


def test_a_moment_out_of_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the years 1 to 9999"):
        as_moment(datetime.min, ZONE)
    with pytest.raises(ValueError, match="outside the years 1 to 9999"):
        as_moment(datetime.max.replace(tzinfo=UTC), ZONE)


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (None, "", ""),
        ("Acme", "Acme", "Acme"),
        (5, "5", "5"),
        (Decimal("150.000000"), "150", "150"),
        (Decimal("1000000"), "1000000", "1000000"),
        (Decimal("0.500000"), "0,5", "0.5"),
        (Decimal("-0.250000"), "-0,25", "-0.25"),
        (Decimal("0.000000"), "0", "0"),
        (date(2026, 3, 1), "1-3-2026", "1-3-2026"),
        (date(987, 3, 1), "1-3-0987", "1-3-0987"),
        (datetime(2026, 7, 1, 22, 5, tzinfo=UTC), "2-7-2026 00:05", "2-7-2026 00:05"),
        (["a", "b, c"], "a, b, c", "a, b, c"),
        ([], "", ""),
    ],
)
def test_a_value_reads_as_the_table_says(value: object, dutch: str, english: str) -> None:
    assert Reading("nl").text(value) == dutch
    assert Reading("en").text(value) == english


def test_an_amount_has_two_decimals() -> None:
    assert Reading("nl").text(Decimal("9.50"), 2) == "9,50"
    assert Reading("en").text(Decimal(1000), 2) == "1000.00"


def test_a_moment_reads_in_the_zone_of_the_workspace() -> None:
    moment = datetime(2026, 1, 1, 3, tzinfo=timezone(timedelta(hours=3)))
    assert Reading("nl", "America/New_York").text(moment) == "31-12-2025 19:00"


@pytest.mark.parametrize(
    ("name", "names", "found"),
    [
        ("account.industy", ["account.name", "account.industry"], "account.industry"),
        ("SOFTWARE", ["Software", "Bouw"], "Software"),
        ("qqq", ["Software", "Bouw"], None),
        ("aab", ["aac", "aaa"], "aaa"),
        ("x", [], None),
    ],
)
def test_the_nearest_name_is_the_most_similar_if_any_is(
    name: str, names: list[str], found: str | None
) -> None:
    assert nearest(name, names) == found


def test_a_suggestion_is_the_nearest_or_all_of_a_few_or_nothing() -> None:
    assert suggestion("Sofware", ["Software", "Bouw"]) == "Did you mean 'Software'?"
    assert suggestion("Q", ["A", "B"], "nl") == "Er is: 'A', 'B'."
    assert suggestion("Q", ["A", "B"], "fy") == "There is: 'A', 'B'."
    assert suggestion("Q", map(str, range(10))) == ""
    assert suggestion("Q", []) == ""
