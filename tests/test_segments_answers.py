"""What segments answer beside a count: funnel, overlap, comparison, explanation, audience and snapshots."""

from collections.abc import Iterator

import pytest

import accounts_kit as ak
from accounts_kit.errors import RuleError, UnknownRecord, WrongValue

IN_GENT = ak.account.city == "Gent"
LARGE = ak.account.employees >= 50
FILLED = ak.contact.job_title.is_filled()
OPENED = ak.contact.activities.count(ak.activity.kind == "mail_opened") >= 1


@pytest.fixture(scope="module")
def ws() -> Iterator[ak.Workspace]:
    """Three accounts and six contacts: 1 and 2 at Acme, 3 at Bolt, 4 at Cato, 5 and 6 without account."""
    with ak.open() as made:
        acme = ak.accounts.create(made, "Acme", city="Gent", employees=80)
        bolt = ak.accounts.create(made, "Bolt", city="Gent")
        cato = ak.accounts.create(made, "Cato", employees=10)
        firms = [acme, acme, bolt, cato, None, None]
        for number, firm in enumerate(firms, 1):
            job = {"job_title": "Directeur"} if number in (1, 3, 5) else {}
            ak.contacts.create(made, f"{number}@mail.example", account=firm, **job)
        ak.activities.record(made, "mail_opened", contact=1, at="2026-01-10")
        ak.activities.record(made, "mail_opened", contact=3, at="2026-03-10")
        yield made


def test_a_funnel_says_what_each_part_leaves_and_what_is_missing(ws: ak.Workspace) -> None:
    funnel = ak.segments.funnel(ws, IN_GENT & LARGE & FILLED)
    columns = ["remaining", "alone", "removes_alone", "missing_no_account", "missing_no_value"]
    assert funnel[columns].values.tolist() == [
        [6, 6, 0, 0, 0],
        [3, 3, 0, 2, 1],  # Cato has no city, two contacts have no account
        [2, 2, 1, 0, 1],  # Bolt has no employees
        [1, 3, 1, 0, 0],  # a job title is there or not, which no missing value decides
    ]
    assert funnel["step"].tolist() == [0, 1, 2, 3]
    assert funnel["part"].tolist()[:2] == ["iedereen", 'account Plaats is "Gent"']


@pytest.mark.parametrize(
    "rule",
    [
        ak.everyone(),
        IN_GENT | FILLED,
        ~(IN_GENT & LARGE),
        ak.account.city.is_not("Gent", missing="drop") & OPENED,
        ak.account.contacts.all(FILLED) & (ak.account.contacts.count() == 1),
        ak.contact.email.contains("1") | ak.contact.job_title.is_(ak.account.city),
    ],
)
def test_a_funnel_ends_in_the_count(ws: ak.Workspace, rule: ak.Segment) -> None:
    segment = ak.Segment("Pinned", rule, pins={"in": [2, 6], "out": [1]})  # type: ignore[arg-type]  # a rule
    for asked in (rule, segment):
        assert ak.segments.funnel(ws, asked)["remaining"].iloc[-1] == ak.segments.count(ws, asked)


def test_a_funnel_of_accounts(ws: ak.Workspace) -> None:
    few = ak.Segment("Few", LARGE & (ak.account.contacts.count() >= 2), of="accounts")
    funnel = ak.segments.funnel(ws, few)
    assert funnel["remaining"].tolist() == [3, 1, 1]
    assert funnel["missing_no_value"].tolist() == [0, 1, 0]


def test_an_overlap_has_every_intersection_that_occurs(ws: ak.Workspace) -> None:
    overlap = ak.segments.overlap(ws, [ak.Segment("Gent", IN_GENT), ak.Segment("Titel", FILLED), OPENED])
    assert list(overlap.columns) == ["Gent", "Titel", "rule 3", "members"]
    assert overlap.values.tolist() == [
        [True, True, True, 2],
        [True, False, False, 1],
        [False, True, False, 1],
    ]
    with pytest.raises(RuleError, match="accounts and contacts"):
        ak.segments.overlap(ws, [FILLED, ak.Segment("A", LARGE, of="accounts")])


def test_a_comparison_says_who_moves_and_through_which_part(ws: ak.Workspace) -> None:
    compared = ak.segments.compare(ws, IN_GENT & LARGE, IN_GENT & FILLED)
    assert (compared.enters, compared.leaves, compared.stays) == (1, 1, 1)
    assert compared.parts.values.tolist() == [
        ["enters", "account Aantal medewerkers is minstens 50", 1],
        ["leaves", "contact Functie is ingevuld", 1],
    ]
    assert compared.members("enters")["contact_id"].tolist() == [3]
    assert compared.members("leaves")["contact_id"].tolist() == [2]
    assert compared.members("stays")["contact_id"].tolist() == [1]
    assert "1 komen erbij, 1 gaan eruit, 1 blijven" in repr(compared)
    with pytest.raises(WrongValue, match="'goes' is not known"):
        compared.members("goes")  # type: ignore[arg-type]  # a word that is none


def test_one_segment_at_two_clocks_says_that_only_the_clock_moved(ws: ak.Workspace) -> None:
    compared = ak.segments.compare(ws, OPENED, OPENED, as_of="2026-02-01", as_of_b="2026-04-01")
    assert compared.only_the_clock_moved
    assert (compared.enters, compared.stays) == (1, 1)
    assert compared.members("enters")["contact_id"].tolist() == [3]
    assert not ak.segments.compare(ws, OPENED, FILLED, as_of_b="2026-04-01").only_the_clock_moved


def test_versions_of_a_saved_segment_are_compared(ws: ak.Workspace) -> None:
    ak.segments.save(ws, ak.Segment("Vast", IN_GENT))
    ak.segments.save(ws, ak.Segment("Vast", IN_GENT & FILLED))
    compared = ak.segments.compare(ws, ("Vast", 1), "Vast")
    assert (compared.enters, compared.leaves, compared.stays) == (0, 1, 2)


def test_an_explanation_answers_every_test(ws: ak.Workspace) -> None:
    why = ak.segments.explain(ws, ak.Segment("Doel", IN_GENT & LARGE & (FILLED | OPENED)), 3)
    assert not why.answer
    assert why.frame()[["level", "answer", "seen"]].values.tolist() == [
        [0, "nee", ""],
        [1, "ja", "Gent"],
        [1, "geen waarde: nee", ""],
        [1, "ja", ""],
        [2, "ja", "Directeur"],
        [2, "ja", "1 activiteit"],
    ]
    assert why.flips == (("account Aantal medewerkers is minstens 50",),)
    assert "3@mail.example zit niet in 'Doel'" in repr(why)
    without = ak.segments.explain(ws, ~IN_GENT, "6@mail.example")
    assert without.answer
    assert without.tree.children[0].missing == "no_account"


@pytest.mark.parametrize(
    ("rule", "contact", "flips"),
    [
        (IN_GENT & LARGE, 4, {("account Aantal medewerkers is minstens 50", 'account Plaats is "Gent"')}),
        (IN_GENT | LARGE, 4, {("account Aantal medewerkers is minstens 50",), ('account Plaats is "Gent"',)}),
        (
            ~(IN_GENT & LARGE),
            1,
            {("account Aantal medewerkers is minstens 50",), ('account Plaats is "Gent"',)},
        ),
        (ak.everyone(), 1, set()),
    ],
)
def test_the_smallest_changes_that_turn_an_answer(
    ws: ak.Workspace, rule: ak.Segment, contact: int, flips: set[tuple[str, ...]]
) -> None:
    assert set(ak.segments.explain(ws, rule, contact).flips) == flips


def test_a_pin_explains_itself_and_no_test_turns_it(ws: ak.Workspace) -> None:
    pinned = ak.Segment("Pinned", IN_GENT, pins={"in": [6], "out": [1]})
    always, never = ak.segments.explain(ws, pinned, 6), ak.segments.explain(ws, pinned, 1)
    assert (always.answer, never.answer) == (True, False)
    assert always.flips == never.flips == ()
    assert "altijd erin, vastgezet" in repr(always)


def test_an_explanation_in_html_escapes_what_the_workspace_holds(ws: ak.Workspace) -> None:
    shown = ak.segments.explain(ws, ak.Segment("<b>", ak.contact.job_title != "<i>"), 1)._repr_html_()
    assert "&lt;b&gt;" in shown
    assert "&lt;i&gt;" in shown
    assert "<i>" not in shown
    with pytest.raises(UnknownRecord, match="No contact"):
        ak.segments.explain(ws, IN_GENT, "nobody@mail.example")


def test_an_audience_is_who_can_be_mailed(ws: ak.Workspace) -> None:
    with ws.transaction():
        ak.contacts.create(ws, None, phone="0612345678", job_title="Directeur")
        ak.contacts.update(ws, 5, status="unsubscribed")
        audience = ak.segments.audience(ws, FILLED)
        assert audience.values.tolist() == [["mailable", 2], ["no_email", 1], ["unsubscribed", 1]]
        assert audience["contacts"].sum() == ak.segments.count(ws, FILLED)
        sent = ak.merge_fields.render(ws, {"body": "Hallo"}, FILLED, audience=True)
        assert len(sent) == 2
    with pytest.raises(RuleError, match="mail goes to contacts"):
        ak.segments.audience(ws, ak.Segment("A", LARGE, of="accounts"))


def test_a_snapshot_stays_as_it_was() -> None:
    with ak.open() as ws:
        for number in (1, 2, 3):
            ak.contacts.create(ws, f"{number}@mail.example", job_title="Directeur" if number < 3 else None)
        ak.segments.save(ws, ak.Segment("Titel", FILLED))
        first = ak.segments.snapshot(ws, "Titel")
        assert (first.members, first.version, first.name) == (2, 1, "Titel")
        ak.segments.save(ws, ak.Segment("Titel", ~FILLED))
        ak.contacts.delete(ws, 1, confirm=True)
        changes = ak.segments.snapshot_changes(ws, first)
        assert changes[["change", "contact_id"]].values.tolist() == [
            ["enters", 3],
            ["leaves", 1],
            ["leaves", 2],
        ]
        assert ak.segments.count(ws, FILLED) == 1
        second = ak.segments.snapshot(ws, FILLED, name="Los")
        assert second.version is None
        between = ak.segments.snapshot_changes(ws, first, second)
        assert between[["change", "contact_id"]].values.tolist() == [["leaves", 1], ["stays", 2]]
        assert ak.segments.snapshots(ws)["members"].tolist() == [2, 1]
        ak.changes.undo(ws, int(ak.changes.table(ws)["change_set_id"].max()))
        assert ak.segments.snapshots(ws)["name"].tolist() == ["Titel"]
        with pytest.raises(RuleError, match="needs a name"):
            ak.segments.snapshot(ws, FILLED)
