"""Charts of accounts and contacts: how complete, how large, how many contacts, how long ago.

From the frames of `accounts.table` and `contacts.table`; the title states what is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from accounts_kit.errors import WrongValue
from accounts_kit.model.schemas import record_types
from accounts_kit.reports.bars import Part, Said, lying_bars, text_of
from accounts_kit.reports.counting import NO_VALUE, column_of, label_of, said
from accounts_kit.words.numbers import grouped

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

AT_MOST = 10
NOT_FIELDS = ("account_id", "contact_id", "created_at", "updated_at", "contacts")

COMPLETE = {
    "nl": "{0} is het minst ingevuld: bij {1}% van {2}",
    "en": "{0} is filled least: for {1}% of {2}",
}
ALL_COMPLETE = {"nl": "Alles is ingevuld, bij alle {0}", "en": "Everything is filled, for all {0}"}
FILLED = {"nl": "ingevuld", "en": "filled"}
LEAST = {
    "nl": "Hoe vaak een veld is ingevuld, het minst gevulde eerst",
    "en": "How often a field is filled, the least first",
}
BANDS = {
    "nl": "{0} is de grootste klasse: {1} van {2} accounts",
    "en": "{0} is the largest band: {1} of {2} accounts",
}
IN_BANDS = {"nl": "Accounts naar {0}, in volgorde", "en": "Accounts by {0}, in order"}
ACCOUNTS = {"nl": "Aantal accounts", "en": "Number of accounts"}
WITHOUT = {"nl": "{0} van {1} accounts hebben geen contact", "en": "{0} of {1} accounts have no contact"}
CONTACTS = {"nl": "Accounts naar hun aantal contacten", "en": "Accounts by how many contacts they have"}
NOBODY = {"nl": "Er zijn nog geen accounts", "en": "There are no accounts yet"}
QUIET = {
    "nl": "Met {0} van {1} accounts is langer dan een half jaar geen contact geweest",
    "en": "With {0} of {1} accounts there was no contact for more than half a year",
}
BY_OWNER = {"nl": "Laatste contact, naar eigenaar", "en": "Last contact, by owner"}
NO_OWNER = {"nl": "(geen eigenaar)", "en": "(no owner)"}
OTHERS = {"nl": "{0} andere", "en": "{0} others"}

# Up to and including so many employees; the last has no upper end.
EMPLOYEES = (1, 9, 49, 249)
# Up to and including so many contacts.
CONTACT_COUNTS = (0, 1, 2, 5, 10)
# Days since the last contact, and what that is called.
AGES: tuple[tuple[int, dict[str, str]], ...] = (
    (30, {"nl": "tot een maand", "en": "up to a month"}),
    (91, {"nl": "tot een kwartaal", "en": "up to a quarter"}),
    (183, {"nl": "tot een half jaar", "en": "up to half a year"}),
    (366, {"nl": "tot een jaar", "en": "up to a year"}),
)
LONGER, NEVER = {"nl": "langer", "en": "longer"}, {"nl": "nooit", "en": "never"}
HALF_A_YEAR = 183


def completeness(
    frame: pd.DataFrame, fields: Sequence[str] | None = None, *, language: str = "nl"
) -> go.Figure:
    """Return a chart of how often each field is filled, in percent, the least filled first.

    `frame` has a row for each record, as `accounts.table` and `contacts.table` give it; `fields` are columns
    of it, left out all but ids and moments of the record itself. The ten least filled are shown.
    """
    from accounts_kit.reports.template import BLUE

    names = [column_of(frame, one) for one in fields] if fields is not None else _fields(frame)
    shares = sorted((_filled(frame, one), place, one) for place, one in enumerate(names))[:AT_MOST]
    total = grouped(len(frame), language)
    title = said(ALL_COMPLETE, language).format(total)
    if shares and shares[0][0] < 100:
        share, _, name = shares[0]
        title = said(COMPLETE, language).format(text_of(_label(name, language)), f"{share:.0f}", total)
    words = Said(title, said(LEAST, language), said(FILLED, language))
    part = Part(said(FILLED, language), BLUE, [share for share, _, _ in shares])
    return lying_bars(
        [_label(name, language) for _, _, name in shares], [part], words, language, percent=True
    )


def bands(
    frame: pd.DataFrame,
    field: str = "annual_revenue",
    *,
    order: Sequence[str] | None = None,
    language: str = "nl",
) -> go.Figure:
    """Return a chart of accounts by a field of classes, in the order of the classes: revenue, employees.

    A field of numbers (employees) falls into classes here. `order` are the options of a field of your own;
    the standard fields know theirs. Accounts without a value come last.
    """
    from accounts_kit.reports.template import BLUE

    name = column_of(frame, field)
    values = frame[name]
    if values.dtype.kind in "iuf" or values.dtype.name.lower().startswith(("int", "float", "decimal")):
        counts = _in_steps([int(one) for one in values.dropna()], EMPLOYEES)
    else:
        found = [str(one) for one in values.dropna()]
        known = list(order or _options(name)) or sorted(set(found))
        counts = [(one, found.count(one)) for one in [*known, *sorted(set(found) - set(known))]]
    if missing := int(values.isna().sum()):
        counts.append((said(NO_VALUE, language), missing))
    total, named = len(frame), label_of(name, language)
    real = [one for one in counts if one[0] != said(NO_VALUE, language)]
    title = said(NOBODY, language)
    if total and any(many for _, many in real):
        most = max(real, key=lambda one: one[1])
        numbers = (grouped(one, language) for one in (most[1], total))
        title = said(BANDS, language).format(text_of(most[0]), *numbers)
    words = Said(title, said(IN_BANDS, language).format(text_of(named)), said(ACCOUNTS, language))
    part = Part(said(ACCOUNTS, language).lower(), BLUE, [many for _, many in counts])
    return lying_bars([label for label, _ in counts], [part], words, language)


def contacts_per_account(frame: pd.DataFrame, *, language: str = "nl") -> go.Figure:
    """Return a chart of how many accounts have no contact, one, two, and so on.

    `frame` has a row for each account and a column `contacts`, as `accounts.table` gives it.
    """
    from accounts_kit.reports.template import BLUE

    numbers = [int(one) for one in frame[column_of(frame, "contacts")]]
    counts = _in_steps(numbers, CONTACT_COUNTS)
    title = said(NOBODY, language)
    if numbers:
        title = said(WITHOUT, language).format(
            grouped(counts[0][1], language), grouped(len(numbers), language)
        )
    words = Said(title, said(CONTACTS, language), said(ACCOUNTS, language))
    part = Part(said(ACCOUNTS, language).lower(), BLUE, [many for _, many in counts])
    return lying_bars([label for label, _ in counts], [part], words, language)


def last_contact(frame: pd.DataFrame, as_of: date | str | None = None, *, language: str = "nl") -> go.Figure:
    """Return a chart of how long ago the last contact was, a row for each owner.

    `frame` has a row for each account (or contact) and the columns `owner` and `last_contacted_at`, as
    `accounts.table` gives it. `as_of` is the day to count from, today when left out. The ten owners with the
    most accounts have a row each, the others one together.
    """
    from accounts_kit.reports.template import BLUE, GREEN, ORANGE, RED, REST, SKY

    today = _day(as_of)
    owners = frame[column_of(frame, "owner")].fillna(said(NO_OWNER, language)).astype(str)
    ages = [_age(one, today) for one in frame[column_of(frame, "last_contacted_at")]]
    busiest = list(owners.value_counts(sort=False).sort_values(ascending=False, kind="stable").index)
    rest = busiest[AT_MOST:]
    names = busiest[:AT_MOST] + ([said(OTHERS, language).format(len(rest))] if rest else [])
    rows = [min(busiest.index(one), AT_MOST) for one in owners]
    called = [said(words, language) for _, words in AGES] + [said(LONGER, language), said(NEVER, language)]
    parts = []
    for place, (name, colour) in enumerate(zip(called, (GREEN, SKY, BLUE, ORANGE, RED, REST), strict=True)):
        of_it = [row for row, age in zip(rows, ages, strict=True) if age == place]
        parts.append(Part(name, colour, [of_it.count(row) for row in range(len(names))]))
    quiet = sum(age >= len(AGES) - 1 for age in ages)
    numbers = (grouped(one, language) for one in (quiet, len(frame)))
    title = said(QUIET, language).format(*numbers) if len(frame) else said(NOBODY, language)
    words = Said(title, said(BY_OWNER, language), said(ACCOUNTS, language))
    return lying_bars(names, parts, words, language)


def _fields(frame: pd.DataFrame) -> list[str]:
    return [str(one) for one in frame.columns if one not in NOT_FIELDS]


def _filled(frame: pd.DataFrame, name: str) -> float:
    column = frame[name]
    empty = sum(isinstance(one, list) and not one for one in column)
    return (
        100.0
        if not len(frame)
        else round(100 * (len(frame) - int(column.isna().sum()) - empty) / len(frame), 1)
    )


def _label(name: str, language: str) -> str:
    key = name.rpartition(".")[2]
    called = label_of(key, language)
    return label_of(key, language, "contact") if called == key else called


def _options(name: str) -> tuple[str, ...]:
    key = name.removeprefix("account.")
    return next((one.options for one in record_types()["account"].fields if one.key == key), ())


def _in_steps(numbers: Sequence[int], steps: Sequence[int]) -> list[tuple[str, int]]:
    """Return how many numbers fall up to each step, and above the last one."""
    counts = []
    low = 0 if steps[0] == 0 else 1
    for step in steps:
        label = str(step) if step == low else f"{low} – {step}"
        counts.append((label, sum(low <= one <= step for one in numbers)))
        low = step + 1
    return [*counts, (f"{low}+", sum(one >= low for one in numbers))]


def _day(as_of: date | str | None) -> date:
    if isinstance(as_of, str):
        try:
            return datetime.fromisoformat(as_of).date()
        except ValueError:
            raise WrongValue(f"as_of={as_of!r} is no day. Write it as 2026-03-31.") from None
    return as_of.date() if isinstance(as_of, datetime) else as_of or date.today()


def _age(moment: object, today: date) -> int:
    """Return the place of an age among AGES; after these come longer and never."""
    if not isinstance(moment, datetime) or moment != moment:
        return len(AGES) + 1
    days = (today - moment.date()).days
    return next((place for place, (most, _) in enumerate(AGES) if days <= most), len(AGES))
