"""The overviews: accounts and contacts as frames, filtered, in any order, whole or a piece."""

import pandas as pd
import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.users.create(ws, "Els de Boer", email="els@firma.nl")
    ak.users.create(ws, "Piet Bos", email="piet@firma.nl")
    ak.fields.define(ws, "account", "Waarde", "currency")
    ak.accounts.create(ws, "beta", owner="Els de Boer", annual_revenue="1M - 5M", waarde=10, city="Ede")
    ak.accounts.create(ws, "Acmé B.V.", owner="Piet Bos", annual_revenue="< 100K", waarde=9, city="Assen")
    ak.accounts.create(ws, "Gamma", owner="Els de Boer", annual_revenue="> 250M", city="Ede")
    ak.accounts.create(ws, "acme Zuid")
    for email, account, first in (
        ("jan@beta.nl", 1, "Jan"), ("zoe@beta.nl", 1, "Zoë"), ("els@acme.nl", 2, None),
        ("los@x.nl", None, "Los"),
    ):  # fmt: skip
        ak.contacts.create(ws, email, account=account, first_name=first)
    ws.execute("UPDATE contacts SET last_contacted_at = '2026-01-0' || contact_id || ' 12:00:00+00'")
    return ws


def ids(frame: pd.DataFrame) -> list[int]:
    return frame.iloc[:, 0].tolist()


def test_accounts_end_with_how_many_contacts_and_their_latest_last_contact(ws: ak.Workspace) -> None:
    table = ak.accounts.table(ws)
    assert list(table)[:3] == ["account_id", "name", "website"]
    assert list(table)[-3:] == ["waarde", "contacts", "last_contacted_at"]
    assert table["contacts"].tolist() == [2, 1, 0, 0]
    moments = table["last_contacted_at"]
    assert [None if pd.isna(one) else one.day for one in moments] == [2, 3, None, None]
    assert str(moments.dt.tz) == "Europe/Amsterdam"


def test_the_roll_up_is_asked_for_by_name_and_stands_where_it_is_asked(ws: ak.Workspace) -> None:
    assert list(ak.accounts.table(ws, columns=["last_contacted_at", "name"])) == ["last_contacted_at", "name"]
    assert ak.accounts.table(ws, columns=["contacts"], order="-contacts")["contacts"].tolist() == [2, 1, 0, 0]
    assert ak.accounts.table(ws, columns="name", order=["-contacts", "-name"])["name"].tolist() == [
        "beta", "Acmé B.V.", "Gamma", "acme Zuid",
    ]  # fmt: skip


def test_a_contact_that_leaves_its_account_counts_there_no_more(ws: ak.Workspace) -> None:
    ak.associations.unlink(ws, "zoe@beta.nl")
    table = ak.accounts.table(ws, columns=["contacts", "last_contacted_at"], where=1)
    assert (table["contacts"][0], table["last_contacted_at"][0].day) == (1, 1)


def test_text_is_ordered_without_case_by_code_point(ws: ak.Workspace) -> None:
    assert ids(ak.accounts.table(ws, order="name")) == [4, 2, 1, 3]
    assert ids(ak.accounts.table(ws, order="-name")) == [3, 1, 2, 4]


def test_what_is_missing_comes_last_in_both_directions_and_ties_go_by_id(ws: ak.Workspace) -> None:
    assert ids(ak.accounts.table(ws, order="waarde")) == [2, 1, 3, 4]
    assert ids(ak.accounts.table(ws, order="-waarde")) == [1, 2, 3, 4]
    assert ids(ak.accounts.table(ws, order="city")) == [2, 1, 3, 4]
    assert ids(ak.accounts.table(ws, order=["-city", "-account_id"])) == [3, 1, 2, 4]
    assert ids(ak.accounts.table(ws, order=("-last_contacted_at",))) == [2, 1, 3, 4]


def test_options_have_an_order_of_their_own_and_owners_go_by_name(ws: ak.Workspace) -> None:
    assert ids(ak.accounts.table(ws, order="annual_revenue")) == [2, 1, 3, 4]
    assert ids(ak.accounts.table(ws, order="-annual_revenue")) == [3, 1, 2, 4]
    assert ids(ak.accounts.table(ws, order="-owner")) == [2, 1, 3, 4]


def test_an_order_that_is_not_shown_counts(ws: ak.Workspace) -> None:
    assert ak.accounts.table(ws, columns=["city"], order="-name")["city"].tolist()[:3] == [
        "Ede",
        "Ede",
        "Assen",
    ]
    assert list(ak.accounts.table(ws, columns=[], order="name")) == []
    assert list(ak.accounts.table(ws, columns=["name", "name"])) == ["name", "name"]


@pytest.mark.parametrize("owner", [1, "ELS de boer", "els@firma.nl"])
def test_the_accounts_of_one_owner(ws: ak.Workspace, owner: object) -> None:
    assert ids(ak.accounts.table(ws, owner=owner)) == [1, 3]
    user = ak.users.create(ws, "Nieuw")
    assert ak.accounts.table(ws, owner=user).empty


def test_an_owner_who_is_not_there_offers_the_nearest(ws: ak.Workspace) -> None:
    with pytest.raises(ak.UnknownRecord, match=r"No user 'Els de Boor'\. Did you mean 'Els de Boer'\?"):
        ak.accounts.table(ws, owner="Els de Boor")


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("acme", [2, 4]),
        ("ACMÉ b.v", [2]),
        ("zuid acme", [4]),
        ("  ", [1, 2, 3, 4]),
        ("%", []),
        ("a'; --", []),
    ],
)
def test_search_keeps_the_accounts_whose_name_holds_every_word(
    ws: ak.Workspace, search: str, found: list[int]
) -> None:
    assert ids(ak.accounts.table(ws, search=search)) == found


def test_filters_work_together(ws: ak.Workspace) -> None:
    rule = ak.account.city == "Ede"
    assert ids(ak.accounts.table(ws, where=rule, owner="Els de Boer", search="a", order="-name")) == [3, 1]
    assert ids(ak.accounts.table(ws, where=[1, 2, 3], search="m", limit=1, offset=1, order="name")) == [3]
    assert ids(ak.accounts.table(ws, where=[], search="a")) == []


def test_pieces_make_up_the_whole(ws: ak.Workspace) -> None:
    pieces = [ak.accounts.table(ws, order="-city", limit=3, offset=start) for start in (0, 3, 6)]
    assert [len(piece) for piece in pieces] == [3, 1, 0]
    whole = ak.accounts.table(ws, order="-city")
    assert [one for piece in pieces for one in ids(piece)] == ids(whole)
    assert ak.accounts.table(ws, limit=0).empty


def test_contacts_are_searched_ordered_and_cut_likewise(ws: ak.Workspace) -> None:
    assert ids(ak.contacts.table(ws, search="zoe")) == [2]
    assert ids(ak.contacts.table(ws, search="beta")) == [], "the name, and not the address"
    assert ids(ak.contacts.table(ws, order="-last_contacted_at")) == [4, 3, 2, 1]
    assert ids(ak.contacts.table(ws, order=["account", "-first_name"])) == [3, 2, 1, 4]
    assert ids(ak.contacts.table(ws, order="first_name", limit=2, offset=2)) == [2, 3]


def test_the_contacts_of_an_account_are_ordered_too(ws: ak.Workspace) -> None:
    assert ids(ak.associations.contacts_of(ws, "beta")) == [1, 2]
    assert ids(ak.associations.contacts_of(ws, "beta", order="-first_name")) == [2, 1]
    assert list(ak.associations.contacts_of(ws, 3)) == list(ak.contacts.table(ws))
    with pytest.raises(ak.UnknownField, match=r"No column 'frst_name'\. Did you mean 'first_name'\?"):
        ak.associations.contacts_of(ws, 1, order="-frst_name")
    with pytest.raises(ak.UnknownRecord, match="No account 99"):
        ak.associations.contacts_of(ws, 99)


def test_an_unknown_column_or_order_offers_the_nearest(ws: ak.Workspace) -> None:
    for asked in ({"columns": ["contacs"]}, {"order": "contacs"}, {"order": ["name", "-contacs"]}):
        with pytest.raises(ak.UnknownField, match=r"No column 'contacs'\. Did you mean 'contacts'\?"):
            ak.accounts.table(ws, **asked)
    with pytest.raises(ak.UnknownField, match=r"No column ''"):
        ak.contacts.table(ws, order="-")
    with pytest.raises(ak.UnknownField, match=r"No column 'contacts'"):
        ak.contacts.table(ws, order="contacts")


@pytest.mark.parametrize(
    "asked", [{"limit": -1}, {"offset": -1}, {"limit": 2.5}, {"offset": "3"}, {"limit": True}]
)
def test_a_piece_is_a_whole_number_of_rows(ws: ak.Workspace, asked: dict[str, object]) -> None:
    for table in (ak.accounts.table, ak.contacts.table):
        with pytest.raises(ak.WrongValue, match=rf"{next(iter(asked))}=.* is not a number of rows"):
            table(ws, **asked)


@pytest.mark.parametrize("search", [5, ["acme"], "a\ud83d"])
def test_a_search_is_a_text(ws: ak.Workspace, search: object) -> None:
    for table in (ak.accounts.table, ak.contacts.table):
        with pytest.raises(ak.WrongValue, match=r"is no text to look for|half of a sign"):
            table(ws, search=search)


def test_a_custom_field_of_an_older_workspace_keeps_its_name(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Laatst gezien", "date", key="laatst")
    with ws.transaction():
        ws.execute("ALTER TABLE accounts RENAME COLUMN laatst TO last_contacted_at")
        ws.execute("UPDATE custom_fields SET key = 'last_contacted_at' WHERE key = 'laatst'")
        ws.catalogue_changed()
    ak.accounts.update(ws, 1, last_contacted_at="2020-05-06")
    table = ak.accounts.table(ws)
    assert list(table).count("last_contacted_at") == 1
    assert str(table["last_contacted_at"][0])[:10] == "2020-05-06"
    with pytest.raises(ak.WrongValue, match="check: field_key"):
        ak.fields.define(ws, "account", "Last contacted at", "date")
