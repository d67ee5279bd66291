"""How well a header names a field: by key or label, nearly so, by an alias, with the record before it, or by
a slip of the pen.

Precision comes first: what a header does not say is left to the caller, and the nearest name is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from accounts_kit.imports.mapping.slips import slips
from accounts_kit.model import Field
from accounts_kit.words.text import header_key, key_of, without_accents

Way = Literal["name", "alias", "similar", "content"]

# How a file of a record says whose field it means: "Bedrijf: Plaats", "Company phone", "Contact e-mail".
ACCOUNT_WORDS: tuple[str, ...] = (
    *("account", "bedrijf", "bedrijfs", "company", "firma", "organisatie", "organization", "organisation"),
    *("werkgever", "employer"),
)
OWN_WORDS = {
    "account": (*ACCOUNT_WORDS, "klant", "customer", "relatie", "instelling"),
    "contact": ("contact", "contactpersoon", "persoon", "person"),
}

# Words by which a column is about another thing than its like: somebody else's, an older or a second one.
OTHER_WORDS = frozenset(
    {"fax", "contract", "county", "branch", "employee", "titel", "uitschrijving", "inschrijving", "owner",
    "eigenaar", "beheerder", "manager", "partner", "second", "secondary", "tweede", "ander", "andere",
    "other", "alternate", "alternatief", "alternatieve", "extra", "oud", "oude", "old", "vorige", "previous",
    "former", "cc", "bcc", "factuur", "invoice", "billing", "shipping", "aflever", "parent", "moeder",
    "referral", "verwijzer", "assistant", "assistent", "emergency", "nood", "reply", "from", "van", "sender",
    "afzender", "created", "modified", "aangemaakt", "gewijzigd", "door", "by", "bounced", "hash", "domain",
    "domein"}
)  # fmt: skip
_LONG_OTHERS = tuple(sorted(word for word in OTHER_WORDS if len(word) >= 5))

_NO_HEADER = re.compile(r"column \d+")  # what reading calls a column without one
_WORD = re.compile(r"[a-z0-9]+")
# A remark for whoever fills the file in is no part of the name: "E-mailadres (verplicht)", "Naam *".
_REMARK = re.compile(r"\((?:verplicht|required|optioneel|optional|mandatory)\)|\*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The field that a header means, the way that was found, and how sure that is; see MappedColumn."""

    field: Field
    way: Way
    confidence: float


BY_NAME, NEARLY, BY_ALIAS, WITH_RECORD, ALIAS_WITH_RECORD = 1.0, 0.98, 0.95, 0.9, 0.88

# What stands behind the name of a field that somebody added in Salesforce: Title__c.
OF_SALESFORCE = "__c"


def meaning(header: str, of: str, fields: Sequence[Field]) -> Meaning | None:
    """Return the field of a file's own record that a header means; the best, and of equals the first."""
    said = _REMARK.sub("", header)
    found = [one for one in (_named(said, field) for field in fields) if one is not None]
    if not found:
        hubspot = ("property",) if said.startswith("property_") else ()  # what its exports call a column
        found = list(_with_record(said, (*OWN_WORDS.get(of, ()), *hubspot), fields))
    return max(found, key=lambda one: one.confidence, default=None)


def account_meaning(header: str, fields: Sequence[Field]) -> Meaning | None:
    """Return the field of an account that a header of another file means: only one that says so.

    >>> from accounts_kit.model import Catalogue
    >>> fields = Catalogue().fields("account")
    >>> [found.field.key for one in ("Account: Website", "Plaats bedrijf", "Plaats")
    ...     if (found := account_meaning(one, fields))]
    ['website', 'city']
    """
    aliases = (one for one in fields if _is_account_alias(header, one))
    found = [Meaning(one, "alias", WITH_RECORD) for one in aliases]
    found = found or list(_with_record(header, ACCOUNT_WORDS, fields))
    # "Bedrijf eigenaar" owns the company; only "Account owner" is the user who looks after it.
    kept = [one for one in found if one.field.key != "owner" or "account" in header.lower()]
    return max(kept, key=lambda one: one.confidence, default=None)


def similar_meaning(header: str, fields: Sequence[Field]) -> Meaning | None:
    """Return the field that a header means but for a slip of the pen; None when it could be two."""
    said = header_key(_REMARK.sub("", header))
    found = {}
    for field in fields:
        right = [
            share
            for name in field.header_keys
            if (share := slips(said, name)) and not _is_other(said, name) and not _is_longer(header, name)
        ]
        if right and not field.computed:
            found[field.name] = Meaning(field, "similar", round(max(right), 2))
    best = max((one.confidence for one in found.values()), default=0.0)
    chosen = [one for one in found.values() if one.confidence == best]
    return chosen[0] if len(chosen) == 1 else None


def says_other(header: str) -> bool:
    """Return whether a header says that its column is about somebody or something else.

    >>> says_other("E-mail partner"), says_other("Faxnummer"), says_other("Inlognaam")
    (True, True, False)
    """
    if _NO_HEADER.fullmatch(header):
        return False
    found = words(header)
    key = header_key(header)
    numbered = any(word.isdigit() and word != "1" for word in found)
    return numbered or key.startswith("fax") or bool(OTHER_WORDS.intersection(found)) or _is_other(key, "")


def words(header: str) -> list[str]:
    """Return the words of a header, without case and accents: it is cut at signs and at capitals."""
    cut = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", without_accents(header))
    return _WORD.findall(cut.lower())


def _named(header: str, field: Field) -> Meaning | None:
    if header.endswith(OF_SALESFORCE):
        bare = _named(header.removesuffix(OF_SALESFORCE), field)
        return bare and Meaning(field, "alias", WITH_RECORD)
    names, folded_names = _names(field)
    if key_of(header) in names:
        return Meaning(field, "name", BY_NAME)
    folded = header_key(header)
    if folded and folded in folded_names:
        return Meaning(field, "name", NEARLY)
    return Meaning(field, "alias", BY_ALIAS) if folded and folded in field.header_keys else None


@lru_cache(maxsize=4096)
def _names_of(key: str, labels: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    names = (key, *labels)
    return frozenset(map(key_of, names)), frozenset(map(header_key, names))


def _names(field: Field) -> tuple[frozenset[str], frozenset[str]]:
    """Return the key and labels of a field, as names and as headers are compared."""
    return _names_of(field.key, tuple(field.labels.values()))


def _with_record(header: str, records: Iterable[str], fields: Sequence[Field]) -> Iterator[Meaning]:
    """Yield the fields that a header names with a word for the record before or after the name."""
    rests = set(_rests(words(header), frozenset(records)))
    for one in fields:
        if rests & one.header_keys:
            is_name = rests & _names(one)[1]
            yield Meaning(one, "alias", WITH_RECORD if is_name else ALIAS_WITH_RECORD)


def _rests(said: Sequence[str], records: frozenset[str]) -> Iterator[str]:
    if len(said) > 1 and said[0] in records:
        yield "".join(said[1:])
    if len(said) > 1 and said[-1] in records:
        yield "".join(said[:-1])


def _is_account_alias(header: str, field: Field) -> bool:
    """Return whether a header is an alias that itself speaks of an account: "Bedrijfsgrootte"."""
    key = header_key(header)
    speaks: Callable[[str], bool] = key.startswith
    return key in field.header_keys and any(
        key != word and (speaks(word) or key.endswith(word)) for word in ACCOUNT_WORDS
    )


def _is_other(said: str, name: str) -> bool:
    """Return whether a folded header has a word for something else that the name has not."""
    return any(word in said and word not in name for word in _LONG_OTHERS)


def _is_longer(header: str, name: str) -> bool:
    """Return whether a header is a folded name with a word more, however short: "company_c"."""
    said = words(header)
    return any("".join(said[:place] + said[place + 1 :]) == name for place in range(len(said)))
