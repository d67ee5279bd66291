"""Charts of segments: what each step of a funnel leaves, and how segments overlap (an UpSet plot).

From the frames of `segments.funnel` and `segments.overlap`; text from a file is never taken for markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts_kit.reports.bars import text_of
from accounts_kit.reports.counting import said
from accounts_kit.words.numbers import grouped, marks_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

LONGEST_PART = 60
COMBINATIONS = 15
FUNNEL = {"nl": "{0} van {1} blijven over", "en": "{0} of {1} remain"}
STEPS = {"nl": "Stap voor stap, van boven naar beneden", "en": "Step by step, from the top down"}
REMAIN = {"nl": "blijven over", "en": "remain"}
GO = {"nl": "vallen af", "en": "drop out"}
OVERLAP = {
    "nl": "{0} zitten in minstens één van {1} segmenten",
    "en": "{0} are in at least one of {1} segments",
}
EXACTLY = {"nl": "Wie in precies deze segmenten zit", "en": "Who is in exactly these segments"}
MEMBERS = {"nl": "Aantal leden", "en": "Members"}


def funnel(frame: pd.DataFrame, *, language: str = "nl") -> go.Figure:
    """Return a chart of a funnel: how many remain after each step, and how many drop out there.

    `frame` is what `segments.funnel` gives: step, part, remaining ...
    """
    import plotly.graph_objects as go

    from accounts_kit.reports.template import BLUE, FAINT, registered

    remaining = [int(one) for one in frame["remaining"]]
    gone = [
        max(before - after, 0) for before, after in zip([*remaining[:1], *remaining], remaining, strict=False)
    ]
    places = [str(one) for one in frame["step"]]
    labels = [text_of(str(one), LONGEST_PART) for one in frame["part"]]
    bars = [
        _bar(said(REMAIN, language), remaining, places, labels, BLUE, text=True),
        _bar(said(GO, language), gone, places, labels, FAINT, text=False),
    ]
    figure = go.Figure(bars, layout={"template": registered()})
    numbers = [grouped(one, language) for one in (remaining[-1:] or [0]) + (remaining[:1] or [0])]
    figure.update_layout(
        title={"text": said(FUNNEL, language).format(*numbers), "subtitle": {"text": said(STEPS, language)}},
        barmode="stack",
        separators=marks_of(language).decimal + marks_of(language).thousands,
        height=180 + 34 * max(len(places), 1),
        legend={"orientation": "h", "y": -0.12, "traceorder": "normal"},
    )
    figure.update_yaxes(
        type="category", autorange="reversed", tickvals=places, ticktext=labels, showgrid=False
    )
    figure.update_xaxes(rangemode="tozero", tickformat=",d")
    return figure


def _bar(
    name: str, numbers: list[int], places: list[str], labels: list[str], colour: str, *, text: bool
) -> go.Bar:
    import plotly.graph_objects as go

    return go.Bar(
        name=name,
        x=numbers,
        y=places,
        orientation="h",
        marker_color=colour,
        texttemplate="%{x:,d}" if text else "",
        textposition="auto",
        customdata=labels,
        hovertemplate="%{customdata}<br>%{x:,d} " + name + "<extra></extra>",
    )


def overlap(frame: pd.DataFrame, *, language: str = "nl", at_most: int = COMBINATIONS) -> go.Figure:
    """Return an UpSet plot: a bar for each combination of segments, over dots that say which these are.

    `frame` is what `segments.overlap` gives: a column of booleans for each segment, and members. The
    `at_most` largest combinations are shown.
    """
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    from accounts_kit.reports.template import BLUE, registered

    shown = frame.head(at_most)
    names = [str(name) for name in frame.columns[:-1]]
    labels = [text_of(name) for name in names]
    combinations = [
        " + ".join(label for label, name in zip(labels, names, strict=True) if row[name])
        for _, row in shown.iterrows()
    ]
    figure = make_subplots(
        rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.04, row_heights=[0.625, 0.375]
    )
    places = list(range(len(shown)))
    figure.add_trace(
        go.Bar(
            x=places,
            y=[int(one) for one in shown["members"]],
            marker_color=BLUE,
            texttemplate="%{y:,d}",
            textposition="outside",
            cliponaxis=False,
            customdata=combinations,
            hovertemplate="%{customdata}: %{y:,d}<extra></extra>",
        ),
        row=1,
        col=1,
    )
    for trace in _dots(shown, names, labels):
        figure.add_trace(trace, row=2, col=1)
    members = grouped(int(frame["members"].sum()), language)
    figure.update_layout(
        template=registered(),
        title={
            "text": said(OVERLAP, language).format(members, len(names)),
            "subtitle": {"text": said(EXACTLY, language)},
        },
        separators=marks_of(language).decimal + marks_of(language).thousands,
        showlegend=False,
        height=330 + 30 * len(names),
    )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(title_text=said(MEMBERS, language), rangemode="tozero", tickformat=",d", row=1, col=1)
    figure.update_yaxes(
        tickvals=list(range(len(names))), ticktext=labels, autorange="reversed", showgrid=False, row=2, col=1
    )
    return figure


def _dots(shown: pd.DataFrame, names: list[str], labels: list[str]) -> list[go.Scatter]:
    """Return the dots of the combinations: filled and joined for the segments in it, faint for the others."""
    import plotly.graph_objects as go

    from accounts_kit.reports.template import FAINT, INK

    every = [(place, number) for place in range(len(shown)) for number in range(len(names))]
    faint = {"mode": "markers", "marker": {"color": FAINT, "size": 12}, "hoverinfo": "skip"}
    traces = [go.Scatter(x=[one for one, _ in every], y=[one for _, one in every], **faint)]
    for place, (_, row) in enumerate(shown.iterrows()):
        inside = [number for number, name in enumerate(names) if row[name]]
        traces.append(
            go.Scatter(
                x=[place] * len(inside),
                y=inside,
                mode="markers+lines",
                marker={"color": INK, "size": 12},
                line={"color": INK, "width": 2},
                customdata=[labels[number] for number in inside],
                hovertemplate="%{customdata}<extra></extra>",
            )
        )
    return traces
