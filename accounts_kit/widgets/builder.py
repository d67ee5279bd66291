"""The segment builder: a view on a rule in Jupyter, for who clicks instead of typing Python.

It holds a draft and nothing else. Every number is an answer of `segments`, worked on beside the kernel, so
that a cell or the next keystroke never waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from accounts_kit.rules.days import clock_at
from accounts_kit.segments import Segment
from accounts_kit.segments.selecting import UNNAMED, AsOf, SegmentLike, segment_of
from accounts_kit.widgets.answering import answers, read_in, segment_in
from accounts_kit.widgets.drafts import EMPTY, draft_of
from accounts_kit.widgets.latest import Latest
from accounts_kit.widgets.live import publish_both
from accounts_kit.widgets.replies import reply
from accounts_kit.widgets.saved_view import SavedView
from accounts_kit.widgets.texts import TEXTS
from accounts_kit.widgets.vocabulary import vocabulary
from accounts_kit.workspace import Workspace

STATIC = Path(__file__).parent / "static"
# What a saved notebook and a test wait for, at most.
PATIENCE = 60.0


class SegmentBuilder(anywidget.AnyWidget):
    """A segment that is built by clicking; `segment` is what it means now, and may be set.

    Not to be made by hand: `ak.segment_builder(ws)` makes one.
    """

    _esm = STATIC / "builder.js"
    _css = STATIC / "builder.css"

    draft = traitlets.Dict().tag(sync=True, echo_update=False)  # the page knows what it saved
    vocabulary = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    masked = traitlets.Bool(False).tag(sync=True)

    def __init__(self, ws: Workspace, segment: Segment | None, as_of: AsOf = None) -> None:
        self._ws = ws
        self._as_of = as_of
        self._latest = Latest()
        super().__init__(
            draft=_new_draft(ws.language) | (_said(segment) if segment else {}),
            vocabulary=vocabulary(ws.catalogue),
            masked=ws.masked_reprs,
        )
        self.on_msg(self._on_message)
        self.observe(self._recount, ["draft", "masked"])
        self.recount()

    @property
    def segment(self) -> Segment:
        """What is built: tests that are not finished, or that the workspace refuses, are not in it.

        Set it to a Segment, a rule, the dict of either or a saved name, and the builder shows that.
        """
        return segment_in(self._ws, self.draft)

    @segment.setter
    def segment(self, given: SegmentLike) -> None:
        chosen = segment_of(self._ws, given)
        next_revision = int(self.draft.get("revision") or 0) + 1
        self.draft = {**self.draft, **_said(chosen), "revision": next_revision}

    @property
    def left_out(self) -> dict[str, str]:
        """Which tests do not count, by place ("0.1": second part of the first), and why; "" is unfinished."""
        return dict(read_in(self._ws, self.draft).left_out)

    def recount(self) -> None:
        """Ask every number anew, after the data changed; fields and segments too."""
        self.vocabulary = vocabulary(self._ws.catalogue)
        self._recount()

    def settled(self, timeout: float = PATIENCE) -> bool:
        """Wait until all numbers are those of the rule as it is now; False after `timeout` seconds."""
        return self._latest.settled(timeout)

    def _recount(self, _: object = None) -> None:
        draft, masked = dict(self.draft), self.masked

        def steps() -> Iterator[dict[str, object]]:
            told: dict[str, object] = {"of": draft.get("revision")}
            for part in answers(self._ws, draft, as_of=self._as_of, masked=masked):
                told = {**told, **part}
                yield told

        self._latest.ask("answers", steps, self._tell_answers)

    def _tell_answers(self, told: Any) -> None:
        self.answers = told

    def _on_message(self, _: object, asked: object, buffers: object) -> None:
        if isinstance(asked, Mapping):
            draft, masked = dict(self.draft), self.masked

            def steps() -> Iterator[dict[str, object]]:
                segment = segment_in(self._ws, draft)
                yield reply(self._ws, segment, asked, as_of=self._as_of, masked=masked)

            self._latest.ask(str(asked.get("ask")), steps, self._told_after(asked))

    def _told_after(self, asked: Mapping[str, object]) -> Callable[[Any], None]:
        """Return how the reply to a message is sent; what was saved or loaded changes more than the reply."""

        def tell(told: Any) -> None:
            self.send(told)
            if asked.get("ask") == "save" and "result" in told:
                self.recount()

        return tell

    def _view(self) -> SavedView:
        self.settled()
        return SavedView(self.segment, self.draft["rule"], self.answers, self._ws.catalogue)

    def _ipython_display_(self) -> None:
        view = self._view()
        kept = {"text/plain": view.plain(), "text/html": f"<div class='akb-saved'>{view.html()}</div>"}
        publish_both(self, TEXTS["builder"][self._ws.language], kept)

    def __repr__(self) -> str:
        return f"<SegmentBuilder {self.segment}>"


def segment_builder(
    ws: Workspace, segment: SegmentLike | None = None, *, as_of: AsOf = None
) -> SegmentBuilder:
    """Return a builder of segments to show in a notebook: put it on the last line of a cell.

    It starts with a Segment, a rule, the dict of either or a saved name; with nothing, everyone. What is
    built is `builder.segment`, in any later cell. `as_of` sets the clock of all its numbers; left out, now.
    Raises WrongValue for an `as_of` that is neither a day nor a moment.
    """
    clock_at(as_of, ws.timezone)
    return SegmentBuilder(ws, None if segment is None else segment_of(ws, segment), as_of)


def _said(segment: Segment) -> dict[str, object]:
    """Return what a segment says, as a draft has it; what is only a rule says no name."""
    said = {**segment.to_dict(), "rule": draft_of(segment.rule)}
    if segment.name == UNNAMED:
        del said["name"]
    return said


def _new_draft(language: str) -> dict[str, object]:
    named = {"name": TEXTS["unnamed"][language], "of": "contacts", "description": ""}
    return {**named, "pins": {"in": [], "out": []}, "rule": {**EMPTY}, "revision": 0}
