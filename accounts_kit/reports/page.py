"""A notebook that was run, as one page of HTML: its words, tables and charts, without its code.

Nothing on it is fetched: Plotly's script stands in the page once. A script that does not carry the page's
own mark does not run, so markup that somebody put into a value does nothing.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from string import Template
from typing import TYPE_CHECKING, Any

from accounts_kit.markup import escaped
from accounts_kit.shipped import PACKAGE

if TYPE_CHECKING:
    from nbformat import NotebookNode

PLOTLY = "application/vnd.plotly.v1+json"
LANGUAGES = ("nl", "en")
CONTENTS = {"nl": "Inhoud", "en": "Contents"}
_HEADING = re.compile(r"<h([12])>(.*?)</h\1>", re.S)


@dataclass
class Page:
    """A page while it is made: its parts, its title, the headings for the table of contents."""

    language: str
    title: str = ""
    parts: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    charts: int = 0
    tables: int = 0

    @property
    def html(self) -> str:
        """The page as HTML; the script for charts stands in it only where there is a chart."""
        form = Template((PACKAGE / "reports" / "page.html").read_text(encoding="utf-8"))
        links = "".join(f'<li><a href="#{escaped(to)}">{words}</a></li>' for to, words in self.headings)
        return form.substitute(
            language=self.language,
            title=escaped(self.title),
            contents=CONTENTS[self.language] if links else "",
            links=links,
            body="\n".join(self.parts),
            nonce=secrets.token_urlsafe(16),
            plotly=_plotly() if self.charts else "",
        )


def page(notebook: NotebookNode, language: str) -> Page:
    """Return the page of a notebook that was run."""
    made = Page(language)
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if "hide" in tags or any(one in tags for one in LANGUAGES if one != language):
            continue
        if cell.cell_type == "markdown":
            made.parts.append(_words(cell.source, made))
        elif cell.cell_type == "code":
            made.parts += [one for output in cell.outputs for one in _output(output, made)]
    return made


def _words(source: str, made: Page) -> str:
    """Return markdown as HTML; markup in it is text."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(escape=True, exclude_anchor_links=True)
    html = str(MarkdownWithMath(renderer=renderer).render(source))
    return _HEADING.sub(lambda found: _heading(found[1], found[2], made), html)


def _heading(level: str, words: str, made: Page) -> str:
    """Return a heading that the table of contents can lead to; the first of all is the title."""
    if level == "1":
        made.title = made.title or unescape(re.sub(r"<[^>]+>", "", words))
        return f"<h1>{words}</h1>"
    where = f"part-{len(made.headings) + 1}"
    made.headings.append((where, words))
    return f'<h2 id="{where}">{words}</h2>'


def _output(output: Any, made: Page) -> Iterator[str]:
    if output.output_type == "stream":
        if output.name == "stdout":
            yield f"<pre>{escaped(output.text)}</pre>"
        return
    data = output.get("data", {})
    if PLOTLY in data:
        made.charts += 1
        yield _chart(data[PLOTLY])
    elif "text/html" in data:
        made.tables += data["text/html"].count("<table")
        yield f'<div class="output">{data["text/html"]}</div>'
    elif "text/markdown" in data:
        yield _words(data["text/markdown"], made)
    elif "image/png" in data:
        yield f'<img alt="" src="data:image/png;base64,{escaped(data["image/png"].strip())}">'
    elif "text/plain" in data:
        yield f"<pre>{escaped(data['text/plain'])}</pre>"


def _chart(figure: Any) -> str:
    said = json.dumps({"data": figure["data"], "layout": figure["layout"]}, ensure_ascii=False)
    height = int(figure["layout"].get("height", 450))
    # In a script only "</script" and "<!--" mean something: no "<" is left as it is.
    plain = said.replace("<", "\\u003c")
    return (
        f'<div class="chart" style="height:{height}px" role="img">'
        f'<script type="application/json">{plain}</script></div>'
    )


def _plotly() -> str:
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs())
