"""What people type: `account.industry == "Software"`. Makes nodes, and means nothing by itself.

`account` and `contact` answer to any name; whether a field of that name exists is asked of a catalogue, when
a rule is used. What Python would silently misread (`and`, `in`, `a < f < b`, a forgotten parenthesis) raises.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from accounts_kit.model.relations import RELATIONS
from accounts_kit.rules.asking import Moments
from accounts_kit.rules.nodes import Case, Everyone, InSegment, Missing, Rule, refuse_in_python
from accounts_kit.words.nearest import suggestion

if TYPE_CHECKING:
    from accounts_kit.rules.relations import RelatedRecords


def everyone() -> Everyone:
    """Return the rule that holds for everybody."""
    return Everyone()


def in_segment(name: str) -> InSegment:
    """Return the rule that holds for the members of a saved segment.

    In a rule on contacts, a segment of accounts holds for the contacts whose account is in it.
    """
    return InSegment(name)


class FieldRef(Moments):
    """A field in a rule. `== != > >= < <=` and the methods below make tests, which `& | ~` combine.

    A method is named as its operator in JSON; `is_` alone has a letter more, since `is` is Python's. Any
    value may be another field: `contact.city == account.city`.
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # == makes a rule here, so a field can be no key of a dict

    def __getattr__(self, operator: str) -> NoReturn:
        if operator.startswith("_"):  # notebooks and copies ask for what every object may have
            raise AttributeError(operator)
        hint = suggestion(operator, OPERATORS)
        raise AttributeError(f"No operator {operator!r} on {self!r}. {hint}".rstrip(), name=operator)

    # --- operators of Python

    def __eq__(self, other: object) -> Rule:  # type: ignore[override]  # a rule, no bool
        return self._one("is", other)

    def __ne__(self, other: object) -> Rule:  # type: ignore[override]  # a rule, no bool
        return self._one("is_not", other)

    def __gt__(self, other: object) -> Rule:
        return self._one(">", other)

    def __ge__(self, other: object) -> Rule:
        return self._one(">=", other)

    def __lt__(self, other: object) -> Rule:
        return self._one("<", other)

    def __le__(self, other: object) -> Rule:
        return self._one("<=", other)

    __and__ = __rand__ = __or__ = __ror__ = __invert__ = __bool__ = __contains__ = refuse_in_python

    # --- one value, or one of several

    def is_(self, value: object, *, case: Case | None = None) -> Rule:
        """Equal to the value; what `==` writes."""
        return self._one("is", value, case=case)

    def is_not(self, value: object, *, missing: Missing | None = None, case: Case | None = None) -> Rule:
        """Not equal to the value, or missing; what `!=` writes."""
        return self._one("is_not", value, missing, case)

    def is_any_of(self, *values: object, case: Case | None = None) -> Rule:
        """Equal to one of the values; of none of them: nobody."""
        return self._list("is_any_of", values, case=case)

    def is_none_of(self, *values: object, missing: Missing | None = None, case: Case | None = None) -> Rule:
        """Equal to none of the values, or missing."""
        return self._list("is_none_of", values, missing, case)

    def between(self, low: object, high: object, *, case: Case | None = None) -> Rule:
        """From `low` up to and including `high`."""
        return self._list("between", (low, high), case=case)

    def not_between(
        self, low: object, high: object, *, missing: Missing | None = None, case: Case | None = None
    ) -> Rule:
        """Below `low`, above `high`, or missing."""
        return self._list("not_between", (low, high), missing, case)

    # --- parts of text

    def contains(self, text: str | FieldRef, *, case: Case | None = None) -> Rule:
        """Has the text somewhere in it."""
        return self._one("contains", text, case=case)

    def does_not_contain(
        self, text: str | FieldRef, *, missing: Missing | None = None, case: Case | None = None
    ) -> Rule:
        """Has the text nowhere in it, or is missing."""
        return self._one("does_not_contain", text, missing, case)

    def starts_with(self, text: str | FieldRef, *, case: Case | None = None) -> Rule:
        """Begins with the text."""
        return self._one("starts_with", text, case=case)

    def does_not_start_with(
        self, text: str | FieldRef, *, missing: Missing | None = None, case: Case | None = None
    ) -> Rule:
        """Begins with something else, or is missing."""
        return self._one("does_not_start_with", text, missing, case)

    def ends_with(self, text: str | FieldRef, *, case: Case | None = None) -> Rule:
        """Ends with the text."""
        return self._one("ends_with", text, case=case)

    def does_not_end_with(
        self, text: str | FieldRef, *, missing: Missing | None = None, case: Case | None = None
    ) -> Rule:
        """Ends with something else, or is missing."""
        return self._one("does_not_end_with", text, missing, case)

    def matches(self, pattern: str, *, case: Case | None = None) -> Rule:
        """Has the pattern (RE2) somewhere in it."""
        return self._one("matches", pattern, case=case)

    def does_not_match(
        self, pattern: str, *, missing: Missing | None = None, case: Case | None = None
    ) -> Rule:
        """Has the pattern nowhere in it, or is missing."""
        return self._one("does_not_match", pattern, missing, case)

    # --- missing or not

    def is_blank(self) -> Rule:
        """Has no value."""
        return self._test("is_blank")

    def is_filled(self) -> Rule:
        """Has a value."""
        return self._test("is_filled")

    # --- several values: tags, multiselect, checkbox

    def has_any_of(self, *values: object, case: Case | None = None) -> Rule:
        """Has at least one of the values."""
        return self._list("has_any_of", values, case=case)

    def has_all_of(self, *values: object, case: Case | None = None) -> Rule:
        """Has each of the values."""
        return self._list("has_all_of", values, case=case)

    def has_none_of(self, *values: object, missing: Missing | None = None, case: Case | None = None) -> Rule:
        """Has not one of the values."""
        return self._list("has_none_of", values, missing, case)

    def lacks_any_of(self, *values: object, missing: Missing | None = None, case: Case | None = None) -> Rule:
        """Lacks at least one of the values."""
        return self._list("lacks_any_of", values, missing, case)

    def is_exactly(self, *values: object, case: Case | None = None) -> Rule:
        """Has these values and no others."""
        return self._list("is_exactly", values, case=case)

    def count(self) -> FieldRef:
        """How many values there are: `contact.tags.count() >= 2`; none is 0."""
        from accounts_kit.rules.relations import Measure

        return Measure("count", self._name)


OPERATORS = tuple(name for name in dir(FieldRef) if not name.startswith("_"))


class Fields:
    """A record's fields as attributes: `account.industry`. Any name does; a catalogue judges it later."""

    __slots__ = ("_keys", "_of")

    def __init__(self, of: str, keys: Iterable[str] = ()) -> None:
        self._of = of
        self._keys = tuple(keys)

    if TYPE_CHECKING:
        contacts: RelatedRecords
        notes: RelatedRecords
        deals: RelatedRecords
        activities: RelatedRecords
        tasks: RelatedRecords

    def __getattr__(self, key: str) -> FieldRef:
        if key.startswith("_"):  # notebooks and copies ask for what every object may have
            raise AttributeError(key)
        name = f"{self._of}.{key}"
        if name in RELATIONS:
            from accounts_kit.rules.relations import RelatedRecords

            return RelatedRecords(name)  # type: ignore[return-value]  # said above, name by name
        return FieldRef(name)

    def __dir__(self) -> list[str]:
        return list(self._keys)

    def __repr__(self) -> str:
        return f"ak.{self._of}"


account = Fields("account")
contact = Fields("contact")
note = Fields("note")
activity = Fields("activity")
deal = Fields("deal")
task = Fields("task")
