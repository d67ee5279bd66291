"""The options that a column could have: yes and no, few texts that come back, several of few in one cell.

A list of options refuses what is not on it next month, so it takes evidence: at most MOST different texts,
each on average at least REPEATED times, none long, and no header of what is open by nature (names, places,
remarks).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from accounts_kit.imports.mapping.names import words
from accounts_kit.imports.new_columns.cells import Cells
from accounts_kit.model import Field
from accounts_kit.model.values import SEPARATORS, split
from accounts_kit.words.text import without_accents

MOST, REPEATED, LONGEST, FEWEST_CELLS = 25, 3, 60, 6
# Several in one cell: so many different cells are taken apart, so many of the cells have the mark, so many of
# the items also stand alone.
MOST_CELLS, WITH_MARK, ALONE = 2_000, 0.1, 0.5

_ANY = Field("contact", "several", "multiselect", {})  # without options: any text is one
YES_NO = {"nl": ("Ja", "Nee"), "en": ("Yes", "No")}
# The two texts of a column, and the language of its options; None for the workspace's.
PAIRS: Mapping[frozenset[str], str | None] = {
    frozenset({"ja", "nee"}): "nl",
    frozenset({"waar", "onwaar"}): "nl",
    frozenset({"yes", "no"}): "en",
    frozenset({"true", "false"}): None,
}
LETTERS: Mapping[frozenset[str], str | None] = {
    frozenset({"j", "n"}): "nl",
    frozenset({"y", "n"}): "en",
    frozenset({"1", "0"}): None,
}
_NOES = ("nee", "onwaar", "no", "false", "n", "0")
# Headers of a question that yes and no answer: only there 0 and 1, j and n are.
QUESTIONS = frozenset(
    {"is", "has", "heeft", "actief", "active", "nieuwsbrief", "newsletter", "optin", "opt", "toestemming",
    "consent", "akkoord", "klant", "lid", "mag", "wil", "can", "may", "enabled", "deleted", "verified",
    "geverifieerd"}
)  # fmt: skip
OPEN = frozenset(
    {"naam", "name", "plaats", "woonplaats", "stad", "city", "town", "adres", "address", "straat", "street",
    "gemeente", "opmerking", "opmerkingen", "omschrijving", "toelichting", "notitie", "comment", "comments",
    "remark", "remarks", "description", "note", "notes", "voornaam", "achternaam", "bedrijf", "company"}
)  # fmt: skip


def yes_or_no(header: str, cells: Cells, language: str) -> Iterator[tuple[str, ...]]:
    """Yield the options of a column of yes and no: those words, then as its cells have them."""
    counted = cells.distinct(6)
    if not counted:
        return
    said = frozenset(text.lower() for text in counted)
    asks = header.rstrip().endswith("?") or bool(QUESTIONS.intersection(words(header)))
    pairs = {**PAIRS, **(LETTERS if asks else {})}
    found = next((pair for pair in pairs if said <= pair), None)
    if found is not None:
        yield YES_NO[pairs[found] or ("en" if language == "en" else "nl")]
        yield tuple(_cased(word, next(iter(counted))) for word in sorted(found, key=_NOES.__contains__))


def _cased(word: str, like: str) -> str:
    """Return a word in capitals, with one, or without, as another one is."""
    return word.upper() if like.isupper() else word.capitalize() if like[:1].isupper() else word


def choice(cells: Cells, header: str = "") -> tuple[str, ...] | None:
    """Return the options of a column in which few texts come back, the most frequent first; None for none."""
    if any(word in OPEN or word.endswith(("naam", "plaats")) for word in words(header)):
        return None
    counted = cells.distinct(2 * MOST)
    return _few(counted) if counted and len(counted) > 1 else None


def holds_several(cells: Cells) -> bool:
    """Return whether many cells have a mark that separates several values."""
    return cells.share("|".join(map(_literal, SEPARATORS))) >= WITH_MARK


def several(cells: Cells) -> tuple[str, ...] | None:
    """Return the options of a column with several of few in one cell, between marks; None for none."""
    counted = cells.distinct(MOST_CELLS)
    if counted is None:
        return None
    items: Counter[str] = Counter()
    alone: set[str] = set()
    for cell, count in counted.items():
        parts = split(_ANY, cell)
        items.update(dict.fromkeys(parts, count))
        alone |= set(parts) if len(parts) == 1 else set()
    options = _few(dict(items.most_common()))
    enough = cells.every(_literal("||")) or (options and len(alone) >= ALONE * len(options))
    return options if enough else None


def _few(counted: Mapping[str, int]) -> tuple[str, ...] | None:
    """Return the texts as options when they are few, short, and come back."""
    options = _spellings(counted)
    cells = sum(counted.values())
    if len(options) > MOST or cells < max(FEWEST_CELLS, REPEATED * len(options)):
        return None
    return None if any(len(one) > LONGEST or "\n" in one for one in options) else tuple(options)


def _spellings(counted: Mapping[str, int]) -> list[str]:
    """Return the texts, of those that are one option the most frequent spelling."""
    first: dict[str, str] = {}
    for text in counted:
        first.setdefault("".join(without_accents(text).lower().split()), text)
    return list(first.values())


def _literal(mark: str) -> str:
    return "".join(f"[{sign}]" for sign in mark)
