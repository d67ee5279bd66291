"""The language of a file: which marks and order of dates it has where its cells leave that open."""

from __future__ import annotations

from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.reading import Reading
from accounts_kit.words.locales import LANGUAGES
from accounts_kit.words.text import header_key


def file_language(reading: Reading, mapping: ColumnMapping, workspace_language: str) -> str:
    """Return "nl" or "en": by semicolons (Dutch Excel), else by the headers, else the workspace's."""
    if reading.delimiter == ";":
        return "nl"
    headers = {language: _headers_in(mapping, language) for language in LANGUAGES}
    if headers["nl"] != headers["en"]:
        return "nl" if headers["nl"] > headers["en"] else "en"
    return "en" if workspace_language == "en" else "nl"


def _headers_in(mapping: ColumnMapping, language: str) -> int:
    return sum(
        header_key(column.header) == header_key(column.field.label(language)) for column in mapping.columns
    )
