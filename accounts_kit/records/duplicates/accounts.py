"""Accounts that may be one firm: by name, website, phone and address, and whatever fields a caller adds."""

from __future__ import annotations

from collections.abc import Iterable

from accounts_kit.records.duplicates.comparisons import (
    DIFFERENT,
    EQUAL,
    SLIPPED,
    Comparison,
    Rates,
    level_of_digits,
    level_of_text,
)
from accounts_kit.records.duplicates.fields import further_comparisons, label_of
from accounts_kit.records.duplicates.spelling import domain_sql, letters_sql, phone_sql, skeleton_sql
from accounts_kit.records.duplicates.staging import Search
from accounts_kit.records.finding.legal_forms import words_of_name_sql
from accounts_kit.workspace import Workspace

_TURNED = (
    "a.name <> b.name AND length(a.name) = length(b.name) "
    "AND list_sort(string_split(a.name, ' ')) = list_sort(string_split(b.name, ' '))"
)
_KEYS = (
    "replace(name, ' ', '')",
    "website",
    "phone",
    "address_1",
    "postcode",
    # The name but for a slip at its end, its beginning or in its vowels, and its words in any order.
    "left(replace(name, ' ', ''), 5)",
    "left(replace(name, ' ', ''), 8)",
    "right(replace(name, ' ', ''), 8)",
    skeleton_sql("name"),
    "array_to_string(list_sort(string_split(name, ' ')), ' ')",
)


def account_search(ws: Workspace, fields: str | Iterable[str] | None) -> Search:
    """Return how accounts are compared, by these further fields too."""
    always = ("name", "website", "phone", "address_1", "postcode", "city")
    further = further_comparisons(ws, "account", fields, always)
    return Search(
        table="accounts",
        id_column="account_id",
        shown={"name": "name"},
        comparisons=(_name(ws), *_means_of_contact(ws), *_addresses(ws), *further),
        keys=(*_KEYS, *(one.column for one in further)),
        divided_by=("left(name, 4)", "right(name, 4)"),
        ordered_by=("name", "website", "phone"),
    )


def _name(ws: Workspace) -> Comparison:
    return Comparison(
        "name",
        label_of(ws, "account", "name"),
        words_of_name_sql("name"),
        level_of_text,
        same=Rates(equal=0.75, turned=0.03, slipped=0.10, alike=0.08),
        chance=1e-6,
        # Branches have names that begin alike, and hardly ever the same one.
        related=Rates(equal=0.01, turned=0.01, slipped=0.02, alike=0.10),
        turned=_TURNED,
    )


def _means_of_contact(ws: Workspace) -> tuple[Comparison, ...]:
    return (
        Comparison(
            "website",
            label_of(ws, "account", "website"),
            domain_sql("website"),
            _level_of_domain,
            same=Rates(equal=0.75, slipped=0.10),
            chance=1e-6,
            shared=0.6,
        ),
        Comparison(
            "phone",
            label_of(ws, "account", "phone"),
            phone_sql("phone"),
            level_of_digits,
            same=Rates(equal=0.65, slipped=0.05),
            chance=1e-6,
            shared=0.4,
        ),
    )


def _level_of_domain(one: str, other: str) -> str:
    """acme.nl and acme.be are nearly one; a domain like another is not, as it goes by a name like another."""
    stems = " = ".join(rf"regexp_replace({domain}, '\.[^.]*$', '')" for domain in (one, other))
    return f"CASE WHEN {one} = {other} THEN {EQUAL} WHEN {stems} THEN {SLIPPED} ELSE {DIFFERENT} END"


def _addresses(ws: Workspace) -> tuple[Comparison, ...]:
    return (
        Comparison(
            "address_1",
            label_of(ws, "account", "address_1"),
            letters_sql("address_1"),
            level_of_text,
            same=Rates(equal=0.60, slipped=0.10, alike=0.05),
            chance=1e-4,
            shared=0.6,
        ),
        Comparison(
            "postcode",
            label_of(ws, "account", "postcode"),
            letters_sql("postcode"),
            level_of_digits,
            same=Rates(equal=0.75, slipped=0.05),
            chance=1e-3,
            shared=0.6,
        ),
        Comparison(
            "city",
            label_of(ws, "account", "city"),
            letters_sql("city"),
            level_of_text,
            same=Rates(equal=0.78, slipped=0.05, alike=0.02),
            chance=0.02,
            shared=0.7,
            # A postcode says it already.
            silent="a.postcode IS NOT NULL AND b.postcode IS NOT NULL",
        ),
    )
