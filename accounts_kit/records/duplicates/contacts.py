"""Contacts that may be one person: by name, e-mail, phone, account, and whatever fields a caller adds."""

from __future__ import annotations

from collections.abc import Iterable

from accounts_kit.model import record_types
from accounts_kit.records.duplicates.comparisons import (
    EQUAL,
    MISSING,
    SLIPPED,
    Comparison,
    Rates,
    level_of_digits,
    level_of_first_name,
    level_of_sameness,
    level_of_text,
    level_when_equal,
    similarity_sql,
    slipped_sql,
)
from accounts_kit.records.duplicates.explaining import WORDS
from accounts_kit.records.duplicates.fields import further_comparisons, label_of
from accounts_kit.records.duplicates.spelling import letters_sql, phone_sql, skeleton_sql
from accounts_kit.records.duplicates.staging import Search
from accounts_kit.workspace import Workspace

_TURNED = (
    "a.first_name <> b.first_name AND a.last_name <> b.last_name "
    f"AND {similarity_sql('a.first_name', 'b.last_name')} > 0.9 "
    f"AND {similarity_sql('a.last_name', 'b.first_name')} > 0.9"
)
# Most addresses are made of the names, and say nothing where these are compared already.
_MADE_OF_NAMES = " OR ".join(
    f"(a.{name} IS NOT NULL AND b.{name} IS NOT NULL "
    f"AND (contains(a.email, a.{name}) OR contains(b.email, b.{name})))"
    for name in ("first_name", "last_name")
)
_BOTH_HAVE_ACCOUNTS = "a.account_id IS NOT NULL AND b.account_id IS NOT NULL"
_SHOWN = {
    "name": "coalesce(nullif(concat_ws(' ', first_name, last_name), ''), email, phone)",
    "email": "email",
}
_KEYS = (
    "first_name",
    "last_name",
    "phone",
    "email",
    # Whichever of the two is the first name; and the name but for a slip at its end or its beginning.
    "least(first_name, last_name) || ' ' || greatest(first_name, last_name)",
    "left(first_name || last_name, 8)",
    "right(first_name || last_name, 8)",
    skeleton_sql("first_name || '-' || last_name"),
    # The address but for a slip.
    "mail_domain || ' ' || left(email, 4)",
    "mail_domain || ' ' || right(email, 4)",
    # Colleagues are many, and one person only where a name begins like the other's.
    *(
        f"{shared} || ' ' || left({name}, 2)"
        for shared in ("account_id", "mail_domain")
        for name in ("first_name", "last_name")
    ),
)


def contact_search(ws: Workspace, fields: str | Iterable[str] | None) -> Search:
    """Return how contacts are compared, by these further fields too."""
    further = further_comparisons(ws, "contact", fields, ("first_name", "last_name", "phone", "email"))
    return Search(
        table="contacts",
        id_column="contact_id",
        shown=_SHOWN,
        comparisons=(*_names(ws), *_addresses(ws), *_employers(ws), *further),
        keys=(*_KEYS, *(one.column for one in further)),
        divided_by=("left(last_name, 3)", "left(first_name, 3)"),
        ordered_by=("last_name", "first_name", "phone", "email"),
    )


def _names(ws: Workspace) -> tuple[Comparison, ...]:
    return (
        Comparison(
            "first_name",
            label_of(ws, "contact", "first_name"),
            letters_sql("first_name"),
            level_of_first_name,
            same=Rates(equal=0.78, turned=0.02, slipped=0.08, alike=0.07),
            chance=0.005,
            turned=_TURNED,
        ),
        Comparison(
            "last_name",
            label_of(ws, "contact", "last_name"),
            letters_sql("last_name"),
            level_of_text,
            same=Rates(equal=0.80, turned=1.0, slipped=0.05, alike=0.07),
            chance=0.001,
            shared=0.6,
            turned=_TURNED,
        ),
    )


def _addresses(ws: Workspace) -> tuple[Comparison, ...]:
    return (
        Comparison(
            "phone",
            label_of(ws, "contact", "phone"),
            phone_sql("phone"),
            level_of_digits,
            same=Rates(equal=0.65, slipped=0.05),
            chance=1e-6,
            shared=0.4,
        ),
        Comparison(
            "email",
            label_of(ws, "contact", "email"),
            letters_sql("split_part(split_part(email_key, '@', 1), '+', 1)"),
            _level_of_local_part,
            same=Rates(equal=0.40, slipped=0.10),
            chance=1e-4,
            silent=_MADE_OF_NAMES,
        ),
    )


def _level_of_local_part(one: str, other: str) -> str:
    """Two contacts never have one address, so that another one says nothing against one person."""
    slip = f"a.mail_domain = b.mail_domain AND length({one}) > 4 AND {slipped_sql(one, other, '1')}"
    return f"CASE WHEN {one} = {other} THEN {EQUAL} WHEN {slip} THEN {SLIPPED} ELSE {MISSING} END"


def _employers(ws: Workspace) -> tuple[Comparison, ...]:
    [account] = (one for one in record_types()["contact"].related if one.key == "account")
    return (
        Comparison(
            "account_id",
            account.label(ws.language),
            "CAST(account_id AS VARCHAR)",
            level_of_sameness,
            same=Rates(equal=0.70),
            chance=0.001,
            shared=0.9,
        ),
        Comparison(
            "mail_domain",
            WORDS[ws.language]["mail_domain"],
            "nullif(split_part(email_key, '@', 2), '')",
            level_when_equal,
            same=Rates(equal=0.50),
            chance=0.01,
            shared=0.9,
            silent=_BOTH_HAVE_ACCOUNTS,
        ),
    )
