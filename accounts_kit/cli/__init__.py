"""The command `accounts-kit`."""

from accounts_kit.cli.program import main

__all__ = ["main"]
