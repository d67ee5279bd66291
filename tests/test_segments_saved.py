"""Saved segments: versions, names, what uses them, and how they follow what is renamed."""

from collections.abc import Iterator

import pytest

import accounts_kit as ak
from accounts_kit.errors import FieldInUse, NotAllowed, RuleError, UnknownRecord

SOFTWARE = ak.Segment("Software", ak.account.industry == "Software")


@pytest.fixture
def ws() -> Iterator[ak.Workspace]:
    with ak.open() as made:
        firm = ak.accounts.create(made, "Acme", industry="Software", employees=80)
        ak.contacts.create(made, "jan@acme.example", account=firm)
        ak.contacts.create(made, "els@mail.example")
        yield made


def test_a_saved_segment_is_known_by_its_name_everywhere(ws: ak.Workspace) -> None:
    saved = ak.segments.save(ws, SOFTWARE)
    assert (saved.name, saved.version) == ("Software", 1)
    assert ak.segments.get(ws, " software ") == SOFTWARE
    assert ak.segments.count(ws, "SOFTWARE") == 1
    assert ak.segments.count(ws, ~ak.in_segment("Software")) == 1
    assert ak.segments.to_sql(ws, "Software") == ak.segments.to_sql(ws, SOFTWARE)
    assert ak.segments.table(ws)[["name", "of", "version"]].values.tolist() == [["Software", "contacts", 1]]


def test_every_save_that_says_something_else_is_a_version(ws: ak.Workspace) -> None:
    ak.segments.save(ws, SOFTWARE)
    again = ak.segments.save(ws, SOFTWARE)
    assert again.version == 1
    larger = ak.Segment("software", SOFTWARE.rule & (ak.account.employees >= 50), description="Groter")
    assert ak.segments.save(ws, larger).version == 2
    told = ak.segments.history(ws, "Software")
    assert told["version"].tolist() == [1, 2]
    assert "eerste versie" in told["what"][0]
    assert "erbij: account Aantal medewerkers is minstens 50" in told["what"][1]
    assert "omschrijving '' werd 'Groter'" in told["what"][1]
    assert "eruit" not in told["what"][1]
    assert ak.segments.get(ws, "Software", version=1) == SOFTWARE
    with pytest.raises(UnknownRecord, match="has no version 7"):
        ak.segments.get(ws, "Software", version=7)


def test_a_revert_is_a_version_of_its_own(ws: ak.Workspace) -> None:
    ak.segments.save(ws, SOFTWARE)
    ak.segments.save(ws, ak.Segment("Software", ak.everyone()))
    assert ak.segments.count(ws, "Software") == 2
    assert ak.segments.revert(ws, "Software", 1).version == 3
    assert ak.segments.count(ws, "Software") == 1


def test_saving_deleting_and_renaming_can_be_undone(ws: ak.Workspace) -> None:
    ak.segments.save(ws, SOFTWARE)
    ak.segments.save(ws, ak.Segment("Software", ak.everyone()))
    latest = int(ak.changes.table(ws)["change_set_id"].max())
    ak.changes.undo(ws, latest)
    assert ak.segments.get(ws, "Software") == SOFTWARE
    assert ak.segments.save(ws, ak.Segment("Software", ak.everyone())).version == 3
    ak.segments.delete(ws, "Software")
    with pytest.raises(UnknownRecord, match="No segment 'Software' is saved here"):
        ak.segments.count(ws, "Software")
    ak.changes.undo(ws, int(ak.changes.table(ws)["change_set_id"].max()))
    assert ak.segments.count(ws, "Software") == 2


def test_a_segment_that_is_used_stays_unless_another_takes_its_place(ws: ak.Workspace) -> None:
    ak.segments.save(ws, SOFTWARE)
    ak.segments.save(ws, ak.Segment("Large", ak.account.employees >= 50))
    ak.segments.save(ws, ak.Segment("Others", ~ak.in_segment("Software")))
    with pytest.raises(FieldInUse, match="'Software' is used by the segments 'Others'"):
        ak.segments.delete(ws, "Software")
    ak.segments.delete(ws, "Software", replacement="large")
    assert ak.segments.get(ws, "Others").rule == ~ak.in_segment("Large")
    assert len(ak.segments.history(ws, "Others")) == 2


def test_a_circle_of_segments_is_refused_when_it_is_saved(ws: ak.Workspace) -> None:
    ak.segments.save(ws, ak.Segment("A", ak.everyone()))
    ak.segments.save(ws, ak.Segment("B", ak.in_segment("A")))
    with pytest.raises(RuleError, match="in a circle: 'B' -> 'A' -> 'B'"):
        ak.segments.save(ws, ak.Segment("A", ~ak.in_segment("B")))
    with pytest.raises(UnknownRecord, match="No segment 'Bee' is saved here"):
        ak.segments.save(ws, ak.Segment("C", ak.in_segment("Bee")))
    assert ak.segments.get(ws, "A").rule == ak.everyone()


def test_what_is_renamed_is_renamed_in_saved_segments(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Pakket", "dropdown", options=["Basis", "Plus"])
    ak.tags.add(ws, "jan@acme.example", "beurs")
    rule = (ak.account.pakket == "Plus") | ak.contact.tags.has_any_of("Beurs", "x")
    ak.segments.save(ws, ak.Segment("Vast", rule))
    ak.segments.save(ws, ak.Segment("Ook", ~ak.in_segment("Vast")))
    ak.fields.set_options(ws, "account.pakket", ["Basis", "Premium"], rename={"Plus": "Premium"})
    ak.tags.rename(ws, "beurs", "Vakbeurs")
    ak.segments.rename(ws, "Vast", "Trouw")
    renamed = (ak.account.pakket == "Premium") | ak.contact.tags.has_any_of("Vakbeurs", "x")
    assert ak.segments.get(ws, "Trouw").rule == renamed
    assert ak.segments.get(ws, "Ook").rule == ~ak.in_segment("Trouw")
    assert len(ak.segments.history(ws, "Trouw")) == 4


def test_fields_and_options_that_segments_ask_for_stay(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Pakket", "dropdown", options=["Basis", "Plus"])
    ak.fields.define(ws, "account", "Plan", "dropdown", options=["Basis", "Plus"])
    ak.segments.save(ws, ak.Segment("Vast", ak.account.pakket == "Plus"))
    with pytest.raises(FieldInUse, match=r"'Plus' \(segment 'Vast'\)"):
        ak.fields.set_options(ws, "account.pakket", ["Basis"])
    with pytest.raises(FieldInUse, match=r"'account\.pakket' is used by the saved segments 'Vast'"):
        ak.fields.delete(ws, "account.pakket", confirm=True)
    assert ak.fields.delete(ws, "account.pakket").uses == ("segment 'Vast'",)
    ak.fields.delete(ws, "account.pakket", confirm=True, replacement="account.plan")
    assert ak.segments.get(ws, "Vast").rule == (ak.account.plan == "Plus")


def test_owners_and_rights(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Els", email="els@firm.example", role="admin")
    ak.users.create(ws, "Vic", email="vic@firm.example", role="viewer")
    ak.segments.save(ws, SOFTWARE, owner="Els")
    ak.segments.save(ws, ak.Segment("Software", ak.everyone()))
    assert ak.segments.table(ws)["owner"].tolist() == ["Els"]
    ws.user = "Vic"
    with pytest.raises(NotAllowed, match="'Vic' is a viewer"):
        ak.segments.save(ws, SOFTWARE)


def test_a_rule_without_a_name_is_not_saved(ws: ak.Workspace) -> None:
    with pytest.raises(RuleError, match="saved under its name"):
        ak.segments.save(ws, ak.everyone())


AWKWARD = ['x"; DROP TABLE contacts; --', "O'Brien %_\\", "🙂 İ ı e\u0301", "nul\x00naam", "k" * 1000]


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_names_are_names(ws: ak.Workspace, name: str) -> None:
    ak.tags.add(ws, "jan@acme.example", name.replace("\x00", "")[:200])
    rule = ak.contact.tags.has_any_of(name) | ak.contact.email.contains("jan")
    ak.segments.save(ws, ak.Segment(name, rule))
    twice = ak.in_segment(name) | (ak.account.contacts.any(ak.in_segment(name)) & (ak.account.city != "q"))
    assert ak.segments.count(ws, twice) == 1
    assert len(ak.segments.members(ws, twice, columns=["contact.tags", "account.name"])) == 1
    assert len(ak.merge_fields.render(ws, {"body": "{{ account.name }}"}, twice)) == 1
    assert ak.segments.funnel(ws, twice)["remaining"].iloc[-1] == 1
    assert ak.segments.explain(ws, twice, 1).answer
    assert ak.segments.overlap(ws, [name, twice])["members"].tolist() == [1]
    assert [one for (one,) in ws.rows(ak.segments.to_sql(ws, twice))] == [1]
    assert ak.Segment.from_yaml(ak.segments.get(ws, name).to_yaml()) == ak.segments.get(ws, name)


def test_a_megabyte_of_text_is_a_value(ws: ak.Workspace) -> None:
    large = ak.contact.email.contains("é" * 500_000)
    ak.segments.save(ws, ak.Segment("Lang", ~large))
    assert ak.segments.count(ws, "Lang") == 2
    assert ak.segments.explain(ws, "Lang", 1).answer
