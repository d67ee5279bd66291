"""The filled cells of one column, and what all of them are: some thousand are asked before all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.imports.mapping.contents import filled_texts
from accounts_kit.imports.typing.sql import MISSING
from accounts_kit.words.text import WHITE_SPACE

SAMPLE = 20_000
# What may stand around an amount in every cell of a column; typing knows more, but no column is all of that.
_CURRENCY = r"(?:€|eur|\$|usd|£|gbp)"
DECORATION = rf"(?i)(^{_CURRENCY}\s*)|(\s*{_CURRENCY}$)|(,-{{1,2}}$)"


class Cells:
    """The filled cells of a column as clean text."""

    def __init__(self, texts: pa.Array) -> None:
        self.texts = texts

    @classmethod
    def of(cls, column: pa.ChunkedArray, nothing: Sequence[str] = MISSING) -> Cells:
        """Return the filled cells of a column, whatever its type; the texts of `nothing` are not filled."""
        return cls(filled_texts(column.combine_chunks(), nothing))

    def __len__(self) -> int:
        return len(self.texts)

    def every(self, pattern: str) -> bool:
        """Return whether every cell has a pattern; False of no cells."""
        return len(self) > 0 and all(
            pc.all(pc.match_substring_regex(part, pattern)).as_py() for part in self._parts()
        )

    def some(self, pattern: str) -> bool:
        """Return whether any cell has a pattern."""
        return any(pc.any(pc.match_substring_regex(part, pattern)).as_py() for part in self._parts())

    def share(self, pattern: str) -> float:
        """Return which share of a sample has a pattern; 0 of no cells."""
        matched = pc.match_substring_regex(self._sample, pattern).cast("int8")
        return float(pc.mean(matched).as_py() or 0)

    def count(self, patterns: Mapping[str, tuple[str, bool]]) -> int:
        """Return how many cells have the patterns (True) and have not (False) that are given by name."""
        kept = self.texts
        for pattern, wanted in patterns.values():
            found = pc.match_substring_regex(kept, pattern)
            kept = kept.filter(found if wanted else pc.invert(found))
        return len(kept)

    def distinct(self, most: int) -> dict[str, int] | None:
        """Return how often each different text stands there, the most frequent first; None for more than
        `most`.
        """
        for part in self._parts():
            counted = part.value_counts()
            if len(counted) > most:
                return None
        found = [(one["values"], one["counts"]) for one in counted.to_pylist()]
        return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))

    @cached_property
    def longest(self) -> int:
        """How many signs the longest cell has."""
        return int(pc.max(pc.utf8_length(self.texts)).as_py() or 0)

    @cached_property
    def bare(self) -> Cells:
        """The cells without what may stand around an amount."""
        bare = pc.replace_substring_regex(self.texts, DECORATION, "")
        return Cells(pc.utf8_trim(bare, WHITE_SPACE))

    @cached_property
    def _sample(self) -> pa.Array:
        step = len(self.texts) // SAMPLE
        return self.texts if step < 2 else self.texts.take(pa.array(range(0, len(self.texts), step)))

    def _parts(self) -> Iterator[pa.Array]:
        yield self._sample
        if self._sample is not self.texts:
            yield self.texts
