"""The builder where it is used: in JupyterLab, by clicking and typing, and with the keyboard only."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import ten_tests
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.jupyter import jupyterlab, notebook, opened_notebook, run_cell


@pytest.fixture(scope="module")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("lab")
    for name in ("mouse", "keyboard"):
        (folder / name).mkdir()
        (folder / name / "segment.ipynb").write_text(
            notebook(ten_tests.SETUP, ten_tests.READ, ten_tests.SHOW), encoding="utf-8"
        )
    with jupyterlab(folder) as address:
        yield address, folder


def build(hand: Hand) -> None:
    """Build the segment of ten tests."""
    hand.write("name", "Software, 50+, not seen lately")
    add_test(hand, "0", "industrie")
    hand.choose("0:value", "Software")
    add_test(hand, "1", "aantal medewerkers")
    hand.choose("1:op", "is … tot en met")
    hand.write("1:from", "50")
    hand.write("1:to", "500")
    add_test(hand, "2", "account land")
    hand.choose("2:op", "is niet")
    hand.write("2:value", "België")
    hand.press("2:blanks")

    hand.press(":add group")
    hand.pick("3.0:field", "contact tags")
    for tag in ("nieuwsbrief", "webinar"):
        hand.pick("3.0:value", tag)
    add_test(hand, "3.1", "laatste contact")
    hand.write("3.1:value", "6")
    hand.press("3.1:negate")
    add_test(hand, "3.2", "verlengt op")
    hand.choose("3.2:op", "valt in")
    hand.choose("3.2:value", "dit kwartaal")
    add_test(hand, "3.3", "verjaardag")
    hand.choose("3.3:op", "heeft een jaardag in")
    hand.choose("3.3:value", "de komende 30 dagen")
    add_test(hand, "3.4", "woonplaats")
    hand.press("3.4:exact")
    hand.press("3.4:other")
    hand.choose("3.4:value", "account Plaats")

    add_test(hand, "4", "account: contacten")
    hand.press("4:where")
    hand.pick("4.0:field", "functie")
    hand.choose("4.0:op", "bevat")
    hand.write("4.0:value", "directeur")
    add_test(hand, "5", "account: deals")
    hand.choose("5:measure", "de som van deals")
    hand.write("5:value", "10.000")
    hand.press("5:where")
    hand.pick("5.0:field", "deal status")
    hand.choose("5.0:value", "open")
    add_test(hand, "6", "contact: activiteiten")
    hand.choose("6:measure", "er is geen activiteit")
    hand.press("6:where")
    hand.pick("6.0:field", "activiteit soort")
    hand.choose("6.0:value", "mail_opened")
    add_test(hand, "7", "concurrenten")
    hand.press("7:negate")


def add_test(hand: Hand, path: str, subject: str) -> None:
    group, _, _ = path.rpartition(".")
    hand.press(f"{group}:add")
    hand.pick(f"{path}:field", subject)


@pytest.mark.parametrize("kind", [Mouse, Keyboard])
def test_the_ten_tests_are_built_and_equal_to_what_python_says(
    browser: Browser, lab: tuple[str, Path], kind: type[Hand]
) -> None:
    address, folder = lab
    name = kind.__name__.lower()
    page = opened_notebook(browser, address, f"{name}/segment.ipynb")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    run_cell(page, 0)
    page.locator(".akb").wait_for()
    page.set_default_timeout(20_000)
    expect(page.locator(".akb-number-now")).to_have_text("1 leden")
    page.locator('[data-key="name"]').focus()
    build(kind(page))
    page.wait_for_function("!document.querySelector('.akb-top').classList.contains('akb-stale')")
    expect(page.locator(".akb-number-now")).to_have_text("0 leden")
    run_cell(page, 1)
    built, equal = json.loads((folder / name / "built.json").read_text(encoding="utf-8"))
    assert built == ten_tests.segment().to_dict()
    assert equal
    expect(page.locator(".akb-saved")).to_be_hidden()  # what stays in a saved notebook
    if kind is Mouse:
        a_frame_is_searched(page)
    assert elsewhere(asked, address) == set()
    page.close()


def a_frame_is_searched(page: Page) -> None:
    """`ak.show` gives a table that one searches, where values are text."""
    run_cell(page, 2)
    table = page.locator(".dt-container")
    expect(table.locator("tbody tr")).to_have_count(15)
    table.locator("input[type=search]").fill("account 07")
    expect(table.locator("tbody tr")).to_have_count(1)
    expect(table.locator("tbody")).to_contain_text("<b>Account 07</b>")
    expect(table).to_contain_text("Zoeken:")
    expect(page.locator(".ak-table-saved")).to_be_hidden()


def elsewhere(asked: list[str], address: str) -> set[str]:
    """Requests that went to another host than JupyterLab's own."""
    own = urlsplit(address).netloc
    return {one for one in asked if not one.startswith(("data:", "blob:")) and urlsplit(one).netloc != own}
