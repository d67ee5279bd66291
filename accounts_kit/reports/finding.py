"""The finding: the one sentence that a chart of counts shows, and that is its title."""

from __future__ import annotations

from accounts_kit.markup import escaped
from accounts_kit.reports.counting import Counts, said, shortened
from accounts_kit.words.numbers import marks_of

NOBODY = {"nl": "Er zijn nog geen {records}", "en": "There are no {records} yet"}
NOTHING = {
    "nl": "Van geen van de {total} {records} is dit bekend",
    "en": "This is known of none of the {total} {records}",
}
ONE = {
    "nl": "{names} is de grootste groep: {most} van {total} {records}",
    "en": "{names} is the largest group: {most} of {total} {records}",
}
SEVERAL = {
    "nl": "{names} zijn de grootste groepen: elk {most} van {total} {records}",
    "en": "{names} are the largest groups: {most} of {total} {records} each",
}
NONE_STANDS_OUT = {
    "nl": "Geen groep springt eruit: de grootste hebben elk {most} van {total} {records}",
    "en": "No group stands out: the largest have {most} of {total} {records} each",
}
AND = {"nl": " en ", "en": " and "}
NAMED = 2


def finding(counts: Counts, language: str, records: str = "accounts") -> str:
    """Return the sentence, as Plotly's markup: the largest value, those that share its place, or why none."""
    values = counts.values
    most = max((bar.accounts for bar in values), default=0)
    first = [escaped(shortened(bar.label)) for bar in values if bar.accounts == most]
    words = {"total": _number(counts.total, language), "most": _number(most, language)}
    words["records"] = records
    if not counts.total:
        return said(NOBODY, language).format(**words)
    if not first:
        return said(NOTHING, language).format(**words)
    if len(first) > NAMED:
        return said(NONE_STANDS_OUT, language).format(**words)
    names = said(AND, language).join(first)
    return said(SEVERAL if first[1:] else ONE, language).format(names=names, **words)


def _number(number: int, language: str) -> str:
    return f"{number:,}".replace(",", marks_of(language).thousands)
