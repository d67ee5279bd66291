"""Related records in a rule, as people type them: `account.contacts.count(where) >= 1`."""

from __future__ import annotations

from typing import NoReturn

from accounts_kit.errors import RuleError
from accounts_kit.rules.nodes import Case, Missing, Related, RelatedAsks, Rule, Value
from accounts_kit.rules.sugar import FieldRef
from accounts_kit.words.nearest import suggestion


class Measure(FieldRef):
    """A measure of related records, which compares as a field does: `account.deals.sum("value") > 10_000`."""

    __slots__ = ("_asks", "_where")

    def __init__(self, asks: RelatedAsks, of: str, where: Rule | None = None) -> None:
        super().__init__(of)
        self._asks: RelatedAsks = asks
        self._where = _rule(where)

    def __repr__(self) -> str:
        return f"{self._asks} of {self._name}"

    def _test(
        self,
        op: str,
        value: Value = None,
        value_field: str | None = None,
        missing: Missing | None = None,
        case: Case | None = None,
    ) -> Rule:
        if value_field is not None:
            raise RuleError(f"The {self!r} compares with values, not with the field {value_field!r}.")
        if case is not None:
            raise RuleError(f'The {self!r} has no letters. Leave out case="exact".')
        return Related(self._asks, self._name, self._where, op, value, missing)


class RelatedRecords:
    """The records that belong to an account or a contact: count them, measure them, or ask each of them."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"ak.{self._name}"

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_"):
            raise AttributeError(name)
        hint = suggestion(name, MEASURES)
        raise AttributeError(f"{self!r} cannot {name!r}. {hint}".rstrip(), name=name)

    def _refuse(self, *_: object) -> NoReturn:
        raise RuleError(
            f"{self!r} are many records, which do not compare. Count them, "
            f"{self!r}.count(where) >= 1, or ask any(where), all(where), none(where)."
        )

    __eq__ = __ne__ = __gt__ = __ge__ = __lt__ = __le__ = _refuse
    __and__ = __rand__ = __or__ = __ror__ = __invert__ = __bool__ = __contains__ = _refuse
    __hash__ = None  # type: ignore[assignment]  # nothing that compares by raising is a key

    def count(self, where: Rule | None = None) -> Measure:
        """How many there are, of those for which `where` holds; over nothing it is 0."""
        return Measure("count", self._name, where)

    def sum(self, field: str, where: Rule | None = None) -> Measure:
        """The sum of a number of theirs; over nothing it is missing."""
        return Measure("sum", f"{self._name}.{field}", where)

    def avg(self, field: str, where: Rule | None = None) -> Measure:
        """The mean of a number of theirs; over nothing it is missing."""
        return Measure("avg", f"{self._name}.{field}", where)

    def min(self, field: str, where: Rule | None = None) -> Measure:
        """The lowest number or earliest moment of theirs; over nothing it is missing."""
        return Measure("min", f"{self._name}.{field}", where)

    def max(self, field: str, where: Rule | None = None) -> Measure:
        """The highest number or latest moment of theirs; over nothing it is missing."""
        return Measure("max", f"{self._name}.{field}", where)

    def any(self, where: Rule | None = None) -> Related:
        """There is one, for which `where` holds."""
        return Related("any", self._name, _rule(where))

    def all(self, where: Rule) -> Related:
        """There is one, and `where` holds for each of them."""
        return Related("all", self._name, _rule(where))

    def none(self, where: Rule | None = None) -> Related:
        """There is none for which `where` holds."""
        return Related("none", self._name, _rule(where))


MEASURES = tuple(name for name in dir(RelatedRecords) if not name.startswith("_"))


def _rule(where: Rule | None) -> Rule | None:
    if where is not None and not isinstance(where, Rule):
        raise RuleError(
            f"{where!r} is not a rule. Ask the related records something: note.text.contains('x')."
        )
    return where
