"""Bars that lie, one a row: what most charts are. Takes numbers and words, gives a Plotly figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accounts_kit.markup import escaped
from accounts_kit.reports.counting import LONGEST_LABEL, shortened
from accounts_kit.words.numbers import marks_of

if TYPE_CHECKING:
    import plotly.graph_objects as go

FEW = 10
ROW = 32
# Beneath all else, whatever the height of a chart: above, it would stand in the subtitle.
LEGEND = {
    "orientation": "h", "yref": "container", "y": 0, "yanchor": "bottom", "x": 0, "traceorder": "normal",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A series of bars: what it is called, its colour, and a number for each row."""

    name: str
    colour: str
    numbers: Sequence[float]


@dataclass(frozen=True)
class Said:
    """The words around a chart: the finding as its title, what is counted beneath, and the axis."""

    title: str
    subtitle: str
    axis: str


def text_of(label: str, longest: int = LONGEST_LABEL) -> str:
    """Return a label that Plotly draws as it is: never markup, and quotation marks as themselves."""
    return escaped(shortened(label, longest)).replace("&quot;", '"').replace("&#x27;", "'")


def lying_bars(
    labels: Sequence[str], parts: Sequence[Part], said: Said, language: str, *, percent: bool = False
) -> go.Figure:
    """Return a row for each label, with a bar of each part, stacked; with one part its numbers stand beside.

    Title and subtitle are Plotly's markup already; labels and names are made safe here.
    """
    import plotly.graph_objects as go

    from accounts_kit.reports.template import registered

    places = [str(place) for place in range(len(labels))]
    form = "%{x:.0f}%" if percent else "%{x:,d}"
    shown = [text_of(label) for label in labels]
    alone = len(parts) == 1
    bars = [
        go.Bar(
            name=escaped(part.name),
            x=list(part.numbers),
            y=places,
            orientation="h",
            marker_color=part.colour,
            texttemplate=form if alone else None,
            textposition="outside" if alone else None,
            cliponaxis=False if alone else None,
            customdata=shown,
            hovertemplate=f"%{{customdata}}<br>{form} {escaped(part.name)}<extra></extra>",
        )
        for part in parts
    ]
    figure = go.Figure(bars, layout={"template": registered()})
    figure.update_layout(
        title={"text": said.title, "subtitle": {"text": said.subtitle}},
        separators=marks_of(language).decimal + marks_of(language).thousands,
        barmode="stack",
        height=(160 if alone else 200) + ROW * max(len(labels), 1),
        showlegend=not alone,
        legend=LEGEND,
        margin={"b": 48 if alone else 88},
    )
    figure.update_yaxes(
        type="category", autorange="reversed", tickvals=places, ticktext=shown, showgrid=False
    )
    most = max((sum(row) for row in zip(*(part.numbers for part in parts), strict=True)), default=0)
    figure.update_xaxes(title_text=said.axis, rangemode="tozero", visible=bool(labels))
    figure.update_xaxes(tickformat=".0f" if percent else ",d", dtick=1 if most < FEW else None)
    figure.update_xaxes(range=[0, 109] if percent and alone else None, ticksuffix="%" if percent else "")
    return figure
