"""What the examples in docstrings may use without saying so: `ak`."""

import pytest

import accounts_kit


@pytest.fixture(autouse=True)
def _names_of_examples(doctest_namespace: dict[str, object]) -> None:
    doctest_namespace["ak"] = accounts_kit
