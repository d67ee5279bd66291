"""A rule as a sentence, in Dutch and in English: what `str(rule)` and reports show.

Fields read by their label, with the record they belong to; a custom field's label is known to a catalogue
only, so without one its key stands there.
"""

from __future__ import annotations

from decimal import Decimal

from accounts_kit.model import Catalogue
from accounts_kit.model.operators import POSITIVE_OF
from accounts_kit.model.relations import RELATIONS
from accounts_kit.rules.nodes import All, Any, Everyone, InSegment, Not, Related, Rule, Scalar, Test
from accounts_kit.rules.periods import COUNTING
from accounts_kit.rules.related_words import RECORD_NL, subject
from accounts_kit.words.dates import date_from
from accounts_kit.words.reading import Reading

# {0} and {1} are the values, one by one; {all} is all of them.
PHRASES: dict[str, dict[str, str]] = {
    "is": {"en": "is {0}", "nl": "is {0}"},
    "is_not": {"en": "is not {0}", "nl": "is niet {0}"},
    "is_any_of": {"en": "is one of {all}", "nl": "is een van {all}"},
    "is_none_of": {"en": "is none of {all}", "nl": "is geen van {all}"},
    ">": {"en": "is more than {0}", "nl": "is meer dan {0}"},
    ">=": {"en": "is at least {0}", "nl": "is minstens {0}"},
    "<": {"en": "is less than {0}", "nl": "is minder dan {0}"},
    "<=": {"en": "is at most {0}", "nl": "is hoogstens {0}"},
    "between": {"en": "is from {0} to {1}", "nl": "is {0} tot en met {1}"},
    "not_between": {"en": "is not from {0} to {1}", "nl": "is niet {0} tot en met {1}"},
    "contains": {"en": "contains {0}", "nl": "bevat {0}"},
    "does_not_contain": {"en": "does not contain {0}", "nl": "bevat niet {0}"},
    "starts_with": {"en": "starts with {0}", "nl": "begint met {0}"},
    "does_not_start_with": {"en": "does not start with {0}", "nl": "begint niet met {0}"},
    "ends_with": {"en": "ends with {0}", "nl": "eindigt op {0}"},
    "does_not_end_with": {"en": "does not end with {0}", "nl": "eindigt niet op {0}"},
    "matches": {"en": "matches {0}", "nl": "past op {0}"},
    "does_not_match": {"en": "does not match {0}", "nl": "past niet op {0}"},
    "is_blank": {"en": "is blank", "nl": "is leeg"},
    "is_filled": {"en": "is filled", "nl": "is ingevuld"},
    "has_any_of": {"en": "has any of {all}", "nl": "heeft een van {all}"},
    "has_all_of": {"en": "has all of {all}", "nl": "heeft elk van {all}"},
    "has_none_of": {"en": "has none of {all}", "nl": "heeft geen van {all}"},
    "lacks_any_of": {"en": "lacks any of {all}", "nl": "mist een van {all}"},
    "is_exactly": {"en": "is exactly {all}", "nl": "is precies {all}"},
    "on": {"en": "is on {0}", "nl": "is op {0}"},
    "not_on": {"en": "is not on {0}", "nl": "is niet op {0}"},
    "before": {"en": "is before {0}", "nl": "is voor {0}"},
    "after": {"en": "is after {0}", "nl": "is na {0}"},
    "on_or_before": {"en": "is on or before {0}", "nl": "is op of voor {0}"},
    "on_or_after": {"en": "is on or after {0}", "nl": "is op of na {0}"},
    "in_the_last": {"en": "is in the last {0} {1}", "nl": "is in de laatste {0} {1}"},
    "not_in_the_last": {"en": "is not in the last {0} {1}", "nl": "is niet in de laatste {0} {1}"},
    "in_the_next": {"en": "is in the next {0} {1}", "nl": "is in de komende {0} {1}"},
    "not_in_the_next": {"en": "is not in the next {0} {1}", "nl": "is niet in de komende {0} {1}"},
    "longer_ago_than": {"en": "is longer ago than {0} {1}", "nl": "is langer dan {0} {1} geleden"},
    "further_ahead_than": {"en": "is further ahead than {0} {1}", "nl": "is over meer dan {0} {1}"},
    "in_period": {"en": "is in {0}", "nl": "valt in {0}"},
    "not_in_period": {"en": "is not in {0}", "nl": "valt niet in {0}"},
    "anniversary_in": {"en": "has its anniversary in {0}", "nl": "heeft een jaardag in {0}"},
}
UNITS_NL = {
    "minutes": "minuten", "hours": "uur", "days": "dagen", "weeks": "weken", "months": "maanden",
    "years": "jaar",
}  # fmt: skip
PERIODS_NL = {
    "this day": "vandaag", "last day": "gisteren", "next day": "morgen", "this week": "deze week",
    "last week": "vorige week", "next week": "volgende week", "this month": "deze maand",
    "last month": "vorige maand", "next month": "volgende maand", "this quarter": "dit kwartaal",
    "last quarter": "vorig kwartaal", "next quarter": "volgend kwartaal", "this year": "dit jaar",
    "last year": "vorig jaar", "next year": "volgend jaar",
}  # fmt: skip
OF_DATES = {">": "after", ">=": "on_or_after", "<": "before", "<=": "on_or_before"}
WORDS = {
    "everyone": {"en": "everyone", "nl": "iedereen"},
    "and": {"en": " and ", "nl": " en "},
    "or": {"en": " or ", "nl": " of "},
    "not": {"en": "not ({0})", "nl": "niet ({0})"},
    "in_segment": {"en": 'is in segment "{0}"', "nl": 'zit in segment "{0}"'},
    "nothing": {"en": "nothing", "nl": "niets"},
    "drop": {"en": ", blanks left out", "nl": ", leeg niet meegeteld"},
    "exact": {"en": ", letters exactly so", "nl": ", letters precies zo"},
}


def described(rule: Rule, language: str = "en", catalogue: Catalogue | None = None) -> str:
    """Return the rule as a sentence.

    >>> from accounts_kit.rules import account
    >>> described((account.industry == "Software") & account.city.is_blank(), "nl")
    'account Industrie/vertical is "Software" en account Plaats is leeg'
    """
    return _Sentence("nl" if language.lower().startswith("nl") else "en", catalogue or Catalogue()).of(rule)


class _Sentence:
    def __init__(self, language: str, catalogue: Catalogue) -> None:
        self.language = language
        self.catalogue = catalogue
        self.reading = Reading(language, catalogue.timezone)

    def of(self, rule: Rule) -> str:
        match rule:
            case Everyone():
                return self.word("everyone")
            case All(rules):
                return self.joined(rules, "and")
            case Any(rules):
                return self.joined(rules, "or")
            case Not(inner):
                return self.word("not").format(self.of(inner))
            case Test():
                return self.test(rule, self.field(rule.field))
            case Related():
                return self.related(rule)
            case InSegment(name):
                return self.word("in_segment").format(name)
        return repr(rule)

    def word(self, name: str) -> str:
        return WORDS[name][self.language]

    def joined(self, rules: tuple[Rule, ...], name: str) -> str:
        parts = [f"({self.of(one)})" if isinstance(one, (All, Any)) else self.of(one) for one in rules]
        return self.word(name).join(parts) if parts else self.word("nothing")

    def related(self, rule: Related) -> str:
        """Return a measure as what a test is about; any, all and none are a sentence by themselves."""
        relation, _, key = rule.of.rpartition(".")
        measured = f"{RELATIONS[relation].record}.{key}" if relation in RELATIONS else rule.of
        found = self.catalogue.find(measured)
        moment = found is not None and found.kind.family == "moment"
        where = None if rule.where is None else self.of(rule.where)
        about = subject(rule, self.language, self.field(measured), where, moment=moment)
        if rule.op is None:
            return about
        return self.test(Test(measured, rule.op, rule.value, missing=rule.missing), about)

    def test(self, test: Test, about: str) -> str:
        values = test.value if isinstance(test.value, tuple) else (test.value,)
        said = [self.value(test, one) for one in values if one is not None]
        if test.value_field is not None:
            said = [self.field(test.value_field)]
        phrase = PHRASES.get(self.operator(test), {}).get(self.language, test.op)
        asked = phrase.format(*said, "", "", all=", ".join(said) or self.word("nothing"))
        drop = self.word("drop") if test.missing else ""
        return f"{about} {asked}{drop}{self.word('exact') if test.case else ''}"

    def operator(self, test: Test) -> str:
        """Return the operator as it is said: of a date "after", not "more than"."""
        field = self.catalogue.find(test.field)
        return OF_DATES.get(test.op, test.op) if field and field.kind.family == "moment" else test.op

    def field(self, name: str) -> str:
        record, _, key = name.partition(".")
        field = self.catalogue.find(name)
        label = field.label(self.language) if field else key.replace("_", " ")
        return f"{RECORD_NL.get(record, record) if self.language == 'nl' else record} {label}"

    def value(self, test: Test, value: Scalar) -> str:
        """Return numbers and dates as the language reads them, and text in quotation marks."""
        if not isinstance(value, str):
            return self.reading.text(Decimal(repr(value)))
        if POSITIVE_OF.get(test.op, test.op) in COUNTING:
            return self.time(value)
        field = self.catalogue.find(test.field)
        day = date_from(value) if field and field.kind.family == "moment" else None
        return self.reading.text(day) if day else f'"{value}"'

    def time(self, value: str) -> str:
        """Return a unit or period in the language."""
        if self.language == "en":
            return value
        known = UNITS_NL | PERIODS_NL
        return known.get(value) or value.replace("next", "de komende").replace("days", "dagen")
