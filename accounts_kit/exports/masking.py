"""Masked files: names, e-mail addresses and telephone numbers of people, unreadable the same way each time.

Masked are the names of contacts and users, and every field of the kinds email and phone; other fields, also
free text, are written as they are. Whoever gives the file away leaves out the columns that say too much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from accounts_kit.merge_fields.field_sql import call, text
from accounts_kit.model import Catalogue, Field
from accounts_kit.words.masking import (
    ADDRESS,
    MASKED_ADDRESS,
    MASKED_NUMBER,
    MASKED_WORD,
    NUMBER,
    WORD,
    masked_email,
    masked_name,
    masked_number,
)
from accounts_kit.words.text import header_key

if TYPE_CHECKING:
    import pandas as pd

_NAMES = ("contact.first_name", "contact.last_name")
_IN_SQL = {
    "name": (WORD, MASKED_WORD, "g"),
    "email": (ADDRESS, MASKED_ADDRESS, ""),
    "phone": (NUMBER, MASKED_NUMBER, ""),
}
_IN_PYTHON = {"name": masked_name, "email": masked_email, "phone": masked_number}


def masked(cell: exp.Expr, field: Field) -> exp.Expr:
    """Return the cell of a field so that it says nobody's name, address or number."""
    how = _how(field)
    if how is None:
        return cell
    pattern, replacement, options = _IN_SQL[how]
    return call("regexp_replace", cell, text(pattern), text(replacement), text(options))


def masked_frame(frame: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """Return a copy of a frame with the columns masked whose header is that of such a field."""
    how_of = {
        key: how
        for of in ("contact", "account", "user")
        for field in catalogue.fields(of)
        if (how := _how(field)) is not None
        for key in (*field.header_keys, header_key(field.name))
    }
    shown = frame.copy()
    for place, header in enumerate(frame.columns):
        how = how_of.get(header_key(str(header)))
        if how is not None:
            mask = _IN_PYTHON[how]
            values = [mask(one) if isinstance(one, str) else one for one in frame.iloc[:, place]]
            shown.isetitem(place, values)
    return shown


def _how(field: Field) -> str | None:
    """Return how the values of a field are masked, None for one that says no person."""
    if field.kind_name in ("email", "phone"):
        return field.kind_name
    return "name" if field.kind_name == "user" or field.name in (*_NAMES, "user.name") else None
