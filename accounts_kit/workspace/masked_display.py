"""What a notebook displays, with names, addresses and numbers of people masked: for a screen that others see.

Only what is shown changes, never the data. Every cell's output passes here as text, whatever object it is of:
a frame, a page, a plan, a preview. Names are those that the workspace holds now; e-mail addresses and
telephone numbers are known by how they look.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from html import escape, unescape
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from accounts_kit.errors import AccountsKitError
from accounts_kit.words.masking import masked_email, masked_name, masked_number
from accounts_kit.words.text import fold

if TYPE_CHECKING:
    from accounts_kit.workspace.workspace import Workspace

_SHOWN_AS_TEXT = ("text/plain", "text/html", "text/markdown")
# Tags, and what stands in them as code, stay as they are.
_MARKUP = re.compile(r"(<(?:style|script)\b.*?</(?:style|script)>|<[^<>]*>)", re.DOTALL | re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>\"'(),;:@|]+@[^\s<>\"'(),;:@|]+\.[^\s<>\"'(),;:@|.]+")
# Neither days (01-02-2026) nor decimals (0.5); what more than a space puts apart are columns of a table.
_NUMBER = re.compile(
    r"(?<![\w.,+/-])(?:\+|\(?0(?!\.))(?!\d?-\d{1,2}-\d{4})(?:[ ./-]?\(?\d\)?){7,14}(?![\w-])"
)
_WORD = re.compile(r"\S+")
_EDGES = ".,;:!?()[]{}<>\"'\u2018\u2019\u201c\u201d*_|"
_MOST_WORDS = 5  # of one name: "Jan" and "van der Meer-de Vries"
_NAMES = (
    "SELECT DISTINCT name FROM (SELECT first_name AS name FROM contacts UNION ALL "
    "SELECT last_name FROM contacts UNION ALL SELECT name FROM users) "
    "WHERE length(name) > 1 AND lower(name) IN (SELECT unnest(?::VARCHAR[]))"
)
# The workspaces whose people are masked, as long as somebody holds them.
_masking: WeakSet[Workspace] = WeakSet()
_hooked: WeakSet[Any] = WeakSet()  # the formatters of IPython that all of it passes through


def mask_displays(ws: Workspace, *, on: bool) -> None:
    """Begin, or end, to mask the people of a workspace in what this kernel displays."""
    if not on:
        _masking.discard(ws)
        return
    _masking.add(ws)
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is not None:
        _hook_into(shell.display_formatter)


def masks_displays(ws: Workspace) -> bool:
    """Whether the people of a workspace are masked in what is displayed."""
    return ws in _masking


def _hook_into(formatter: Any) -> None:
    """Let all that is displayed pass here on its way."""
    if formatter in _hooked:
        return
    _hooked.add(formatter)
    formatted: Callable[..., tuple[dict[str, Any], dict[str, Any]]] = formatter.format

    def format_masked(*asked: Any, **named: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        shown, about = formatted(*asked, **named)
        return masked_bundle(shown, list(_masking)), about

    formatter.format = format_masked


def masked_bundle(shown: dict[str, Any], workspaces: Iterable[Workspace]) -> dict[str, Any]:
    """Return what is displayed, by MIME type, with the people of these workspaces masked in all that is text.

    Where the names cannot be asked for (another process holds the file), nothing but that is shown.
    """
    found = list(workspaces)
    if not found:
        return shown
    texts = {mime: text for mime, text in shown.items() if mime in _SHOWN_AS_TEXT and isinstance(text, str)}
    parts = {mime: _parts(mime, text) for mime, text in texts.items()}
    try:
        names = {name for ws in found for name in _names_in(ws, parts.values())}
    except AccountsKitError as error:
        return {"text/plain": f"Not shown, because names cannot be masked now. {error}"}
    pattern = _any_of(names)
    masked = {mime: "".join(_masked(part, mime, pattern) for part in parts[mime]) for mime in texts}
    return {**shown, **masked}


def _parts(mime: str, text: str) -> list[str]:
    """Return a text in pieces: markup, and what stands between."""
    return [text] if mime == "text/plain" else _MARKUP.split(text)


def _names_in(ws: Workspace, shown: Iterable[list[str]]) -> list[str]:
    """Return the names of people of a workspace that may stand in texts, as they are stored."""
    runs = {run for parts in shown for part in parts if not _is_markup(part) for run in _runs(unescape(part))}
    return [name for (name,) in ws.rows(_NAMES, [sorted(runs)])]


def _runs(text: str) -> Iterable[str]:
    """Yield every run of some words, as it stands and without the signs around it, folded."""
    words = _WORD.findall(fold(text))
    for first in range(len(words)):
        for after in range(first + 1, min(first + _MOST_WORDS, len(words)) + 1):
            run = " ".join(words[first:after])
            yield run
            yield run.strip(_EDGES)


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    said = sorted(names, key=len, reverse=True)  # the longest first: "van den Berg" before "Berg"
    if not said:
        return None
    alternatives = "|".join(r"\s+".join(map(re.escape, name.split())) for name in said)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _is_markup(part: str) -> bool:
    return _MARKUP.fullmatch(part) is not None


def _masked(part: str, mime: str, names: re.Pattern[str] | None) -> str:
    if mime == "text/plain":
        return _masked_text(part, names)
    return part if _is_markup(part) else escape(_masked_text(unescape(part), names), quote=True)


def _masked_text(text: str, names: re.Pattern[str] | None) -> str:
    text = _ADDRESS.sub(lambda found: masked_email(found[0]), text)
    text = _NUMBER.sub(lambda found: masked_number(found[0]), text)
    return text if names is None else names.sub(lambda found: masked_name(found[0]), text)
