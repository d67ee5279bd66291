"""Who uses a field, or an option of it: whatever would notice that it is gone, saved segments too.

A use is one of the words "12 accounts", "the default" ...: it goes into the error that refuses to take
something away, and into what a deletion shows.
"""

from __future__ import annotations

from collections.abc import Sequence

from accounts_kit.errors import FieldInUse
from accounts_kit.model import Field
from accounts_kit.records.layout import quoted
from accounts_kit.records.saved_segments import segments_with_field, segments_with_option
from accounts_kit.words.nearest import nearest
from accounts_kit.workspace import Workspace


def uses_of_field(ws: Workspace, field: Field) -> list[str]:
    """Return what uses a field; empty when nothing does."""
    records = int(ws.value(f"SELECT count({quoted(field.column)}) FROM {field.of}s"))
    named = [f"segment {name!r}" for name in segments_with_field(ws, field.name)]
    return ([in_words(field, records)] if records else []) + named


def uses_of_options(ws: Workspace, field: Field, options: Sequence[str]) -> dict[str, list[str]]:
    """Return for each of these options that is in use what uses it; empty when none is."""
    uses: dict[str, list[str]] = {}
    for option, count in records_with(ws, field, options).items():
        uses.setdefault(option, []).append(in_words(field, count))
    default = (field.default,) if isinstance(field.default, str) else field.default or ()
    for option in (one for one in options if one in default):
        uses.setdefault(option, []).append("the default")
    for option in options:
        for name in segments_with_option(ws, field.name, option):
            uses.setdefault(option, []).append(f"segment {name!r}")
    return uses


def records_with(ws: Workspace, field: Field, options: Sequence[str]) -> dict[str, int]:
    """Return how many records have each of these options, those that nobody has left out."""
    value = f"unnest({quoted(field.column)})" if field.kind.several else quoted(field.column)
    found = ws.rows(
        f"SELECT option_, count(*) FROM (SELECT {value} AS option_ FROM {field.of}s) "
        "WHERE option_ IN (SELECT unnest(?::VARCHAR[])) GROUP BY option_",
        [list(options)],
    )
    counts = dict(found)
    return {option: int(counts[option]) for option in options if option in counts}


def refuse_in_use(ws: Workspace, field: Field, gone: Sequence[str], options: Sequence[str]) -> None:
    """Refuse to take away options that are in use; raises FieldInUse with what uses each, and what to do."""
    uses = uses_of_options(ws, field, gone)
    if not uses:
        return
    fresh = [one for one in options if one not in field.options]
    option = next(iter(uses))
    said = "; ".join(f"{one!r} ({', '.join(whose)})" for one, whose in list(uses.items())[:5])
    more = f" and {len(uses) - 5} more" if len(uses) > 5 else ""
    renamed = nearest(option, fresh)
    raise FieldInUse(
        f"Options of {field.name!r} that the list leaves out are in use: {said}{more}. "
        f"If it has another name now, give rename={{{option!r}: {renamed or '...'!r}}}; if another takes its "
        f"place, replacement={{{option!r}: {options[0]!r}}}, where None empties the values; "
        "or keep it in the list."
    )


def in_words(field: Field, count: int) -> str:
    """Return how many records it is: "1 account", "12 accounts"."""
    return f"{count} {field.of}{'' if count == 1 else 's'}"
