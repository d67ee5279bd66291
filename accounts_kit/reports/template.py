"""The look of every chart: quiet, on white, in colours that colour-blind people tell apart.

Registered with Plotly as "accounts_kit", so that a figure of one's own can have it too:
`figure.update_layout(template="accounts_kit")`.
"""

from __future__ import annotations

import plotly.graph_objects as go
import plotly.io

NAME = "accounts_kit"

# Of the palette of Okabe and Ito, in an order in which neighbours differ in brightness as well as in hue.
BLUE, ORANGE, GREEN, PURPLE, SKY, RED = "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"
INK, FAINT, REST = "#333333", "#E5E5E5", "#9A9A9A"


def registered() -> go.layout.Template:
    """Return our template, known to Plotly by its name from now on."""
    if NAME not in plotly.io.templates:
        plotly.io.templates[NAME] = _quiet()
    return plotly.io.templates[NAME]


def _quiet() -> go.layout.Template:
    axis = {"automargin": True, "gridcolor": FAINT, "linecolor": FAINT, "zeroline": False}
    return go.layout.Template(
        layout={
            "colorway": [BLUE, ORANGE, GREEN, PURPLE, SKY, RED],
            "font": {"family": "system-ui, Segoe UI, Roboto, Helvetica, Arial, sans-serif", "color": INK},
            "paper_bgcolor": "white",
            "plot_bgcolor": "white",
            "title": {"x": 0, "xref": "container", "pad": {"l": 16}, "font": {"size": 18}},
            "margin": {"l": 16, "r": 32, "t": 80, "b": 48},
            "hovermode": "closest",
            "xaxis": axis,
            "yaxis": {**axis, "ticklabelstandoff": 6},
        }
    )
