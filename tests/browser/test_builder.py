"""The segment builder in a browser: clicked, typed in, and read back from Python."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import accounts_kit as ak
from accounts_kit.widgets import SegmentBuilder
from accounts_kit.widgets.builder import STATIC
from tests.browser.showing import ADDRESS, opened
from widget.bundle import digest, made_from

HOSTILE = "<img src=x onerror='window.hit=1'>\"'&amp; ${1}"


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    ws = ak.open()
    ak.fields.define(ws, "account", HOSTILE, "dropdown", key="hostile", options=[HOSTILE, "b"])
    ak.accounts.create(ws, "Acme B.V.", industry="Software", employees=120, city="Gent", hostile=HOSTILE)
    ak.accounts.create(ws, "Bouw & Co", employees=8, city="Brugge")
    for email, account, first_name in (
        ("jan@acme.example", "Acme B.V.", "Jan"),
        ("an@bouw.example", "Bouw & Co", HOSTILE),
        ("piet@elders.example", None, "Piet"),
    ):
        ak.contacts.create(ws, email, account=account, first_name=first_name)
    ak.tags.add(ws, [1, 2], "webinar")
    ak.tags.add(ws, 1, HOSTILE)
    yield ws
    ws.close()


@pytest.fixture
def builder(ws: ak.Workspace) -> SegmentBuilder:
    return ak.segment_builder(ws)


@pytest.fixture
def page(browser: Browser, builder: SegmentBuilder) -> Iterator[Page]:
    page = opened(browser, builder)
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    page.close()
    assert not wrong


def pick(page: Page, place: str, text: str) -> None:
    """Choose what a test is about, by typing its name."""
    field = page.locator(f'[data-key="{place}:field"]')
    field.fill(text)
    page.locator("[role=listbox][aria-busy=false] > [role=option]:visible").first.click()


def settled(page: Page) -> None:
    page.wait_for_function("window.model.get('answers').of === window.model.get('draft').revision")


def test_what_is_delivered_was_made_of_the_modules_as_they_are_and_is_small() -> None:
    assert made_from() == digest(), "the modules changed after the bundle was made: make widget"
    assert sum(path.stat().st_size for path in STATIC.iterdir()) < 40_000
    assert sorted(path.name for path in STATIC.iterdir()) == ["builder.css", "builder.js"]


def test_a_test_is_built_by_clicking_and_its_numbers_follow(page: Page, builder: SegmentBuilder) -> None:
    expect(page.locator(".akb-number-now")).to_have_text("3 leden")
    page.locator('[data-key=":add"]').click()
    expect(page.locator("[data-counts='0']")).to_contain_text("Niet af: telt nog niet mee.")
    expect(page.locator(".akb-number-now")).to_have_text("3 leden")
    pick(page, "0", "industrie")
    page.get_by_label("Waarde").select_option("Software")
    expect(page.locator(".akb-number-now")).to_have_text("1 leden")
    expect(page.locator("[data-counts='0']")).to_contain_text("1 over")
    assert builder.segment == ak.Segment(
        "Nieuw segment", ak.rule({"all": [(ak.account.industry == "Software").to_dict()]})
    )


def test_texts_are_suggested_from_the_data_with_their_counts(page: Page, builder: SegmentBuilder) -> None:
    page.locator('[data-key=":add"]').click()
    pick(page, "0", "tags")
    field = page.locator('[data-key="0:value"]')
    field.click()
    expect(page.locator("[role=option]:visible")).to_have_text(["webinar2", f"{HOSTILE}1"])
    field.press("ArrowDown")
    field.press("Enter")
    field = page.locator('[data-key="0:value"]')
    field.fill("nieuw hier")
    field.press("Enter")
    settled(page)
    assert builder.segment.rule.to_dict() == {
        "all": [{"field": "contact.tags", "op": "has_any_of", "value": ["webinar", "nieuw hier"]}]
    }


def test_numbers_are_read_by_the_marks_of_the_language(page: Page, builder: SegmentBuilder) -> None:
    page.locator('[data-key=":add"]').click()
    pick(page, "0", "medewerkers")
    page.locator('[data-key="0:op"]').select_option(">=")
    field = page.locator('[data-key="0:value"]')
    for typed, value in (("1.000", 1000), ("8,5", 8.5), ("-12", -12)):
        field.fill(typed)
        page.wait_for_function("v => window.model.get('draft').rule.all[0].value === v", arg=value)
    field.fill("1.54")
    expect(page.locator("[role=alert]:visible")).to_contain_text("Dit is geen getal")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert page.evaluate("window.model.get('draft').rule.all[0].value") is None


def test_groups_nest_move_turn_round_and_come_back(page: Page, builder: SegmentBuilder) -> None:
    builder.segment = (ak.account.city == "Gent") & (ak.contact.tags.has_any_of("webinar")) & ak.everyone()
    assert builder.settled()
    page.evaluate("draft => window.model.set('draft', draft)", dict(builder.draft))
    page.locator('[data-key="1:up"]').click()
    page.locator('[data-key="0:into"]').click()
    page.locator('[data-key="0:how"]').select_option("none")
    page.locator('[data-key="1:duplicate"]').click()
    page.locator('[data-key="2:negate"]').click()
    settled(page)
    tags, city = (
        {"field": "contact.tags", "op": "has_any_of", "value": ["webinar"]},
        (ak.account.city == "Gent").to_dict(),
    )
    assert builder.segment.rule.to_dict() == {
        "all": [{"not": {"any": [tags]}}, city, {"not": city}, {"everyone": True}]
    }
    for _ in range(5):
        page.locator('[data-key="undo"]').click()
    settled(page)
    assert builder.segment.rule.to_dict() == {"all": [city, tags, {"everyone": True}]}
    page.locator('[data-key="redo"]').click()
    settled(page)
    assert builder.segment.rule.to_dict() == {"all": [tags, city, {"everyone": True}]}


def test_a_rule_that_is_one_test_is_turned_round_and_taken_away(page: Page, builder: SegmentBuilder) -> None:
    builder.segment = ak.account.city == "Gent"
    page.evaluate("draft => window.model.set('draft', draft)", dict(builder.draft))
    page.locator('[data-key=":negate"]').click()
    settled(page)
    assert builder.segment.rule == ~(ak.account.city == "Gent")
    page.locator('[data-key=":remove"]').click()
    settled(page)
    assert builder.segment.rule == ak.everyone()
    expect(page.locator(".akb-group")).to_contain_text("Nog geen test")


def test_a_test_is_dragged_into_another_group(page: Page, builder: SegmentBuilder) -> None:
    builder.segment = (ak.account.city == "Gent") & (
        ak.contact.tags.has_any_of("webinar") | ak.contact.email.contains("an")
    )
    page.evaluate("draft => window.model.set('draft', draft)", dict(builder.draft))
    page.locator(".akb-handle").first.drag_to(page.locator(".akb-any > .akb-parts > li").last)
    settled(page)
    [group] = builder.segment.rule.to_dict()["all"]
    assert {one["field"] for one in group["any"]} == {"account.city", "contact.tags", "contact.email"}


def test_hostile_labels_options_values_and_names_stay_text(page: Page, builder: SegmentBuilder) -> None:
    page.locator('[data-key="name"]').fill(HOSTILE)
    page.locator('[data-key=":add"]').click()
    pick(page, "0", "onerror")
    page.get_by_label("Waarde").select_option(HOSTILE)
    expect(page.locator(".akb-number-now")).to_have_text("1 leden")
    page.locator('[data-key=":add"]').click()
    pick(page, "1", "voornaam")
    page.locator('[data-key="1:value"]').fill("<img")
    page.locator('[data-key="why"]').fill("jan")
    page.locator("[role=option]:visible").first.click()
    expect(page.locator(".akb-why")).to_contain_text("onerror")
    page.locator('[data-key="copy JSON"]').click()
    copied = json.dumps(builder.segment.to_dict(), ensure_ascii=False, indent=2)
    expect(page.locator(".akb-copy")).to_have_value(copied)
    assert page.locator(".akb img").count() == 0
    assert page.evaluate("window.hit") is None
    assert builder.segment.name == HOSTILE


def test_what_changed_is_saved_with_a_comment_compared_and_loaded(
    page: Page, builder: SegmentBuilder, ws: ak.Workspace
) -> None:
    ak.segments.save(ws, ak.Segment("Gent", ak.account.city == "Gent"))
    builder.recount()
    assert builder.settled()
    page.evaluate("words => window.model.set('vocabulary', words)", dict(builder.vocabulary))
    page.locator('[data-key="load"]').click()
    page.locator('[data-key="load which"]').select_option("Gent")
    settled(page)
    assert builder.segment == ak.segments.get(ws, "Gent")
    page.locator('[data-key=":op"]').select_option("is_any_of")
    page.locator('[data-key=":value"]').fill("Brugge")
    page.locator('[data-key=":value"]').press("Enter")
    page.locator('[data-key="compare"]').click()
    expect(page.locator(".akb-answer").last).to_contain_text("1 komen erbij, 0 gaan eruit")
    page.locator('[data-key="comment"]').fill("Ook Brugge.")
    page.locator('[data-key="save"]').click()
    expect(page.locator(".akb-answer").last).to_contain_text("Opgeslagen: Gent, versie 2.")
    assert ak.segments.get(ws, "Gent").rule == ak.account.city.is_any_of("Gent", "Brugge")
    assert ak.segments.history(ws, "Gent")["comment"].tolist()[-1] == "Ook Brugge."


def test_people_are_masked_on_request(page: Page) -> None:
    expect(page.locator(".akb-table")).to_contain_text("jan@acme.example")
    page.locator('[data-key="masked"]').click()
    expect(page.locator(".akb-table")).to_contain_text("j•••@a•••.example")
    expect(page.locator(".akb-table")).not_to_contain_text("jan@acme.example")


def test_changes_are_told_together_and_stale_answers_are_shown_as_such(page: Page) -> None:
    page.locator('[data-key=":add"]').click()
    pick(page, "0", "plaats")
    settled(page)
    before = page.evaluate("window.saves")
    page.locator('[data-key="0:value"]').press_sequentially("Gent", delay=20)
    expect(page.locator(".akb-status")).to_contain_text("telt ...")
    expect(page.locator(".akb-number-now")).to_have_text("1 leden")
    assert page.evaluate("window.saves") - before <= 2


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [420, 1100])
def test_axe_finds_nothing_serious(browser: Browser, ws: ak.Workspace, dark: bool, width: int) -> None:
    tags, city = ak.contact.tags, ak.account.city
    directors = ak.account.contacts.count(ak.contact.job_title.contains("directeur")) >= 1
    rule = ak.account.industry.is_any_of("Software", "Bouw") & ~(tags.has_any_of("webinar") | directors)
    builder = ak.segment_builder(ws, rule & city.is_not("Gent") & ak.account.employees.between(1, 500))
    page = opened(browser, builder, dark=dark, width=width)
    page.locator('[data-key=":add"]').click()
    page.locator('[data-key="4:field"]').press("ArrowDown")
    settled(page)
    found = Axe().run(page).response["violations"]
    page.close()
    serious = [
        (one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")
    ]
    assert not serious


def test_nothing_is_asked_of_any_other_place(
    browser: Browser, builder: SegmentBuilder, tmp_path: Path
) -> None:
    page = opened(browser, builder)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_function("window.ready")
    page.locator('[data-key=":add"]').click()
    pick(page, "0", "plaats")
    settled(page)
    page.close()
    assert {one for one in asked if not one.startswith("data:")} == {ADDRESS}
