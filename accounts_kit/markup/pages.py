"""The parts of a page: a heading, facts, and tables whose cells may hold long texts and lines of their own.

Without scripts and without a style sheet, so that nothing reaches past the page; colours are the notebook's
own, paler where something matters less, and lines are half transparent, which both themes show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from accounts_kit.markup.html import escaped

DASH = "–"
# A cell with more signs than this is cut: all of it is in the frame.
LONGEST = 2_000
# One with at most so many stays on one line, so that a long one beside it does not press it flat.
_SHORT = 32

_LINES = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")

_LINE = "1px solid rgba(128,128,128,.3)"
_CELL = f"padding:3px 14px 3px 0;border:0;border-bottom:{_LINE};text-align:left;vertical-align:top"
_ON_ONE_LINE, _WRAPPED = "white-space:nowrap", "white-space:normal;overflow-wrap:anywhere;min-width:14em"
_TABLE = "border-collapse:collapse;border:0;margin:0;table-layout:auto;max-width:100%"
_PALE = "opacity:.65"


def text_html(value: str) -> str:
    """Return a text as HTML: its lines as lines, its direction its own, a dash where it is empty.

    >>> text_html("een\\n<b>")
    '<bdi>een<br>&lt;b&gt;</bdi>'
    """
    if not value:
        return pale_html(DASH)
    cut = value if len(value) <= LONGEST else value[:LONGEST].rstrip() + " …"
    lines = _LINES.split(_CONTROL.sub("\ufffd", cut))
    return f"<bdi>{'<br>'.join(map(escaped, lines))}</bdi>"


def pale_html(text: str) -> str:
    """Return a text that matters less."""
    return f"<span style='{_PALE}'>{escaped(text)}</span>"


def facts_html(rows: Iterable[tuple[str, str]]) -> str:
    """Return names and values, a line each."""
    body = "".join(
        _row(_cell("th", name, f";width:14em;font-weight:normal;{_PALE}", "row") + _cell("td", value))
        for name, value in rows
    )
    return f"<table style='{_TABLE}'><tbody>{body}</tbody></table>"


def grid_html(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table with these headers; one too wide for the page can be moved within it."""
    head = _row("".join(_cell("th", one, ";font-weight:600", "col") for one in headers))
    body = "".join(_row("".join(_cell("td", one) for one in row)) for row in rows)
    table = f"<table style='{_TABLE}'><thead>{head}</thead><tbody>{body}</tbody></table>"
    return f"<div style='overflow-x:auto'>{table}</div>"


def _row(cells: str) -> str:
    return f"<tr style='background:none'>{cells}</tr>"  # a notebook would stripe it in a colour of its own


def _cell(tag: str, value: str, style: str = "", scope: str | None = None) -> str:
    wrapping = _ON_ONE_LINE if len(value) <= _SHORT else _WRAPPED
    scoped = f" scope='{scope}'" if scope else ""
    return f"<{tag}{scoped} style='{_CELL};{wrapping}{style}'>{text_html(value)}</{tag}>"


def section_html(title: str, *parts: str, within: bool = False) -> str:
    """Return parts of HTML under a title; `within` another section it is a smaller one."""
    size = "margin:8px 0 2px;font-size:1em" if within else "margin:18px 0 4px;font-size:1.15em"
    heading = "h5" if within else "h4"
    return f"<section><{heading} style='{size}'>{text_html(title)}</{heading}>{''.join(parts)}</section>"


def page_html(title: str, under: str, *sections: str) -> str:
    """Return sections of HTML under the name of the page, and a line of text below that."""
    heading = f"<h3 style='margin:0 0 2px;font-size:1.4em;overflow-wrap:anywhere'>{text_html(title)}</h3>"
    return f"<article>{heading}<div style='{_PALE}'>{text_html(under)}</div>{''.join(sections)}</article>"
