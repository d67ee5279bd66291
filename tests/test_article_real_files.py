"""docs/article.md against the help article itself: no sentence of it is left out, and none is made up."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT.parent / "shared" / "reference" / "accounts-help-article.nl.txt"

pytestmark = pytest.mark.skipif(
    not ARTICLE.exists(), reason="the help article does not lie beside this checkout"
)


def sentences() -> list[str]:
    lines = (line.strip() for line in ARTICLE.read_text(encoding="utf-8").splitlines())
    split = (re.split(r"(?<=[.!?:;])\s+(?=[A-Z'])", line) for line in lines if line not in ("", "-"))
    return [one for several in split for one in several if not re.fullmatch(r"\d\.", one)]


def quoted() -> list[str]:
    rows = [
        line
        for line in (ROOT / "docs" / "article.md").read_text(encoding="utf-8").splitlines()
        if line[:2] == "| "
    ]
    return [quote for row in rows for quote in re.findall(r'"([^"]+)"', row.split(" | ")[0])]


def test_every_sentence_of_the_article_has_its_line() -> None:
    assert not [one for one in sentences() if not any(one.startswith(quote) for quote in quoted())]


def test_every_line_is_of_a_sentence_of_the_article() -> None:
    assert not [quote for quote in quoted() if not any(one.startswith(quote) for one in sentences())]
