"""What can be imported: the public word for it, its record type, and the columns it cannot do without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from accounts_kit.errors import WrongValue
from accounts_kit.words.nearest import suggestion


@dataclass(frozen=True, slots=True)
class Subject:
    """What files hold, and the record type it becomes; of each of its needs one key must be mapped.

    `of_another_program` are files as that program makes them, which hold records of many types.
    """

    what: str
    of: str
    needs: tuple[tuple[str, ...], ...]
    of_another_program: bool = False


SUBJECTS: Mapping[str, Subject] = {
    subject.what: subject
    for subject in (
        Subject("accounts", "account", (("name",),)),
        Subject("contacts", "contact", (("email", "phone"),)),
        Subject("notes", "note", (("text",), ("account", "contact"))),
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
