"""The Workspace that `ak.open` returns: what a user holds in hand, and what the upper layers read and write
with.

Public: path, user, read_only, lock_timeout, reading(), transaction(), sql(), counts(), close(), and the
settings timezone, language, currency, region, masked_reprs. What is said to be internal is for the packages
above (records, segments, imports ...), and so is what runs statements: rows, value, frame, table, batches,
execute, staged.
"""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING

import duckdb

from accounts_kit.errors import AccountsKitError, NotAllowed, WorkspaceReadOnly
from accounts_kit.model import Catalogue
from accounts_kit.words.phones import calling_code
from accounts_kit.words.text import key_of
from accounts_kit.workspace import results, selects
from accounts_kit.workspace.borrowing import SharedFile
from accounts_kit.workspace.catalogue import FIND_USER, current_catalogue, judge_setting
from accounts_kit.workspace.masked_display import mask_displays, masks_displays
from accounts_kit.workspace.results import Parameters
from accounts_kit.workspace.rights import require
from accounts_kit.workspace.statements import Statements
from accounts_kit.workspace.tables import COUNTED, quoted

if TYPE_CHECKING:
    import pandas


CHANGE_CATALOGUE_VERSION = (
    "UPDATE settings SET value = CAST(value AS BIGINT) + 1 WHERE key = 'catalogue_version'"
)


class Workspace(Statements):
    """One firm's accounts, contacts and all that belongs to them, in one file or in memory.

    Holds nothing between two calls: the file is borrowed for each, so a colleague can work in it too. Many
    threads may use one Workspace, and many Workspaces one file.
    """

    def __init__(
        self, file: SharedFile, *, user: str | None, read_only: bool, lock_timeout: float, is_new: bool
    ) -> None:
        super().__init__(file, read_only=read_only, lock_timeout=lock_timeout)
        self.user = user
        self._is_new = is_new

    def sql(self, text: str, params: Parameters | None = None) -> pandas.DataFrame:
        """Return the result of one SELECT on the workspace's tables.

        `params` fills `?` from a list and `$name` from a dict. Raises WrongValue for anything that is not one
        SELECT, and for one that reads other files.
        """
        with self._joined() as session:
            selects.judge(session.cursor, text)
            try:
                return results.frame(session.table(text, params or ()))
            except duckdb.Error as error:
                raise selects.in_our_words(error) from None

    def counts(self) -> dict[str, int]:
        """Return how many records there are of each kind."""
        counting = " UNION ALL ".join(
            f"SELECT {number}, count(*) FROM {quoted(table)}" for number, table in enumerate(COUNTED)
        )
        counted = dict(self.rows(counting))
        return {table: counted[number] for number, table in enumerate(COUNTED)}

    def compact(self) -> None:
        """Write the file anew, as small as it can be: what was purged stands in no byte of it any more.

        Needs room for a second file meanwhile, and waits for other threads and processes. Raises
        WorkspaceBusy when they do not come to an end, and WorkspaceReadOnly inside reading() or
        transaction().
        """
        self._refuse_when_read_only()
        if self._running() is not None:
            raise WorkspaceReadOnly(
                "A file cannot be written anew inside reading() or transaction(). Compact it after that "
                "block."
            )
        require(self, "edit")
        self._file.compact(time.monotonic() + self.lock_timeout, self._may)

    @property
    def timezone(self) -> str:
        """The time zone in which days begin and moments read; "Europe/Amsterdam" until it is set."""
        return self.catalogue.timezone

    @timezone.setter
    def timezone(self, name: str) -> None:
        with self.transaction():
            self._set("timezone", name)
            with self._joined() as session:
                session.use_time_zone(name)

    @property
    def language(self) -> str:
        """The language of sentences and numbers for people: "nl" (as it starts) or "en"."""
        return self.catalogue.language

    @language.setter
    def language(self, name: str) -> None:
        self._set("language", name)

    @property
    def currency(self) -> str:
        """The currency of amounts that state none, as a code of three letters; "EUR" until it is set."""
        return self.catalogue.currency

    @currency.setter
    def currency(self, code: str) -> None:
        self._set("currency", code)

    @property
    def region(self) -> str:
        """The country whose telephone numbers need no country code, in two capitals; "NL" until it is set.

        What is stored already stays as it is.
        """
        return self.catalogue.region

    @region.setter
    def region(self, code: str) -> None:
        with self.transaction():
            self._set("region", code)
            self._set("calling_code", calling_code(code))

    @property
    def masked_reprs(self) -> bool:
        """Whether this notebook shows names, e-mail addresses and telephone numbers of people masked; False
        until it is set.

        True masks them in whatever cells display, frames too (J••• B•••, j•••@a•••.nl, •••78); the data, what
        print() writes and charts stay as they are. It holds for this Workspace in this kernel.
        """
        return masks_displays(self)

    @masked_reprs.setter
    def masked_reprs(self, on: bool) -> None:
        mask_displays(self, on=on)

    def _set(self, setting: str, value: str) -> None:
        judge_setting(setting, value)
        with self.transaction():
            require(self, "edit")
            self.execute("UPDATE settings SET value = ? WHERE key = ?", [value, setting])
            self.catalogue_changed()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Workspace {self.path or 'in memory'}: {self._contents()}>"

    def _repr_html_(self) -> str:
        from accounts_kit.markup import escaped, facts_html, titled_html

        counted = self._counted()
        if isinstance(counted, str):
            return titled_html(str(self.path or "in memory"), f" {escaped(counted)}")
        rows = [(table.replace("_", " "), f"{count:,}") for table, count in counted.items()]
        return titled_html(str(self.path or "in memory"), facts_html(rows))

    # --- for the packages above

    @property
    def catalogue(self) -> Catalogue:
        """Every field of the workspace, standard and custom (internal); the same object until they change."""
        with self._joined() as session:
            if session.catalogue is None:
                # What a transaction has not committed yet is nobody else's to remember.
                remembered = {} if session.catalogue_changed else self._file.catalogues
                session.catalogue = current_catalogue(self.rows, remembered)
            return session.catalogue

    def catalogue_changed(self) -> None:
        """Say that fields, options or settings were changed (internal), in the transaction that did it."""
        with self._joined() as session:
            session.execute(CHANGE_CATALOGUE_VERSION, ())
            session.catalogue, session.catalogue_changed = None, True

    def acting(self) -> tuple[int, str, str, str | None] | None:
        """Return id, name, role and manage_fields of the acting user (internal), None when nobody is known by
        that name or e-mail; raises NotAllowed when several are.
        """
        if self.user is None:
            return None
        found = self.rows(FIND_USER, {"said": key_of(self.user)})
        if len(found) > 1 and not found[0][4]:
            raise NotAllowed(
                f"{len(found)} users are called {self.user!r}. Open the workspace by the e-mail address of "
                "one: "
                "open(..., user=)."
            )
        return found[0][:4] if found else None

    @property
    def user_id(self) -> int | None:
        """The id of the acting user (internal), None when nobody is named or known by that name or e-mail."""
        acting = self.acting()
        return acting[0] if acting else None

    @property
    def user_name(self) -> str | None:
        """What history and notes call the acting user (internal): the user's name, else what was said."""
        acting = self.acting()
        return acting[1] if acting else self.user

    # --- within

    def _at_once(self) -> Workspace:
        """The same workspace for one who does not wait long: a repr."""
        return Workspace(self._file, user=None, read_only=True, lock_timeout=0.2, is_new=False)

    def _contents(self) -> str:
        counted = self._counted()
        if isinstance(counted, str):
            return counted
        return ", ".join(f"{count:,} {table.replace('_', ' ')}" for table, count in counted.items())

    def _counted(self) -> dict[str, int] | str:
        """Return how many records there are of each kind that has any, or why there is nothing to count."""
        if self._closed:
            return "closed"
        try:
            filled = {table: count for table, count in self._at_once().counts().items() if count}
        except AccountsKitError as error:
            return str(error)
        return filled or ("new and empty" if self._is_new else "empty")
