"""Rendering four merge fields, two fallbacks and a condition: against SQL by hand, and Liquid row by row."""

from __future__ import annotations

from collections.abc import Iterator

import liquid
import pandas as pd

import accounts_kit as ak
from benchmarks.firm import Firm
from benchmarks.timing import Figure, at_most, faster

TEXT = (
    "Beste {{ contact.first_name | default: 'relatie' }} {{ contact.last_name }}, "
    "hoe gaat het bij {{ account.name | default: 'uw organisatie' }}"
    "{% if account.city %} in {{ account.city }}{% endif %}?"
)
BY_HAND = """
SELECT contact.contact_id, contact.email,
    concat('Beste ', coalesce(contact.first_name, 'relatie'), ' ', contact.last_name, ', hoe gaat het bij ',
           coalesce(account.name, 'uw organisatie'),
           CASE WHEN account.city IS NOT NULL THEN concat(' in ', account.city) ELSE '' END, '?') AS body
FROM contacts AS contact LEFT JOIN accounts AS account USING (account_id) ORDER BY contact.contact_id
"""
BY_LIQUID = 100_000


def figures(firm: Firm) -> Iterator[Figure]:
    """Yield the figures of rendering."""
    ws = firm.workspace
    everyone = ak.everyone()
    with ws.reading():
        ours, by_hand = ak.merge_fields.render(ws, {"body": TEXT}, everyone), ws.frame(BY_HAND)
        if not ours["body"].equals(by_hand["body"]):
            raise AssertionError("The rendered texts differ from those made by hand.")
        yield at_most(
            f"render, {len(ours):,} contacts", "SQL written by hand",
            lambda: ak.merge_fields.render(ws, {"body": TEXT}, everyone), lambda: ws.frame(BY_HAND),
            times=1.5,
        )  # fmt: skip
        last = int(ours["contact_id"].iloc[min(BY_LIQUID, len(ours)) - 1])
        some = ws.frame(
            "SELECT contact.first_name, contact.last_name, account.name, account.city FROM contacts "
            "AS contact "
            "LEFT JOIN accounts AS account USING (account_id) WHERE contact_id <= ? ORDER BY contact_id",
            [last],
        )
        first = ak.Segment("first", ak.contact.phone.is_filled() | ak.contact.phone.is_blank())
        yield _against_liquid(ws, first, some, len(ours))


def _against_liquid(ws: ak.Workspace, segment: ak.Segment, some: pd.DataFrame, count: int) -> Figure:
    """Return the figure per contact: ours over everybody, Liquid over the first hundred thousand."""
    template = liquid.Environment().from_string(TEXT)
    rows = [
        {
            "contact": {"first_name": first, "last_name": last},
            "account": {"name": name, "city": city},
        }
        for first, last, name, city in some.astype(object).where(some.notna(), None).itertuples(index=False)
    ]
    figure = faster(
        f"render, a contact of {count:,}", f"python-liquid, of {len(rows):,}",
        lambda: ak.merge_fields.render(ws, {"body": TEXT}, segment),
        lambda: [template.render(**row) for row in rows], times=30,
    )  # fmt: skip
    ratio = (figure.theirs / len(rows)) / (figure.ours / count)
    return Figure(
        figure.what, figure.against, figure.ours, figure.theirs, ratio, figure.asked, ratio >= 30,
        f"{count / figure.ours:,.0f} against {len(rows) / figure.theirs:,.0f} a second",
    )  # fmt: skip
