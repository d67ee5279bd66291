"""Reading files: which encoding they have, what is said when it is a guess, and what looks damaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from accounts_kit.errors import UnknownEncoding, UnreadableFile
from accounts_kit.imports.reading import Layout, Reading, read

TEXT = "Naam;Plaats\nCafé Zoë;Groningen\nBrasserie Curaçao;’s-Hertogenbosch €\n"


@pytest.fixture
def reading_of(tmp_path: Path):
    """Return a function that reads bytes from a file."""

    def of(data: bytes, encoding: str | None = None) -> Reading:
        path = tmp_path / "file.csv"
        path.write_bytes(data)
        return read(path, Layout(encoding=encoding))

    return of


def said(reading: Reading, code: str) -> list[str]:
    return [assumption.text for assumption in reading.assumptions if assumption.code == code]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32-le", "utf-32-le"),
        ("utf-32-be", "utf-32-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found_from_mark_or_bytes(reading_of, written: str, found: str) -> None:
    reading = reading_of(TEXT.encode(written))
    assert (reading.encoding, reading.encoding_stated) == (found, False)
    assert reading.table.column("c0").to_pylist() == ["Café Zoë", "Brasserie Curaçao"]
    assert reading.table.column("c1").to_pylist() == ["Groningen", "’s-Hertogenbosch €"]
    assert reading.headers == ("Naam", "Plaats")


def test_utf16_with_its_mark_in_the_other_byte_order_reads_too(reading_of) -> None:
    assert reading_of(b"\xfe\xff" + TEXT.encode("utf-16-be")).table.num_rows == 2


def test_a_stated_encoding_is_used_and_nothing_is_assumed_about_it(reading_of) -> None:
    reading = reading_of("Naam;x\nAndré;1\n".encode("cp850"), "cp850")
    assert (reading.encoding, reading.encoding_stated) == ("cp850", True)
    assert reading.table.column("c0").to_pylist() == ["André"]
    assert [assumption.code for assumption in reading.assumptions] == ["delimiter"]


@pytest.mark.parametrize(
    ("stated", "used"), [("UTF8", "utf-8-sig"), ("latin1", "latin-1"), ("Windows-1252", "cp1252")]
)
def test_a_stated_encoding_may_be_spelled_in_any_way_that_python_knows(
    reading_of, stated: str, used: str
) -> None:
    assert reading_of(b"\xef\xbb\xbfNaam;x\nAcme;1\n", stated).encoding == used


def test_a_guess_names_the_first_word_that_it_decides(reading_of) -> None:
    reading = reading_of(TEXT.encode("cp1252"))
    assert said(reading, "encoding") == [
        "The letters are read as cp1252 (Windows, Western Europe), first in 'Café' on line 2."
    ]
    assert said(reading, "maybe_cp850") == []


def test_plain_ascii_and_utf8_leave_nothing_to_say(reading_of) -> None:
    for data in (b"Naam;x\nAcme;1\n", TEXT.encode()):
        assert [assumption.code for assumption in reading_of(data).assumptions] == ["delimiter"]


def test_utf16_without_its_mark_is_said(reading_of) -> None:
    assert said(reading_of(TEXT.encode("utf-16-le")), "encoding") == [
        "The file is read as utf-16-le, though it has no byte order mark."
    ]


@pytest.mark.parametrize(
    ("word", "in_windows"),
    [
        ("André", "Andr‚"),
        ("Zoë", "Zo‰"),
        ("Coördinatie", "Co”rdinatie"),
        ("crème", "crŠme"),
        ("Müller", "M\ufffdller"),  # cp1252 does not have the byte
    ],
)
def test_letters_that_only_dos_can_have_written_are_read_so_and_doubted(
    reading_of, word: str, in_windows: str
) -> None:
    reading = reading_of(f"Naam;x\nAcme;1\n{word} & Co;2\n".encode("cp850"))
    assert reading.table.column("c0").to_pylist() == ["Acme", f"{word} & Co"]
    assert reading.encoding == "cp850"
    assert said(reading, "encoding") == [
        f"The letters are read as cp850 (DOS, Western Europe), first in {word!r} on line 3."
    ]
    assert said(reading, "maybe_cp1252") == [
        f"{word!r} on line 3 would be {in_windows!r} in cp1252, as Windows writes. "
        "If that is right, give encoding='cp1252'."
    ]


@pytest.mark.parametrize(
    ("dos", "encoding", "as_read"), [("André", "cp1252", "Andr‚"), ("Müller", "latin-1", "M\x81ller")]
)
def test_letters_of_windows_and_of_dos_in_one_file_are_read_as_windows_and_named(
    reading_of, dos: str, encoding: str, as_read: str
) -> None:
    windows = "Naam;x\nCafé;1\n".encode("cp1252")
    reading = reading_of(windows + f"{dos} BV;2\n{dos};3\nBeta;4\n{dos};5\n".encode("cp850"))
    assert reading.encoding == encoding
    assert said(reading, "maybe_cp850") == [
        f"{as_read!r} on line 3 would be {dos!r} in cp850, as old DOS programs write (lines 4, 6 too). "
        "If that is right, give encoding='cp850'."
    ]


def test_windows_quotes_and_dashes_are_no_reason_to_doubt(reading_of) -> None:
    data = "Naam;Notitie\n“Acme” en “acme”;foto’s – en … ‘zo’ „laag” 5‰\n".encode("cp1252")
    assert said(reading_of(data), "maybe_cp850") == []


def test_lost_letters_are_named_with_their_first_lines(reading_of) -> None:
    reading = reading_of("Naam;x\nCaf\ufffd;1\nAcme;2\nZo\ufffd;3\n".encode())
    assert said(reading, "replacement") == [
        "Letters were lost before this file was written (\ufffd stands there), on lines 2, 4."
    ]


@pytest.mark.parametrize("damaged", ["CafÃ©", "20Â°", "fotoâ€™s"])
def test_mojibake_is_named_and_not_mended(reading_of, damaged: str) -> None:
    reading = reading_of(f"Naam;x\nAcme;1\n{damaged};2\n".encode())
    assert said(reading, "mojibake") == [
        "Letters look as if they were read wrongly before (such as 'Ã©' for 'é'), on line 3."
    ]
    assert reading.table.column("c0").to_pylist() == ["Acme", damaged]


def test_letters_that_only_resemble_mojibake_are_left_in_peace(reading_of) -> None:
    reading = reading_of("Naam;x\nSÃO PAULO;€ 5 â 6\nÂngela;ã\n".encode())
    assert said(reading, "mojibake") == []


def test_control_characters_are_named_with_three_lines_at_most(reading_of) -> None:
    rows = "".join(f"Acme\x0b{number};x\n" for number in range(5))
    assert said(reading_of(f"Naam;x\n{rows}".encode()), "controls") == [
        "There are control characters, which cannot be seen, on lines 2, 3, 4 and others."
    ]


# --- two encodings in one file


def test_lines_of_windows_in_a_file_of_utf8_are_read_as_they_were_written(reading_of) -> None:
    utf8 = "Naam;Plaats\r\nCafé;’s-Gravenhage\r\nAcme;Ede\r\nZoë;Tiel\r\n".encode()
    windows = "Müller;Köln\r\nBeta;Ede\r\nNaïef;€ 5\r\n".encode("cp1252")
    reading = reading_of(utf8 + windows + "Dé;x\r\nLiège;y\r\n".encode())
    assert reading.table.column("c0").to_pylist() == [
        "Café", "Acme", "Zoë", "Müller", "Beta", "Naïef", "Dé", "Liège",
    ]  # fmt: skip
    assert reading.table.column("c1").to_pylist()[5] == "€ 5"
    assert (reading.encoding, reading.encoding_stated) == ("utf-8", False)
    assert said(reading, "mixed_encodings") == [
        "The file mixes encodings: 2 lines are read as cp1252 (lines 5, 7), the others as UTF-8."
    ]
    assert said(reading, "mojibake") == []


def test_where_fewer_lines_are_utf8_those_are_named(reading_of) -> None:
    windows = "Naam;x\nCafé;1\nZoë;2\n".encode("cp1252")
    reading = reading_of(windows + "Müller;3\n".encode())
    assert reading.table.column("c0").to_pylist() == ["Café", "Zoë", "Müller"]
    assert said(reading, "mixed_encodings") == [
        "The file mixes encodings: 1 line is read as UTF-8 (line 4), the others as cp1252."
    ]


def test_lines_of_dos_in_a_file_of_utf8_are_known_by_their_words(reading_of) -> None:
    reading = reading_of("Naam;ç\nCafé;1\n".encode() + "Müller;2\nAndré;3\n".encode("cp850"))
    assert reading.table.column("c0").to_pylist() == ["Café", "Müller", "André"]
    assert "2 lines are read as cp850 (lines 3, 4)" in said(reading, "mixed_encodings")[0]


def test_a_file_with_the_mark_of_utf8_may_be_a_mixture_too(reading_of) -> None:
    reading = reading_of(b"\xef\xbb\xbfNaam;x\nCaf\xe9;1\n")
    assert (reading.encoding, reading.headers) == ("utf-8-sig", ("Naam", "x"))
    assert reading.table.column("c0").to_pylist() == ["Café"]
    assert len(said(reading, "mixed_encodings")) == 1


@pytest.mark.parametrize("name", ["CAFÉ’S", "het “café’” daar"])
def test_a_letter_and_closing_quotes_of_windows_are_no_letter_of_utf8(reading_of, name: str) -> None:
    reading = reading_of(f"Naam;x\n{name};1\nZoë;2\n".encode("cp1252"))
    assert (reading.encoding, said(reading, "mixed_encodings")) == ("cp1252", [])
    assert reading.table.column("c0").to_pylist() == [name, "Zoë"]


def test_chinese_names_stay_whole_in_a_mixture(reading_of) -> None:
    reading = reading_of("Naam;x\n王小明;1\n東京;2\n".encode() + "Zoë;3\n".encode("cp1252"))
    assert reading.table.column("c0").to_pylist() == ["王小明", "東京", "Zoë"]


def test_a_mark_in_the_text_of_a_stated_encoding_is_no_part_of_the_header(reading_of) -> None:
    reading = reading_of('\ufeff"Naam";x\nCafé;1\n'.encode("utf-16-le"), "utf-16-le")
    assert (reading.headers, reading.original_headers) == (("Naam", "x"), ("Naam", "x"))


# --- refused


def test_an_unknown_encoding_names_the_nearest(reading_of) -> None:
    with pytest.raises(UnknownEncoding, match=r"No encoding is called 'utf9'\. Did you mean 'utf-8'\?"):
        reading_of(b"a;b\n1;2\n", "utf9")


@pytest.mark.parametrize("name", ["hex", "rot13", "", "a\0b", "base64"])
def test_codecs_that_are_no_encoding_of_text_are_refused(reading_of, name: str) -> None:
    with pytest.raises(UnknownEncoding, match="No encoding is called"):
        reading_of(b"a;b\n1;2\n", name)


def test_a_stated_encoding_that_does_not_fit_names_line_and_byte(reading_of) -> None:
    with pytest.raises(
        UnreadableFile, match=r"file\.csv is not utf-8: line 3 holds byte 0xE9 \(byte 20 of the file\)"
    ):
        reading_of("Naam;x\nAcme;1\nBeta é;2\n".encode("cp1252"), "utf-8")


def test_half_letters_that_an_encoding_lets_through_are_refused(reading_of) -> None:
    with pytest.raises(UnreadableFile, match=r"is not unicode-escape: its text holds half characters"):
        reading_of(rb"a;b\n1;\ud800", "unicode_escape")


def test_half_a_letter_at_the_end_of_utf16_is_refused(reading_of) -> None:
    with pytest.raises(UnreadableFile, match="looks like utf-16, but line 4 holds byte"):
        reading_of(TEXT.encode("utf-16") + b"\x0a")
