"""The page for users tells every operator; its examples are run with the README's."""

from pathlib import Path

import pytest

from accounts_kit.model.operators import ALL_OPERATORS

PAGE = (Path(__file__).parent.parent / "docs" / "semantics.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("operator", ALL_OPERATORS)
def test_the_page_names_the_operator(operator: str) -> None:
    assert f"`{operator}`" in PAGE
