"""Reading files: which cells a row has, on which line it stands, and what separates the cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts_kit.imports.reading import Reading, read


@pytest.fixture
def reading_of(tmp_path: Path):
    """Return a function that reads a text from a file."""

    def of(text: str) -> Reading:
        path = tmp_path / "file.csv"
        path.write_bytes(text.encode())
        return read(path)

    return of


def rows_of(reading: Reading) -> list[tuple]:
    return [tuple(row.values()) for row in reading.table.to_pylist()]


def codes_of(reading: Reading) -> list[str]:
    return [assumption.code for assumption in reading.assumptions]


# --- rows and lines


def test_each_row_carries_the_line_it_starts_on(reading_of) -> None:
    reading = reading_of('Naam;Notitie\nAcme;"een\n\ntwee"\n\nBeta;drie\n')
    assert rows_of(reading) == [("Acme", "een\n\ntwee", 2), ("Beta", "drie", 6)]
    assert reading.table.column_names == ["c0", "c1", "line"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_as_one_line(reading_of, end: str) -> None:
    text = end.join(["Naam;Plaats", "Acme;Tiel", "", '"Be' + end + 'ta";Zeist'])
    assert rows_of(reading_of(text)) == [("Acme", "Tiel", 2), (f"Be{end}ta", "Zeist", 4)]


def test_text_is_kept_exactly_with_its_blanks_and_zeros(reading_of) -> None:
    reading = reading_of("Naam;KvK;Omzet\n  Acme ;01234567;1.382,40\n")
    assert rows_of(reading) == [("  Acme ", "01234567", "1.382,40", 2)]


def test_an_empty_cell_is_empty_and_an_absent_one_is_null(reading_of) -> None:
    reading = reading_of("Naam;Plaats;Land\nAcme;;\nBeta\n")
    assert rows_of(reading) == [("Acme", "", "", 2), ("Beta", None, None, 3)]
    assert (
        "short_rows",
        "1 row has fewer cells than the header; the last columns are missing there (first on line 3).",
    ) in reading.assumptions


def test_trailing_delimiters_are_no_cells(reading_of) -> None:
    reading = reading_of("Naam;Plaats\nAcme;Tiel;;\nBeta;Ede; ;\n")
    assert rows_of(reading) == [("Acme", "Tiel", 2), ("Beta", "Ede", 3)]
    assert reading.broken == ()


def test_rows_of_delimiters_only_are_left_out_and_counted(reading_of) -> None:
    reading = reading_of("Naam;Plaats\nAcme;Tiel\n;\n;\n   \n ; \n")
    assert rows_of(reading) == [("Acme", "Tiel", 2)]
    assert (
        "blank_rows",
        "3 rows have delimiters and nothing else; they are left out (first on line 3).",
    ) in (reading.assumptions)


def test_a_row_with_a_cell_too_many_is_broken_and_the_others_stay_in_their_columns(reading_of) -> None:
    reading = reading_of("Naam;Plaats\nAcme; Zoon;Tiel\nBeta;Ede\n")
    assert rows_of(reading) == [("Beta", "Ede", 3)]
    (problem,) = reading.broken
    assert (problem.line, problem.check, problem.file) == (2, "columns", "file.csv")
    assert problem.value == "Acme; Zoon;Tiel"
    assert str(problem) == "file.csv line 2: the row has 3 cells, and the header has 2 (check: columns)."


# --- quotes


def test_quotes_inside_a_quoted_cell_are_written_twice(reading_of) -> None:
    assert rows_of(reading_of('a,b\n1,"ha ""ha"" ha"\n"""",""\n')) == [("1", 'ha "ha" ha', 2), ('"', "", 3)]


def test_a_cell_that_begins_with_a_quote_without_being_quoted_keeps_its_text(reading_of) -> None:
    reading = reading_of('Naam;Plaats\n"AAE" Advanced B.V.;Helmond\n"Acme";Tiel\n')
    assert rows_of(reading) == [('"AAE" Advanced B.V.', "Helmond", 2), ("Acme", "Tiel", 3)]
    assert "kept_quotes" in codes_of(reading)


@pytest.mark.parametrize("cell", ['Monitor 15" zwart', 'de "Gouden" Leeuw', '"A" en "B"', ' "Acme"', '15"'])
def test_quotes_in_the_text_of_an_unquoted_cell_stay(reading_of, cell: str) -> None:
    assert rows_of(reading_of(f'Naam;"Plaats"\n{cell};"Ede"\n')) == [(cell, "Ede", 2)]
    assert rows_of(reading_of(f"Naam;Plaats\n{cell};Ede\n")) == [(cell, "Ede", 2)]


def test_an_unclosed_quote_costs_its_own_line_and_nothing_else(reading_of) -> None:
    reading = reading_of('Naam;Plaats\nAcme;"Tiel\nBeta;Ede\nGamma;"Den ""Haag"""\n')
    assert rows_of(reading) == [("Beta", "Ede", 3), ("Gamma", 'Den "Haag"', 4)]
    assert [(problem.line, problem.value) for problem in reading.broken] == [(2, 'Acme;"Tiel')]
    assert "a quote opens a cell and none closes it" in reading.broken[0].message


def test_a_quote_inside_a_quoted_cell_that_is_not_doubled_breaks_the_row(reading_of) -> None:
    reading = reading_of('Naam;Notitie\nAcme;"hij zei "ja; graag" en ging"\nBeta;x\n')
    assert [problem.line for problem in reading.broken] == [2]
    assert rows_of(reading) == [("Beta", "x", 3)]


def test_an_odd_quote_in_a_cell_that_begins_with_one_breaks_the_row(reading_of) -> None:
    reading = reading_of('Naam;Notitie;Plaats\n"Acme" zegt "ja;x;y\nBeta;x;Ede\n')
    assert [problem.line for problem in reading.broken] == [2]
    assert rows_of(reading) == [("Beta", "x", "Ede", 3)]


def test_a_piece_of_a_broken_cell_that_has_enough_cells_is_known_by_its_odd_quote(reading_of) -> None:
    reading = reading_of('Naam;Notitie\nAcme;"een\n"x" twee\nmeer";5\nBeta;x\n')
    assert [problem.line for problem in reading.broken] == [2, 3, 4]
    assert rows_of(reading) == [("Beta", "x", 5)]


def test_a_file_of_broken_rows_only_is_read_and_every_row_refused(reading_of) -> None:
    reading = reading_of("Naam;Plaats\nAcme;Zoon;Tiel\n")
    assert (reading.table.num_rows, len(reading.broken)) == (0, 1)
    assert reading.table.column_names == ["c0", "c1", "line"]


def test_the_pieces_of_a_broken_cell_are_refused_with_it(reading_of) -> None:
    """The lines after a broken quote are no short rows, though they would pass for such."""
    reading = reading_of(
        'Naam;Notitie;Plaats\nAcme;"regel een\nzegt "ja"\nen gaat";Tiel\nBeta;x;Ede\nGamma\n'
    )
    assert rows_of(reading) == [("Beta", "x", "Ede", 5), ("Gamma", None, None, 6)]
    assert [(problem.line, problem.value) for problem in reading.broken] == [
        (2, 'Acme;"regel een'),
        (3, 'zegt "ja"'),
        (4, 'en gaat";Tiel'),
    ]


def test_a_cell_of_very_many_lines_is_said(reading_of) -> None:
    reading = reading_of('Naam;Notitie\nAcme;"' + "regel\n" * 200 + '"\nBeta;x\n')
    assert [row[2] for row in rows_of(reading)] == [2, 203]
    assert "long_rows" in codes_of(reading)


# --- the delimiter


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_and_said(reading_of, delimiter: str) -> None:
    reading = reading_of(f"Naam{delimiter}Plaats\nAcme{delimiter}Tiel\n")
    assert reading.delimiter == delimiter
    assert rows_of(reading) == [("Acme", "Tiel", 2)]
    assert "delimiter" in codes_of(reading)


def test_decimal_commas_do_not_make_a_comma_the_delimiter(reading_of) -> None:
    reading = reading_of("Naam;Omzet, EUR;Groei\nAcme;1,5;2,5\nBeta;2,5;3,5\n")
    assert reading.delimiter == ";"
    assert rows_of(reading)[0] == ("Acme", "1,5", "2,5", 2)


def test_delimiters_inside_quotes_do_not_count(reading_of) -> None:
    reading = reading_of('Naam,Notitie\nAcme,"a;b;c;d"\nBeta,"e;f;g;h"\n')
    assert reading.delimiter == ","
    assert rows_of(reading)[1] == ("Beta", "e;f;g;h", 3)


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
    assert rows_of(reading) == [("Acme", "Tiel", 3)]
    assert ("delimiter", "'|' separate 2 columns, as line 1 says.") in reading.assumptions


def test_a_file_of_one_column_needs_no_delimiter(reading_of) -> None:
    reading = reading_of('Naam\nJansen; Jan\n"Smit"\n15" monitor\n')
    assert reading.delimiter is None
    assert rows_of(reading) == [("Jansen; Jan", 2), ("Smit", 3), ('15" monitor', 4)]
    assert "one_column" in codes_of(reading)


def test_a_title_above_the_header_is_suspected(reading_of) -> None:
    reading = reading_of("Export van 1 mei\nNaam;Plaats\nAcme;Tiel\nBeta;Ede\n")
    assert "title_line" in codes_of(reading)
    assert "if that line is a title, remove it" in reading.assumptions[0].text


# --- the header


def test_headers_are_made_different_and_their_originals_kept(reading_of) -> None:
    reading = reading_of("Plaats; Plaats ;;plaats;Plaats (2)\n1;2;3;4;5\n")
    assert reading.headers == ("Plaats", "Plaats (3)", "column 3", "plaats (4)", "Plaats (2)")
    assert reading.original_headers == ("Plaats", " Plaats ", "", "plaats", "Plaats (2)")
    assert codes_of(reading) == ["delimiter", "repeated_header", "blank_header", "repeated_header"]


def test_a_header_may_have_blanks_quotes_line_ends_and_come_after_blank_lines(reading_of) -> None:
    reading = reading_of('\n;;\n"Naam\nvoluit" ;Regio\'s \nAcme;Tiel\n'.replace('" ;', '";'))
    assert reading.headers == ("Naam\nvoluit", "Regio's")
    assert rows_of(reading) == [("Acme", "Tiel", 5)]


def test_columns_at_the_right_without_header_and_values_are_left_out(reading_of) -> None:
    reading = reading_of("Naam;Plaats;;\nAcme;Tiel;;\nBeta;Ede\n")
    assert reading.headers == ("Naam", "Plaats")
    assert reading.table.column_names == ["c0", "c1", "line"]
    kept = reading_of("Naam;Plaats;;\nAcme;Tiel;;x\n")
    assert kept.headers == ("Naam", "Plaats", "column 3", "column 4")


def test_a_first_line_that_looks_like_a_row_is_said(reading_of) -> None:
    reading = reading_of("jan@acme.nl;Jan\npiet@acme.nl;Piet\n")
    assert "header_like_data" in codes_of(reading)


# --- the same file, and another one


def test_the_fingerprint_changes_with_the_bytes_and_with_nothing_else(tmp_path: Path) -> None:
    one, same, other = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "c.csv"
    one.write_bytes(b"a;b\n1;2\n")
    same.write_bytes(b"a;b\n1;2\n")
    other.write_bytes(b"a;b\n1;3\n")
    assert read(one).fingerprint == read(same).fingerprint
    assert read(one).fingerprint != read(other).fingerprint
    assert read(one).fingerprint.size == 8


def test_the_name_of_a_reading_is_that_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "contacten.csv"
    path.write_text("a;b\n1;2\n")
    assert (read(str(path)).name, read(path).quote) == ("contacten.csv", '"')
