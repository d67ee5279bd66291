"""What is wrong in a template, and where: line, column, and a caret under it."""

from __future__ import annotations

from dataclasses import dataclass

from liquid.exceptions import LiquidError


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a template: line and column from 1, the line itself, and how many letters are meant."""

    line: int
    column: int
    width: int
    shown: str

    @classmethod
    def at(cls, text: str, index: int, width: int = 1) -> Place:
        """Return the place of an index in the text; its end when the index is outside."""
        index = index if 0 <= index < len(text) else len(text)
        before = text[:index].split("\n")
        shown = text.split("\n")[len(before) - 1]
        start = len(before[-1])
        return cls(len(before), start + 1, max(1, min(width, len(shown) - start)), shown)

    @property
    def excerpt(self) -> str:
        """The line, and a caret under what is meant."""
        pad = "".join(sign if sign == "\t" else " " for sign in self.shown[: self.column - 1])
        return f"  {self.shown.rstrip()}\n  {pad}{'^' * self.width}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a template: `problem` is syntax, field or filter."""

    problem: str
    message: str
    place: Place

    @classmethod
    def of_liquid(cls, error: LiquidError, text: str) -> Finding:
        """Return Liquid's complaint about a template's text; placed at its end when Liquid names no place."""
        index, width = (error.token.start_index, len(error.token.value)) if error.token else (-1, 1)
        return cls("syntax", f"Liquid says: {error.message}.", Place.at(text, index, width))

    def __str__(self) -> str:
        return f"line {self.place.line}, column {self.place.column}: {self.message}\n{self.place.excerpt}"
