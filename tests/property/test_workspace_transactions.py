"""Whatever is nested, fails and is caught: a workspace holds what a plain Python model says it holds."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import pytest
from hypothesis import given, settings, strategies as st

import accounts_kit as ak
from accounts_kit.workspace import Workspace

COUNT = "SELECT count(*) FROM tags"
ONE_MORE = (
    "INSERT INTO tags (tag_key, tag_id, name) SELECT 'k' || n, n, 'n' FROM (SELECT count(*) AS n FROM tags)"
)


@dataclass(frozen=True)
class Write:
    """One row."""


@dataclass(frozen=True)
class Block:
    """A transaction() with what happens in it; it may end with an error, which the one around it catches."""

    steps: tuple[Write | Block, ...]
    fails: bool


class Fails(Exception):
    """What a block of the plan ends with."""


steps = st.recursive(
    st.just(Write()),
    lambda inner: st.builds(Block, st.lists(inner, max_size=4).map(tuple), st.booleans()),
    max_leaves=12,
)


def run(ws: Workspace, step: Write | Block) -> None:
    if isinstance(step, Write):
        ws.execute(ONE_MORE)
        return
    with ws.transaction():
        for inner in step.steps:
            with contextlib.suppress(Fails):
                run(ws, inner)
        if step.fails:
            raise Fails


def writes(step: Write | Block) -> int:
    return 1 if isinstance(step, Write) else sum(writes(inner) for inner in step.steps)


def broken(step: Write | Block) -> bool:
    """Whether a part of the block wrote something and failed, so that the whole cannot be kept."""
    return isinstance(step, Block) and any(
        isinstance(inner, Block) and (broken(inner) or (inner.fails and writes(inner) > 0))
        for inner in step.steps
    )


def kept(step: Write | Block) -> int:
    """How many rows an outermost step leaves."""
    lost = isinstance(step, Block) and (step.fails or broken(step))
    return 0 if lost else writes(step)


@pytest.fixture(scope="module")
def ws() -> Workspace:
    """A workspace for all examples; each starts by emptying it."""
    return ak.open()


@settings(max_examples=100)
@given(plan=st.lists(steps, max_size=5))
def test_a_block_leaves_all_of_its_rows_or_none(ws: Workspace, plan: list[Write | Block]) -> None:
    ws.execute("DELETE FROM tags")
    for step in plan:
        with contextlib.suppress(Fails, ak.TransactionFailed):
            run(ws, step)
    assert ws.value(COUNT) == sum(map(kept, plan))
