"""Any rule at all: tests on every field with every operator, related records, saved segments, groups."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from accounts_kit.errors import RuleError
from accounts_kit.model import Catalogue, Field
from accounts_kit.model.operators import NEGATIVES, OPERATORS, POSITIVE_OF, PRESENCE, SYNONYMS
from accounts_kit.model.relations import RELATIONS
from accounts_kit.rules.checking import checked
from accounts_kit.rules.nodes import All, Any, Everyone, InSegment, Not, Related, Rule, Test, plain
from accounts_kit.rules.others import WITH_A_FIELD
from accounts_kit.rules.periods import PERIOD_NAMES
from tests.property.awkward_firms import CUSTOM, DAYS, KEYS, MOMENTS, NUMBERS, PEOPLE, TAGS, TEXTS

RELATED_KEYS = {
    "note": ["text", "author", "at"],
    "activity": ["kind", "name", "value", "at"],
    "deal": ["title", "value", "stage", "status", "expected_close_on"],
    "task": ["title", "due_at", "owner"],
}
FIELDS = Catalogue(
    custom=tuple(
        Field(of=of, key=key, kind_name=kind, labels={}, options=options, custom=True)
        for of, key, kind, options in CUSTOM
    )
)
PARTS = [*TEXTS, "", " ", "ge", "%", "_", "'", "İ", "i", "ß", "s", "x"]
PATTERNS = [
    "^gent",
    "t$",
    "[0-9]+",
    "(?i)G",
    "a.b",
    r"\bgent\b",
    "ß|ẞ",
    "İ",
    ".",
    "",
    "%",
    r"\pL\pM",
    "^$",
    r"\\",
]
UNITS = ("days", "weeks", "months", "years")


def values_of(field: Field) -> st.SearchStrategy[object]:
    """Values that a field is compared with: those that stand in rows, and others."""
    match field.kind.family:
        case "number":
            return st.one_of(st.sampled_from(NUMBERS), st.decimals(-1000, 1000, places=7))
        case "moment":
            moments: list[date] = [*DAYS, *MOMENTS, *(one.date() for one in MOMENTS)]
            return st.sampled_from(moments)
        case "user":
            known = [one for person in PEOPLE for one in person if one]
            return st.sampled_from([*known, "JAN DE VRIES", "niemand"])
        case "text":
            return st.one_of(st.sampled_from(TEXTS), st.text(max_size=4))
    return st.sampled_from(field.options or (*TAGS, "WEBINAR", " Beurs  2026", "niets"))


@st.composite
def leaves(draw: st.DrawFn, records: tuple[str, ...]) -> Test:
    names = [f"{of}.{key}" for of in records for key in {**KEYS, **RELATED_KEYS}[of]]
    field = FIELDS.field(draw(st.sampled_from(names)))
    op = draw(st.sampled_from(OPERATORS[field.kind.family]))
    missing = "drop" if op in NEGATIVES and draw(st.booleans()) else None
    others = [name for name in names if comparable(field, op, FIELDS.field(name))]
    if others and draw(st.integers(0, 4)) == 0:
        return Test(field.name, op, value_field=draw(st.sampled_from(others)), missing=missing)
    compares_text = field.kind.family in ("text", "several") and not field.options and op not in PRESENCE
    case = "exact" if compares_text and draw(st.integers(0, 3)) == 0 else None
    return Test(field.name, op, draw(asked(field, op)), missing=missing, case=case)  # type: ignore[arg-type]  # literals


def comparable(field: Field, op: str, other: Field) -> bool:
    positive = POSITIVE_OF.get(SYNONYMS.get(op, op), SYNONYMS.get(op, op))
    family = field.kind.family
    return (
        positive in WITH_A_FIELD
        and family == other.kind.family
        and "contact.tags" not in (field.name, other.name)
        and (family != "option" or positive in ("is", "contains", "starts_with", "ends_with"))
        and (family != "several" or positive in ("has_any_of", "has_all_of", "is_exactly"))
    )


def asked(field: Field, op: str) -> st.SearchStrategy[object]:
    """What an operator is asked with."""
    positive = POSITIVE_OF.get(SYNONYMS.get(op, op), SYNONYMS.get(op, op))
    values = values_of(field).map(lambda one: plain(field.name, one))
    match positive:
        case "is_filled":
            return st.none()
        case "contains" | "starts_with" | "ends_with":
            return st.sampled_from(PARTS)
        case "matches":
            return st.sampled_from(PATTERNS)
        case "between":
            return st.tuples(values_of(field), values_of(field)).map(lambda two: in_order(field, two))
        case "is_any_of" | "has_any_of" | "has_all_of" | "is_exactly":
            return st.lists(values, max_size=3).map(tuple)
        case "in_the_last" | "in_the_next" | "longer_ago_than" | "further_ahead_than":
            units = UNITS if field.kind_name == "date" else (*UNITS, "hours", "minutes")
            return st.tuples(st.integers(0, 30), st.sampled_from(units))
        case "in_period":
            return st.sampled_from(PERIOD_NAMES)
        case "anniversary_in":
            return st.one_of(st.sampled_from(PERIOD_NAMES), st.integers(0, 800).map("next {} days".format))
    return values


def in_order(field: Field, two: tuple[object, object]) -> tuple[object, object]:
    """Two bounds, the lower one first; twice the first of two texts whose order depends on their case."""
    first, second = (plain(field.name, one) for one in two)
    in_this_order, in_that = _allowed(field, first, second), _allowed(field, second, first)
    if in_this_order:
        return first, second
    return (second, first) if in_that else (first, first)


def _allowed(field: Field, low: object, high: object) -> bool:
    cases = ("exact", None) if field.kind.family == "text" else (None,)
    of = "contacts" if field.of in ("contact", "account") else f"{field.of}s".replace("ys", "ies")
    try:
        for case in cases:
            checked(Test(field.name, "between", (low, high), case=case), FIELDS, of)  # type: ignore[arg-type]  # plain
    except RuleError:
        return False
    return True


def rules(records: tuple[str, ...] = ("contact", "account"), depth: int = 4) -> st.SearchStrategy[Rule]:
    """Rules of groups in groups, so many levels deep at most."""
    leaf = st.one_of(leaves(records), leaves(records), leaves(records), st.just(Everyone()))
    if depth == 0:
        return leaf
    inner = rules(records, depth - 1)
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        leaf, several.map(lambda all_: All(*all_)), several.map(lambda any_: Any(*any_)), inner.map(Not)
    )


# --- related records, and saved segments

COUNTS = st.integers(-1, 4)
SEGMENTS = {"contacts": ("Mensen", "Vast"), "accounts": ("Firma's",)}


@st.composite
def related(draw: st.DrawFn, of: str, depth: int) -> Related:
    """A measure of related records, or any, all or none of them, with a `where` that may hold more."""
    owners = ("contact", "account") if of == "contacts" else ("account",)
    relation = draw(st.sampled_from([one for one in RELATIONS.values() if one.owner in owners]))
    inner = st.none() if depth < 0 else wheres(relation.records, depth - 1)
    where = draw(st.one_of(st.none(), inner))
    asks = draw(st.sampled_from(["count", "sum", "avg", "min", "max", "any", "all", "none"]))
    if asks in ("any", "none") or (asks == "all" and where is not None):
        return Related(asks, relation.name, where)  # type: ignore[arg-type]  # one of the three
    keys = {"deal": "value", "activity": "value"}
    if asks in ("sum", "avg", "min", "max") and relation.record in keys:
        op = draw(st.sampled_from([">", ">=", "<", "<=", "is", "is_not", "is_blank", "is_filled"]))
        value = None if op in PRESENCE else draw(st.sampled_from([0, 5, 10, -2.5]))
        missing = "drop" if op == "is_not" and draw(st.booleans()) else None
        return Related(asks, f"{relation.name}.value", where, op, value, missing)  # type: ignore[arg-type]  # literals
    if asks in ("min", "max") and relation.record in ("note", "activity"):
        op, value = draw(st.sampled_from([("on_or_after", "2025-06-01"), ("not_in_the_last", (6, "months"))]))
        return Related(asks, f"{relation.name}.at", where, op, value)  # type: ignore[arg-type]  # one of the two
    op = draw(st.sampled_from([">", ">=", "<", "<=", "is", "is_not", "between", "not_between", "is_any_of"]))
    value = draw(COUNTS)
    several = {"between": (value, value + 1), "not_between": (value, value), "is_any_of": (value, 2)}
    return Related("count", relation.name, where, op, several.get(op, value))


def wheres(of: str, depth: int) -> st.SearchStrategy[Rule]:
    """Rules on related records, with all that rules on contacts may have where they are contacts."""
    if of == "contacts":
        return any_rules("contacts", max(depth, 0))
    record = {"notes": "note", "activities": "activity", "deals": "deal", "tasks": "task"}[of]
    leaf = leaves((record,))
    return st.one_of(leaf, leaf.map(Not), st.lists(leaf, min_size=1, max_size=2).map(lambda two: Any(*two)))


def any_rules(of: str = "contacts", depth: int = 2, *, with_segments: bool = True) -> st.SearchStrategy[Rule]:
    """Rules with everything in them, so many groups deep at most."""
    records = ("contact", "account") if of == "contacts" else ("account",)
    several = st.sampled_from(
        ["account.sectors", "contact.tags"] if of == "contacts" else ["account.sectors"]
    )
    counted = st.builds(Related, st.just("count"), several, st.none(), st.sampled_from([">=", "is"]), COUNTS)
    named = [*SEGMENTS["accounts"], *(SEGMENTS["contacts"] if of == "contacts" else ())]
    kinds = [leaves(records), leaves(records), related(of, depth - 1), counted]
    if with_segments:
        kinds.append(st.sampled_from(named).map(InSegment))
    leaf = st.one_of(*kinds)
    if depth <= 0:
        return leaf
    inner = any_rules(of, depth - 1, with_segments=with_segments)
    group = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        leaf, group.map(lambda all_: All(*all_)), group.map(lambda any_: Any(*any_)), inner.map(Not)
    )
