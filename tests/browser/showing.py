"""A builder on a page of a browser, without Jupyter: the model of the page is tied to the real widget.

What the page saves is set on the widget in Python, what it asks is answered by it: the whole protocol runs
but for the messages of a kernel.
"""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from typing import Any

from playwright.sync_api import Browser, Page, Route

from accounts_kit.widgets.builder import STATIC, SegmentBuilder
from accounts_kit.widgets.replies import reply

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
ADDRESS = "http://builder.invalid/"

MODEL = """
class Model {
  constructor(values) { this.values = values; this.heard = {}; }
  get(name) { return this.values[name]; }
  on(event, callback) { (this.heard[event] ??= []).push(callback); }
  off(event, callback) { this.heard[event] = (this.heard[event] ?? []).filter((one) => one !== callback); }
  tell(event, ...given) { for (const callback of this.heard[event] ?? []) callback(...given); }
  set(name, value) { this.values[name] = value; this.tell(`change:${name}`); }
  async save_changes() {
    window.saves = (window.saves ?? 0) + 1;
    const told = await window.saved(JSON.stringify({ draft: this.values.draft, masked: this.values.masked }));
    for (const [name, value] of Object.entries(JSON.parse(told))) this.set(name, value);
  }
  async send(message) { this.tell("msg:custom", JSON.parse(await window.asked(JSON.stringify(message)))); }
}
"""
PAGE = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Segmentbouwer</title>
<style>%(css)s</style><style>body { margin: 12px; background: %(ground)s; %(theme)s }</style></head>
<body class="%(dark)s"><main><h1 style="position:absolute;left:-999px">Segment</h1>
<div id="cell"></div></main>
<script type="module">
%(model)s
import widget from "data:text/javascript;base64,%(module)s";
window.model = new Model(%(values)s);
window.close_view = widget.render({ model: window.model, el: document.getElementById("cell") });
window.ready = true;
</script></body></html>"""
DARK = "--jp-ui-font-color1: rgba(255,255,255,.87); --jp-layout-color1: #111418; --jp-layout-color2: #20252b;"


def browser_path() -> str | None:
    """Where a browser of the Chromium family is on this machine, None when there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def told(builder: SegmentBuilder, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(builder, name) for name in names}


def page_of(builder: SegmentBuilder, *, dark: bool = False) -> str:
    """The page with the widget and nothing else."""
    assert builder.settled()
    values = told(builder, ("draft", "vocabulary", "answers", "masked"))
    return PAGE % {
        "css": (STATIC / "builder.css").read_text(encoding="utf-8"),
        "module": b64encode((STATIC / "builder.js").read_bytes()).decode(),
        "model": MODEL,
        "values": json.dumps(values).replace("<", "\\u003c"),
        "dark": "akb-dark" if dark else "",
        "theme": DARK if dark else "",
        "ground": "#111418" if dark else "#fff",
    }


def opened(browser: Browser, builder: SegmentBuilder, *, dark: bool = False, width: int = 1000) -> Page:
    """A page with the builder on it, that nothing but this process answers."""
    page = browser.new_page(viewport={"width": width, "height": 900})

    def saved(text: str) -> str:
        said = json.loads(text)
        builder.masked, builder.draft = said["masked"], said["draft"]
        assert builder.settled()
        return json.dumps(told(builder, ("answers", "masked")))

    def asked(text: str) -> str:
        return json.dumps(
            reply(builder._ws, builder.segment, json.loads(text), as_of=None, masked=builder.masked)
        )

    def serve(route: Route) -> None:
        route.fulfill(body=page_of(builder, dark=dark), content_type="text/html")

    page.expose_function("saved", saved)
    page.expose_function("asked", asked)
    page.route(ADDRESS, serve)
    page.goto(ADDRESS)
    page.wait_for_function("window.ready")
    return page
