"""Options of fields: set as a whole list; renamed and replaced with the values that records have."""

import pytest

import accounts_kit as ak

INDUSTRY = "account.industry"


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    for name, industry in [("A", "Zorg"), ("B", "Zorg"), ("C", "Bouw"), ("D", None)]:
        ak.accounts.create(ws, name, industry=industry)
    return ws


def shipped(ws: ak.Workspace, field: str = INDUSTRY) -> list[str]:
    return list(ws.catalogue.field(field).options)


def renamed(options: list[str], old: str, new: str) -> list[str]:
    return [new if one == old else one for one in options]


def values(ws: ak.Workspace, key: str) -> list[object]:
    return [ak.accounts.get(ws, name).values[key] for name in "ABCD"]


def made(ws: ak.Workspace) -> int:
    return len(ak.changes.table(ws))


def last(ws: ak.Workspace) -> int:
    return int(ak.changes.table(ws, limit=1)["change_set_id"].iloc[0])


def colours(ws: ak.Workspace, kind: str = "multiselect", **more: object) -> None:
    """A field with options that A, B and C have values in."""
    ak.fields.define(ws, "account", "Kleur", kind, options=["Rood", "Blauw", "Groen"], **more)
    several = kind in ("multiselect", "checkbox")
    for name, value in [("A", ["Rood", "Groen"]), ("B", ["Blauw"]), ("C", ["Rood", "Blauw", "Groen"])]:
        ak.accounts.update(ws, name, kleur=value if several else value[0])


# --- standard fields (help article: "Indrustie/vertical" and "Jaarlijkse omzet")


def test_an_option_of_a_standard_field_is_renamed_and_its_records_follow(ws: ak.Workspace) -> None:
    before = shipped(ws)
    after = renamed(before, "Zorg", "Gezondheidszorg")
    field = ak.fields.set_options(ws, INDUSTRY, after, rename={"Zorg": "Gezondheidszorg"})
    assert list(field.options) == shipped(ws) == after
    assert values(ws, "industry") == ["Gezondheidszorg", "Gezondheidszorg", "Bouw", None]
    assert len(ak.accounts.table(ws, where=ak.account.industry == "gezondheidszorg")) == 2
    undone = ak.changes.undo(ws, last(ws))
    assert (undone.kept.empty, shipped(ws), values(ws, "industry")) == (
        True,
        before,
        ["Zorg", "Zorg", "Bouw", None],
    )
    assert ws.rows("SELECT * FROM field_options") == []
    ak.changes.undo(ws, undone.change_set_id)
    assert (shipped(ws), values(ws, "industry")[0]) == (after, "Gezondheidszorg")
    assert ak.check(ws).empty


def test_an_alias_of_an_option_that_is_gone_means_nothing(ws: ak.Workspace) -> None:
    assert ak.accounts.create(ws, "E", industry="Healthcare").industry == "Zorg"
    ak.fields.set_options(ws, INDUSTRY, ["Bouw", "Hospitaal"], rename={"Zorg": "Hospitaal"})
    with pytest.raises(ak.WrongValue, match=r"'Healthcare' is not an option.*\(check: option\)"):
        ak.accounts.create(ws, "F", industry="Healthcare")
    assert ak.accounts.create(ws, "F", industry="Construction").industry == "Bouw"


def test_rules_compare_by_the_new_order_and_no_record_is_touched(ws: ak.Workspace) -> None:
    bands = shipped(ws, "account.annual_revenue")
    for name, band in zip("ABC", bands, strict=False):
        ak.accounts.update(ws, name, annual_revenue=band)
        ak.contacts.create(ws, f"{name}@x.nl", account=name)
    more = ak.account.annual_revenue > bands[0]
    assert ak.segments.count(ws, more) == 2
    ak.fields.set_options(ws, "account.annual_revenue", bands[::-1])
    assert ak.changes.get(ws, last(ws))["table"].unique().tolist() == ["field_options"]
    assert ak.segments.count(ws, more) == 0
    assert ak.segments.count(ws, ak.account.annual_revenue < bands[0]) == 2


def test_setting_the_same_options_writes_nothing(ws: ak.Workspace) -> None:
    before = made(ws)
    ak.fields.set_options(ws, INDUSTRY, shipped(ws))
    assert made(ws) == before
    for _ in range(2):
        ak.fields.set_options(
            ws, INDUSTRY, ["Bouw", "Advies"], rename={"Zorg": "Advies"}, replacement={"Overig": "Advies"}
        )
        assert (made(ws), values(ws, "industry")) == (before + 1, ["Advies", "Advies", "Bouw", None])


# --- in use, or not


def test_an_option_in_use_is_refused_with_what_uses_it_and_what_to_write(ws: ak.Workspace) -> None:
    colours(ws, "radio", default="Blauw")
    before = made(ws)
    with pytest.raises(
        ak.FieldInUse,
        match=r"Options of 'account\.kleur' that the list leaves out are in use: 'Rood' \(2 accounts\); "
        r"'Blauw' \(1 account, the default\)\. If it has another name now, give rename=\{'Rood': 'rood'\}; "
        r"if another takes its place, replacement=\{'Rood': 'rood'\}, where None empties the values; or keep",
    ):
        ak.fields.set_options(ws, "account.kleur", ["rood", "Paars"])
    assert made(ws) == before
    assert ak.fields.set_options(ws, "account.kleur", ["Blauw", "Rood"]).options == ("Blauw", "Rood")


def test_an_option_of_several_in_one_record_is_in_use_too(ws: ak.Workspace) -> None:
    colours(ws)
    with pytest.raises(ak.FieldInUse, match=r"'Groen' \(2 accounts\)"):
        ak.fields.set_options(ws, "account.kleur", ["Rood", "Blauw"])
    ak.fields.define(ws, "contact", "Taal", "radio", options=["nl", "fr"], default="fr")
    with pytest.raises(ak.FieldInUse, match=r"'fr' \(the default\)"):
        ak.fields.set_options(ws, "contact.taal", ["nl"])


def test_only_five_options_in_use_are_named(ws: ak.Workspace) -> None:
    options = [f"o{number}" for number in range(8)]
    ak.fields.define(ws, "account", "Veel", "checkbox", options=options)
    ak.accounts.update(ws, "A", veel=options)
    with pytest.raises(ak.FieldInUse, match=r"'o4' \(1 account\) and 3 more"):
        ak.fields.set_options(ws, "account.veel", ["x"])


# --- renamed and replaced


@pytest.mark.parametrize("kind", ["multiselect", "checkbox"])
def test_lists_follow_each_once_and_in_the_order_of_the_options(ws: ak.Workspace, kind: str) -> None:
    colours(ws, kind, default=["Rood", "Blauw"])
    field = ak.fields.set_options(
        ws, "account.kleur", ["Geel", "Blauw"], rename={"Groen": "Geel"}, replacement={"Rood": "Blauw"}
    )
    assert values(ws, "kleur") == [["Geel", "Blauw"], ["Blauw"], ["Geel", "Blauw"], None]
    assert field.default == ("Blauw",)
    cells = ak.changes.get(ws, last(ws))
    assert cells[cells["table"] == "accounts"]["record_id"].tolist() == [1, 3]
    assert ak.changes.undo(ws, last(ws)).kept.empty
    assert values(ws, "kleur") == [["Rood", "Groen"], ["Blauw"], ["Rood", "Blauw", "Groen"], None]
    assert ws.catalogue.field("account.kleur").default == ("Rood", "Blauw")


@pytest.mark.parametrize("kind", ["dropdown", "radio"])
def test_two_options_swap_their_names(ws: ak.Workspace, kind: str) -> None:
    colours(ws, kind, default="Rood")
    field = ak.fields.set_options(
        ws, "account.kleur", ["Rood", "Blauw", "Groen"], rename={"Rood": "Blauw", "Blauw": "Rood"}
    )
    assert values(ws, "kleur") == ["Blauw", "Rood", "Blauw", None]
    assert field.default == "Blauw"


def test_none_empties_what_it_replaces(ws: ak.Workspace) -> None:
    colours(ws, default=["Rood"])
    field = ak.fields.set_options(ws, "account.kleur", ["Groen"], replacement={"Rood": None, "Blauw": None})
    assert values(ws, "kleur") == [["Groen"], None, ["Groen"], None]
    assert field.default is None
    ak.changes.undo(ws, last(ws))
    assert values(ws, "kleur")[1] == ["Blauw"]


@pytest.mark.parametrize("kind", ["radio", "multiselect"])
def test_a_required_field_is_not_emptied(ws: ak.Workspace, kind: str) -> None:
    colours(ws, kind)
    ak.accounts.update(ws, "D", kleur="Rood")
    ak.fields.update(ws, "account.kleur", required=True)
    with pytest.raises(
        ak.WrongValue, match=r"'account\.kleur' is required, and records would be left without"
    ):
        ak.fields.set_options(ws, "account.kleur", ["Groen", "Rood"], replacement={"Blauw": None})
    assert values(ws, "kleur")[1] in ("Blauw", ["Blauw"])


def test_a_rename_may_change_only_the_letters(ws: ak.Workspace) -> None:
    colours(ws, "radio")
    ak.fields.set_options(ws, "account.kleur", ["ROOD", "Blauw"], rename={" rood": "rood"})
    assert values(ws, "kleur") == ["ROOD", "Blauw", "ROOD", None]


# --- refused


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], r"needs an option; give its whole list.*\(check: field_options\)"),
        (["a", " "], r"\(check: option_length\)"),
        (["a", None], r"\(check: text\)"),
        (["a", 5], r"an option is text, and 5 is not \(check: text\)"),
        (["a", "x" * 256], r"an option has 1 to 255 characters, not 256: 'x+'.*\(check: option_length\)"),
        (["Één", "b", " eén "], r"'eén' and 'Één' are one option.*\(check: options_alike\)"),
        (["a", "a"], r"\(check: options_alike\)"),
    ],
)
def test_a_list_that_cannot_be_is_refused(ws: ak.Workspace, options: list[str], said: str) -> None:
    before = shipped(ws)
    with pytest.raises(ak.WrongValue, match=said):
        ak.fields.set_options(ws, INDUSTRY, options)
    assert shipped(ws) == before


def test_signs_tell_options_apart(ws: ak.Workspace) -> None:
    options = ["-1", "1", "1-5", "15", "< 10", "10", "C", "C++"]
    ak.fields.define(ws, "account", "Klasse", "radio", options=options)
    for option in options:
        ak.accounts.update(ws, "A", klasse=option)
        assert ak.accounts.get(ws, "A").klasse == option


@pytest.mark.parametrize(
    ("more", "error", "said"),
    [
        ({"rename": {"Zorgg": "X"}}, ak.UnknownOption, r"'Zorgg' is no option of 'account\.industry'\. Did"),
        ({"rename": {"Zorg": "Y"}}, ak.WrongValue, r"rename= brings option 'Zorg' .* to 'Y', which is not"),
        ({"rename": {"Zorg": None}}, ak.WrongValue, r"rename= brings option 'Zorg' .* to None"),
        ({"replacement": {"Zorg": "Y"}}, ak.WrongValue, r"replacement= brings option 'Zorg' .* to 'Y'"),
        ({"replacement": {"Zorgg": "X"}}, ak.UnknownOption, r"'Zorgg' is no option"),
        ({"replacement": {"Bouw": "X"}}, ak.WrongValue, r"'Bouw' .* is replaced and kept at once\. Leave it"),
        ({"rename": {"Zorg": "X"}, "replacement": {"Zorg": "Bouw"}}, ak.WrongValue, r"replaced and kept at"),
    ],
)  # fmt: skip
def test_a_mapping_that_means_nothing_is_refused(
    ws: ak.Workspace, more: dict[str, object], error: type[Exception], said: str
) -> None:
    before = made(ws)
    with pytest.raises(error, match=said):
        ak.fields.set_options(ws, INDUSTRY, ["Bouw", "X"], **more)
    assert (made(ws), values(ws, "industry")[0]) == (before, "Zorg")


@pytest.mark.parametrize(
    ("field", "error", "said"),
    [
        ("account.city", ak.WrongKind, r"'account\.city' is of kind text and has no options"),
        ("contact.status", ak.WrongValue, r"The options of 'contact\.status' stand fixed"),
        ("contact.tags", ak.WrongValue, r"The options of 'contact\.tags' stand fixed"),
        ("account.industri", ak.UnknownField, r"Did you mean 'account\.industry'"),
    ],
)
def test_a_field_without_options_of_its_own_is_refused(
    ws: ak.Workspace, field: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        ak.fields.set_options(ws, field, ["a"])


# --- undone while others went on


def test_options_that_records_have_since_stay_and_so_do_their_values(ws: ak.Workspace) -> None:
    after = renamed(shipped(ws), "Zorg", "Gezondheidszorg")
    ak.fields.set_options(ws, INDUSTRY, after, rename={"Zorg": "Gezondheidszorg"})
    changed = last(ws)
    ak.accounts.update(ws, "D", industry="Gezondheidszorg")
    undone = ak.changes.undo(ws, changed)
    assert sorted(undone.kept["why"].unique()) == [
        "an option that would go is in use by 1 account",
        "its option is gone",
    ]
    assert (shipped(ws), values(ws, "industry")[0]) == (after, "Gezondheidszorg")
    assert ak.check(ws).empty
    ak.accounts.update(ws, "D", industry=None)
    assert ak.changes.undo(ws, changed).kept.empty
    assert values(ws, "industry") == ["Zorg", "Zorg", "Bouw", None]


def test_options_that_were_set_again_since_stay(ws: ak.Workspace) -> None:
    colours(ws, "radio")
    ak.fields.set_options(ws, "account.kleur", ["Rood", "Blauw", "Paars"])
    changed = last(ws)
    ak.fields.set_options(ws, "account.kleur", ["Rood", "Blauw"])
    undone = ak.changes.undo(ws, changed)
    assert undone.kept[["field", "why"]].to_numpy().tolist() == [["options", "changed since"]]
    assert ws.catalogue.field("account.kleur").options == ("Rood", "Blauw")


def test_a_value_whose_option_is_gone_does_not_come_back_by_an_older_undo(ws: ak.Workspace) -> None:
    deleted = ak.accounts.delete(ws, "A", confirm=True).change_set_id
    ak.accounts.update(ws, "B", industry="Bouw")
    emptied = last(ws)
    ak.fields.set_options(ws, INDUSTRY, ["Bouw", "Advies"])
    for change_set, table, record_id in ((emptied, "accounts", 2), (deleted, "accounts", 1)):
        undone = ak.changes.undo(ws, change_set)
        assert undone.kept.to_numpy().tolist() == [[table, record_id, "industry", "its option is gone"]]
    assert values(ws, "industry") == [None, "Bouw", "Bouw", None]
    assert ak.check(ws).empty


def test_a_default_whose_option_is_gone_does_not_come_back(ws: ak.Workspace) -> None:
    colours(ws, "radio", default="Groen")
    ak.fields.update(ws, "account.kleur", default="Rood")
    changed = last(ws)
    ak.fields.set_options(ws, "account.kleur", ["Rood", "Blauw"])
    undone = ak.changes.undo(ws, changed)
    assert undone.kept["why"].tolist() == ["kind, options and default would not go together"]
    assert ws.catalogue.field("account.kleur").default == "Rood"


def test_hostile_options_go_all_the_way(ws: ak.Workspace) -> None:
    hostile = ["'); DROP TABLE accounts;--", "<b>vet</b>", '"', "{0}", "🦄", "a,b;c||d", "שלום"]
    ak.fields.define(ws, "account", "Raar", "multiselect", options=hostile)
    ak.accounts.update(ws, "A", raar=hostile)
    other = [f"{one}!" for one in hostile]
    ak.fields.set_options(ws, "account.raar", other[::-1], rename=dict(zip(hostile, other, strict=True)))
    assert ak.accounts.get(ws, "A").raar == other[::-1]
    assert ak.changes.undo(ws, last(ws)).kept.empty
    assert ak.accounts.get(ws, "A").raar == hostile
    with pytest.raises(ak.FieldInUse, match=r"DROP TABLE"):
        ak.fields.set_options(ws, "account.raar", ["x"])
