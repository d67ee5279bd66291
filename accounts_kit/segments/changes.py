"""What changed between two versions of a segment, in words."""

from __future__ import annotations

from accounts_kit.model import Catalogue
from accounts_kit.model.saved import SavedSegment
from accounts_kit.rules.nodes import All, Rule
from accounts_kit.rules.plain import from_dict
from accounts_kit.rules.words import described

WORDS: dict[str, dict[str, str]] = {
    "first": {"en": "first version: {0}", "nl": "eerste versie: {0}"},
    "name": {"en": "name {0} became {1}", "nl": "naam {0} werd {1}"},
    "of": {"en": "selects {1} instead of {0}", "nl": "selecteert {1} in plaats van {0}"},
    "description": {"en": "description {0} became {1}", "nl": "omschrijving {0} werd {1}"},
    "owner": {"en": "owner {0} became {1}", "nl": "eigenaar {0} werd {1}"},
    "always": {"en": "always in: {1}", "nl": "altijd erin: {1}"},
    "never": {"en": "never in: {1}", "nl": "nooit erin: {1}"},
    "came": {"en": "added: {0}", "nl": "erbij: {0}"},
    "went": {"en": "removed: {0}", "nl": "eruit: {0}"},
    "order": {"en": "the same tests in another form", "nl": "dezelfde tests in een andere vorm"},
    "same": {"en": "nothing", "nl": "niets"},
}


def what_changed(old: SavedSegment | None, new: SavedSegment, catalogue: Catalogue, language: str) -> str:
    """Return what a version changed against the one before, in a few words; None is no version before."""

    def say(word: str, *values: object) -> str:
        return WORDS[word][language].format(*values)

    def words_of(rule: Rule) -> str:
        return described(rule, language, catalogue)

    if old is None:
        return say("first", words_of(from_dict(new.rule)))
    said = [
        say(name, repr(getattr(old, name)), repr(getattr(new, name)))
        for name in ("name", "of", "description", "owner")
        if getattr(old, name) != getattr(new, name)
    ]
    said += [
        say(name, "", ", ".join(map(str, getattr(new, name))) or say("same"))
        for name in ("always", "never")
        if getattr(old, name) != getattr(new, name)
    ]
    before, after = parts_of(from_dict(old.rule)), parts_of(from_dict(new.rule))
    said += [say("went", words_of(one)) for one in before if one not in after]
    said += [say("came", words_of(one)) for one in after if one not in before]
    if old.rule != new.rule and set(before) == set(after):
        said.append(say("order"))
    return "; ".join(said) or say("same")


def parts_of(rule: Rule) -> tuple[Rule, ...]:
    """Return the steps of a rule: the parts of a top-level `all`, and any other rule as one."""
    return rule.rules if isinstance(rule, All) else (rule,)
