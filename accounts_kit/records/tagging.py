"""Tags on contacts, set-wise.

Made on first use, unique without regard to case, the first spelling is shown.
"""

from __future__ import annotations

from collections.abc import Iterable

from accounts_kit.errors import Problem, WrongValue
from accounts_kit.records.history import ChangeSet, Source, delete, insert, new_ids
from accounts_kit.records.selection import Chosen
from accounts_kit.words.text import clean, key_of

LONGEST_TAG = 255


def spelled(name: object) -> str:
    """Return a tag as it is stored; raises WrongValue for one that is blank or too long."""
    text = clean(name) if isinstance(name, str) else None
    if text is None or len(text) > LONGEST_TAG:
        raise WrongValue.of(
            [Problem("tag", f"a tag has 1 to {LONGEST_TAG} characters, not {name!r}", "tags")]
        )
    return text


def tag_ids(change: ChangeSet, names: Iterable[str]) -> list[int]:
    """Return the ids of tags by name, making those that are not there yet.

    Raises WrongValue for a blank name.
    """
    ws = change.ws
    first_spelling: dict[str, str] = {}
    for name in names:
        text = spelled(name)
        first_spelling.setdefault(key_of(text), text)
    marks = ", ".join("?" for _ in first_spelling)
    known = dict(
        ws.rows(f"SELECT tag_key, tag_id FROM tags WHERE tag_key IN ({marks})", list(first_spelling))
    )
    for key, text in first_spelling.items():
        if key not in known:
            known[key] = new_ids(change, "tags", 1)
            row = Source.of_row({"tag_key": key, "tag_id": known[key], "name": text})
            insert(change, "tags", ["tag_key", "name"], row)
    return [known[key] for key in first_spelling]


def tag_contacts(change: ChangeSet, contacts: Chosen, names: Iterable[str]) -> int:
    """Give every chosen contact these tags and return how many (contact, tag) pairs are new."""
    pairs = Chosen(
        f"(SELECT DISTINCT contact_id, tag_id FROM {contacts.relation}, (SELECT unnest(?::BIGINT[]) "
        "AS tag_id))",
        (*contacts.params, tag_ids(change, names)),
    )
    return add_pairs(change, pairs)


def add_pairs(change: ChangeSet, pairs: Chosen) -> int:
    """Write the (contact_id, tag_id) pairs of a relation that are not there yet; return how many."""
    fresh = (
        f"(SELECT contact_id, tag_id FROM {pairs.relation} ANTI JOIN contact_tags USING (contact_id, tag_id))"
    )
    count = int(change.ws.value(f"SELECT count(*) FROM {fresh}", pairs.params))
    if not count:
        return 0
    first = new_ids(change, "contact_tags", count)
    numbered = (
        "(SELECT ? - 1 + row_number() OVER (ORDER BY contact_id, tag_id) AS contact_tag_id, "
        "contact_id, tag_id "
        f"FROM {fresh})"
    )
    change.ws.execute(
        f"CREATE OR REPLACE TEMP TABLE fresh_pairs AS SELECT * FROM {numbered}", [first, *pairs.params]
    )
    insert(change, "contact_tags", ["contact_id", "tag_id"], Source("fresh_pairs"))
    change.ws.execute("DROP TABLE fresh_pairs")
    return count


def untag_contacts(change: ChangeSet, contacts: Chosen, names: Iterable[str]) -> int:
    """Take these tags from every chosen contact and return how many (contact, tag) pairs went."""
    keys = [key_of(name) if isinstance(name, str) else spelled(name) for name in names]
    source = Source(
        "(SELECT contact_tag_id FROM contact_tags JOIN tags USING (tag_id) WHERE tag_key IN (SELECT "
        "unnest(?)) "
        f"AND contact_id IN (SELECT contact_id FROM {contacts.relation}))",
        (keys, *contacts.params),
    )
    return delete(change, "contact_tags", source)
