"""Settings of every test run; fixtures that more than one file uses."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from accounts_kit.imports.reading import Layout, Reading, read

# The same examples on every run, and no stopwatch: a busy machine is no failure. To look further than that:
# pytest --hypothesis-profile=search tests/property
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=5_000, deadline=None)
settings.load_profile("steady")


@pytest.fixture
def reading_of(tmp_path: Path) -> Callable[..., Reading]:
    """A function that reads a text from a file, as the keywords of a Layout state it."""

    def of(text: str, **layout: object) -> Reading:
        path = tmp_path / "file.csv"
        path.write_bytes(text.encode())
        return read(path, Layout(**layout))

    return of
