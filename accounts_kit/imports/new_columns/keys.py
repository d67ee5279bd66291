"""A key for each new field: the slug of its header, made different from every other and possible."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain, count

from accounts_kit.checks.rows import objection_to_key
from accounts_kit.words.text import slug

LONGEST_KEY, LONGEST_LABEL = 56, 100


def label_of(header: str) -> str:
    """Return the label of a new field: the header on one line, as long as a label may be."""
    return " ".join(header.split())[:LONGEST_LABEL].rstrip()


def free_key(of: str, header: str, place: int, taken: Collection[str]) -> str:
    """Return a key that a new field can have: what is reserved or taken gets a number.

    >>> free_key("account", "Aantal locaties", 3, ()), free_key("account", "Website", 3, ())
    ('aantal_locaties', 'website_2')
    >>> free_key("account", "!?", 3, ())
    'field_4'
    """
    wanted = slug(header)[:LONGEST_KEY].strip("_") or f"field_{place + 1}"
    tried = chain([wanted], (f"{wanted}_{number}" for number in count(2)))
    return next(key for key in tried if key not in taken and _is_possible(of, header, key))


def _is_possible(of: str, header: str, key: str) -> bool:
    return objection_to_key({"of": of, "label": header, "key": key}) is None
