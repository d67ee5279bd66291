"""Profiles: named ways of writing a CSV file, as data. A new one is an entry here and needs no code.

`rfc4180` is for machines and loses nothing: read it back with `imports.run(..., locale="en")`. The `excel-`
ones open in Excel with a double click, and are for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from accounts_kit.errors import WrongValue
from accounts_kit.merge_fields.field_sql import Form, Marks


@dataclass(frozen=True, slots=True)
class Profile:
    """A way of writing a CSV file; dates and moments as strftime patterns.

    `fraction` is the pattern for a moment with a fraction of a second, where the profile keeps it; `zone` is
    the zone of moments, the workspace's where None. `several` stands before, between and after several values
    in a cell; `in_doubt` does when one of them holds a comma or a semicolon. `headers` are keys (first_name)
    or labels (Voornaam). `guarded`: no cell can become a formula. `plain`: no line breaks and no emoji.
    """

    name: str
    delimiter: str
    byte_order_mark: bool
    decimal: str
    date: str
    moment: str
    fraction: str | None
    zone: str | None
    several: Marks
    in_doubt: Marks | None
    headers: Literal["keys", "labels"]
    guarded: bool
    plain: bool = False

    def form(self, timezone: str) -> Form:
        """Return the form that values are written in, for a workspace in that time zone."""
        return Form(
            decimal=self.decimal,
            date=self.date,
            moment=self.moment,
            several=self.several,
            in_doubt=self.in_doubt,
            timezone=self.zone or timezone,
            fraction=self.fraction,
        )


_ALL = (
    Profile(
        name="rfc4180",
        delimiter=",",
        byte_order_mark=False,
        decimal=".",
        date="%Y-%m-%d",
        moment="%Y-%m-%dT%H:%M:%SZ",
        fraction="%Y-%m-%dT%H:%M:%S.%fZ",
        zone="UTC",
        several=("||", "||", "||"),
        in_doubt=None,
        headers="keys",
        guarded=False,
    ),
    Profile(
        name="excel-nl",
        delimiter=";",
        byte_order_mark=True,
        decimal=",",
        date="%d-%m-%Y",
        moment="%d-%m-%Y %H:%M:%S",
        fraction=None,
        zone=None,
        several=("", ", ", ""),
        in_doubt=("||", "||", "||"),
        headers="labels",
        guarded=True,
    ),
    Profile(
        name="excel-en",
        delimiter=",",
        byte_order_mark=True,
        decimal=".",
        date="%Y-%m-%d",
        moment="%Y-%m-%d %H:%M:%S",
        fraction=None,
        zone=None,
        several=("", ", ", ""),
        in_doubt=("||", "||", "||"),
        headers="labels",
        guarded=True,
    ),
)
PROFILES: dict[str, Profile] = {profile.name: profile for profile in _ALL}


def profile_of(name: str) -> Profile:
    """Return the profile of that name; raises WrongValue, with those there are.

    >>> profile_of("excel-nl").delimiter
    ';'
    """
    if name in PROFILES:
        return PROFILES[name]
    there = ", ".join(repr(one) for one in (*PROFILES, "mailblue"))
    raise WrongValue(f"No profile {name!r}. There is: {there}.")
