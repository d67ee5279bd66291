"""The first records of a segment, as a builder shows them: few, as text, masked when that is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts_kit.model import Catalogue
from accounts_kit.segments import Segment, selection
from accounts_kit.segments.columns import STANDARD, shown
from accounts_kit.segments.selecting import AsOf
from accounts_kit.widgets.texts import RECORDS
from accounts_kit.words.masking import masked_email, masked_name
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import pandas

HOW_MANY = 5
_MASKS = {"email": masked_email, "first_name": masked_name, "last_name": masked_name}


def first_members(ws: Workspace, segment: Segment, as_of: AsOf, *, masked: bool) -> list[dict[str, str]]:
    """Return the first members of a segment by id, a dict of texts by label each."""
    query = shown(ws.catalogue, segment.of, selection(ws, segment, as_of)).limit(HOW_MANY)
    return as_texts(ws, segment, ws.frame(query.sql("duckdb")), masked=masked)


def as_texts(
    ws: Workspace, segment: Segment, members: pandas.DataFrame, *, masked: bool
) -> list[dict[str, str]]:
    """Return members of a segment as texts by label, ids left out; masked too where the workspace masks."""
    masks = _MASKS if masked or ws.masked_reprs else {}
    labels = _labels(ws.catalogue, segment)
    rows = members.astype(object).where(members.notna(), "").to_dict("records")
    return [{label: masks.get(name, str)(str(row[name])) for name, label in labels.items()} for row in rows]


def _labels(catalogue: Catalogue, segment: Segment) -> dict[str, str]:
    """Return the label of each column of members that is no id; of a contact's account its name stands."""
    named = {name: field for name, field in STANDARD[segment.of].items() if not name.endswith("_id")}
    labels = {name: catalogue.field(field).label(catalogue.language) for name, field in named.items()}
    return labels | ({"account": RECORDS["account"][catalogue.language]} if "account" in labels else {})
