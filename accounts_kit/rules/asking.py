"""What a field in a rule is made of: its name, and tests made of an operator and plain values."""

from __future__ import annotations

from collections.abc import Iterable

from accounts_kit.errors import RuleError
from accounts_kit.rules.nodes import Case, Missing, Rule, Test, Value, plain


class Asked:
    """A field by its dotted name, that tests are made of. Any value may be another field."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"ak.{self._name}"

    def _test(
        self,
        op: str,
        value: Value = None,
        value_field: str | None = None,
        missing: Missing | None = None,
        case: Case | None = None,
    ) -> Rule:
        """Return the test on this field; a measure of related records makes another node of it."""
        return Test(self._name, op, value, value_field, missing, case)

    def _one(self, op: str, value: object, missing: Missing | None = None, case: Case | None = None) -> Rule:
        if value is None:
            raise RuleError(f"{self._name!r} was asked for None. Use is_blank() or is_filled().")
        if isinstance(value, Asked):
            return self._test(op, value_field=value._name, missing=missing, case=case)
        return self._test(op, plain(self._name, value), missing=missing, case=case)

    def _list(
        self, op: str, values: tuple[object, ...], missing: Missing | None = None, case: Case | None = None
    ) -> Rule:
        single = values[0] if len(values) == 1 else None
        if isinstance(single, Asked):
            return self._one(op, single, missing, case)
        listed = single if isinstance(single, Iterable) and not isinstance(single, str) else values
        return self._test(op, plain(self._name, tuple(listed)), missing=missing, case=case)


class Moments(Asked):
    """The operators of dates and moments, which other fields refuse. A date means the whole day."""

    __slots__ = ()

    def on(self, day: object) -> Rule:
        """On that day."""
        return self._one("on", day)

    def not_on(self, day: object, *, missing: Missing | None = None) -> Rule:
        """On another day, or missing."""
        return self._one("not_on", day, missing)

    def before(self, day: object) -> Rule:
        """Before that day or moment."""
        return self._one("before", day)

    def after(self, day: object) -> Rule:
        """After that day or moment."""
        return self._one("after", day)

    def on_or_before(self, day: object) -> Rule:
        """On that day or before it."""
        return self._one("on_or_before", day)

    def on_or_after(self, day: object) -> Rule:
        """On that day or after it."""
        return self._one("on_or_after", day)

    def in_the_last(self, number: int, unit: str) -> Rule:
        """From so many units ago up to and including today: `in_the_last(6, "months")`."""
        return self._list("in_the_last", (number, unit))

    def not_in_the_last(self, number: int, unit: str, *, missing: Missing | None = None) -> Rule:
        """Longer ago, in the future, or missing."""
        return self._list("not_in_the_last", (number, unit), missing)

    def in_the_next(self, number: int, unit: str) -> Rule:
        """From today up to and including so many units ahead."""
        return self._list("in_the_next", (number, unit))

    def not_in_the_next(self, number: int, unit: str, *, missing: Missing | None = None) -> Rule:
        """In the past, further ahead, or missing."""
        return self._list("not_in_the_next", (number, unit), missing)

    def longer_ago_than(self, number: int, unit: str) -> Rule:
        """Before the day that was so many units ago."""
        return self._list("longer_ago_than", (number, unit))

    def further_ahead_than(self, number: int, unit: str) -> Rule:
        """After the day that is so many units ahead."""
        return self._list("further_ahead_than", (number, unit))

    def in_period(self, period: str) -> Rule:
        """In "this quarter", "last month", "next week" ..."""
        return self._one("in_period", period)

    def not_in_period(self, period: str, *, missing: Missing | None = None) -> Rule:
        """Outside that period, or missing."""
        return self._one("not_in_period", period, missing)

    def anniversary_in(self, period: str) -> Rule:
        """On a day whose anniversary is in "this month" ..., or in the "next 30 days"."""
        return self._one("anniversary_in", period)
