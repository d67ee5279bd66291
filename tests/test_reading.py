"""Reading files: which cells a row has, and on which line it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts_kit.imports.reading import read
from tests.readings import codes_of, tuples_of

# --- rows and lines


def test_each_row_carries_the_line_it_starts_on(reading_of) -> None:
    reading = reading_of('Naam;Notitie\nAcme;"een\n\ntwee"\n\nBeta;drie\n')
    assert tuples_of(reading) == [("Acme", "een\n\ntwee", 2), ("Beta", "drie", 6)]
    assert reading.table.column_names == ["c0", "c1", "line"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_as_one_line(reading_of, end: str) -> None:
    text = end.join(["Naam;Plaats", "Acme;Tiel", "", '"Be' + end + 'ta";Zeist'])
    assert tuples_of(reading_of(text)) == [("Acme", "Tiel", 2), (f"Be{end}ta", "Zeist", 4)]


def test_text_is_kept_exactly_with_its_blanks_and_zeros(reading_of) -> None:
    reading = reading_of("Naam;KvK;Omzet\n  Acme ;01234567;1.382,40\n")
    assert tuples_of(reading) == [("  Acme ", "01234567", "1.382,40", 2)]


def test_an_empty_cell_is_empty_and_an_absent_one_is_null(reading_of) -> None:
    reading = reading_of("Naam;Plaats;Land\nAcme;;\nBeta\n")
    assert tuples_of(reading) == [("Acme", "", "", 2), ("Beta", None, None, 3)]
    assert (
        "short_rows",
        "1 row has fewer cells than the header; the last columns are missing there (first on line 3).",
    ) in reading.assumptions


def test_trailing_delimiters_are_no_cells(reading_of) -> None:
    reading = reading_of("Naam;Plaats\nAcme;Tiel;;\nBeta;Ede; ;\n")
    assert tuples_of(reading) == [("Acme", "Tiel", 2), ("Beta", "Ede", 3)]
    assert reading.broken == ()


def test_rows_of_delimiters_only_are_left_out_and_counted(reading_of) -> None:
    reading = reading_of("Naam;Plaats\nAcme;Tiel\n;\n;\n   \n ; \n")
    assert tuples_of(reading) == [("Acme", "Tiel", 2)]
    assert (
        "blank_rows",
        "3 rows have delimiters and nothing else; they are left out (first on line 3).",
    ) in (reading.assumptions)


def test_a_row_with_a_cell_too_many_is_broken_and_the_others_stay_in_their_columns(reading_of) -> None:
    reading = reading_of("Naam;Plaats\nAcme; Zoon;Tiel\nBeta;Ede\n")
    assert tuples_of(reading) == [("Beta", "Ede", 3)]
    (problem,) = reading.broken
    assert (problem.line, problem.check, problem.file) == (2, "columns", "file.csv")
    assert problem.value == "Acme; Zoon;Tiel"
    assert str(problem) == "file.csv line 2: the row has 3 cells, and the header has 2 (check: columns)."


# --- quotes


def test_quotes_inside_a_quoted_cell_are_written_twice(reading_of) -> None:
    assert tuples_of(reading_of('a,b\n1,"ha ""ha"" ha"\n"""",""\n')) == [("1", 'ha "ha" ha', 2), ('"', "", 3)]


def test_a_cell_that_begins_with_a_quote_without_being_quoted_keeps_its_text(reading_of) -> None:
    reading = reading_of('Naam;Plaats\n"AAE" Advanced B.V.;Helmond\n"Acme";Tiel\n')
    assert tuples_of(reading) == [('"AAE" Advanced B.V.', "Helmond", 2), ("Acme", "Tiel", 3)]
    assert "kept_quotes" in codes_of(reading)


@pytest.mark.parametrize("cell", ['Monitor 15" zwart', 'de "Gouden" Leeuw', '"A" en "B"', ' "Acme"', '15"'])
def test_quotes_in_the_text_of_an_unquoted_cell_stay(reading_of, cell: str) -> None:
    assert tuples_of(reading_of(f'Naam;"Plaats"\n{cell};"Ede"\n')) == [(cell, "Ede", 2)]
    assert tuples_of(reading_of(f"Naam;Plaats\n{cell};Ede\n")) == [(cell, "Ede", 2)]


def test_an_unclosed_quote_costs_its_own_line_and_nothing_else(reading_of) -> None:
    reading = reading_of('Naam;Plaats\nAcme;"Tiel\nBeta;Ede\nGamma;"Den ""Haag"""\n')
    assert tuples_of(reading) == [("Beta", "Ede", 3), ("Gamma", 'Den "Haag"', 4)]
    assert [(problem.line, problem.value) for problem in reading.broken] == [(2, 'Acme;"Tiel')]
    assert "a quote opens a cell and none closes it" in reading.broken[0].message


def test_a_quote_inside_a_quoted_cell_that_is_not_doubled_breaks_the_row(reading_of) -> None:
    reading = reading_of('Naam;Notitie\nAcme;"hij zei "ja; graag" en ging"\nBeta;x\n')
    assert [problem.line for problem in reading.broken] == [2]
    assert tuples_of(reading) == [("Beta", "x", 3)]


def test_an_odd_quote_in_a_cell_that_begins_with_one_breaks_the_row(reading_of) -> None:
    reading = reading_of('Naam;Notitie;Plaats\n"Acme" zegt "ja;x;y\nBeta;x;Ede\n')
    assert [problem.line for problem in reading.broken] == [2]
    assert tuples_of(reading) == [("Beta", "x", "Ede", 3)]


def test_a_piece_of_a_broken_cell_that_has_enough_cells_is_known_by_its_odd_quote(reading_of) -> None:
    reading = reading_of('Naam;Notitie\nAcme;"een\n"x" twee\nmeer";5\nBeta;x\n')
    assert [problem.line for problem in reading.broken] == [2, 3, 4]
    assert tuples_of(reading) == [("Beta", "x", 5)]


def test_a_file_of_broken_rows_only_is_read_and_every_row_refused(reading_of) -> None:
    reading = reading_of("Naam;Plaats\nAcme;Zoon;Tiel\n")
    assert (reading.table.num_rows, len(reading.broken)) == (0, 1)
    assert reading.table.column_names == ["c0", "c1", "line"]


def test_the_pieces_of_a_broken_cell_are_refused_with_it(reading_of) -> None:
    """The lines after a broken quote are no short rows, though they would pass for such."""
    reading = reading_of(
        'Naam;Notitie;Plaats\nAcme;"regel een\nzegt "ja"\nen gaat";Tiel\nBeta;x;Ede\nGamma\n'
    )
    assert tuples_of(reading) == [("Beta", "x", "Ede", 5), ("Gamma", None, None, 6)]
    assert [(problem.line, problem.value) for problem in reading.broken] == [
        (2, 'Acme;"regel een'),
        (3, 'zegt "ja"'),
        (4, 'en gaat";Tiel'),
    ]


def test_a_cell_of_very_many_lines_is_said(reading_of) -> None:
    reading = reading_of('Naam;Notitie\nAcme;"' + "regel\n" * 200 + '"\nBeta;x\n')
    assert [row[2] for row in tuples_of(reading)] == [2, 203]
    assert "long_rows" in codes_of(reading)


def test_a_blank_and_a_quote_that_is_not_closed_in_its_cell_break_the_row(reading_of) -> None:
    """Read as text, its delimiter would shift what follows: here into a column that the row lacks."""
    reading = reading_of('a,b,c,d\n1, "Jansen, Jan",x\n2, "Jan", y, z\n')
    assert [(problem.line, problem.value) for problem in reading.broken] == [(2, '1, "Jansen, Jan",x')]
    assert tuples_of(reading) == [("2", ' "Jan"', " y", " z", 3)]


# --- bytes that are no letters


def test_a_row_with_a_nul_byte_is_refused_and_no_other(reading_of) -> None:
    reading = reading_of('Naam;Plaats\nAcme;Ti\0el\nBeta;Ede\n"Gam"ma";x\n"Delta\0";"y"\nEta;z\n')
    assert [problem.line for problem in reading.broken] == [2, 4, 5]
    assert "holds a NUL byte" in reading.broken[0].message
    assert tuples_of(reading) == [("Beta", "Ede", 3), ("Eta", "z", 6)]


@pytest.mark.parametrize("end", ["\x1a", "\x1a\x1a\x1a", "\n\x1a", "\x1a\r\n"])
def test_the_mark_that_dos_ends_a_file_with_is_no_row(reading_of, end: str) -> None:
    reading = reading_of("Naam;Plaats\nAcme;Tiel" + end)
    assert tuples_of(reading) == [("Acme", "Tiel", 2)]
    assert codes_of(reading) == ["delimiter"]


# --- the header


def test_headers_are_made_different_and_their_originals_kept(reading_of) -> None:
    reading = reading_of("Plaats; Plaats ;;plaats;Plaats (2)\n1;2;3;4;5\n")
    assert reading.headers == ("Plaats", "Plaats (3)", "column 3", "plaats (4)", "Plaats (2)")
    assert reading.original_headers == ("Plaats", " Plaats ", "", "plaats", "Plaats (2)")
    assert codes_of(reading) == ["delimiter", "repeated_header", "blank_header", "repeated_header"]


def test_a_header_may_have_blanks_quotes_line_ends_and_come_after_blank_lines(reading_of) -> None:
    reading = reading_of('\n;;\n"Naam\nvoluit";Regio\'s \nAcme;Tiel\n')
    assert reading.headers == ("Naam\nvoluit", "Regio's")
    assert (reading.header_line, tuples_of(reading)) == (3, [("Acme", "Tiel", 5)])
    assert codes_of(reading) == ["delimiter"]


def test_a_header_that_may_have_swallowed_a_row_is_said(reading_of) -> None:
    reading = reading_of('Naam;"Plaats\nAcme;Tiel"\nBeta;Ede\n')
    assert (reading.headers, tuples_of(reading)) == (("Naam", "Plaats\nAcme;Tiel"), [("Beta", "Ede", 3)])
    assert (
        "The header takes lines 1 to 2, and a cell of it holds a whole line." in reading.assumptions[-1].text
    )


def test_columns_at_the_right_without_header_and_values_are_left_out(reading_of) -> None:
    reading = reading_of("Naam;Plaats;;\nAcme;Tiel;;\nBeta;Ede\n")
    assert reading.headers == ("Naam", "Plaats")
    assert reading.table.column_names == ["c0", "c1", "line"]
    kept = reading_of("Naam;Plaats;;\nAcme;Tiel;;x\n")
    assert kept.headers == ("Naam", "Plaats", "column 3", "column 4")


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
