"""Markup: HTML for the reprs of notebooks, always escaped, themed by the notebook's own colours."""

from accounts_kit.markup.html import escaped, table_html, titled_html
from accounts_kit.markup.pages import (
    facts_html,
    grid_html,
    page_html,
    pale_html,
    section_html,
    text_html,
)

__all__ = [
    "escaped",
    "facts_html",
    "grid_html",
    "page_html",
    "pale_html",
    "section_html",
    "table_html",
    "text_html",
    "titled_html",
]
