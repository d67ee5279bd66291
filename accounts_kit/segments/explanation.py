"""An explanation: the tree of a segment's tests with the answer to each, as text and as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from accounts_kit.markup import escaped

if TYPE_CHECKING:
    import pandas

How = Literal["all", "any", "not", "test", "inside", "fixed"]

WORDS: dict[str, dict[str, str]] = {
    "yes": {"en": "yes", "nl": "ja"},
    "no": {"en": "no", "nl": "nee"},
    "no_value": {"en": "no value", "nl": "geen waarde"},
    "no_account": {"en": "no account", "nl": "geen account"},
    "all": {"en": "all of", "nl": "alle van"},
    "any": {"en": "at least one of", "nl": "minstens één van"},
    "not": {"en": "not", "nl": "niet"},
    "in": {"en": "{0} is in {1}", "nl": "{0} zit in {1}"},
    "out": {"en": "{0} is not in {1}", "nl": "{0} zit niet in {1}"},
    "seen": {"en": "seen: {0}", "nl": "gezien: {0}"},
    "flips_in": {"en": "It would be in with:", "nl": "Erin met:"},
    "flips_out": {"en": "It would be out with:", "nl": "Eruit met:"},
    "other": {"en": "another answer to {0}", "nl": "een ander antwoord op {0}"},
    "and": {"en": " and ", "nl": " en "},
    "always": {"en": "always in, by a pin", "nl": "altijd erin, vastgezet"},
    "never": {"en": "never in, by a pin", "nl": "nooit erin, vastgezet"},
    "everyone": {"en": "everyone", "nl": "iedereen"},
    "rule": {"en": "this rule", "nl": "deze regel"},
    "account": {"en": "has an account", "nl": "heeft een account"},
}
# Colours that colour-blind people tell apart, and that carry dark and light text alike; words stand beside.
COLOURS = {"yes": "#0072b2", "no": "#d55e00", "no_value": "#7f7f7f", "no_account": "#7f7f7f"}


@dataclass(frozen=True, slots=True)
class Node:
    """A group, a test or a segment in the tree: whether it `holds`, and what was `seen`.

    `missing` says for a test that a value is missing, and which: "no_account" or "no_value".
    """

    how: How
    text: str
    holds: bool
    seen: str = ""
    missing: str = ""
    children: tuple[Node, ...] = ()

    @property
    def answer(self) -> bool | None:
        """True, False, or None without a value to answer with; `holds` is what the rule makes of that."""
        return None if self.missing else self.holds

    def walk(self, level: int = 0) -> Iterator[tuple[int, Node]]:
        """Yield this node and all inside it with their depth, from the top down."""
        yield level, self
        for child in self.children:
            yield from child.walk(level + 1)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a record is in a segment or not.

    `answer` is whether it is, `tree` the tests with their answers, `flips` the smallest changes that would
    turn the answer: sets of tests (as words) that would all have to answer otherwise, the fewest there are,
    at most five sets. Tests count as independent of each other: a flip says what would have to be different,
    not whether it can be.
    """

    record: str
    segment: str
    answer: bool
    tree: Node
    flips: tuple[tuple[str, ...], ...]
    language: str

    def frame(self) -> pandas.DataFrame:
        """Return the tree as a frame, from the top down. Columns: level, text, answer, holds, seen."""
        import pandas as pd

        rows = [(level, one.text, self._word(one), one.holds, one.seen) for level, one in self.tree.walk()]
        return pd.DataFrame(rows, columns=["level", "text", "answer", "holds", "seen"])

    def sentence(self) -> str:
        """Return the answer in a sentence."""
        return self._say("in" if self.answer else "out").format(self.record, self.segment)

    def __repr__(self) -> str:
        lines = [f"{self.sentence()}."]
        for level, one in self.tree.walk():
            seen = f"   ({self._say('seen').format(one.seen)})" if one.seen else ""
            lines.append(f"{'  ' * level}[{self._word(one)}] {one.text}{seen}")
        return "\n".join(lines + self.turns())

    def turns(self) -> list[str]:
        """Return the smallest changes that would turn the answer, a sentence each."""
        return [f"{title} {said}" for title, said in self._flips_said()]

    def _repr_html_(self) -> str:
        flips = "".join(f"<li>{escaped(said)}</li>" for _, said in self._flips_said())
        title = escaped(self._say("flips_out" if self.answer else "flips_in"))
        turned = f"<p style='margin:.6em 0 0'>{title}</p><ul>{flips}</ul>" if flips else ""
        return f"<div><strong>{escaped(self.sentence())}</strong>{self._html(self.tree)}{turned}</div>"

    def _html(self, node: Node) -> str:
        seen = f" <em>({escaped(self._say('seen').format(node.seen))})</em>" if node.seen else ""
        line = f"{self._badge(node)} {escaped(node.text)}{seen}"
        if not node.children:
            return f"<div style='margin:.15em 0 .15em 1.4em'>{line}</div>"
        inside = "".join(map(self._html, node.children))
        return f"<details open style='margin:.15em 0 .15em 1.4em'><summary>{line}</summary>{inside}</details>"

    def _badge(self, node: Node) -> str:
        colour = COLOURS[node.missing or ("yes" if node.holds else "no")]
        sign = "✓" if node.holds else "✗"
        style = f"border:1px solid {colour};color:{colour};border-radius:4px;padding:0 5px;font-weight:bold"
        return f"<span style='{style}'>{sign} {escaped(self._word(node))}</span>"

    def _word(self, node: Node) -> str:
        said = self._say("yes" if node.holds else "no")
        return f"{self._say(node.missing)}: {said}" if node.missing else said

    def _flips_said(self) -> list[tuple[str, str]]:
        title = self._say("flips_out" if self.answer else "flips_in")
        return [
            (title, self._say("and").join(self._say("other").format(f"'{test}'") for test in one))
            for one in self.flips
        ]

    def _say(self, word: str) -> str:
        return WORDS[word][self.language]
