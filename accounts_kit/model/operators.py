"""The operators of each family of kinds: what a rule may ask of a field (design, section 5).

Every negative operator is the exact opposite of its positive one, so only positives have a meaning of their
own; `POSITIVE_OF` brings one to the other.
"""

from __future__ import annotations

from accounts_kit.model.kinds import Family

COMPARISONS = (">", ">=", "<", "<=", "between", "not_between")
EQUALITY = ("is", "is_not", "is_any_of", "is_none_of")
TEXT_PARTS = (
    "contains", "does_not_contain", "starts_with", "does_not_start_with", "ends_with", "does_not_end_with",
    "matches", "does_not_match",
)  # fmt: skip
PRESENCE = ("is_blank", "is_filled")
SETS = ("has_any_of", "has_all_of", "has_none_of", "lacks_any_of", "is_exactly")
MOMENTS = (
    "on", "not_on", "before", "after", "on_or_before", "on_or_after", "in_the_last", "not_in_the_last",
    "in_the_next", "not_in_the_next", "longer_ago_than", "further_ahead_than", "in_period", "not_in_period",
    "anniversary_in",
)  # fmt: skip

OPERATORS: dict[Family, tuple[str, ...]] = {
    "text": EQUALITY + COMPARISONS + TEXT_PARTS + PRESENCE,
    "number": EQUALITY + COMPARISONS + PRESENCE,
    "moment": EQUALITY + COMPARISONS + MOMENTS + PRESENCE,
    "option": EQUALITY + COMPARISONS + TEXT_PARTS + PRESENCE,
    "several": TEXT_PARTS + PRESENCE + SETS,
    "user": EQUALITY + PRESENCE,
}

# Other spellings of one operator, for the families that have them.
SYNONYMS = {
    "on": "is", "not_on": "is_not", "before": "<", "after": ">", "on_or_before": "<=", "on_or_after": ">=",
    "==": "is", "!=": "is_not",
}  # fmt: skip

POSITIVE_OF = {
    "is_not": "is", "is_none_of": "is_any_of", "not_between": "between", "does_not_contain": "contains",
    "does_not_start_with": "starts_with", "does_not_end_with": "ends_with", "does_not_match": "matches",
    "is_blank": "is_filled", "has_none_of": "has_any_of", "lacks_any_of": "has_all_of",
    "not_in_the_last": "in_the_last", "not_in_the_next": "in_the_next", "not_in_period": "in_period",
}  # fmt: skip

ALL_OPERATORS: tuple[str, ...] = tuple(dict.fromkeys(name for names in OPERATORS.values() for name in names))

# Negatives that missing="drop" may narrow to records with a value. (Blank is about the missing value itself.)
NEGATIVES = frozenset(POSITIVE_OF) - {"is_blank"}

# How messages speak: what a family holds, what it may be asked, and what an operator is for.
HOLDS: dict[Family, str] = {
    "text": "text", "number": "numbers", "moment": "dates", "option": "one of its options",
    "several": "several values", "user": "a user",
}  # fmt: skip
ASK_WITH: dict[Family, str] = {
    "text": "==, contains, starts_with ... or is_blank()",
    "number": "==, >, between ... or is_blank()",
    "moment": "on, before, between, in_the_last ... or is_blank()",
    "option": "==, is_any_of, >= ... or is_blank()",
    "several": "has_any_of, has_all_of, has_none_of ... or is_blank()",
    "user": "==, is_any_of or is_blank()",
}


def is_for(operator: str) -> str:
    """Return what an operator is for, as messages say it: "text", "dates", "several values" ...

    >>> is_for("contains"), is_for("in_the_last"), is_for(">")
    ('text', 'dates', 'text, numbers, dates and options')
    """
    if operator in TEXT_PARTS:
        return "text"
    if operator in MOMENTS:
        return "dates"
    if operator in SETS:
        return "several values"
    return "text, numbers, dates and options" if operator in COMPARISONS else "one value"
