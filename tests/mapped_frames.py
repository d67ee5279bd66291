"""Mappings of small frames: what a test of mapping begins with."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from accounts_kit.imports.mapped import ColumnMapping
from accounts_kit.imports.mapping import map_reading
from accounts_kit.imports.mapping_files import stated_mapping
from accounts_kit.imports.reading import read
from accounts_kit.imports.subjects import subject_of
from accounts_kit.model import Catalogue

EMAILS = ["els@bron.example", "jan@bron.example", "sem@bron.example"]
PHONES = ["06-12345678", "+31 10 1234567", "(0416) 69 87 00"]
WORDS = ["Alfa", "Beta", "Gamma"]


def mapping(
    what: str, columns: dict[str, Sequence[object]], stated: dict[str, object] | None = None
) -> ColumnMapping:
    """The mapping of a frame with these columns, in an empty workspace."""
    subject = subject_of(what)
    reading = read(pd.DataFrame(columns))
    return map_reading(Catalogue(), subject, reading, stated_mapping(stated, subject))


def fields(found: ColumnMapping) -> dict[str, str]:
    """The field of each column that has one."""
    return {one.header: one.field.name for one in found.columns}


def how(found: ColumnMapping, header: str) -> tuple[str, float]:
    """How a column was mapped, and how sure that is."""
    return next((one.how, one.confidence) for one in found.columns if one.header == header)
