"""The users of the sample's workspace, who own its accounts and write its notes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SampleUser:
    """A user: name, e-mail address, role, and how many of a hundred accounts are theirs."""

    name: str
    email: str
    role: str
    share: int


USERS: tuple[SampleUser, ...] = (
    SampleUser("Marit Veldhuis", "marit@lantaarnmedia.example", "admin", 10),
    SampleUser("Sem de Wolf", "sem@lantaarnmedia.example", "editor", 35),
    SampleUser("Anouk Bergsma", "anouk@lantaarnmedia.example", "editor", 30),
    SampleUser("Youssef Haddou", "youssef@lantaarnmedia.example", "editor", 25),
    SampleUser("Tine Claes", "tine@lantaarnmedia.example", "viewer", 0),
)
