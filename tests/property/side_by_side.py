"""A workspace and a plain firm, side by side: a call is done in both, and both say the same after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine

import accounts_kit as ak
from tests.property.comparing import assert_merged_ids_find_the_survivor, assert_the_same
from tests.property.plain_firm import Firm

UNKNOWN = 20  # every twentieth choice or so is of a record that is not there


class SideBySide(RuleBasedStateMachine):
    """What every rule needs: ways to choose records and to call, and the comparison after each call."""

    def __init__(self) -> None:
        super().__init__()
        self.ws = ak.open()
        self.firm = Firm()
        self.before: list[tuple[int, Firm]] = []  # each change set, with the firm as it was before

    def some(self, table: str, pick: int) -> int:
        """One of the ids of a table, or one that is not there."""
        ids = sorted(self.firm.rows[table])
        return ids[pick % len(ids)] if ids and pick < UNKNOWN else 99

    def several(self, table: str, picks: list[int]) -> list[int]:
        return list(dict.fromkeys(self.some(table, pick) for pick in picks))

    def there(self, table: str, *ids: int | None) -> bool:
        return all(one is None or one in self.firm.rows[table] for one in ids)

    def call(self, allowed: bool, work: Callable[[], Any]) -> Any:
        """What the call returns, if the model allows it; otherwise it must refuse, and change nothing."""
        earlier, newest = self.firm.copy(), self.newest()
        if not allowed:
            try:
                work()
            except ak.AccountsKitError:
                assert self.newest() == newest
                return None
            raise AssertionError("The model refuses what the workspace did.")
        result = work()
        if self.newest() != newest:
            self.before.append((self.newest(), earlier))
        return result

    def newest(self) -> int:
        return int(self.ws.value("SELECT coalesce(max(change_set_id), 0) FROM change_sets"))

    def free(self, table: str, key: str | None, but: int | None = None) -> bool:
        return key is None or self.firm.id_of_key(table, key) in (None, but)

    def teardown(self) -> None:
        assert ak.check(self.ws).empty
        assert_merged_ids_find_the_survivor(self.ws, self.firm)
        self.ws.close()

    def check_invariants(self, *arguments: Any, **settings_: Any) -> None:
        super().check_invariants(*arguments, **settings_)
        assert_the_same(self.ws, self.firm)
