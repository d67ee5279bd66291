"""What is asked of related records, in Dutch and in English: the part of a sentence before its comparison."""

from __future__ import annotations

from accounts_kit.model.relations import RELATIONS
from accounts_kit.rules.nodes import Related

# What one of the related records is called, and what several are.
RECORDS: dict[str, dict[str, tuple[str, str]]] = {
    "contacts": {"en": ("contact", "contacts"), "nl": ("contact", "contacten")},
    "notes": {"en": ("note", "notes"), "nl": ("notitie", "notities")},
    "deals": {"en": ("deal", "deals"), "nl": ("deal", "deals")},
    "activities": {"en": ("activity", "activities"), "nl": ("activiteit", "activiteiten")},
    "tasks": {"en": ("task", "tasks"), "nl": ("taak", "taken")},
}
# {owner} has the related records, {one} and {many} are what they are called, {field} is the one measured.
SUBJECTS: dict[str, dict[str, str]] = {
    "count": {"en": "the number of {many} of {owner}", "nl": "het aantal {many} van {owner}"},
    "sum": {
        "en": "the sum of {field} of {many} of {owner}",
        "nl": "de som van {field} van {many} van {owner}",
    },
    "avg": {
        "en": "the average {field} of {many} of {owner}",
        "nl": "het gemiddelde van {field} van {many} van {owner}",
    },
    "min": {
        "en": "the lowest {field} of {many} of {owner}",
        "nl": "de laagste {field} van {many} van {owner}",
    },
    "max": {
        "en": "the highest {field} of {many} of {owner}",
        "nl": "de hoogste {field} van {many} van {owner}",
    },
    "earliest": {
        "en": "the earliest {field} of {many} of {owner}",
        "nl": "de vroegste {field} van {many} van {owner}",
    },
    "latest": {
        "en": "the latest {field} of {many} of {owner}",
        "nl": "de laatste {field} van {many} van {owner}",
    },
    "any": {"en": "{owner} has a {one}", "nl": "{owner} heeft een {one}"},
    "all": {"en": "all {many} of {owner} meet", "nl": "alle {many} van {owner} voldoen aan"},
    "none": {"en": "{owner} has no {one}", "nl": "{owner} heeft geen {one}"},
    "values": {"en": "the number of {field}", "nl": "het aantal {field}"},
}
WITH = {"en": " with ({0})", "nl": " met ({0})"}
RECORD_NL = {"note": "notitie", "activity": "activiteit", "task": "taak"}


def subject(rule: Related, language: str, field: str, where: str | None, *, moment: bool) -> str:
    """Return what a rule on related records is about; `field` and `where` are in words already."""
    relation = RELATIONS.get(rule.of) or RELATIONS.get(rule.of.rpartition(".")[0])
    if relation is None:
        return SUBJECTS["values"][language].format(field=field)
    asks: str = rule.asks
    if moment:
        asks = {"min": "earliest", "max": "latest"}.get(rule.asks, rule.asks)
    one, many = RECORDS[relation.records][language]
    said = SUBJECTS[asks][language].format(owner=relation.owner, one=one, many=many, field=field)
    if where is None:
        return said
    return f"{said} ({where})" if rule.asks == "all" else said + WITH[language].format(where)
