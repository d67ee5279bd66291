"""A browser without a window; in CI it has to be there, elsewhere what needs one is skipped and says so."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.showing import browser_path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browser_path()
    if path is None and not os.environ.get("CI"):
        pytest.skip("no browser of the Chromium family is installed: apt-get install chromium")
    assert path, "CI needs chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        # A container has little shared memory, and CI may be root, who gets no sandbox.
        launched = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()
