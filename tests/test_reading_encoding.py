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
    ("word", "encoding", "as_read"),
    [
        ("André", "cp1252", "Andr‚"),
        ("Zoë", "cp1252", "Zo‰"),
        ("Coördinatie", "cp1252", "Co”rdinatie"),
        ("crème", "cp1252", "crŠme"),
        ("Müller", "latin-1", "M\x81ller"),  # cp1252 does not have the byte
    ],
)
def test_letters_that_dos_may_have_written_are_doubted(
    reading_of, word: str, encoding: str, as_read: str
) -> None:
    reading = reading_of(f"Naam;x\nAcme;1\n{word} & Co;2\n".encode("cp850"))
    assert reading.encoding == encoding
    assert said(reading, "maybe_cp850") == [
        f"{as_read!r} on line 3 would be {word!r} in cp850, as old DOS programs write. "
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


def test_a_mark_that_the_text_does_not_keep_to_is_refused_with_what_to_do(reading_of) -> None:
    with pytest.raises(
        UnreadableFile, match=r"looks like utf-8-sig, but line 2 holds byte 0xE9 .*encoding='cp1252'"
    ):
        reading_of(b"\xef\xbb\xbfNaam;x\nCaf\xe9;1\n")


def test_half_letters_that_an_encoding_lets_through_are_refused(reading_of) -> None:
    with pytest.raises(UnreadableFile, match=r"is not unicode-escape: its text holds half characters"):
        reading_of(rb"a;b\n1;\ud800", "unicode_escape")


def test_half_a_letter_at_the_end_of_utf16_is_refused(reading_of) -> None:
    with pytest.raises(UnreadableFile, match="looks like utf-16, but line 4 holds byte"):
        reading_of(TEXT.encode("utf-16") + b"\x0a")
