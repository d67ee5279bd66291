"""Rules: what people ask of accounts and contacts, as pure data, with one meaning in two engines.

`sugar` makes nodes, `plain` reads and writes them as JSON, `checking` confirms them against a catalogue,
`matching` says what they mean in plain Python, `compiler` in SQL, `words` in Dutch and English.
"""

from accounts_kit.rules.nodes import All, Any, Everyone, InSegment, Not, Related, Rule, Test
from accounts_kit.rules.plain import from_dict as rule
from accounts_kit.rules.sugar import (
    FieldRef,
    Fields,
    account,
    activity,
    contact,
    deal,
    everyone,
    in_segment,
    note,
    task,
)

__all__ = [
    "All", "Any", "Everyone", "FieldRef", "Fields", "InSegment", "Not", "Related", "Rule", "Test", "account",
    "activity", "contact", "deal", "everyone", "in_segment", "note", "rule", "task",
]  # fmt: skip
