"""Files that are no delimited text, whatever they are called: each is refused with what to do about it."""

from __future__ import annotations

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.reading.grammar import line_ends_in

SPREADSHEET = "Open it and save it as CSV (UTF-8)"
EXPORT = "Export the table as CSV from the program that made it"
# the first bytes of a file, what it is then, and what to do
SIGNATURES = (
    (b"PK\x03\x04", "an archive (zip) or a damaged workbook", "Unpack it, or save the workbook again"),
    (b"\x1f\x8b", "compressed (gzip)", "Unpack it first"),
    (b"\x89PNG\r\n", "a picture (PNG)", EXPORT),
    (b"\xff\xd8\xff", "a picture (JPEG)", EXPORT),
    (b"GIF87a", "a picture (GIF)", EXPORT),
    (b"GIF89a", "a picture (GIF)", EXPORT),
    (b"%PDF-", "a PDF", EXPORT),
    (b"{\\rtf", "a text document (RTF)", EXPORT),
    (b"PAR1\x15", "a damaged Parquet file", "Write it again"),
    (b"SQLite format 3", "a SQLite database", EXPORT),
)
PAGES = (b"<!doctype html", b"<html", b"<?xml", b"<table")
MOST_CONTROLS = 0.1
UNIT_SEPARATOR = b"\x1f"  # which delimits cells in some files
CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r\x1a"))


def refuse_other_formats(data: bytes, file: str) -> None:
    """Raise UnreadableFile when the bytes are known to be another kind of file, or are none at all."""
    if not data or data.isspace():
        raise UnreadableFile(
            f"{file} is empty. A file needs a header line and rows below it. Export it again."
        )
    for signature, kind, advice in SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFile(f"{file} is {kind}, and no CSV. {advice}.")
    if data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(PAGES):
        raise UnreadableFile(f"{file} is a web page or XML, and no CSV. {SPREADSHEET} where Excel opens it.")
    if data[8:12] == b"DUCK" and b"\0" in data[:64]:
        raise UnreadableFile(f"{file} is a DuckDB database or workspace, and no CSV. {EXPORT}.")


def refuse_binary(text: bytes, file: str, delimiter: bytes | None = None) -> None:
    """Raise UnreadableFile when the decoded text is full of control characters; one that delimits is none."""
    sample = text[:65536]
    controls = CONTROLS.translate(None, UNIT_SEPARATOR + (delimiter or b""))
    if len(sample) - len(sample.translate(None, controls)) <= len(sample) * MOST_CONTROLS:
        return
    nul = sample.find(0)
    held = f", and line {line_ends_in(sample[:nul]) + 1} holds a NUL byte" if nul >= 0 else ""
    raise UnreadableFile(
        f"{file} is no text: it is full of control characters{held}. "
        "A CSV is UTF-8, UTF-16 or Windows text. Export it again, as CSV."
    )
