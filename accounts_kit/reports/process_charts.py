"""Charts of the work itself: a segment over time, the coverage of merge fields, what imports refused."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from accounts_kit.errors import WrongValue
from accounts_kit.reports.bars import LEGEND, Part, Said, lying_bars, text_of
from accounts_kit.reports.counting import said
from accounts_kit.words.numbers import grouped, marks_of

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

AT_MOST = 10
GROWTH = {"nl": "Van {0} naar {1} leden", "en": "From {0} to {1} members"}
NO_SNAPSHOT = {"nl": "Er is nog geen momentopname", "en": "There is no snapshot yet"}
OVER_TIME = {
    "nl": "Leden bij elke momentopname, met wie erbij kwam en wie eruit ging",
    "en": "Members at each snapshot, with who came and who went",
}
MEMBERS, CAME, WENT = (
    {"nl": "leden", "en": "members"},
    {"nl": "erbij", "en": "came"},
    {"nl": "eruit", "en": "went"},
)
NOTHING = {
    "nl": "Bij {0} van {1} staat er niets voor {2}",
    "en": "For {0} of {1} nothing stands for {2}",
}
COVERED = {
    "nl": "Voor iedereen is er een waarde of een terugval",
    "en": "Everybody has a value or a fallback",
}
WHAT_STANDS = {"nl": "Wat er komt te staan, per samenvoegveld", "en": "What will stand there, by merge field"}
RECIPIENTS = {"nl": "Aantal ontvangers", "en": "Number of recipients"}
FILLED, FALLBACK, EMPTY = (
    {"nl": "waarde", "en": "value"},
    {"nl": "terugval", "en": "fallback"},
    {"nl": "niets", "en": "nothing"},
)
PROBLEMS = {
    "nl": "{0} komt het meest voor: {1} van {2} problemen",
    "en": "{0} is most frequent: {1} of {2} problems",
}
NO_PROBLEM = {"nl": "Er is geen probleem gevonden", "en": "No problem was found"}
BY_CHECK = {"nl": "Problemen naar controle", "en": "Problems by check"}
HOW_MANY = {"nl": "Aantal problemen", "en": "Number of problems"}
OTHERS = {"nl": "{0} andere", "en": "{0} others"}


def growth(frame: pd.DataFrame, *, language: str = "nl") -> go.Figure:
    """Return a chart of a segment over its snapshots: how many members, who came and who went.

    `frame` is what `segments.growth` gives: as_of, members, came, went.
    """
    import plotly.graph_objects as go

    from accounts_kit.reports.template import BLUE, GREEN, ORANGE, registered

    _refuse_other(frame, ("as_of", "members", "came", "went"), "segments.growth")
    days = [one.date().isoformat() for one in frame["as_of"]]
    members = [int(one) for one in frame["members"]]
    came, went = [int(one) for one in frame["came"]], [-int(one) for one in frame["went"]]
    line = go.Scatter(
        name=said(MEMBERS, language), x=days, y=members, mode="lines+markers+text", line={"color": BLUE},
        texttemplate="%{y:,d}", textposition="top center", cliponaxis=False,
        hovertemplate="%{x|%-d-%-m-%Y}: %{y:,d}<extra></extra>",
    )  # fmt: skip
    bars = [
        go.Bar(name=said(words, language), x=days, y=numbers, marker_color=colour,
               hovertemplate="%{x|%-d-%-m-%Y}: %{y:,d}<extra>" + said(words, language) + "</extra>")
        for words, numbers, colour in ((CAME, came, GREEN), (WENT, went, ORANGE))
    ]  # fmt: skip
    figure = go.Figure([*bars, line], layout={"template": registered()})
    ends = [grouped(one, language) for one in (members[0], members[-1])] if members else []
    title = said(GROWTH, language).format(*ends) if ends else said(NO_SNAPSHOT, language)
    figure.update_layout(
        title={"text": title, "subtitle": {"text": said(OVER_TIME, language)}},
        barmode="relative",
        separators=marks_of(language).decimal + marks_of(language).thousands,
        height=380,
        legend=LEGEND,
        margin={"b": 88},
    )
    figure.update_xaxes(type="date", tickvals=days, tickformat="%-d-%-m-%Y")
    figure.update_yaxes(title_text=said(MEMBERS, language), rangemode="tozero", tickformat=",d")
    return figure


def coverage(frame: pd.DataFrame, *, language: str = "nl") -> go.Figure:
    """Return a chart of what will stand for each merge field: a value, the fallback, or nothing.

    `frame` is what `merge_fields.coverage` gives. The ten with the most gaps are shown.
    """
    from accounts_kit.reports.template import BLUE, RED, SKY

    _refuse_other(
        frame, ("merge_field", "with_value", "fallback", "nothing", "total"), "merge_fields.coverage"
    )
    worst = frame.sort_values(["nothing", "fallback"], ascending=False, kind="stable").head(AT_MOST)
    parts = [
        Part(said(words, language), colour, [int(one) for one in worst[name]])
        for words, colour, name in (
            (FILLED, BLUE, "with_value"),
            (FALLBACK, SKY, "fallback"),
            (EMPTY, RED, "nothing"),
        )
    ]
    title = said(COVERED, language)
    if len(worst) and int(worst["nothing"].iloc[0]):
        numbers = [grouped(int(worst[name].iloc[0]), language) for name in ("nothing", "total")]
        title = said(NOTHING, language).format(*numbers, text_of(str(worst["merge_field"].iloc[0])))
    words = Said(title, said(WHAT_STANDS, language), said(RECIPIENTS, language))
    return lying_bars([str(one) for one in worst["merge_field"]], parts, words, language)


def problems(frame: pd.DataFrame, *, language: str = "nl") -> go.Figure:
    """Return a chart of problems by check, the most frequent first.

    `frame` has a row for each problem and a column `check`: `ImportResult.problems`, or `ak.check`; what
    was kept of an earlier import has a count in `rows`.
    """
    from accounts_kit.reports.template import BLUE

    _refuse_other(frame, ("check",), "ImportResult.problems")
    counts: Counter[str] = Counter()
    rows = frame["rows"] if "rows" in frame.columns else [1] * len(frame)
    for check, many in zip(frame["check"], rows, strict=True):
        counts[str(check)] += int(many)
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    shown, rest = ordered[:AT_MOST], ordered[AT_MOST:]
    if rest:
        shown.append((said(OTHERS, language).format(len(rest)), sum(many for _, many in rest)))
    title = said(NO_PROBLEM, language)
    if ordered:
        check, most = ordered[0]
        numbers = (grouped(one, language) for one in (most, counts.total()))
        title = said(PROBLEMS, language).format(text_of(check), *numbers)
    words = Said(title, said(BY_CHECK, language), said(HOW_MANY, language))
    part = Part(said(HOW_MANY, language).lower(), BLUE, [many for _, many in shown])
    return lying_bars([label for label, _ in shown], [part], words, language)


def _refuse_other(frame: pd.DataFrame, columns: tuple[str, ...], source: str) -> None:
    lacking = [one for one in columns if one not in frame.columns]
    if lacking:
        raise WrongValue(
            f"The frame has no column {', '.join(map(repr, lacking))}. Give what {source} returns."
        )
