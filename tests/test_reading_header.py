"""Reading files: on which line the header stands, found or stated, or that there is none."""

from __future__ import annotations

import pytest

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.reading import Reading
from tests.readings import tuples_of


def said(reading: Reading, code: str) -> list[str]:
    return [assumption.text for assumption in reading.assumptions if assumption.code == code]


# --- stated


def test_a_file_without_header_loses_no_row_and_its_columns_have_their_places_for_names(reading_of) -> None:
    reading = reading_of("Naam;Plaats\nAcme;Tiel\n", header=False)
    assert (reading.headers, reading.header_line) == (("column 1", "column 2"), None)
    assert reading.original_headers == ("", "")
    assert tuples_of(reading) == [("Naam", "Plaats", 1), ("Acme", "Tiel", 2)]
    assert [assumption.code for assumption in reading.assumptions] == ["delimiter"]


def test_one_row_without_header_is_a_table(reading_of) -> None:
    assert tuples_of(reading_of("jan@acme.nl;Jan\n", header=False)) == [("jan@acme.nl", "Jan", 1)]


def test_without_header_the_rows_are_as_wide_as_more_than_a_few_of_them(reading_of) -> None:
    rows = "".join(f"{number};x;y\n" for number in range(30))
    reading = reading_of(f"1;x\n{rows}2;x;y;z\n", header=False)
    assert (len(reading.headers), reading.table.num_rows) == (3, 31)
    assert [(problem.line, problem.value) for problem in reading.broken] == [(32, "2;x;y;z")]


def test_a_header_on_a_stated_line_has_a_preamble_above_it(reading_of) -> None:
    reading = reading_of('Lijst; van; alles\n"los\n\nNaam;Plaats\nAcme;Tiel\n', header=4)
    assert (reading.headers, reading.header_line) == (("Naam", "Plaats"), 4)
    assert reading.preamble == 'Lijst; van; alles\n"los\n\n'
    assert tuples_of(reading) == [("Acme", "Tiel", 5)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_of_a_header_is_counted_over_every_kind_of_line_end(reading_of, end: str) -> None:
    reading = reading_of(end.join(["x", "", "Naam;Plaats", "Acme;Tiel"]), header=3)
    assert (reading.headers, tuples_of(reading)) == (("Naam", "Plaats"), [("Acme", "Tiel", 4)])


@pytest.mark.parametrize("header", [1, True])
def test_a_stated_header_on_the_first_line_is_not_looked_for(reading_of, header: int | bool) -> None:
    reading = reading_of("jan@acme.nl;Jan\npiet@acme.nl;Piet\n", header=header)
    assert (reading.headers, reading.table.num_rows) == (("jan@acme.nl", "Jan"), 1)
    title = reading_of("Klanten\nNaam;Plaats\nAcme;Tiel\nBeta;Ede\n", header=header)
    assert title.headers == ("Klanten",)


@pytest.mark.parametrize(("line", "why"), [(2, "it is blank"), (3, "it is blank"), (9, "it is not there")])
def test_a_header_on_a_line_without_one_is_refused(reading_of, line: int, why: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"file\.csv has no header on line {line}: {why}"):
        reading_of("x\n\n; ;\nNaam;Plaats\nAcme;Tiel\n", header=line)


# --- a preamble that is found


@pytest.mark.parametrize(
    ("preamble", "line"),
    [
        ("Export van 1 mei 2026\n", 2),
        ("Export van 1 mei 2026\n\n\n", 4),
        ("Export;;\n;;\nGemaakt door Jan;;\n", 4),
        ("\nExport\n\nvan alles\n", 5),
        ('"Export; van alles"\n', 2),
        ("sep=;\nExport van alles\n", 3),
        ("Rapport;Contacten\nDatum;1-5-2026\n\n", 4),
    ],
)
def test_what_stands_above_an_evident_header_is_left_out_and_said(
    reading_of, preamble: str, line: int
) -> None:
    reading = reading_of(preamble + "Naam;Plaats;Score\nAcme;Tiel;1\nBeta;Ede;2\n")
    assert (reading.headers, reading.header_line) == (("Naam", "Plaats", "Score"), line)
    assert tuples_of(reading) == [("Acme", "Tiel", "1", line + 1), ("Beta", "Ede", "2", line + 2)]
    assert reading.preamble == preamble
    (text,) = said(reading, "preamble")
    assert text.startswith(f"Line {line} is the header. Line")


def test_a_preamble_is_quoted_by_its_first_line(reading_of) -> None:
    reading = reading_of("Export van 1 mei\n\nNaam;Plaats\nAcme;Tiel\n")
    assert said(reading, "preamble") == [
        "Line 3 is the header. Lines 1 to 2 above it ('Export van 1 mei') are no rows and are left out. "
        "If that is wrong, give the line of the header, or header=False when there is none."
    ]


def test_a_preamble_of_one_line_is_one_line(reading_of) -> None:
    [text] = said(reading_of("Relaties\nNaam;Plaats\nAcme;Tiel\n"), "preamble")
    assert "Line 1 above it ('Relaties') is no row and is left out." in text


def test_a_header_of_names_that_nobody_knows_is_evident_above_numbers(reading_of) -> None:
    reading = reading_of("Weekstaat\nRegio;Stand\nNoord;1\nZuid;2\n")
    assert (reading.headers, reading.header_line) == (("Regio", "Stand"), 2)


@pytest.mark.parametrize(
    "text",
    [
        "Relatie\nAcme;Tiel\nBeta;Ede\n",
        "Naam\nAcme;1\nBeta;2\n",
        "Weekstaat\nAcme;Acme\nNoord;1\nZuid;2\n",
        "Weekstaat\n01-02-2026;1\n02-02-2026;2\n",
    ],
)
def test_a_line_that_may_be_a_row_is_not_taken_for_the_header(reading_of, text: str) -> None:
    reading = reading_of(text)
    assert (reading.header_line, len(reading.headers)) == (1, 1)
    assert reading.table.num_rows == text.count("\n") - 1
    assert said(reading, "title_line") == [
        "Line 1 has no ';', and the lines below do. The text is read as one column; if that line is a title, "
        "give the line of the header, as in header=2."
    ]


def test_a_header_that_is_too_short_is_no_preamble_and_its_rows_are_refused(reading_of) -> None:
    reading = reading_of("Relatie;Plek\nAcme;Tiel;Gelderland\nBeta;Ede;Gelderland\n")
    assert (reading.headers, [problem.line for problem in reading.broken]) == (("Relatie", "Plek"), [2, 3])


# --- no header, which is found


@pytest.mark.parametrize(
    "rows",
    [
        "jan@acme.nl;Jan\npiet@acme.nl;Piet\n",
        "Jan;jan@acme.nl;\nPiet;piet@acme.nl;x\nKees;;\n",
        "Acme;https://acme.nl\nBeta;www.beta.nl\n",
        "Acme;1-5-2026\nBeta;12-05-2026 12:30\nGamma;3-5-2026\n",
        "Acme;01234567\nBeta;01234568\nGamma;12345678\n",
        "Acme;06-12345678\nBeta;(020) 1234567\nGamma;+31 6 12345678\n",
    ],
)
def test_a_first_line_that_is_like_those_below_it_is_a_row(reading_of, rows: str) -> None:
    reading = reading_of(rows)
    assert (reading.header_line, reading.table.num_rows) == (None, rows.count("\n"))
    assert tuples_of(reading)[0][-1] == 1
    assert reading.headers[0] == "column 1"
    assert len(said(reading, "no_header")) == 1


def test_a_list_of_addresses_has_no_header(reading_of) -> None:
    reading = reading_of("jan@acme.nl\npiet@acme.nl\n")
    assert tuples_of(reading) == [("jan@acme.nl", 1), ("piet@acme.nl", 2)]
    assert said(reading, "no_header") == [
        "Line 1 is a row, as 'jan@acme.nl' looks like what is below it: the columns are called after their "
        "places. If it is the header, give header=True."
    ]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Klant;2025;2026\nAcme;10;20\nBeta;30;40\n", "2025"),
        ("Klant;202601;202602\nAcme;150000;230000\nBeta;350000;430000\n", "202601"),
        ("Klant;01-01-2026\nAcme;10\nBeta;20\n", "01-01-2026"),
        ("E-mail;info@acme.nl\nx;jan@acme.nl\ny;piet@acme.nl\n", "info@acme.nl"),  # which names a field
        ("Adres;Aantal\njan@acme.nl;12\n", None),
        ("jan@acme.nl;Aantal\npiet@acme.nl;12\nkees@acme.nl;13\n", "jan@acme.nl"),
    ],
)
def test_a_header_that_only_holds_a_value_is_doubted_and_stays(
    reading_of, text: str, cell: str | None
) -> None:
    reading = reading_of(text)
    assert (reading.header_line, reading.table.num_rows) == (1, text.count("\n") - 1)
    assert said(reading, "header_like_data") == (
        [
            f"The header holds {cell!r}, which looks like a value. "
            "If the first line is a row, give header=False."
        ]
        if cell
        else []
    )


def test_a_single_line_that_may_be_a_row_is_refused_with_what_to_say(reading_of) -> None:
    with pytest.raises(
        UnreadableFile, match=r"a header and no rows\. If that line is a row, say header=False"
    ):
        reading_of("jan@acme.nl;Jan\n")


# --- a header that comes again


def test_a_header_among_the_rows_is_left_out_and_said(reading_of) -> None:
    reading = reading_of(
        '"Naam";"Plaats"\nAcme;"een\n""Naam"";""Plaats"""\n"Naam";"Plaats"\nBeta;Ede\n\ufeff"Naam";"Plaats"\n'
    )
    assert tuples_of(reading) == [("Acme", 'een\n"Naam";"Plaats"', 2), ("Beta", "Ede", 5)]
    assert said(reading, "header_again") == ["The header is repeated on lines 4, 6; no row is made of it."]


def test_a_file_of_headers_only_has_no_rows(reading_of) -> None:
    with pytest.raises(UnreadableFile, match="has a header and no rows"):
        reading_of("Naam;Plaats\nNaam;Plaats\n")


def test_a_value_like_the_header_of_one_column_is_a_row(reading_of) -> None:
    assert tuples_of(reading_of("Test\nx\nTest\n")) == [("x", 2), ("Test", 3)]
