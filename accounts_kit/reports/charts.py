"""Charts: from a frame to a Plotly figure, and to the table behind it. No chart asks the workspace anything.

The title says what the chart shows, numbers read as in the language asked for, and text from a file is
never taken for markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts_kit.markup import escaped
from accounts_kit.reports.account_charts import bands, completeness, contacts_per_account, last_contact
from accounts_kit.reports.counting import RECORDS, Bar, Counts, column_of, counted, label_of, said, shortened
from accounts_kit.reports.finding import finding
from accounts_kit.reports.process_charts import coverage, growth, problems
from accounts_kit.reports.segment_charts import funnel, overlap
from accounts_kit.words.numbers import marks_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

LARGEST = 10
SUBTITLE = {"nl": "{what} naar {field}", "en": "{what} by {field}"}
AXIS = {"nl": "Aantal {what}", "en": "Number of {what}"}
FEW = 10


def counts_by(
    frame: pd.DataFrame, field: str = "industry", *, language: str = "nl", at_most: int | None = LARGEST
) -> pd.DataFrame:
    """Return the table behind `accounts_by`: how many accounts have each value of a field, largest first.

    Columns: the field, accounts (how many), share (percentage of all accounts, one decimal). After the
    `at_most` largest values (None: all of them) comes one row for the rest, then one for the accounts
    without a value. An account with several values counts at each of them. No accounts: no rows.

    >>> import pandas as pd
    >>> counts_by(pd.DataFrame({"city": ["Gent", None, "Gent"]}), "city")
                city  accounts  share
    0           Gent         2   66.7
    1  (geen waarde)         1   33.3
    """
    import pandas as pd

    counts = counted(frame, field, language=language, at_most=at_most)
    rows = [(bar.label, bar.accounts, round(100 * bar.accounts / counts.total, 1)) for bar in counts.bars]
    return pd.DataFrame(rows, columns=[column_of(frame, field), "accounts", "share"])


def accounts_by(
    frame: pd.DataFrame,
    field: str = "industry",
    *,
    language: str = "nl",
    label: str | None = None,
    at_most: int | None = LARGEST,
) -> go.Figure:
    """Return a bar chart of how many accounts have each value of a field, titled with what it shows.

    `frame` has a row for each account, as `accounts.table` gives it; `label` is what to call the field (the
    standard fields have theirs). Bars are the rows of `counts_by`. No accounts: a chart that says so.
    """
    return _of_records(
        counted(frame, field, language=language, at_most=at_most),
        "accounts",
        language,
        label or label_of(column_of(frame, field), language),
    )


def contacts_by(
    frame: pd.DataFrame,
    field: str = "status",
    *,
    language: str = "nl",
    label: str | None = None,
    at_most: int | None = LARGEST,
) -> go.Figure:
    """Return a bar chart of how many contacts have each value of a field, as `accounts_by` does of accounts.

    `frame` has a row for each contact, as `contacts.table` and `segments.members` give it.
    """
    return _of_records(
        counted(frame, field, language=language, at_most=at_most),
        "contacts",
        language,
        label or label_of(column_of(frame, field), language, "contact"),
    )


def _of_records(counts: Counts, what: str, language: str, named: str) -> go.Figure:
    figure = _bar_chart(counts)
    records = said(RECORDS[what], language)
    figure.update_layout(
        title={
            "text": finding(counts, language, records),
            "subtitle": {"text": _subtitle(named, language, records)},
        },
        separators=marks_of(language).decimal + marks_of(language).thousands,
        height=160 + 30 * max(len(counts.bars), 1),
    )
    figure.update_xaxes(
        title_text=said(AXIS, language).format(what=records), rangemode="tozero", tickformat=",d"
    )
    figure.update_xaxes(dtick=1 if _largest(counts) < FEW else None, visible=bool(counts.bars))
    return figure


def _bar_chart(counts: Counts) -> go.Figure:
    import plotly.graph_objects as go

    from accounts_kit.reports.template import registered

    places = _distinct([bar.label for bar in counts.bars])
    bars = go.Bar(
        x=[bar.accounts for bar in counts.bars],
        y=places,
        orientation="h",
        marker_color=[_colour(bar) for bar in counts.bars],
        texttemplate="%{x:,d}",
        textposition="outside",
        cliponaxis=False,
        customdata=[escaped(bar.label) for bar in counts.bars],
        hovertemplate="%{customdata}: %{x:,d}<extra></extra>",
    )
    figure = go.Figure(bars, layout={"template": registered()})
    labels = [escaped(shortened(bar.label)) for bar in counts.bars]
    figure.update_yaxes(
        type="category", autorange="reversed", tickvals=places, ticktext=labels, showgrid=False
    )
    return figure


def _distinct(labels: list[str]) -> list[str]:
    """Return the labels as places on an axis: one that reads as another does is a place of its own."""
    return [label + "\u00a0" * labels[:place].count(label) for place, label in enumerate(labels)]


def _largest(counts: Counts) -> int:
    return max((bar.accounts for bar in counts.bars), default=0)


def _subtitle(label: str, language: str, records: str) -> str:
    """Return what is counted; a label begins small inside a sentence, an abbreviation does not."""
    inside = label[:1].lower() + label[1:] if label[1:2].islower() else label
    return said(SUBTITLE, language).format(what=records.capitalize(), field=escaped(inside))


def _colour(bar: Bar) -> str:
    from accounts_kit.reports.template import BLUE, REST

    return BLUE if bar.of == "value" else REST


__all__ = [
    "accounts_by", "bands", "completeness", "contacts_by", "contacts_per_account", "counts_by", "coverage",
    "funnel", "growth", "last_contact", "overlap", "problems",
]  # fmt: skip
