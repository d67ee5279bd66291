"""Work beside the kernel, and frames to look through: what widgets have besides the builder."""

import threading
from collections.abc import Iterator

import pandas as pd
import pytest

import accounts_kit as ak
from accounts_kit.widgets.latest import Latest


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    ws = ak.open()
    ak.contacts.create(ws, "jan@acme.example")
    yield ws
    ws.close()


# --- work beside the kernel


def test_only_the_latest_of_a_kind_is_told() -> None:
    latest, told = Latest(), []
    started, go = threading.Event(), threading.Event()

    def slow() -> Iterator[object]:
        started.set()
        yield "first step"
        assert go.wait(10)
        yield "second step"

    latest.ask("answers", slow, told.append)
    assert started.wait(10)
    latest.ask("other", lambda: iter(["another kind"]), told.append)
    latest.ask("answers", lambda: iter(["newer, but not the newest"]), told.append)
    latest.ask("answers", lambda: iter(["newest"]), told.append)
    assert not latest.settled(0.05)
    go.set()
    assert latest.settled(10)
    assert "second step" not in told
    assert told[-2:] == ["another kind", "newest"]
    latest.ask("answers", lambda: iter(["and again"]), told.append)
    assert latest.settled(10)
    assert told[-1] == "and again"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_error_that_nobody_foresaw_does_not_end_the_answers() -> None:
    latest, told = Latest(), []

    def broken() -> Iterator[object]:
        yield 1 / 0

    latest.ask("answers", broken, told.append)
    assert latest.settled(10)
    for one in threading.enumerate():  # its error is this test's, and no other's
        if one.name == "accounts_kit answers":
            one.join()
    latest.ask("answers", lambda: iter(["still here"]), told.append)
    assert latest.settled(10)
    assert told == ["still here"]


def test_the_kernel_does_not_wait_for_answers(ws: ak.Workspace) -> None:
    builder = ak.segment_builder(ws)
    assert builder.settled()
    told: list[str] = []
    builder.observe(lambda change: told.append(threading.current_thread().name), ["answers"])
    builder.segment = ak.account.city == "Gent"
    assert builder.settled()
    assert set(told) == {"accounts_kit answers"}


# --- show


def test_show_keeps_a_plain_table_of_the_first_rows(ws: ak.Workspace) -> None:
    frame = pd.DataFrame({"naam": ["<b>Jan</b>", "An"], "bedrag": [1234.5, None], "tags": [["a", "b"], []]})
    shown_frame = ak.show(frame, "Mensen")
    html = shown_frame._repr_html_()
    assert "Mensen: 2 rijen" in html
    assert "<b>" not in html
    assert "1234,5" in html
    assert "a, b" in html
    assert "nan" not in html.lower()
    assert repr(shown_frame).splitlines()[0] == "Mensen: 2 rijen"
    many = pd.DataFrame({"n": range(12_000)})
    assert "the first 20 of 12,000 rows" in ak.show(many, language="en")._repr_html_()
    assert "de eerste 10.000 van 12.000 rijen" in ak.show(many).live().caption
    with pytest.raises(ak.WrongValue, match="takes a frame, and this is a list"):
        ak.show([1])  # type: ignore[arg-type]  # that is what is refused
