"""The exit codes of `accounts-kit`, for scripts that ask how it went."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a command ended."""

    OK = 0
    """It did what was asked."""

    FAILED = 1
    """It could not: a file is missing, a rule makes no sense, a workspace is in use ... stderr says which."""

    USAGE = 2
    """The command line itself is wrong: an option that is not there, an argument too few."""

    PROBLEMS = 3
    """With --strict only: it did what was asked, and the data has problems."""
