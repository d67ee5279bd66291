"""Reading files: what separates the cells and what encloses them, found or stated."""

from __future__ import annotations

import pytest

from accounts_kit.errors import WrongKind, WrongValue
from tests.readings import codes_of, tuples_of

# --- the delimiter


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|", "^", "~", ":", "\x1f"])
def test_the_delimiter_is_found_and_said(reading_of, delimiter: str) -> None:
    reading = reading_of(f"Naam{delimiter}Plaats\nAcme{delimiter}Tiel\n")
    assert reading.delimiter == delimiter
    assert tuples_of(reading) == [("Acme", "Tiel", 2)]
    assert "delimiter" in codes_of(reading)


def test_decimal_commas_do_not_make_a_comma_the_delimiter(reading_of) -> None:
    reading = reading_of("Naam;Omzet, EUR;Groei\nAcme;1,5;2,5\nBeta;2,5;3,5\n")
    assert reading.delimiter == ";"
    assert tuples_of(reading)[0] == ("Acme", "1,5", "2,5", 2)


def test_delimiters_inside_quotes_do_not_count(reading_of) -> None:
    reading = reading_of('Naam,Notitie\nAcme,"a;b;c;d"\nBeta,"e;f;g;h"\n')
    assert reading.delimiter == ","
    assert tuples_of(reading)[1] == ("Beta", "e;f;g;h", 3)


def test_two_delimiters_that_fit_equally_well_are_both_named(reading_of) -> None:
    reading = reading_of("a,x;b\n1,5;2\n2,5;3\n")
    assert reading.delimiter == ";"
    assert ("delimiter_doubt", "',' would divide the rows just as evenly.") in reading.assumptions


def test_rows_of_which_most_lack_their_last_cells_still_have_their_delimiter(reading_of) -> None:
    reading = reading_of("a,b,c\n1,2,3\n1,2\n1,2\n1\n")
    assert (reading.delimiter, reading.table.num_rows) == (",", 4)


def test_many_columns_with_gaps_beat_two_without(reading_of) -> None:
    reading = reading_of("a;b;c;d;e;f, g\n1;2;3;4;5;6,5\n1;2,5\n")
    assert (reading.delimiter, len(reading.headers)) == (";", 6)


def test_a_delimiter_at_the_end_of_each_row_is_no_reason_to_choose_another(reading_of) -> None:
    reading = reading_of("Naam;Omzet, EUR\nAcme;1,5;\nBeta;2,5;\n")
    assert (reading.delimiter, reading.headers) == (";", ("Naam", "Omzet, EUR"))


def test_a_comma_in_the_header_alone_divides_nothing(reading_of) -> None:
    reading = reading_of("Naam, voluit\nAcme\nBeta\n")
    assert (reading.delimiter, reading.headers) == (None, ("Naam, voluit",))


def test_a_sep_line_as_excel_writes_it_names_the_delimiter_and_is_no_header(reading_of) -> None:
    reading = reading_of("sep=|\nNaam;x|Plaats\nAcme|Tiel\n")
    assert (reading.delimiter, reading.headers) == ("|", ("Naam;x", "Plaats"))
    assert tuples_of(reading) == [("Acme", "Tiel", 3)]
    assert ("delimiter", "'|' separate 2 columns, as line 1 says.") in reading.assumptions


def test_a_file_of_one_column_needs_no_delimiter(reading_of) -> None:
    reading = reading_of('Naam\nJansen; Jan\n"Smit"\n15" monitor\n')
    assert reading.delimiter is None
    assert tuples_of(reading) == [("Jansen; Jan", 2), ("Smit", 3), ('15" monitor', 4)]
    assert "one_column" in codes_of(reading)


@pytest.mark.parametrize(
    "text",
    [
        "Tijd\n12:30\n13:40\n",
        "Tijd: begin\n12:30\n13:40:15\n",
        "Site: adres\nhttps://acme.nl\nhttp://beta.nl\n",
        "12:30\n13:40\n",
        "Naam: Jan\nPlaats: Tiel\n",
        "Tijd:Wat\n12:30\n13:40\n",
        "Een:Twee\na:b\nc\n",
    ],
)
def test_colons_of_times_addresses_and_sentences_separate_nothing(reading_of, text: str) -> None:
    assert reading_of(text).delimiter is None


def test_a_time_beside_colons_that_separate_stays_together_when_quoted(reading_of) -> None:
    reading = reading_of('Naam:Tijd:Wat\nAcme:"12:30":x\nBeta:"13:40":y\n')
    assert (reading.delimiter, tuples_of(reading)[0]) == (":", ("Acme", "12:30", "x", 2))


@pytest.mark.parametrize("delimiter", [" ", "x", "-", "]", "\\", "'", "\x14", "§", "💶"])
def test_any_character_separates_when_it_is_stated(reading_of, delimiter: str) -> None:
    text = 'Naam;Plaats\n"A;c""me";Tiel\n;\nBeta;\n'.replace(";", delimiter)
    reading = reading_of(text, delimiter=delimiter)
    assert (reading.delimiter, reading.quote) == (delimiter, '"')
    assert tuples_of(reading) == [(f'A{delimiter}c"me', "Tiel", 2), ("Beta", "", 4)]
    assert set(codes_of(reading)) <= {"delimiter", "blank_rows", "controls"}


@pytest.mark.parametrize("spelled", ["\\t", "tab", "TAB"])
def test_a_tab_may_be_spelled_as_a_shell_hands_it_over(reading_of, spelled: str) -> None:
    assert reading_of("a;b\tc\n1;2\t3\n", delimiter=spelled).headers == ("a;b", "c")


def test_a_stated_delimiter_goes_before_what_the_file_says_and_suggests(reading_of) -> None:
    reading = reading_of("sep=,\na,b;c\n1,2;3\n", delimiter=";")
    assert (reading.headers, tuples_of(reading)) == (("a,b", "c"), [("1,2", "3", 3)])


def test_a_stated_delimiter_that_is_not_there_is_said(reading_of) -> None:
    reading = reading_of("a,b\n1,2\n", delimiter=";")
    assert (reading.delimiter, reading.headers) == (";", ("a,b",))
    assert ("one_column", "';' separate nothing: there is one column.") in reading.assumptions


def test_no_delimiter_at_all_can_be_stated(reading_of) -> None:
    reading = reading_of("a,b\n1,2\n", delimiter="")
    assert (reading.delimiter, reading.headers, reading.assumptions) == (None, ("a,b",), ())


@pytest.mark.parametrize(
    ("layout", "error", "message"),
    [
        ({"delimiter": ";;"}, WrongValue, r"delimiter=';;' is not possible\. A delimiter is one character"),
        ({"delimiter": "\n"}, WrongValue, r"delimiter='\\n' is not possible"),
        ({"delimiter": "\ud800"}, WrongValue, "is not possible"),
        ({"delimiter": 5}, WrongKind, "delimiter=5 is no text"),
        ({"quote": "quote"}, WrongValue, r"quote='quote' is not possible.* quote='' for none"),
        ({"delimiter": "'", "quote": "'"}, WrongValue, "delimiter and quote are both"),
        ({"header": 0}, WrongValue, r"header=0 is no line\. Lines are counted from 1"),
        ({"header": -2}, WrongValue, "header=-2 is no line"),
        ({"header": "Naam"}, WrongKind, "header='Naam' is no line"),
        (
            {"sheet": "Blad1"},
            WrongKind,
            r"has no sheets\. Leave sheet= out",
        ),
        ({"records": "data"}, WrongKind, "has no lists of records"),
    ],
)
def test_what_cannot_be_stated_is_refused_with_what_can(reading_of, layout, error, message: str) -> None:
    with pytest.raises(error, match=message):
        reading_of("a;b\n1;2\n", **layout)


# --- the quote


def test_single_quotes_enclose_where_every_text_stands_between_them(reading_of) -> None:
    reading = reading_of("'Naam','Plaats','N'\n'O''Brien, Jan','''s-Hertogenbosch',3\n'Acme','Ede',NULL\n")
    assert (reading.quote, reading.headers) == ("'", ("Naam", "Plaats", "N"))
    assert tuples_of(reading) == [("O'Brien, Jan", "'s-Hertogenbosch", "3", 2), ("Acme", "Ede", "NULL", 3)]
    assert "quote" in codes_of(reading)


def test_a_header_need_not_be_quoted_and_a_later_row_that_is_not_is_refused(reading_of) -> None:
    rows = "".join(f"'Acme {number}';'Tiel'\n" for number in range(600))
    reading = reading_of(f"Naam;Plaats\n{rows}'s-Heer;'Ede'\n'Beta';'Ede'\n")
    assert (reading.quote, reading.table.num_rows) == ("'", 601)
    assert [(problem.line, problem.value) for problem in reading.broken] == [(602, "'s-Heer;'Ede'")]


@pytest.mark.parametrize(
    "text",
    [
        "Naam,Plaats\n'Jan',Ede\n'Piet',Tiel\n",
        "Naam,Plaats\n'Jan','Ede'\n's-Heer,'Tiel'\n",
        "Naam,Plaats\n'Jan','Ede'\nPiet,'Tiel'\n",
        "Naam\n'Jan'\n\"Piet\"\n",
        "Naam\n't Hoekje\n't Pleintje\n",
        "a;b;c\n'';x;''\n'';y;''\n",
    ],
)
def test_single_quotes_are_text_where_some_text_stands_without(reading_of, text: str) -> None:
    reading = reading_of(text)
    assert (reading.quote, "quote" in codes_of(reading)) == ('"', False)
    assert tuples_of(reading)[0][0].startswith("'")
    assert reading.broken == ()


def test_a_stated_quote_goes_before_what_the_cells_suggest(reading_of) -> None:
    text = "'Naam','Plaats'\n'Acme','Ede'\n'Beta','\"Tiel\"'\n"
    assert reading_of(text, quote='"').headers == ("'Naam'", "'Plaats'")
    stated = reading_of(text, quote="'")
    assert tuples_of(stated) == [("Acme", "Ede", 2), ("Beta", '"Tiel"', 3)]
    assert codes_of(stated) == ["delimiter"]


def test_any_character_encloses_when_it_is_stated(reading_of) -> None:
    reading = reading_of("þNaamþ\x14þPlaatsþ\nþAcþþme\x14þ\x14þTi\nelþ\n", quote="þ", delimiter="\x14")
    assert (reading.headers, tuples_of(reading)) == (("Naam", "Plaats"), [("Acþme\x14", "Ti\nel", 2)])


def test_nothing_encloses_where_that_is_stated(reading_of) -> None:
    reading = reading_of('Naam;Maat\n"Acme;15"\n"Beta";"12\n', quote="")
    assert tuples_of(reading) == [('"Acme', '15"', 2), ('"Beta"', '"12', 3)]
    assert (reading.quote, reading.broken) == ("", ())


def test_quotes_behind_a_backslash_are_text_where_that_makes_rows_whole(reading_of) -> None:
    text = 'Naam,Notitie,X\n"Acme","zei \\"ja, graag\\" en \\\\ ging",1\n"Be""ta","C:\\dir",2\n'
    reading = reading_of(text)
    assert tuples_of(reading) == [
        ("Acme", 'zei "ja, graag" en \\ ging', "1", 2),
        ('Be"ta', "C:\\dir", "2", 3),
    ]
    assert (reading.escape, reading.broken) == ("\\", ())
    assert "escaped_quotes" in codes_of(reading)


def test_a_header_and_every_row_may_have_quotes_behind_backslashes(reading_of) -> None:
    reading = reading_of('"De \\"naam\\"","b"\n"x \\"y\\"","1"\n')
    assert (reading.headers, tuples_of(reading)) == (('De "naam"', "b"), [('x "y"', "1", 2)])
    headless = reading_of('"x \\"y\\"","1"\n"z \\"y\\"","2"\n', header=False)
    assert tuples_of(headless) == [('x "y"', "1", 1), ('z "y"', "2", 2)]


def test_a_backslash_at_the_end_of_a_quoted_cell_is_no_escape(reading_of) -> None:
    reading = reading_of('Naam,Map\n"Acme","C:\\dir\\"\n"Beta","D:\\"\n')
    assert tuples_of(reading) == [("Acme", "C:\\dir\\", 2), ("Beta", "D:\\", 3)]
    assert reading.escape == ""


def test_a_quote_behind_a_backslash_that_makes_nothing_whole_is_refused_by_line(reading_of) -> None:
    reading = reading_of('Naam,Map\n"A","C:\\"\n"B","D:\\"\n"C","zei \\"ja"\n"D","x"\n')
    assert [problem.line for problem in reading.broken] == [4]
    assert [row[0] for row in tuples_of(reading)] == ["A", "B", "D"]
