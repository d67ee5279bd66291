"""Two ways to use the builder: with the mouse, and with the keyboard only. A place has a key: "0.1:op"."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

FOCUSED = "document.activeElement?.dataset?.key ?? null"
# The places of a builder that the focus can go to, in their order.
PLACES = """() => [...document.querySelectorAll(".akb button, .akb input, .akb select, .akb textarea")]
    .filter((one) => !one.disabled && one.checkVisibility()).map((one) => one.dataset.key ?? "")"""


class Hand:
    """What both can do."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def place(self, key: str) -> Locator:
        return self.page.locator(f'[data-key="{key}"]')

    def press(self, key: str) -> None:
        raise NotImplementedError

    def write(self, key: str, text: str) -> None:
        raise NotImplementedError

    def choose(self, key: str, label: str) -> None:
        raise NotImplementedError

    def pick(self, key: str, text: str) -> None:
        """Choose the first of a list that is found by typing."""
        self.write(key, text)
        self.page.locator("[role=listbox][aria-busy=false] > [role=option]:visible").first.wait_for()
        self.take_first()

    def take_first(self) -> None:
        raise NotImplementedError


class Mouse(Hand):
    """Clicks; types only where text is typed."""

    def press(self, key: str) -> None:
        self.place(key).click()

    def write(self, key: str, text: str) -> None:
        self.place(key).click()
        self.place(key).fill("")
        self.page.keyboard.type(text)

    def choose(self, key: str, label: str) -> None:
        self.place(key).select_option(label=label)

    def take_first(self) -> None:
        self.page.locator("[role=option]:visible").first.click()


class Keyboard(Hand):
    """Never clicks: goes with Tab, and every place it goes to has to be reached so."""

    def go(self, key: str) -> None:
        self.place(key).wait_for()
        for _ in range(2):
            places, now = self.page.evaluate(PLACES), self.page.evaluate(FOCUSED)
            if now == key:
                return
            assert key in places, f"{key} cannot have the focus"
            steps = places.index(key) - (places.index(now) if now in places else -1)
            for _ in range(abs(steps)):
                self.page.keyboard.press("Tab" if steps > 0 else "Shift+Tab")
        assert self.page.evaluate(FOCUSED) == key

    def press(self, key: str) -> None:
        self.go(key)
        self.page.keyboard.press("Space")

    def write(self, key: str, text: str) -> None:
        self.go(key)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, key: str, label: str) -> None:
        self.go(key)
        listed = "one => [...one.options].map(option => option.label)"
        labels, now = self.place(key).evaluate(listed), self.place(key).evaluate("one => one.selectedIndex")
        steps = labels.index(label) - now
        for _ in range(abs(steps)):
            self.page.keyboard.press("ArrowDown" if steps > 0 else "ArrowUp")
        self.page.keyboard.press("Tab")

    def take_first(self) -> None:
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
