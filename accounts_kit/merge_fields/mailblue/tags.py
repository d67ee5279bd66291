"""What MailBlue calls the fields: %FIRSTNAME%, %ACCT_CITY%, and a custom field by its label.

Source: ActiveCampaign's API documentation (`perstag` of fields, `personalization` of account fields):
capitals, an underscore for a space, ACCT_ before what is of an account. Letters with an accent are dropped
there; here they lose the accent, and the other spelling is understood too. What the account's own columns are
called is not documented: here it is the key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from accounts_kit.merge_fields.field_sql import TAGS
from accounts_kit.model import Catalogue, Field
from accounts_kit.words.text import slug

# A tag, with what may stand behind a pipe; or the parts of a block of conditional text.
PIECES = re.compile(
    r"%(?:(?P<start>IF|ELSEIF)\s+(?P<condition>[^%\n]+?)\s*|(?P<otherwise>ELSE)|(?P<end>/IF)"
    r"|(?P<tag>[A-Z][A-Z0-9_-]*)(?:\|(?P<pipe>[^%\n]*))?)%"
)

# Contacts have their own names for these.
_CONTACT = {"contact.first_name": "FIRSTNAME", "contact.last_name": "LASTNAME"}
ACCOUNT = "ACCT_"
ALL_TAGS = "TAGS"
FULL_NAME = "FULLNAME"

# What stands for something outside the records, so that there is no field for it.
OF_THE_PRODUCT = (
    "CONTACTID", "SUBSCRIBERID", "UNSUBSCRIBELINK", "SENDER-INFO", "SUBDATE", "LISTNAME", "SUBSCRIBERIP",
    "WEBCOPY", "UPDATELINK", "FORWARD2FRIEND", "SOCIALSHARE", "TODAY",
)  # fmt: skip


@dataclass(frozen=True)
class TagNames:
    """The tags of a workspace's fields, in both directions."""

    by_tag: dict[str, str | None]
    by_field: dict[str, str]

    @classmethod
    def of(cls, catalogue: Catalogue) -> TagNames:
        """Return the tags of all fields; a spelling that two fields share is nobody's (None)."""
        by_tag: dict[str, str | None] = {}
        by_field = {}
        found = [catalogue.field(name) for name in catalogue.names(("contact", "account")) if name != TAGS]
        for field in found:
            by_field[field.name] = _tag(field)
            by_tag.setdefault(_tag(field), field.name)
        for field in found:
            for tag in _aliases(field):
                known = by_tag.get(tag, field.name)
                if tag not in by_field.values():  # a field's own tag wins over the alias of another
                    by_tag[tag] = field.name if known == field.name else None
        return cls(by_tag | {ALL_TAGS: TAGS}, by_field | {TAGS: ALL_TAGS})


def _tag(field: Field) -> str:
    own = field.key if not field.custom else slug(field.label("en")) or field.key
    return _CONTACT.get(field.name) or _before(field) + own.upper()


def _aliases(field: Field) -> Iterator[str]:
    """Yield other spellings: the label as ActiveCampaign drops letters, without accents, and the key."""
    for label in (*field.labels.values(), field.key):
        yield _before(field) + _dropped(label)
        yield _before(field) + slug(label).upper()


def _dropped(label: str) -> str:
    return re.sub(r"[^A-Z0-9_]", "", re.sub(r"[\s-]+", "_", label.strip().upper()))


def _before(field: Field) -> str:
    return ACCOUNT if field.of == "account" else ""
