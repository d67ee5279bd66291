"""What can be imported: the public word for it, its record type, and the columns it cannot do without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from accounts_kit.errors import WrongValue
from accounts_kit.model import record_types
from accounts_kit.records.loading.keys import is_usual, key_column
from accounts_kit.words.nearest import suggestion


@dataclass(frozen=True, slots=True)
class Subject:
    """What files hold, and the record type it becomes; of each of its needs one key must be mapped.

    `of_another_program` are files as that program makes them, which hold records of many types; `known_by` is
    the key by which its records are found where that is not the usual one.
    """

    what: str
    of: str
    needs: tuple[tuple[str, ...], ...]
    of_another_program: bool = False
    known_by: str | None = None


SUBJECTS: Mapping[str, Subject] = {
    subject.what: subject
    for subject in (
        Subject("accounts", "account", (("name",),)),
        Subject("contacts", "contact", (("email", "phone"),)),
        Subject("notes", "note", (("text",), ("account", "contact"))),
        Subject("deals", "deal", (("title",), ("account", "contact"))),
        Subject("tasks", "task", (("title",), ("contact", "deal"))),
        # Without a moment nothing says when it happened, and last contact would move to today.
        Subject("activities", "activity", (("kind",), ("at",), ("contact", "deal"))),
        Subject("custom_fields", "custom_field", (("of",), ("label",), ("kind",))),
        Subject("activecampaign", "", (), of_another_program=True),
        Subject("salesforce", "", (), of_another_program=True),
    )
}


def subject_of(what: str) -> Subject:
    """Return what is to be imported; raises WrongValue for anything else, with what there is.

    >>> subject_of("accounts").of
    'account'
    """
    if what in SUBJECTS:
        return SUBJECTS[what]
    hint = suggestion(str(what), SUBJECTS)
    raise WrongValue(
        f"{what!r} cannot be imported. {hint} Write: imports.run(ws, 'contacts', 'contacts.csv')."
    )


def known_by(subject: Subject, key: str | None) -> Subject:
    """Return the subject with its records known by another key: then that is the one column it needs.

    What a new record needs beside it is judged when the rows have found their records.
    """
    if key is None or subject.of not in record_types():
        return subject
    record = record_types()[subject.of]
    column = key_column(record, key)
    if column is None or is_usual(record, key):
        return subject
    return replace(subject, known_by=key, needs=((column,),))
