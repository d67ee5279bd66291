"""What the examples in docstrings use without saying so.

`ak`; `ws`, a workspace in memory with one account, Acme B.V., and one contact of it; `segment`, all of them.
"""

import re
from collections.abc import Iterator

import pytest

import accounts_kit as ak


@pytest.fixture
def example_workspace() -> Iterator[ak.Workspace]:
    """A new one for each docstring, so that each may write in it."""
    ws = ak.open()
    ak.accounts.create(ws, "Acme B.V.", employees=25)
    ak.contacts.create(ws, "piet@acme.example", account="Acme B.V.", first_name="Piet")
    yield ws
    ws.close()


@pytest.fixture(autouse=True)
def _names_of_examples(request: pytest.FixtureRequest, doctest_namespace: dict[str, object]) -> None:
    if isinstance(request.node, pytest.DoctestItem):
        examples = "".join(example.source for example in request.node.dtest.examples)
        doctest_namespace.update(ak=ak, segment=ak.everyone())
        if re.search(r"\bws\b", examples):
            doctest_namespace["ws"] = request.getfixturevalue("example_workspace")
