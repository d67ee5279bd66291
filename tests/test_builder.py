"""The segment builder without a browser: its protocol, its answers, and what a saved notebook shows."""

from collections.abc import Iterator
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

import accounts_kit as ak
from accounts_kit.widgets import SegmentBuilder
from accounts_kit.widgets.live import LIVE
from accounts_kit.widgets.texts import KINDS, MEASURES, REASONS, RECORDS, TEXTS

GENT = {"field": "account.city", "op": "is", "value": "Gent"}
OPEN = {"field": "account.city", "op": "is", "value": None}


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    ws = ak.open()
    ak.accounts.create(ws, "Acme B.V.", city="Gent", employees=120)
    ak.accounts.create(ws, "Bouw & Co", city="Brugge")
    for email, account in (("jan@acme.example", 1), ("an@bouw.example", 2), ("piet@elders.example", None)):
        ak.contacts.create(ws, email, account=account, first_name="Jan")
    ak.contacts.update(ws, 2, status="unsubscribed")
    ak.tags.add(ws, [1, 2], "webinar")
    yield ws
    ws.close()


def answered(builder: SegmentBuilder, **draft: object) -> dict[str, Any]:
    """The answers about a draft that the page would save."""
    builder.draft = {**builder.draft, **draft, "revision": builder.draft["revision"] + 1}
    assert builder.settled()
    assert builder.answers["of"] == builder.draft["revision"]
    return dict(builder.answers)


def asked(builder: SegmentBuilder, **message: object) -> dict[str, Any]:
    """What is sent back to a message of the page."""
    sent: list[dict[str, Any]] = []
    builder.send = lambda content, buffers=None: sent.append(content)  # type: ignore[method-assign]  # no kernel here
    builder._on_message(builder, {"id": 7, **message}, [])
    assert builder.settled()
    [told] = sent
    assert told["reply"] == 7
    return told


def test_with_nothing_it_is_everyone(ws: ak.Workspace) -> None:
    builder = ak.segment_builder(ws)
    assert builder.segment == ak.Segment("Nieuw segment", ak.everyone())
    assert builder.settled()
    assert (builder.answers["members"], builder.answers["everybody"]) == (3, 3)


def test_it_starts_with_whatever_stands_for_a_segment(ws: ak.Workspace) -> None:
    rule = ak.account.city == "Gent"
    segment = ak.Segment("Gent", rule, description="De stad.", pins={"in": [3], "out": []})
    ak.segments.save(ws, segment)
    assert ak.segment_builder(ws, segment).segment == segment
    assert ak.segment_builder(ws, "gent").segment == segment
    assert ak.segment_builder(ws, rule).segment.rule == rule
    assert ak.segment_builder(ws, rule.to_dict()).segment.rule == rule


def test_setting_the_segment_shows_it_and_keeps_the_name_where_a_rule_has_none(ws: ak.Workspace) -> None:
    builder = ak.segment_builder(ws, ak.Segment("Klanten", ak.everyone()))
    before = builder.draft["revision"]
    builder.segment = ~(ak.account.city.is_any_of("Gent") | ak.contact.tags.has_any_of("webinar"))
    assert builder.draft["rule"] == {
        "none": [
            {"field": "account.city", "op": "is_any_of", "value": ["Gent"]},
            {"field": "contact.tags", "op": "has_any_of", "value": ["webinar"]},
        ]
    }
    assert builder.draft["revision"] > before
    assert builder.segment.name == "Klanten"
    assert isinstance(builder.segment.rule, type(~ak.everyone()))


def test_answers_are_those_of_segments(ws: ak.Workspace) -> None:
    told = answered(ak.segment_builder(ws), rule={"any": [GENT, {"none": [GENT, {"in_segment": None}]}]})
    assert told["members"] == 3
    assert {path: (one["alone"], one["remaining"]) for path, one in told["nodes"].items()} == {
        "": (3, 3), "0": (1, 1), "1": (2, 3), "1.0": (1, 2),
    }  # fmt: skip
    assert told["nodes"][""]["missing"] == 1
    assert told["left_out"] == {"1.1": ""}
    assert told["audience"] == [["te mailen", 2], ["uitgeschreven", 1]]
    assert told["first"][0] == {
        "E-mailadres": "jan@acme.example", "Voornaam": "Jan", "Achternaam": "", "Functie": "",
        "account": "Acme B.V.",
    }  # fmt: skip
    assert told["since"] is None
    assert told["words"] == 'account Plaats is "Gent" of niet (account Plaats is "Gent")'
    never = answered(ak.segment_builder(ws), rule={"all": [GENT, {**GENT, "value": "Brugge"}]})
    assert "nooit samen waar" in never["advice"][0]


def test_a_test_that_is_not_finished_never_makes_the_count_0(ws: ak.Workspace) -> None:
    builder = ak.segment_builder(ws)
    assert answered(builder, rule={"all": [OPEN]})["members"] == 3
    assert builder.segment.rule == ak.everyone()
    assert answered(builder, rule={"all": [GENT, OPEN]})["members"] == 1
    assert builder.left_out == {"1": ""}


def test_a_test_that_the_workspace_refuses_is_left_out_with_the_reason(ws: ak.Workspace) -> None:
    builder = ak.segment_builder(ws)
    wrong = [
        {"field": "account.industry", "op": "is", "value": "Sofware"},
        {"field": "account.cty", "op": "is", "value": "Gent"},
        {"field": "account.city", "op": "matches", "value": "("},
        {"in_segment": "Niet bewaard"},
        {"nonsense": True},
        7,
    ]
    told = answered(builder, rule={"all": [GENT, *wrong]})
    assert told["members"] == 1
    assert list(told["left_out"]) == ["1", "2", "3", "4", "5", "6"]
    assert "Did you mean 'Software'?" in told["left_out"]["1"]
    assert "account.city" in told["left_out"]["2"]
    assert builder.segment.rule == ak.rule({"all": [GENT]})


def test_pins_count_and_are_kept(ws: ak.Workspace) -> None:
    segment = ak.Segment("Gent", ak.account.city == "Gent", pins={"in": [3], "out": [1]})
    builder = ak.segment_builder(ws, segment)
    told = answered(builder, rule=GENT)
    assert (told["members"], told["pins"], told["nodes"][""]["remaining"]) == (1, [1, 1], 1)
    assert told["members"] == ak.segments.count(ws, segment)
    assert builder.segment == segment


def test_what_it_changes_against_the_saved_one(ws: ak.Workspace) -> None:
    saved = ak.Segment("Gent", ak.account.city == "Gent")
    ak.segments.save(ws, saved)
    builder = ak.segment_builder(ws, "Gent")
    assert builder.settled()
    assert builder.answers["since"]["same"]
    told = answered(builder, rule={"none": [GENT]})["since"]
    assert (told["version"], told["same"], told["enters"], told["leaves"]) == (1, False, 2, 1)
    assert "andere records" in answered(builder, of="accounts")["since"]["sentence"]


def test_a_segment_of_accounts_has_no_audience_and_refuses_what_belongs_to_contacts(ws: ak.Workspace) -> None:
    told = answered(
        ak.segment_builder(ws), of="accounts", rule={"all": [GENT, {**GENT, "field": "contact.email"}]}
    )
    assert (told["members"], told["everybody"], told["audience"]) == (1, 2, None)
    assert "count_of account.contacts" in told["left_out"]["1"]
    assert told["first"] == [{"Bedrijfsnaam": "Acme B.V.", "Eigenaar": "", "Website": ""}]


def test_an_error_is_an_answer(ws: ak.Workspace) -> None:
    deep: dict[str, Any] = GENT
    for _ in range(120):
        deep = {"not": deep}
    assert "120 levels deep" in answered(ak.segment_builder(ws), rule=deep)["error"]
    assert "Pins are ids" in answered(ak.segment_builder(ws), rule=GENT, pins={"in": ["x"]})["error"]


def test_messages_are_answered(ws: ak.Workspace) -> None:
    builder = ak.segment_builder(ws, ak.Segment("Gent", ak.account.city == "Gent"))
    assert asked(builder, ask="values", field="account.city", text="g")["result"] == [
        ["Gent", 1],
        ["Brugge", 1],
    ]
    assert asked(builder, ask="records", text="piet")["result"] == [[3, "Jan piet@elders.example"]]
    why = asked(builder, ask="why", record=3)["result"]
    assert (why["answer"], why["lines"][0]["answer"]) == (False, "geen account: nee")
    assert "Erin met:" in why["flips"][0]
    for form, part in (
        ("Python", "ak.Segment('Gent'"),
        ("JSON", '"op": "is"'),
        ("YAML", "op: is"),
        ("SQL", "SELECT"),
    ):
        assert part in asked(builder, ask="copy", form=form)["result"]
    assert asked(builder, ask="saved")["result"] == []
    assert asked(builder, ask="save", comment="Begin.")["result"]["version"] == 1
    assert asked(builder, ask="saved")["result"] == [{"name": "Gent", "of": "contacts", "version": 1}]
    assert ak.segments.history(ws, "Gent")["comment"].tolist() == ["Begin."]
    assert builder.answers["since"]["same"]
    builder.segment = ak.everyone()
    compared = asked(builder, ask="compare")["result"]
    assert [one["E-mailadres"] for one in compared["enters"]] == ["an@bouw.example", "piet@elders.example"]
    assert compared["parts"] == [{"which": "enters", "part": 'account Plaats is "Gent"', "records": 2}]
    assert asked(builder, ask="load", name="Gent")["result"]["rule"] == GENT


def test_messages_that_make_no_sense_are_answered_in_words(ws: ak.Workspace) -> None:
    builder = ak.segment_builder(ws)
    assert "cannot be asked 'nonsense'" in asked(builder, ask="nonsense")["error"]
    assert "No segment 'x' is saved here" in asked(builder, ask="load", name="x")["error"]
    assert "No field" in asked(builder, ask="values", field="account.cty", text="")["error"]
    assert "needs 'field', not None" in asked(builder, ask="values")["error"]
    assert "the id of a record, not 'x'" in asked(builder, ask="why", record="x")["error"]


def test_a_viewer_builds_and_cannot_save(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Vic", email="vic@firma.example", role="viewer")
    ws.user = "Vic"
    builder = ak.segment_builder(ws, ak.Segment("Gent", ak.account.city == "Gent"))
    assert answered(builder)["members"] == 1
    assert "Vic" in asked(builder, ask="save", comment="")["error"]


def test_people_are_masked_on_request_and_where_the_workspace_masks(ws: ak.Workspace) -> None:
    builder = ak.segment_builder(ws)
    builder.masked = True
    assert builder.settled()
    assert builder.answers["first"][0]["E-mailadres"] == "j•••@a•••.example"
    assert asked(builder, ask="records", text="piet")["result"] == [[3, "J••• p•••@e•••.example"]]
    ws.masked_reprs = True
    assert ak.segment_builder(ws).masked
    ws.masked_reprs = False  # it masks whatever this process shows


def shown(builder: SegmentBuilder) -> list[dict[str, str]]:
    """The outputs of a cell that ends with the builder."""
    formatter, outputs = InteractiveShell.instance().display_pub, []
    publish = formatter.publish
    formatter.publish = lambda data, **more: outputs.append(data)
    try:
        builder._ipython_display_()
    finally:
        formatter.publish = publish
    return outputs


def test_what_is_saved_in_a_notebook_says_the_rule_and_its_counts_and_is_stable(ws: ak.Workspace) -> None:
    rule = (ak.account.city == "Gent") & ~ak.contact.tags.has_any_of("<b>")
    segment = ak.Segment("Gent <b>", rule)
    [live, kept], [other, again] = (shown(ak.segment_builder(ws, segment)) for _ in range(2))
    assert kept == again
    assert live.pop(LIVE)["model_id"] != other.pop(LIVE)["model_id"]
    assert live == other == {"text/plain": "Segmentbouwer"}
    assert kept["text/plain"].splitlines() == [
        "Gent <b>: 1 leden van 3",
        "al deze gelden  1  1",
        '\u2003account Plaats is "Gent"  1  1',
        "\u2003NIET  3  1",
        '\u2003\u2003contact Tags heeft een van "<b>"  0  1',
    ]
    assert "<b>" not in kept["text/html"]
    assert "&lt;b&gt;" in kept["text/html"]
    assert "script" not in kept["text/html"]


def test_the_saved_view_tells_what_does_not_count(ws: ak.Workspace) -> None:
    builder = ak.segment_builder(ws)
    where = {"any_of": "account.contacts", "where": {"none": [{**GENT, "field": "contact.email"}]}}
    answered(builder, rule={"any": [OPEN, where, {"any": []}, {"in_segment": "x"}]})
    text = shown(builder)[1]["text/plain"]
    assert "Niet af: telt nog niet mee." in text
    assert "account heeft een contact met" in text
    assert "Telt niet mee: No segment 'x' is saved here." in text


def test_everything_is_said_in_both_languages(ws: ak.Workspace) -> None:
    for table in (TEXTS, KINDS, MEASURES, REASONS, RECORDS):
        assert all(one["nl"].strip() and one["en"].strip() for one in table.values())
    dutch = ak.segment_builder(ws).vocabulary
    ws.language = "en"
    english = ak.segment_builder(ws).vocabulary
    assert dutch["words"].keys() == english["words"].keys()
    assert (dutch["words"]["moment >"], english["words"]["moment >"]) == ("is na", "is after")
    assert (dutch["marks"]["decimal"], english["marks"]["decimal"]) == (",", ".")
    assert {one["name"] for one in dutch["fields"]} == set(ws.catalogue.names())
    for family, operators in dutch["operators"].items():
        said = [dutch["words"].get(f"{family} {op}", dutch["words"][op]) for op in operators]
        assert len(set(said)) == len(said), family
