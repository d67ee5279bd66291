"""The words that a builder is made of: fields, operators, relations, segments and texts, as JSON.

What may be asked of what is said by `model` and `rules`; here it is only put into the words of a language.
"""

from __future__ import annotations

from collections.abc import Iterator

from accounts_kit.model import Catalogue, Field
from accounts_kit.model.catalogue import NAMED, TAGS
from accounts_kit.model.operators import ALL_OPERATORS, NEGATIVES, OPERATORS, SYNONYMS, TEXT_PARTS
from accounts_kit.model.relations import RELATIONS
from accounts_kit.rules.checking import OF_A_LIST, WITHIN_REACH
from accounts_kit.rules.others import WITH_A_FIELD
from accounts_kit.rules.periods import OF_THE_MOMENT, PERIOD_NAMES, SPANS, UNITS
from accounts_kit.rules.related_words import RECORDS as RELATED
from accounts_kit.rules.words import OF_DATES, PERIODS_NL, PHRASES, UNITS_NL
from accounts_kit.widgets.texts import KINDS, MEASURES, RECORDS, TEXTS, in_language
from accounts_kit.words.numbers import marks_of

NEXT_30 = {"en": "next 30 days", "nl": "de komende 30 dagen"}


def vocabulary(catalogue: Catalogue) -> dict[str, object]:
    """Return what a builder may speak of in a workspace, in its language."""
    language = catalogue.language
    return {
        "language": language,
        "marks": {"decimal": marks_of(language).decimal, "thousands": marks_of(language).thousands},
        "texts": in_language(TEXTS, language),
        "kinds": in_language(KINDS, language),
        "records": in_language(RECORDS, language),
        "reach": {of: list(records) for of, records in WITHIN_REACH.items()},
        "fields": list(_fields(catalogue)),
        "relations": list(_relations(catalogue)),
        "segments": [{"name": one.name, "of": one.of} for one in catalogue.segments],
        "operators": {family: _offered(family) for family in OPERATORS},
        "words": {op: said_of(op, language) for op in ALL_OPERATORS}
        | {f"moment {op}": said_of(instead, language) for op, instead in OF_DATES.items()},
        "negatives": sorted(NEGATIVES),
        "shapes": _shapes(),
        "with_a_field": list(WITH_A_FIELD),
        "with_case": [*TEXT_PARTS, "is", "is_not", "is_any_of", "is_none_of"],
        "units": [[unit, UNITS_NL[unit] if language == "nl" else unit] for unit in UNITS],
        "units_of_the_moment": list(OF_THE_MOMENT),
        "periods": [[one, PERIODS_NL[one] if language == "nl" else one] for one in PERIOD_NAMES],
        "anniversaries": [["next 30 days", NEXT_30[language]]],
    }


def _fields(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    language = catalogue.language
    for of in NAMED:
        for one in (*catalogue.fields(of), *([TAGS] if of == "contact" else [])):
            yield {
                "name": one.name,
                "label": one.label(language),
                "also": one.label("en" if language == "nl" else "nl"),
                "of": of,
                "kind": one.kind_name,
                "family": one.kind.family,
                "options": list(one.options),
                "free": _takes_any_text(one),
                "custom": one.custom,
            }


def _takes_any_text(field: Field) -> bool:
    return field == TAGS or field.kind.family in ("text", "user")


def _relations(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    language = catalogue.language
    for relation in RELATIONS.values():
        one, many = RELATED[relation.records][language]
        yield {
            "name": relation.name,
            "of": relation.owner,
            "records": relation.records,
            "record": relation.record,
            "label": many,
            "measures": [
                [asks, said[language].format(many, one)]
                for asks, said in MEASURES.items()
                if asks not in ("sum", "avg") or _has_numbers(catalogue, relation.record)
            ],
        }


def _has_numbers(catalogue: Catalogue, record: str) -> bool:
    return any(one.kind.family == "number" for one in catalogue.fields(record))


def _offered(family: str) -> list[str]:
    """Return the operators of a family, each once: of dates those that read as dates do."""
    named = OPERATORS[family]  # type: ignore[index]  # the keys are the families
    said_otherwise = {SYNONYMS[one] for one in named if one in SYNONYMS} if family == "moment" else set()
    return [one for one in named if one not in said_otherwise]


def said_of(op: str, language: str) -> str:
    """Return an operator in words, with dots where its values stand.

    >>> said_of("longer_ago_than", "en"), said_of("is_any_of", "nl")
    ('is longer ago than', 'is een van')
    """
    said = PHRASES[op][language].format("…", "…", all="…").replace("… …", "…")
    return said.removesuffix("…").strip()


def _shapes() -> dict[str, str]:
    """Return what each operator takes as its value: none, two, list, span, period, anniversary, or one."""
    shapes = dict.fromkeys(("is_blank", "is_filled"), "none") | dict.fromkeys(
        ("between", "not_between"), "two"
    )
    lists = {*OF_A_LIST, "is_none_of", "has_none_of", "lacks_any_of"}
    shapes |= dict.fromkeys(sorted(lists), "list")
    spans = {*SPANS, "not_in_the_last", "not_in_the_next"}
    shapes |= dict.fromkeys(sorted(spans), "span") | dict.fromkeys(("in_period", "not_in_period"), "period")
    return shapes | {"anniversary_in": "anniversary"}
