"""Linking many contacts from a frame: what is linked, what moves, and every row that is refused with why."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import accounts_kit as ak
from accounts_kit.records.linking.many import LinkResult
from accounts_kit.workspace.statements import Statements

link_many = ak.associations.link_many


@pytest.fixture
def ws() -> ak.Workspace:
    """Three accounts; jan and piet without account, kees at Beta with a job title."""
    ws = ak.open()
    ws.language = "en"
    for name in ("Acme B.V.", "Beta N.V.", "Gamma"):
        ak.accounts.create(ws, name)
    ak.contacts.create(ws, "jan@a.nl", job_title="inkoper")
    ak.contacts.create(ws, "piet@a.nl")
    ak.contacts.create(ws, "kees@a.nl", account="Beta N.V.", job_title="directeur")
    return ws


def frame(*rows: tuple[object, ...], columns: str = "email account") -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split(), dtype=object)


def counts(result: LinkResult) -> tuple[int, int, int, int, int]:
    refused = len(result.refused)
    assert result.linked + result.moved + result.retitled + result.unchanged + refused == result.rows
    return result.linked, result.moved, result.retitled, result.unchanged, refused


def standing(ws: ak.Workspace) -> list[tuple[object, ...]]:
    """Every contact's account and job title."""
    return ws.rows("SELECT contact_id, account_id, job_title FROM contacts ORDER BY contact_id")


def refusals(result: LinkResult) -> list[tuple[object, ...]]:
    shown = result.refused[["row", "column", "check", "value", "message"]].astype(object)
    return [tuple(row) for row in shown.where(shown.notna(), None).to_numpy().tolist()]


# --- what is linked


def test_contacts_are_linked_by_address_and_name_in_one_change_set(ws: ak.Workspace) -> None:
    before = standing(ws)
    result = link_many(ws, frame((" JAN@a.nl", "acme  B.V."), ("piet@a.nl", "Gamma")))
    assert counts(result) == (2, 0, 0, 0, 0)
    assert standing(ws) == [(1, 1, "inkoper"), (2, 3, None), (3, 2, "directeur")]
    cells = ak.changes.get(ws, result.change_set_id)
    assert cells[["record_id", "field", "new"]].to_numpy().tolist() == [
        [1, "account_id", "1"],
        [2, "account_id", "3"],
    ]
    ak.changes.undo(ws, result.change_set_id)
    assert standing(ws) == before


def test_contacts_are_linked_by_ids_also_where_pandas_made_fractions_of_them(ws: ak.Workspace) -> None:
    rows = pd.DataFrame({"contact_id": [1.0, 2.0, float("nan")], "account_id": ["1", "3", "3"]})
    result = link_many(ws, rows)
    assert counts(result) == (2, 0, 0, 0, 1)
    assert [account for _, account, _ in standing(ws)] == [1, 3, 2]


def test_aliases_and_ids_of_merged_records_find_who_they_became(ws: ak.Workspace) -> None:
    ak.accounts.merge(ws, "Acme B.V.", ["Gamma"], confirm=True)
    ak.contacts.merge(ws, "jan@a.nl", ["kees@a.nl"], confirm=True)
    rows = frame((None, "piet@a.nl", "gamma"), (3, None, "Beta N.V."), columns="contact_id email account")
    link_many(ws, rows, move=True)
    assert [row[:2] for row in standing(ws)] == [(1, 2), (2, 1)]


def test_linking_keeps_the_job_title_unless_one_is_given(ws: ak.Workspace) -> None:
    rows = frame(
        ("jan@a.nl", "Acme B.V.", " "), ("piet@a.nl", "Acme B.V.", "baas"), columns="email account job_title"
    )
    link_many(ws, rows)
    assert standing(ws)[:2] == [(1, 1, "inkoper"), (2, 1, "baas")]


def test_a_second_time_changes_nothing(ws: ak.Workspace) -> None:
    rows = frame(("jan@a.nl", "Acme B.V.", "baas"), columns="email account job_title")
    link_many(ws, rows)
    again = link_many(ws, rows)
    assert (counts(again), again.change_set_id) == ((0, 0, 0, 1, 0), None)
    assert ak.changes.table(ws)["what"].iloc[0] == "link contacts"


def test_one_who_is_linked_there_already_gets_the_job_title_that_is_given(ws: ak.Workspace) -> None:
    rows = frame(("kees@a.nl", "Beta N.V.", "oprichter"), columns="email account job_title")
    assert counts(link_many(ws, rows)) == (0, 0, 1, 0, 0)
    assert standing(ws)[2] == (3, 2, "oprichter")


def test_an_empty_frame_links_nobody(ws: ak.Workspace) -> None:
    result = link_many(ws, pd.DataFrame({"email": [], "account": []}))
    assert (counts(result), result.change_set_id) == ((0, 0, 0, 0, 0), None)
    assert list(result.refused) == ["row", "contact", "account", "column", "check", "value", "message"]
    assert list(result.moved_rows) == ["row", "contact_id", "email", "from_account", "to_account"]


# --- what moves


def test_those_of_another_account_are_refused_and_move_on_request(ws: ak.Workspace) -> None:
    rows = frame(("kees@a.nl", "Gamma"))
    assert refusals(link_many(ws, rows)) == [
        (
            *(0, "account", "already_linked", "Gamma"),
            "'kees@a.nl' already belongs to account 'Beta N.V.' (a contact has at most one account); "
            "move=True moves",
        )
    ]
    result = link_many(ws, rows, move=True)
    assert counts(result) == (0, 1, 0, 0, 0)
    assert result.moved_rows.to_numpy().tolist() == [[0, 3, "kees@a.nl", "Beta N.V.", "Gamma"]]
    assert standing(ws)[2] == (3, 3, None)  # moving clears the job title


def test_moving_keeps_the_job_title_that_is_given_and_that_of_one_who_stays(ws: ak.Workspace) -> None:
    ak.associations.link(ws, "jan@a.nl", "Acme B.V.")
    rows = frame(
        ("kees@a.nl", "Gamma", "baas"), ("jan@a.nl", "Acme B.V.", None), columns="email account job_title"
    )
    assert counts(link_many(ws, rows, move=True)) == (0, 1, 0, 1, 0)
    assert [title for *_, title in standing(ws)] == ["inkoper", None, "baas"]


# --- what is refused


def test_unknown_contacts_and_accounts_are_refused_with_the_nearest_name(ws: ak.Workspace) -> None:
    ak.contacts.delete(ws, "piet@a.nl", confirm=True)
    result = link_many(ws, frame(("piet@a.nl", "Gamma"), ("jan@a.nl", "ACME bv"), ("x@x.nl", "Gama"), (5, 1)))
    assert refusals(result) == [
        (0, "email", "unknown_contact", "piet@a.nl", "no contact has the e-mail address 'piet@a.nl'"),
        (1, "account", "unknown_account", "ACME bv",
         "no account is named 'ACME bv'. Did you mean 'Acme B.V.'?"),
        (2, "email", "unknown_contact", "x@x.nl",
         "no contact has the e-mail address 'x@x.nl'; no account is named 'Gama'. Did you mean 'Gamma'?"),
        (3, "email", "unknown_contact", "5",
         "no contact has the e-mail address '5'; no account is named '1'."),
    ]  # fmt: skip
    assert result.refused["contact"].tolist() == ["piet@a.nl", "jan@a.nl", "x@x.nl", "5"]
    assert result.refused["account"].tolist() == ["Gamma", "ACME bv", "Gama", "1"]
    assert result.change_set_id is None


def test_unknown_and_impossible_ids_are_refused(ws: ak.Workspace) -> None:
    ids = [99, 1.5, True, -1, 2**70]
    result = link_many(ws, pd.DataFrame({"contact_id": pd.Series(ids, dtype=object), "account_id": 1}))
    assert result.refused["check"].tolist() == ["unknown_contact"] * 5
    assert result.refused["message"].iloc[0] == "there is no contact with id 99"
    result = link_many(ws, pd.DataFrame({"contact_id": [1], "account_id": [99]}))
    assert refusals(result) == [(0, "account_id", "unknown_account", "99", "there is no account with id 99")]


def test_rows_without_contact_or_account_are_refused(ws: ak.Workspace) -> None:
    assert refusals(link_many(ws, frame((None, "Gamma"), ("jan@a.nl", " ")))) == [
        (0, "email", "required", None, "Contact is missing"),
        (1, "account", "required", None, "Account is missing"),
    ]
    by_id = link_many(ws, frame((None, None), columns="contact_id account_id"))
    assert refusals(by_id) == [(0, "contact_id", "required", None, "Contact is missing; Account is missing")]


def test_of_a_contact_that_stands_there_twice_the_first_row_counts(ws: ak.Workspace) -> None:
    result = link_many(ws, frame(("jan@a.nl", "Gamma"), ("JAN@a.nl", "gamma")))
    said = "'JAN@a.nl' stood on row 0 already; the first row counts"
    assert (counts(result), refusals(result)) == (
        (1, 0, 0, 0, 1),
        [(1, "email", "duplicate", "JAN@a.nl", said)],
    )


def test_of_a_contact_that_stands_there_with_two_accounts_no_row_counts(ws: ak.Workspace) -> None:
    rows = frame(("jan@a.nl", "Gamma"), ("piet@a.nl", "Gamma"), ("jan@a.nl", "Beta N.V."))
    result = link_many(ws, rows, move=True)
    assert counts(result) == (1, 0, 0, 0, 2)
    said = "'jan@a.nl' stands in the frame with 2 accounts; keep the row that is right"
    assert refusals(result) == [(row, "email", "several_accounts", "jan@a.nl", said) for row in (0, 2)]


def test_a_row_that_is_wrong_by_itself_is_no_reason_to_refuse_another(ws: ak.Workspace) -> None:
    result = link_many(ws, frame(("jan@a.nl", "Nergens"), ("jan@a.nl", "Gamma")))
    assert counts(result) == (1, 0, 0, 0, 1)
    assert result.refused["check"].tolist() == ["unknown_account"]


def test_a_name_that_does_not_go_with_its_id_is_refused(ws: ak.Workspace) -> None:
    """Somebody changed the account in a frame of by_domain, and left the id beside it."""
    columns = "contact_id email account_id account"
    result = link_many(ws, frame((1, "jan@a.nl", 1, "Gamma"), (2, "jan@a.nl", 3, "gamma"), columns=columns))
    assert refusals(result) == [
        (0, "account", "contradiction", "Gamma",
         "'Gamma' does not go with account_id 1; leave one of the two empty"),
        (1, "email", "contradiction", "jan@a.nl",
         "'jan@a.nl' does not go with contact_id 2; leave one of the two empty"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "check", "message"),
    [
        ("x" * 256, "length", "Job title has 256 characters; at most 255 fit"),
        (5, "text", "5 is int, and 'contact.job_title' holds text"),
        ("baas\ud83d", "signs", "holds half of a sign; the other half was cut off somewhere"),
    ],
)
def test_a_job_title_that_a_check_refuses_refuses_its_row(
    ws: ak.Workspace, title: object, check: str, message: str
) -> None:
    rows = frame(
        ("jan@a.nl", "Gamma", title), ("piet@a.nl", "Gamma", "baas"), columns="email account job_title"
    )
    result = link_many(ws, rows)
    assert counts(result) == (1, 0, 0, 0, 1)
    assert result.refused[["row", "column", "check"]].to_numpy().tolist() == [[0, "job_title", check]]
    assert message in result.refused["message"].iloc[0]


def test_half_of_a_sign_is_shown_and_finds_nobody(ws: ak.Workspace) -> None:
    result = link_many(ws, frame(("jan\ud83d@a.nl", "Gamma\ud83d")))
    assert result.refused["check"].tolist() == ["unknown_contact"]
    assert r"\ud83d" in result.refused["value"].iloc[0]


def test_a_contact_without_address_is_told_by_its_id(ws: ak.Workspace) -> None:
    ak.contacts.create(ws, phone="06 1234 5678", account="Gamma")
    result = link_many(ws, pd.DataFrame({"contact_id": [4], "account": ["Acme B.V."]}))
    assert result.refused["message"].iloc[0].startswith("'contact 4' already belongs to account 'Gamma'")


def test_refusals_are_told_in_the_language_of_the_workspace(ws: ak.Workspace) -> None:
    ws.language = "nl"
    rows = frame(("x@x.nl", None, 5), columns="email account job_title")
    assert link_many(ws, rows).refused["message"].tolist() == [
        "geen contact heeft het e-mailadres 'x@x.nl'; Account ontbreekt; 5 is int, en 'contact.job_title' is "
        "voor tekst"
    ]


def test_viewers_link_nobody(ws: ak.Workspace) -> None:
    ak.users.create(ws, "Vera", email="vera@firma.nl", role="viewer")
    ws.user = "Vera"
    with pytest.raises(ak.NotAllowed, match="'Vera' is a viewer"):
        link_many(ws, frame(("jan@a.nl", "Gamma")))


# --- frames


@pytest.mark.parametrize("make", [pl.DataFrame, pa.table, pd.DataFrame, dict])
def test_frames_of_others_do_too(ws: ak.Workspace, make: object) -> None:
    rows = {"contact_id": [1, 2], "account": ["Gamma", None], "account_id": [None, 1]}
    assert counts(link_many(ws, make(rows))) == (2, 0, 0, 0, 0)


def test_a_named_index_is_a_column(ws: ak.Workspace) -> None:
    rows = pd.DataFrame({"account": ["Gamma"]}, index=pd.Index([2], name="contact_id"))
    assert counts(link_many(ws, rows)) == (1, 0, 0, 0, 0)


def test_rows_are_counted_from_the_top_whatever_the_index(ws: ak.Workspace) -> None:
    rows = frame(("jan@a.nl", "Gamma"), ("x@x.nl", "Gamma")).set_index(pd.Index([7, 7]))
    assert link_many(ws, rows).refused["row"].tolist() == [1]


@pytest.mark.parametrize(
    ("rows", "error", "said"),
    [
        (
            pd.DataFrame({"Email": ["a"], "account": ["b"]}),
            ak.MappingError,
            r"no column 'contact_id' or 'email'\. It has: 'Email', 'account'\. "
            r"Rename one: frame\.rename\(columns=\{'Email': 'email'\}\)\.",
        ),
        (pd.DataFrame({"email": ["a"]}), ak.MappingError, "no column 'account_id' or 'account'"),
        (pd.DataFrame(), ak.MappingError, "It has none"),
        (
            pd.DataFrame([[1, 2, 3]], columns=["contact_id", "account", "account"]),
            ak.MappingError,
            r"2 columns 'account'.*Leave one",
        ),
        (5, ak.WrongKind, "int is no frame"),
        ([{"email": "a"}], ak.WrongKind, r"pandas\.DataFrame\(rows\) makes one of a list"),
    ],
)
def test_a_frame_without_the_columns_is_an_error_that_says_what_to_write(
    ws: ak.Workspace, rows: object, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        link_many(ws, rows)


# --- how


def test_as_many_statements_for_many_rows_as_for_one(
    ws: ak.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = [f"p{number}@p.nl" for number in range(300)]
    ak.imports.run(ws, "contacts", pd.DataFrame({"email": addresses}))
    run: list[str] = []
    for name in ("execute", "rows", "table"):
        plain = getattr(Statements, name)

        def counted(self: Statements, sql: str, params: object = (), plain: object = plain) -> object:
            run.append(sql)
            return plain(self, sql, params)

        monkeypatch.setattr(Statements, name, counted)
    link_many(ws, pd.DataFrame({"email": addresses[:1], "account": "Gamma"}))
    for_one = len(run)
    assert link_many(ws, pd.DataFrame({"email": addresses[1:], "account": "Gamma"})).linked == 299
    assert len(run) == 2 * for_one
    assert sum(sql.startswith("UPDATE contacts") for sql in run) == 2


def test_a_result_says_what_it_did_and_escapes_what_came_from_elsewhere(ws: ak.Workspace) -> None:
    result = link_many(ws, frame(("jan@a.nl", "Gamma"), ("<b>x", "Gamma"), ("kees@a.nl", "Gamma")), move=True)
    said = "3 rows: 1 linked, 1 moved, 0 with another job title, 0 unchanged, 1 refused"
    assert repr(result).startswith(f"LinkResult({said})")
    assert "Moved (1)" in repr(result)
    html = result._repr_html_()
    assert said in html
    assert "&lt;b&gt;x" in html
    assert "<b>" not in html
