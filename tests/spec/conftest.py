"""What every spec asks with."""

from collections.abc import Callable, Iterator

import pytest

from accounts_kit.rules.days import AsOf
from accounts_kit.rules.nodes import Rule
from tests.spec.drawing import Drawing

Ask = Callable[..., list[int]]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Ask a drawn table for the ids for which a rule holds; each table becomes one workspace."""
    drawings: dict[str, Drawing] = {}

    def ids(drawn: str, rule: Rule, *, as_of: AsOf = None, timezone: str = "Europe/Amsterdam") -> list[int]:
        drawing = drawings.get(drawn) or drawings.setdefault(drawn, Drawing(drawn))
        if drawing.ws.timezone != timezone:
            drawing.ws.timezone = timezone
        return drawing.ask(rule, as_of=as_of)

    yield ids
    for drawing in drawings.values():
        drawing.ws.close()
