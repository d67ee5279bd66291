"""Who and what ids stand for: users, accounts and contacts by the names that an import knows them by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from accounts_kit.imports.deliveries.answers import Answers, id_in
from accounts_kit.imports.deliveries.cells import text_in
from accounts_kit.imports.deliveries.delivery import Rows, counted

ACCOUNT, CONTACT, USER = "account", "contact", "user"


@dataclass
class People:
    """The names of what was delivered, by id; `unresolved` counts the ids of a table that stand for none."""

    accounts: dict[str, str | None]
    contacts: dict[str, str | None]
    users: dict[str, str | None]
    unresolved: dict[str, int] = field(default_factory=dict)

    def account(self, value: Any) -> str | None:
        """Return the name of an account by its id."""
        return self._named(ACCOUNT, self.accounts, value)

    def contact(self, value: Any) -> str | None:
        """Return the e-mail address of a contact by its id."""
        return self._named(CONTACT, self.contacts, value)

    def user(self, value: Any) -> str | None:
        """Return the e-mail address or the name of a user by its id."""
        return self._named(USER, self.users, value)

    def say_unresolved(self, rows: Rows) -> None:
        """Say how often an id in this table stood for nobody, and count anew."""
        for kind, count in self.unresolved.items():
            rows.remark("unresolved", f"{_UNRESOLVED[kind].format(counted(count, 'row names', 'rows name'))}")
        self.unresolved.clear()

    def _named(self, kind: str, names: dict[str, str | None], value: Any) -> str | None:
        found = id_in(value)
        name = names.get(found) if found is not None else None
        if found is not None and name is None:
            self.unresolved[kind] = self.unresolved.get(kind, 0) + 1
        return name


_UNRESOLVED = {
    ACCOUNT: "{} an account that is not among the answers: left out.",
    CONTACT: "{} a contact that is not among the answers, or has no e-mail address: left out.",
    USER: "{} a user, and the users were not delivered or that one was not: left out.",
}


def people_of(answers: Answers) -> People:
    """Return the names of all records that others refer to."""
    return People(
        accounts={key: text_in(one.values.get("name")) for key, one in answers.by_id("accounts").items()},
        contacts={key: text_in(one.values.get("email")) for key, one in answers.by_id("contacts").items()},
        users={key: _user(one.values) for key, one in answers.by_id("users").items()},
    )


def _user(values: Any) -> str | None:
    """Return what a user is known by: the e-mail address, else the names, else the login."""
    full = " ".join(filter(None, (text_in(values.get("firstName")), text_in(values.get("lastName")))))
    return text_in(values.get("email")) or full or text_in(values.get("username"))
