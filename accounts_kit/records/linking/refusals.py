"""What is wrong with the refused rows of a frame of links, in the language of the workspace.

Reads the temporary table `link_rows` that `rows` makes. Called by `many`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from accounts_kit.errors import Problem
from accounts_kit.model import record_types
from accounts_kit.records.finding.nearest_accounts import nearest_accounts
from accounts_kit.records.linking.rows import ACCOUNT, CONTACT, LinkRows
from accounts_kit.words.nearest import offer
from accounts_kit.words.sentences import sentence
from accounts_kit.workspace import Workspace

COLUMNS = ("row", "contact", "account", "column", "check", "value", "message")


class _Refused(NamedTuple):
    """A refused row: what it says, which checks refuse it, and what their sentences need."""

    row: int
    contact_id: str | None
    email: str | None
    account_id: str | None
    account: str | None
    contact_check: str | None
    account_check: str | None
    pair_check: str | None
    first_row: int
    accounts: int
    linked_to: str | None
    label: str | None


def refused_rows(ws: Workspace, rows: LinkRows) -> pd.DataFrame:
    """Return the refused rows in order, each with the first thing that is wrong and all of it in `message`.

    Columns: row, contact, account, column, check, value, message.
    """
    found = ws.rows(
        "SELECT row, contact_id_said, email, account_id_said, account, contact_check, account_check, "
        "pair_check, first_row, accounts, stored.name, coalesce(email, stored_email, 'contact ' || "
        "contact_of_row) FROM link_rows LEFT JOIN (SELECT account_id, name FROM accounts) AS stored "
        "ON stored.account_id = stored_id "
        "WHERE becomes = 'refused' ORDER BY row"
    )
    refused = [_Refused(*one) for one in found]
    hints, language = _hints(ws, refused), ws.language
    lines = []
    for one in refused:
        problems = list(_problems(one, rows, hints, language))
        first, message = problems[0], "; ".join(problem.message for problem in problems)
        said = (one.email or one.contact_id, one.account or one.account_id)
        lines.append((one.row, *said, first.column, first.check, first.value, message))
    kinds = {name: "int64" if name == "row" else "str" for name in COLUMNS}
    return pd.DataFrame(lines, columns=list(COLUMNS)).astype(kinds)


def _hints(ws: Workspace, refused: list[_Refused]) -> Mapping[str | None, str]:
    """Return the sentence that offers the nearest account, by the name that no account has."""
    unknown = [one.account for one in refused if one.account and one.account_check == "unknown_account"]
    language = ws.language
    return {name: offer(near, language) for name, near in nearest_accounts(ws, unknown).items()}


def _problems(
    one: _Refused, rows: LinkRows, hints: Mapping[str | None, str], language: str
) -> Iterator[Problem]:
    """Yield what is wrong with a row, in the order of the columns."""
    if one.contact_check:
        yield _not_found("contact", CONTACT, (one.contact_id, one.email), one.contact_check, rows, language)
    if one.account_check:
        said, hint = (one.account_id, one.account), hints.get(one.account, "")
        yield _not_found("account", ACCOUNT, said, one.account_check, rows, language, hint)
    if one.row in rows.wrong_titles:
        yield rows.wrong_titles[one.row]
    if one.pair_check:
        said, columns = (one.contact_id, one.email), CONTACT
        words = {"first": one.first_row, "count": one.accounts, "account": one.linked_to}
        message = sentence(one.pair_check, language, value=one.label, **words)
        if one.pair_check == "already_linked":
            said, columns = (one.account_id, one.account), ACCOUNT
        yield Problem(one.pair_check, message, columns[said[1] is not None], said[1] or said[0])


def _not_found(
    of: str,
    columns: tuple[str, str],
    said: tuple[str | None, str | None],
    check: str,
    rows: LinkRows,
    language: str,
    hint: str = "",
) -> Problem:
    """Return the problem of a row that names no record, none that is there, or two different ones."""
    (id_column, named), (record_id, name) = columns, said
    if check == "required":
        label = record_types()[of].labels.get(language, of.capitalize())
        column = named if named in rows.columns else id_column
        return Problem(check, sentence(check, language, field=label), column)
    if check == "contradiction":
        return Problem(
            check, sentence(check, language, value=name, column=id_column, other=record_id), named, name
        )
    if record_id is not None:
        return Problem(check, sentence(f"{check}_id", language, value=record_id), id_column, record_id)
    return Problem(check, sentence(check, language, value=name, hint=hint), named, name)
