"""The merge fields of a workspace: what may stand between `{{` and `}}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts_kit.merge_fields.field_sql import call, column, form_of, source, written
from accounts_kit.merge_fields.naming import RECORDS, SENDER, TODAY, Setting, field_named, names_of

if TYPE_CHECKING:
    import pandas as pd

    from accounts_kit.model import Field
    from accounts_kit.workspace import Workspace


def fields(ws: Workspace) -> pd.DataFrame:
    """Return every merge field of a workspace: of contacts, of accounts, of the sender, and today.

    Standard fields stand before custom ones. The sender is the account's owner, else the acting user.

    Columns: name (what a template says: contact.first_name), label, kind, example (how the value of the first
    record that has one reads; missing when none has).
    """
    import pandas as pd

    with ws.one_state():
        catalogue, setting = ws.catalogue, Setting.of(ws)
        found = [field_named(catalogue, name) for name in names_of(catalogue, "contact")]
        examples = {
            name: text for of in RECORDS["contact"] for name, text in _examples(ws, of, found).items()
        }
    rows = [(one.name, one.label(catalogue.language), one.kind_name, examples[one.name]) for one in found]
    label = {"nl": "Vandaag"}.get(catalogue.language, "Today")
    rows.append((TODAY, label, "date", setting.reading.text(setting.today)))
    return pd.DataFrame(rows, columns=["name", "label", "kind", "example"])


def _examples(ws: Workspace, of: str, fields: list[Field]) -> dict[str, str | None]:
    """Return the first text of each field of a record, by id."""
    setting, found = Setting.of(ws), [one for one in fields if one.of == of]
    base = "contact" if of == SENDER else of
    first = [
        call("arg_min", written(one, form_of(setting.reading)), column(base, f"{base}_id")) for one in found
    ]
    (row,) = ws.rows(source(ws.catalogue, base, found, (), setting.user_id).select(*first).sql("duckdb"))
    return dict(zip((one.name for one in found), row, strict=True))
