"""A builder where no script runs (GitHub, nbviewer, nbconvert, a test): the rule with its counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accounts_kit.markup import escaped, table_html, titled_html
from accounts_kit.model import Catalogue
from accounts_kit.rules.plain import from_dict
from accounts_kit.rules.words import described
from accounts_kit.segments import Segment
from accounts_kit.widgets.drafts import GROUPS, below, read_draft
from accounts_kit.widgets.texts import TEXTS
from accounts_kit.words.numbers import grouped

INDENT = "\u2003"


class SavedView:
    """A segment and the answers about it, as HTML and as plain text; neither holds anything of the kernel."""

    def __init__(
        self, segment: Segment, draft: object, answers: Mapping[str, object], catalogue: Catalogue
    ) -> None:
        self.segment = segment
        self.draft = draft
        self.answers = answers
        self.catalogue = catalogue
        self.language = catalogue.language

    def html(self) -> str:
        """Return the segment as HTML without scripts: title, the tree with its counts, the words."""
        headers = ["", self._text("alone").format("").strip(), self._text("remaining").format("").strip()]
        words = f"<p>{escaped(self.answers.get('words', ''))}</p>"
        return titled_html(self._title(), table_html(headers, self._rows()), words)

    def plain(self) -> str:
        """Return the segment as lines of text."""
        lines = [f"{part}  {alone}  {left}".rstrip() for part, alone, left in self._rows()]
        return "\n".join([self._title(), *lines])

    def _title(self) -> str:
        if self.answers.get("error"):
            return f"{self.segment.name}: {self.answers['error']}"
        members = self._number(self.answers.get("members"))
        everybody = self._text("of_everybody").format(self._number(self.answers.get("everybody")))
        return f"{self.segment.name}: {members} {self._text('members')} {everybody}"

    def _rows(self) -> list[tuple[str, str, str]]:
        nodes = self.answers.get("nodes")
        counts = nodes if isinstance(nodes, Mapping) else {}
        return [
            (f"{INDENT * level}{words}", *self._counts(counts.get(path)))
            for level, path, words in self._lines(self.draft, "", 0)
        ]

    def _counts(self, found: object) -> tuple[str, str]:
        if not isinstance(found, Mapping):
            return "", ""
        return self._number(found["alone"]), self._number(found["remaining"])

    def _lines(self, draft: object, path: str, level: int) -> Iterator[tuple[int, str, str]]:
        if not isinstance(draft, Mapping):
            return
        for key in GROUPS:
            if key in draft and isinstance(inside := draft[key], list):
                yield level, path, self._text(key if inside else "nothing_yet")
                for place, one in enumerate(inside):
                    yield from self._lines(one, below(path, place), level + 1)
                return
        if "not" in draft:
            yield level, path, self._text("not")
            yield from self._lines(draft["not"], below(path, 0), level + 1)
            return
        yield level, path, self._test(draft, path)

    def _test(self, draft: Mapping[str, object], path: str) -> str:
        left_out = self.answers.get("left_out")
        if isinstance(left_out, Mapping) and path in left_out:
            reason = left_out[path]
            return self._text("refused").format(reason) if reason else self._text("unfinished")
        return described(from_dict(_finished(draft)), self.language, self.catalogue)

    def _number(self, number: object) -> str:
        return grouped(number, self.language) if isinstance(number, int) else "?"

    def _text(self, name: str) -> str:
        return TEXTS[name][self.language]


def _finished(draft: Mapping[str, object]) -> Mapping[str, object]:
    """Return a test with the rule that its `where` means."""
    return {**draft, "where": read_draft(draft["where"]).rule.to_dict()} if "where" in draft else draft
