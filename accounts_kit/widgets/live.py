"""Showing a widget in a cell: the live view, and beneath it what stays where no kernel is.

They are two outputs, since a page without a kernel takes the first for a widget that it has lost. The style
of a live view hides the second one beside it.
"""

from __future__ import annotations

from typing import Any

LIVE = "application/vnd.jupyter.widget-view+json"


def publish_both(widget: Any, name: str, kept: dict[str, str]) -> None:
    """Show a widget, called by its name in plain text, and what stays of it, by MIME type."""
    from IPython.display import publish_display_data as publish

    # Of the widget itself: one that shows itself by two outputs has its own way to be asked for them.
    bundle = widget._repr_mimebundle_()
    found = bundle[0] if isinstance(bundle, tuple) else bundle
    publish({LIVE: found[LIVE], "text/plain": name})  # type: ignore[no-untyped-call]  # of IPython
    publish(kept)  # type: ignore[no-untyped-call]  # of IPython
