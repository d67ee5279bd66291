"""The Workspace that `ak.open` returns: what a user holds in hand, and what the upper layers read and write
with.

Public: path, user, read_only, lock_timeout, reading(), transaction(), sql(), counts(), close(). The others
are for the packages above (records, segments, imports ...): rows, value, frame, table, batches, execute,
staged.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, cast

import duckdb

from accounts_kit.errors import AccountsKitError, WorkspaceClosed, WorkspaceReadOnly
from accounts_kit.model import Catalogue
from accounts_kit.words.text import key_of
from accounts_kit.workspace import results, selects, sessions
from accounts_kit.workspace.borrowing import SharedFile
from accounts_kit.workspace.catalogue import FIND_USER, current_catalogue, judge_setting
from accounts_kit.workspace.preparing import May
from accounts_kit.workspace.results import Parameters
from accounts_kit.workspace.sessions import Session
from accounts_kit.workspace.tables import COUNTED, quoted

if TYPE_CHECKING:
    import pandas
    import pyarrow


class Workspace:
    """One firm's accounts, contacts and all that belongs to them, in one file or in memory.

    Holds nothing between two calls: the file is borrowed for each, so a colleague can work in it too. Many
    threads may use one Workspace, and many Workspaces one file.
    """

    def __init__(
        self, file: SharedFile, *, user: str | None, read_only: bool, lock_timeout: float, is_new: bool
    ) -> None:
        self.user = user
        self.read_only = read_only
        self.lock_timeout = lock_timeout
        self._shared_file = file
        self._is_new = is_new
        self._closed = False

    @property
    def path(self) -> Path | None:
        """The file, None for a workspace in memory."""
        return self._shared_file.path

    # --- for everybody

    @contextlib.contextmanager
    def reading(self) -> Iterator[Workspace]:
        """Hold one state of the workspace for many reads, whatever others write meanwhile.

        Inside it nothing can be written. Within a transaction() it joins that.
        """
        if self._running() is not None:
            yield self
            return
        with sessions.reading(self._file, self.lock_timeout, self._may):
            yield self

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Workspace]:
        """Keep all that is written in the block, or nothing of it when the block ends with an error.

        Within another transaction it joins that: only the outermost one commits. Raises WorkspaceReadOnly
        inside reading() and WorkspaceBusy when others write for longer than `lock_timeout`.
        """
        if self.read_only:
            raise WorkspaceReadOnly(
                f"{self._name} was opened with read_only=True. "
                f"To write, open it without: open({self._name!r})."
            )
        session = self._running()
        if session is None:
            with sessions.writing(self._file, self.lock_timeout, self._may):
                yield self
        elif session.writes:
            with session.joined():
                yield self
        else:
            raise sessions.not_while_reading()

    def sql(self, text: str, params: Parameters | None = None) -> pandas.DataFrame:
        """Return the result of one SELECT on the workspace's tables.

        `params` fills `?` from a list and `$name` from a dict. Raises WrongValue for anything that is not one
        SELECT, and for one that reads other files.
        """
        with contextlib.ExitStack() as stack:
            if self._running() is None:
                stack.enter_context(
                    sessions.reading(self._file, self.lock_timeout, self._may, for_long=False)
                )
            session = self._running()
            assert session
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

    @property
    def timezone(self) -> str:
        """The time zone in which days begin and moments read; "Europe/Amsterdam" until it is set."""
        return self.catalogue.timezone

    @timezone.setter
    def timezone(self, name: str) -> None:
        with self.transaction():
            self._set("timezone", name)
            session = self._running()
            assert session
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

    def _set(self, setting: str, value: str) -> None:
        judge_setting(setting, value)
        with self.transaction():
            self.execute("UPDATE settings SET value = ? WHERE key = ?", [value, setting])
            self.catalogue_changed()

    def close(self) -> None:
        """Let go of the file; what is in memory only is gone. A second time does nothing."""
        if not self._closed:
            self._closed = True
            self._shared_file.end()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Workspace {self._name}: {self._contents()}>"

    # --- for the packages above; each joins the reading() or transaction() of this thread

    def rows(self, sql: str, params: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return the rows of one statement (internal); moments carry the workspace's time zone.

        A write that returns rows is in a transaction of its own when none is running.
        """
        session = self._running()
        if session is not None:
            return session.rows(sql, params)
        if sessions.writes(sql):
            with self.transaction():
                return self.rows(sql, params)
        with sessions.passing(self._file, self.lock_timeout, self._may) as session:
            return session.rows(sql, params)

    def value(self, sql: str, params: Parameters = ()) -> Any:
        """Return the first value of the first row (internal), None when there is no row."""
        found = self.rows(sql, params)
        return found[0][0] if found else None

    def table(self, sql: str, params: Parameters = ()) -> pyarrow.Table:
        """Return the result of one SELECT as an Arrow table (internal)."""
        session = self._running()
        if session is not None:
            return session.table(sql, params)
        with sessions.passing(self._file, self.lock_timeout, self._may) as session:
            return session.table(sql, params)

    def frame(self, sql: str, params: Parameters = ()) -> pandas.DataFrame:
        """Return the result of one SELECT as a frame for people (internal): see results.frame."""
        return results.frame(self.table(sql, params))

    def batches(
        self, sql: str, params: Parameters = (), rows_per_batch: int = 65_536
    ) -> Iterator[pyarrow.RecordBatch]:
        """Yield the result of one SELECT in Arrow batches (internal), in little memory.

        Inside a transaction the result is made as a whole first, because only its own cursor sees it.
        """
        session = self._running()
        if session is not None and session.sees_own_state:
            yield from session.table(sql, params).to_batches(max_chunksize=rows_per_batch)
            return
        with sessions.passing(self._file, self.lock_timeout, self._may, for_long=True) as own:
            yield from own.stream(sql, params, rows_per_batch)

    def execute(self, sql: str, params: Parameters = ()) -> int:
        """Run one statement that writes (internal), in a transaction of its own when none is running.

        Returns how many rows it wrote.
        """
        session = self._running()
        if session is not None:
            return session.execute(sql, params)
        with self.transaction():
            return self.execute(sql, params)

    @contextlib.contextmanager
    def staged(self, prefix: str, data: pyarrow.Table | pandas.DataFrame) -> Iterator[str]:
        """Give rows a name that SQL can use for the length of the block (internal); yields the name.

        Joins the reading() or transaction() of this thread, and is a reading() of its own without one.
        """
        with contextlib.ExitStack() as stack:
            if self._running() is None:
                stack.enter_context(self.reading())
            session = self._running()
            assert session
            yield stack.enter_context(session.staged(prefix, data))

    @property
    def catalogue(self) -> Catalogue:
        """Every field of the workspace, standard and custom (internal); the same object until they change."""
        session = self._running()
        if session is None:
            return current_catalogue(self.rows, self._file.catalogues)
        if session.catalogue is None:
            # What a transaction has not committed yet is nobody else's to remember.
            remembered = {} if session.writes else self._file.catalogues
            session.catalogue = current_catalogue(self.rows, remembered)
        return session.catalogue

    def catalogue_changed(self) -> None:
        """Say that fields, options or settings were changed (internal); inside the transaction that did it."""
        self.execute("UPDATE settings SET value = CAST(value AS BIGINT) + 1 WHERE key = 'catalogue_version'")
        session = self._running()
        assert session
        session.catalogue = None

    @property
    def user_id(self) -> int | None:
        """The id of the acting user (internal), None when nobody is named or known by that name or e-mail."""
        if self.user is None:
            return None
        return cast("int | None", self.value(FIND_USER, {"said": key_of(self.user)}))

    # --- within

    @property
    def _file(self) -> SharedFile:
        if self._closed:
            raise WorkspaceClosed(f"{self._name} was closed here. Open it again: open({self._name!r}).")
        return self._shared_file

    def _running(self) -> Session | None:
        return sessions.running(self._file)

    @property
    def _may(self) -> May:
        return "nothing" if self.read_only else "migrate"

    @property
    def _name(self) -> str:
        return str(self.path) if self.path else ":memory:"

    def _at_once(self) -> Workspace:
        """The same workspace for one who does not wait long: a repr."""
        return Workspace(self._file, user=None, read_only=True, lock_timeout=0.2, is_new=False)

    def _contents(self) -> str:
        if self._closed:
            return "closed"
        try:
            filled = {table: count for table, count in self._at_once().counts().items() if count}
        except AccountsKitError as error:
            return str(error)
        if not filled:
            return "new and empty" if self._is_new else "empty"
        return ", ".join(f"{count:,} {table.replace('_', ' ')}" for table, count in filled.items())
