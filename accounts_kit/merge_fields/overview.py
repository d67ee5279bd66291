"""The merge fields of a workspace: what may stand between `{{` and `}}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts_kit.merge_fields.checking import RECORDS
from accounts_kit.merge_fields.field_sql import call, column, form_of, source, written
from accounts_kit.words.reading import Reading

if TYPE_CHECKING:
    import pandas as pd

    from accounts_kit.workspace import Workspace


def fields(ws: Workspace) -> pd.DataFrame:
    """Return every merge field of a workspace, contacts before accounts, standard before custom.

    Columns: name (what a template says: contact.first_name), label, kind, example (how the value of the first
    record that has one reads; missing when none has).
    """
    import pandas as pd

    with ws.one_state():
        catalogue = ws.catalogue
        examples = {name: text for of in RECORDS["contact"] for name, text in _examples(ws, of).items()}
        found = [catalogue.field(name) for name in catalogue.names(RECORDS["contact"])]
    rows = [(one.name, one.label(catalogue.language), one.kind_name, examples[one.name]) for one in found]
    return pd.DataFrame(rows, columns=["name", "label", "kind", "example"])


def _examples(ws: Workspace, of: str) -> dict[str, str | None]:
    """Return the first text of each field of a record, by id."""
    catalogue = ws.catalogue
    found = [catalogue.field(name) for name in catalogue.names((of,))]
    form = form_of(Reading(catalogue.language, catalogue.timezone))
    first = [call("arg_min", written(one, form), column(of, f"{of}_id")) for one in found]
    (row,) = ws.rows(source(catalogue, of, found).select(*first).sql("duckdb"))
    return dict(zip((one.name for one in found), row, strict=True))
