"""Charts of a funnel and of an overlap: what the frame says, and that text is no markup."""

import pandas as pd

import accounts_kit as ak

FUNNEL = pd.DataFrame(
    {"step": [0, 1, 2], "part": ["iedereen", "<b>Gent</b>", "groot"], "remaining": [1500, 300, 20]}
)
OVERLAP = pd.DataFrame({"Gent": [True, True, False], "<i>": [False, True, True], "members": [30, 20, 5]})


def test_a_funnel_shows_who_remains_and_who_drops_out() -> None:
    figure = ak.charts.funnel(FUNNEL)
    remain, gone = figure.data
    assert list(remain.x) == [1500, 300, 20]
    assert list(gone.x) == [0, 1200, 280]
    assert figure.layout.title.text == "20 van 1.500 blijven over"
    assert figure.layout.yaxis.ticktext[1] == "&lt;b&gt;Gent&lt;/b&gt;"


def test_an_overlap_shows_every_combination_with_its_segments() -> None:
    figure = ak.charts.overlap(OVERLAP, language="en")
    bars, _, *combinations = figure.data
    assert list(bars.y) == [30, 20, 5]
    assert list(bars.customdata) == ["Gent", "Gent + &lt;i&gt;", "&lt;i&gt;"]
    assert [list(one.y) for one in combinations] == [[0], [0, 1], [1]]
    assert figure.layout.title.text == "55 are in at least one of 2 segments"
    assert len(ak.charts.overlap(OVERLAP, at_most=1).data) == 3


def test_charts_of_nothing_are_empty_and_no_error() -> None:
    assert list(ak.charts.funnel(FUNNEL.head(0)).data[0].x) == []
    assert list(ak.charts.overlap(OVERLAP.head(0)).data[0].y) == []
