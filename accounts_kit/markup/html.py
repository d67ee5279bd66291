"""Small HTML without scripts: a value from a file can never become markup.

Colours are inherited from the page, so that light and dark themes both work.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

_CELL = "style='text-align:left;vertical-align:top;padding:2px 12px 2px 0'"


def escaped(value: object) -> str:
    """Return the value's text as HTML text; nothing for None.

    >>> escaped("<b>")
    '&lt;b&gt;'
    """
    return "" if value is None else escape(str(value), quote=True)


def table_html(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table of these rows, every cell escaped."""
    head = "".join(f"<th {_CELL}>{escaped(header)}</th>" for header in headers)
    body = "".join(
        "<tr>" + "".join(f"<td {_CELL}>{escaped(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def titled_html(title: str, *parts: str) -> str:
    """Return parts of HTML under a title; the title is escaped, the parts are HTML already."""
    return f"<div><strong>{escaped(title)}</strong>{''.join(parts)}</div>"
