"""Chance that can be repeated: what falls for a row depends on seed, question and the row's number only.

Whole numbers throughout, so every machine and every size of batch give the same. No state: rows may be asked
in any order, and again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint64]

ROUNDS = 4
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Dice:
    """The dice of one seed; `of` names the records, so that accounts and contacts do not fall alike."""

    seed: int
    of: str

    def below(self, question: str, rows: Rows, limit: int | Rows) -> Rows:
        """Return for each row a number from 0 up to `limit`, which is at most 2^31 and may differ by row."""
        high = (self._bits(question, rows) >> np.uint64(33)).astype(np.int64)
        fallen: Rows = (high * limit) >> np.int64(31)
        return fallen

    def between(self, question: str, rows: Rows, first: int | Rows, last: int | Rows) -> Rows:
        """Return for each row a number from `first` up to and including `last`."""
        return first + self.below(question, rows, last - first + 1)

    def chance(self, question: str, rows: Rows, percent: int) -> Flags:
        """Return for each row whether it is among so many of a hundred."""
        fallen: Flags = self.below(question, rows, 100) < percent
        return fallen

    def weighted(self, question: str, rows: Rows, weights: Sequence[int]) -> Rows:
        """Return for each row the place of one weight, as often as that weight says."""
        ends = np.cumsum(np.array(weights, dtype=np.int64))
        fallen: Rows = np.searchsorted(ends, self.below(question, rows, int(ends[-1])), side="right")
        return fallen

    def shuffled(self, question: str, places: Rows, size: int) -> Rows:
        """Return another place below `size` for each place below it, no two of them the same.

        The halves of a place's bits are mixed with one another, which loses nothing (a Feistel network); what
        comes out too high is mixed again until it fits, and so gets a place that nobody else has.
        """
        half = max((size - 1).bit_length() + 1, 2) // 2
        shuffled = self._mixed(question, places % size, half)
        while (too_high := shuffled >= size).any():
            shuffled[too_high] = self._mixed(question, shuffled[too_high], half)
        return shuffled

    def _mixed(self, question: str, places: Rows, half: int) -> Rows:
        mask = np.int64((1 << half) - 1)
        left, right = places >> half, places & mask
        for turn in range(ROUNDS):
            noise = self._bits(f"{question} {turn}", right).astype(np.int64) & mask
            left, right = right, left ^ noise
        return (left << half) | right

    def _bits(self, question: str, rows: npt.NDArray[Any]) -> Bits:
        """Return 64 bits for each row (SplitMix64, whose neighbours look unrelated)."""
        name = f"{self.seed}/{self.of}/{question}".encode()
        salt = np.uint64(int.from_bytes(blake2b(name, digest_size=8).digest(), "little"))
        bits: Bits = rows.astype(np.uint64) * _GOLDEN + salt
        bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        bits ^= bits >> np.uint64(31)
        return bits
