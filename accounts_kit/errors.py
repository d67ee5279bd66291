"""Every exception of accounts_kit, and Problem: what a check found in someone's data.

A caller's mistake raises one of these; a data problem is a value and comes back in a frame. Messages have
three parts of one sentence each: what is wrong (with the value), what was possible, what to write instead.
Each exception also inherits the builtin that it refines, so that `except ValueError` works as people expect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One value that a check refused, and where it stood.

    `line` is the line in the file (None outside a file), `column` the header as the file has it (the field's
    name outside a file), `value` the text that was refused (None when it was missing), `message` a sentence.
    """

    check: str
    message: str
    column: str | None = None
    value: str | None = None
    line: int | None = None
    file: str | None = None

    def __str__(self) -> str:
        """Return `file line n, column 'c': message (check: name).`, leaving out what is not known."""
        place = " ".join(part for part in (self.file, f"line {self.line}" if self.line else None) if part)
        column = f"column {self.column!r}" if self.column else None
        where = ", ".join(part for part in (place, column) if part)
        said = f"{self.message} (check: {self.check})."
        return f"{where}: {said}" if where else said


class AccountsKitError(Exception):
    """What every error of this package is; catch it to catch them all."""


# --- names that do not exist


class UnknownField(AccountsKitError, LookupError):
    """A field name that neither the schemas nor the workspace's custom fields hold."""


class UnknownRecord(AccountsKitError, LookupError):
    """An account, contact, note, tag, change set or user that is not in the workspace."""


class UnknownOption(AccountsKitError, ValueError):
    """A text that is not one of a field's options."""


# --- values


class WrongValue(AccountsKitError, ValueError):
    """Values that a check refuses; `problems` holds each of them with its check's name."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> WrongValue:
        """Return the error that says all the problems of one call, a line each."""
        return cls("\n".join(str(problem) for problem in problems), problems)


class WrongKind(AccountsKitError, TypeError):
    """An operator, or a value, that does not go with the kind of its field."""


class AlreadyExists(AccountsKitError, ValueError):
    """A second record with the same key: an account's name, a contact's e-mail, a field's key."""


class AlreadyLinked(AccountsKitError, ValueError):
    """A contact that belongs to another account already (a contact has at most one)."""


class NotLinked(AccountsKitError, ValueError):
    """A contact without an account, where one is needed."""


class FieldInUse(AccountsKitError, ValueError):
    """A field, option or segment that something else still names."""


class RuleError(AccountsKitError, ValueError):
    """A rule that cannot be read or means nothing; said before any SQL runs."""


class TemplateError(AccountsKitError, ValueError):
    """A template that cannot be read, with line and column."""


class NotAllowed(AccountsKitError, PermissionError):
    """Something that the acting user has no right to."""


# --- the workspace


class WorkspaceMissing(AccountsKitError, FileNotFoundError):
    """No workspace file at that path, where one was expected."""


class NotAWorkspace(AccountsKitError, ValueError):
    """A file that accounts_kit did not make."""


class WorkspaceTooNew(AccountsKitError, ValueError):
    """A workspace written by a newer accounts_kit than this one."""


class WorkspaceBusy(AccountsKitError, TimeoutError):
    """Another process holds the workspace file, and did not let go in time."""


class WorkspaceReadOnly(AccountsKitError, PermissionError):
    """A write on a workspace that was opened, or is being held, for reading only."""


class TransactionFailed(AccountsKitError, RuntimeError):
    """A transaction() that went on after a step in it had failed halfway; nothing of it was kept."""


class WorkspaceClosed(AccountsKitError, ValueError):
    """A workspace that was used after close()."""


# --- files


class FileMissing(AccountsKitError, FileNotFoundError):
    """No file at the path that was to be read."""


class UnreadableFile(AccountsKitError, ValueError):
    """A file that is not the table it should be: empty, a header only, binary, or in no known encoding."""


class UnknownEncoding(AccountsKitError, LookupError):
    """An encoding that Python has no codec for."""


class MappingError(AccountsKitError, ValueError):
    """Columns that cannot be brought to fields: no key column, or two columns on one field."""


class NoRoom(AccountsKitError, OSError):
    """No memory for what is asked, or no room on the disk for what has to wait there meanwhile."""


class PlanIsStale(AccountsKitError, ValueError):
    """A plan whose file or catalogue changed since it was made."""


class ExtraMissing(AccountsKitError, ImportError):
    """A package that comes with the extra [notebook], and is not installed."""


class ReportFailed(AccountsKitError, RuntimeError):
    """A notebook of a report that stopped before its end, with the cell and the error."""


class FileInTheWay(AccountsKitError, FileExistsError):
    """An export to a file that exists already, without overwrite=True."""
