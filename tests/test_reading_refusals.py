"""Reading refuses what is no table, and says what it is and what to do."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from accounts_kit.errors import FileMissing, UnreadableFile, WrongKind
from accounts_kit.imports.reading import Layout, read


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", r"^file\.csv is empty\. A file needs a header line and rows below it\. Export it again\.$"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf\n", "has blank lines only"),
        (b"\xff\xfe\n\0;\0\n\0", "has blank lines only"),
        (b"Naam;Plaats\n", "has a header and no rows"),
        (b"Naam;Plaats\r\n;\r\n\r\n", "has a header and no rows"),
        (
            b'"Naam;Plaats\nAcme;Tiel\n',
            r"line 1: a quote is opened and not closed\. Mend the header",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a picture"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", r"is no workbook that can be read .*Save it as xlsx"),
        (gzip.compress(b"a;b\n1;2\n", mtime=0), r"is compressed \(gzip\), and no CSV\. Unpack it first"),
        (b"<!DOCTYPE html><table>", "is a web page or XML"),
        (b"\n <html><body><table>", "is a web page or XML"),
        (b"\x01\x02\x03\x04\x05\x06\x0e\x0fdata", "is full of control characters"),
        (b"Naam;Pla\0ats\nAcme;Tiel\n", r"line 1 holds a NUL byte\. Mend the header"),
        (b"Naam\nAc\0\0me\0\0\n", "is full of control characters, and line 2 holds a NUL byte"),
        (b"12345678DUCK\x40\0\0\0\0\0", "is a DuckDB database"),
    ],
)
def test_what_is_no_table_is_refused_with_what_it_is(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=message):
        read(path)


def test_an_excel_file_under_the_name_of_a_csv_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    with zipfile.ZipFile(path, "w") as workbook:
        workbook.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(WrongKind, match=r"accounts\.csv is a workbook, and it has no encoding"):
        read(path, Layout(encoding="cp1252"))
    with pytest.raises(
        UnreadableFile, match=r"accounts\.csv is no workbook that can be read .*Save it as xlsx"
    ):
        read(path)


def test_a_csv_that_only_begins_like_another_kind_of_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    for text in ("GIF8;PAR1\nPK;%PDF\n", "companieDUCK;x\nAcme;1\n"):
        path.write_text(text)
        assert read(path).table.num_rows == 1


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"exports is a folder\. Give the path of one file in it\."):
        (tmp_path / "exports").mkdir()
        read(tmp_path / "exports")


def test_a_missing_file_names_the_nearest_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "contacten.csv").write_text("a;b\n1;2\n")
    with pytest.raises(
        FileMissing, match=r"No file 'contacts\.csv' in the folder .* Did you mean 'contacten\.csv'\?"
    ):
        read(tmp_path / "contacts.csv")


def test_a_missing_file_in_a_missing_folder_is_missing_too(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"No file 'a\.csv' in the folder 'nowhere'"):
        read(str(tmp_path / "nowhere" / "a.csv"))


@pytest.mark.parametrize("source", [None, 3, [["a"]], {"a": [1]}, b"a;b\n1;2\n"])
def test_what_is_neither_path_nor_frame_is_refused(source: object) -> None:
    with pytest.raises(
        WrongKind,
        match=f"A {type(source).__name__} (of columns )?is no source of rows. (Give the path|Make it)",
    ):
        read(source)
