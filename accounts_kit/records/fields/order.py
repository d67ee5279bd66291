"""The order of custom fields: positions 1 to n within a record type, after its standard fields.

Written a set at a time. A workspace of before there were positions gets them with the first field that is
defined, moved or deleted in it.
"""

from __future__ import annotations

from accounts_kit.errors import Problem, WrongValue
from accounts_kit.records.history import ChangeSet, Source, update

# As the catalogue orders them.
_ORDER = "coalesce(position, field_id), field_id"


def make_room(change: ChangeSet, of: str, position: object = None, but: int | None = None) -> int:
    """Bring the other fields of a record type to the positions around one, and return that.

    `position` is where the field is to stand (the end when it is None or past the end); `but` is the id of
    the field itself when it is there already. Raises WrongValue for what is no whole number from 1.
    """
    rows = change.ws.rows(
        'SELECT field_id FROM custom_fields WHERE "of" = ? AND field_id IS DISTINCT FROM ? '
        f"ORDER BY {_ORDER}",
        [of, but],
    )
    others = [field_id for (field_id,) in rows]
    place = len(others) + 1 if position is None else min(_whole(position), len(others) + 1)
    places = [number + (number >= place) for number in range(1, len(others) + 1)]
    source = Source(
        "(SELECT unnest(?::BIGINT[]) AS field_id, unnest(?::BIGINT[]) AS position)", (others, places)
    )
    update(change, "custom_fields", ["position"], source)
    return place


def renumber(change: ChangeSet) -> None:
    """Bring the positions of every record type to 1 to n, in the order that they have."""
    numbered = f'SELECT field_id, row_number() OVER (PARTITION BY "of" ORDER BY {_ORDER}) AS position'
    if update(change, "custom_fields", ["position"], Source(f"({numbered} FROM custom_fields)")):
        change.ws.catalogue_changed()


def _whole(position: object) -> int:
    try:
        number = None if isinstance(position, bool) else int(str(position).partition(".")[0])
    except ValueError:
        number = None
    if number is None or number < 1 or number != position:
        message = f"{position!r} is no place in an order; write a whole number: 1 for the first"
        raise WrongValue.of([Problem("position", message, "position", str(position))])
    return number
