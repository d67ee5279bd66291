"""The identity of a firm by its number: name, domain, town and industry; no two share a name or domain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from accounts_kit.sample.chance import Dice, Rows
from accounts_kit.sample.columns import digits, either, joined, picked
from accounts_kit.sample.places import TOWNS
from accounts_kit.sample.trades import FORM_WEIGHTS, LEGAL_FORMS, STEMS, TRADES, domain_of

CORES = len(STEMS) * len(TRADES)
_BODIES = list(FORM_WEIGHTS)
_FORM_ENDS = np.cumsum(np.array(list(FORM_WEIGHTS.values())), axis=1)
_IS_BELGIAN = np.array([town.belgian for town in TOWNS])


@dataclass(frozen=True, slots=True)
class Firms:
    """Firms by number: the places of stem, trade and town in their lists, and how the name goes on.

    The first CORES firms each have a stem and trade of their own; after them every stem and trade comes back
    with the name of a town (`named_town`), and when the towns are used up with a number above one (`series`).
    """

    stems: Rows
    trades: Rows
    towns: Rows
    named_town: Rows
    series: Rows
    forms: Rows

    def names(self) -> pa.Array:
        """Return the full names, with legal form."""
        befores, afters = zip(*LEGAL_FORMS, strict=True)
        core = joined(
            picked([trade.before for trade in TRADES], self.trades),
            picked(STEMS, self.stems),
            picked([trade.after for trade in TRADES], self.trades),
        )
        full = self._going_on(core, [f" {town.name}" for town in TOWNS], " ")
        return joined(picked(befores, self.forms), full, picked(afters, self.forms))

    def domains(self) -> pa.Array:
        """Return the internet domains, all under .example, which nobody can own."""
        befores = [_dashed(domain_of(trade.before), after=True) for trade in TRADES]
        afters = [_dashed(domain_of(trade.after), after=False) for trade in TRADES]
        core = joined(
            picked(befores, self.trades),
            picked([domain_of(stem) for stem in STEMS], self.stems),
            picked(afters, self.trades),
        )
        return joined(self._going_on(core, [f"-{domain_of(town.name)}" for town in TOWNS], "-"), ".example")

    def industries(self) -> pa.Array:
        """Return the industries, as the catalogue's options are spelt."""
        return picked([trade.industry for trade in TRADES], self.trades)

    @property
    def belgian(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which firms are in Belgium."""
        return _IS_BELGIAN[self.towns]

    def _going_on(self, core: pa.Array, towns: list[str], mark: str) -> pa.Array:
        here = either(self.named_town == 1, joined(core, picked(towns, self.towns)), core)
        return either(self.series > 1, joined(here, mark, digits(self.series)), here)


def firms(dice: Dice, rows: Rows) -> Firms:
    """Return the firms of these numbers."""
    core = dice.shuffled("core", rows % CORES, CORES)
    round_number = rows // CORES
    stems, trades = core % len(STEMS), core // len(STEMS)
    by_chance = dice.weighted("town", rows, [town.weight for town in TOWNS])
    in_turn = (dice.below("first town", core, len(TOWNS)) + round_number) % len(TOWNS)
    towns = np.where(round_number > 0, in_turn, by_chance)
    return Firms(
        stems=stems,
        trades=trades,
        towns=towns,
        named_town=np.minimum(round_number, 1),
        series=1 + np.maximum(round_number - 1, 0) // len(TOWNS),
        forms=_forms(dice, rows, trades, _IS_BELGIAN[towns]),
    )


def _forms(dice: Dice, rows: Rows, trades: Rows, belgian: Rows) -> Rows:
    """Return the legal forms, by the body of the trade and the country."""
    place = {body: number for number, body in enumerate(_BODIES)}
    of_trade = np.array([[place[trade.body, abroad] for abroad in (False, True)] for trade in TRADES])
    ends = _FORM_ENDS[of_trade[trades, belgian.astype(np.int64)]]
    forms: Rows = (dice.below("legal form", rows, 100)[:, None] >= ends).sum(axis=1)
    return forms


def _dashed(piece: str, *, after: bool) -> str:
    if not piece:
        return ""
    return f"{piece}-" if after else f"-{piece}"
