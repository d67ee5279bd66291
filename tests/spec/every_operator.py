"""Every operator on every kind of field: who is in, with the one value, the other, none, or no account.

Drawn as tables; `test_every_operator` asks both engines, and this module as a program renders the tables for
docs/semantics.md. A row: operator, what it is asked, and who is in: one, other, missing, none (no account).
"""

from __future__ import annotations

import json
from pathlib import Path

from accounts_kit.model.kinds import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "semantics.md"
BEGIN = "<!-- made by python -m tests.spec.every_operator -->"
END = "<!-- until here -->"
AS_OF = "2026-03-01"
WHO = ("one", "other", "missing", "none")

# The one value and the other, of each family.
VALUES: dict[str, tuple[object, object]] = {
    "text": ("Gent", "Brugge"),
    "number": (50, 10),
    "moment": ("2026-03-10", "2024-01-01"),
    "option": ("medium", "small"),
    "several": (["sport", "kunst"], ["muziek"]),
    "user": ("Jan de Vries", "Els Maes"),
}
OPTIONS = {"option": ["small", "medium", "large"], "several": ["sport", "kunst", "muziek"]}

TABLES: dict[str, str] = {
    "text": """
        is                  | "GENT"            | one
        is_not              | "gent"            | other missing none
        is_any_of           | ["gent", "x"]     | one
        is_any_of           | []                |
        is_none_of          | ["gent", "x"]     | other missing none
        is_none_of          | []                | one other missing none
        >                   | "brugge"          | one
        >=                  | "brugge"          | one other
        <                   | "gent"            | other
        <=                  | "gent"            | one other
        between             | ["c", "h"]        | one
        not_between         | ["c", "h"]        | other missing none
        contains            | "EN"              | one
        does_not_contain    | "EN"              | other missing none
        starts_with         | "ge"              | one
        does_not_start_with | "ge"              | other missing none
        ends_with           | "nt"              | one
        does_not_end_with   | "nt"              | other missing none
        matches             | "^g.n"            | one
        does_not_match      | "^g.n"            | other missing none
        is_blank            |                   | missing none
        is_filled           |                   | one other
    """,
    "number": """
        is          | 50       | one
        is_not      | 50       | other missing none
        is_any_of   | [50, 1]  | one
        is_any_of   | []       |
        is_none_of  | [50, 1]  | other missing none
        is_none_of  | []       | one other missing none
        >           | 10       | one
        >=          | 10       | one other
        <           | 50       | other
        <=          | 50       | one other
        between     | [50, 99] | one
        not_between | [50, 99] | other missing none
        is_blank    |          | missing none
        is_filled   |          | one other
    """,
    "moment": """
        is                 | "2026-03-10"                 | one
        is_not             | "2026-03-10"                 | other missing none
        is_any_of          | ["2026-03-10"]               | one
        is_any_of          | []                           |
        is_none_of         | ["2026-03-10"]               | other missing none
        is_none_of         | []                           | one other missing none
        on                 | "2026-03-10"                 | one
        not_on             | "2026-03-10"                 | other missing none
        >                  | "2024-01-01"                 | one
        after              | "2024-01-01"                 | one
        >=                 | "2024-01-01"                 | one other
        on_or_after        | "2024-01-01"                 | one other
        <                  | "2026-03-10"                 | other
        before             | "2026-03-10"                 | other
        <=                 | "2026-03-10"                 | one other
        on_or_before       | "2026-03-10"                 | one other
        between            | ["2026-03-01", "2026-03-10"] | one
        not_between        | ["2026-03-01", "2026-03-10"] | other missing none
        in_the_last        | [3, "years"]                 | other
        not_in_the_last    | [3, "years"]                 | one missing none
        in_the_next        | [9, "days"]                  | one
        not_in_the_next    | [9, "days"]                  | other missing none
        longer_ago_than    | [2, "years"]                 | other
        further_ahead_than | [8, "days"]                  | one
        in_period          | "this month"                 | one
        not_in_period      | "this month"                 | other missing none
        anniversary_in     | "next 30 days"               | one
        is_blank           |                              | missing none
        is_filled          |                              | one other
    """,
    "option": """
        is                  | "MEDIUM"            | one
        is_not              | "medium"            | other missing none
        is_any_of           | ["medium", "large"] | one
        is_any_of           | []                  |
        is_none_of          | ["medium"]          | other missing none
        is_none_of          | []                  | one other missing none
        >                   | "small"             | one
        >=                  | "small"             | one other
        <                   | "medium"            | other
        <=                  | "medium"            | one other
        between             | ["medium", "large"] | one
        not_between         | ["medium", "large"] | other missing none
        contains            | "EDI"               | one
        does_not_contain    | "edi"               | other missing none
        starts_with         | "m"                 | one
        does_not_start_with | "m"                 | other missing none
        ends_with           | "um"                | one
        does_not_end_with   | "um"                | other missing none
        matches             | "^m"                | one
        does_not_match      | "^m"                | other missing none
        is_blank            |                     | missing none
        is_filled           |                     | one other
    """,
    "several": """
        has_any_of          | ["sport", "muziek"] | one other
        has_any_of          | []                  |
        has_all_of          | ["sport", "kunst"]  | one
        has_all_of          | []                  |
        has_none_of         | ["sport"]           | other missing none
        has_none_of         | []                  | one other missing none
        lacks_any_of        | ["sport", "kunst"]  | other missing none
        lacks_any_of        | []                  | one other missing none
        is_exactly          | ["kunst", "sport"]  | one
        is_exactly          | []                  |
        contains            | "POR"               | one
        does_not_contain    | "por"               | other missing none
        starts_with         | "ku"                | one
        does_not_start_with | "ku"                | other missing none
        ends_with           | "st"                | one
        does_not_end_with   | "st"                | other missing none
        matches             | "^s"                | one
        does_not_match      | "^s"                | other missing none
        is_blank            |                     | missing none
        is_filled           |                     | one other
    """,
    "user": """
        is         | "jan de vries"                  | one
        is_not     | "jan@firm.example"              | other missing none
        is_any_of  | ["Jan de Vries", "x"]           | one
        is_any_of  | []                              |
        is_none_of | ["jan@firm.example"]            | other missing none
        is_none_of | []                              | one other missing none
        is_blank   |                                 | missing none
        is_filled  |                                 | one other
    """,
}


def cases(family: str) -> list[tuple[str, object, frozenset[str]]]:
    """The rows of a family's table: operator, what it is asked (None for nothing), who is in."""
    rows = [[cell.strip() for cell in line.split("|")] for line in TABLES[family].strip().splitlines()]
    return [(op, json.loads(asked) if asked else None, frozenset(who.split())) for op, asked, who in rows]


def rendered() -> str:
    """The tables as Markdown, one a family."""
    parts = []
    for family, (one, other) in VALUES.items():
        kinds = ", ".join(kind.name for kind in KINDS.values() if kind.family == family)
        said = [", ".join(one) if isinstance(one, list) else str(one) for one in (one, other)]
        lines = [f"**{kinds}**", "", f"| operator | asked | {said[0]} | {said[1]} | no value | no account |"]
        lines.append("| --- | --- | --- | --- | --- | --- |")
        for op, asked, who in cases(family):
            cells = ["in" if name in who else "" for name in WHO]
            given = "" if asked is None else f"`{json.dumps(asked, ensure_ascii=False)}`"
            lines.append(
                f"| `{op}` | {given} | {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")
            )
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def page() -> str:
    """The page with the tables as they are now."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{rendered()}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
