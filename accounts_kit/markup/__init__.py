"""Markup: HTML for the reprs of notebooks, always escaped, themed by the notebook's own colours."""

from accounts_kit.markup.html import escaped, table_html, titled_html

__all__ = ["escaped", "table_html", "titled_html"]
