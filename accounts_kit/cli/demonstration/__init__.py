"""The demo: what `accounts-kit demo` does and tells, a chapter a module."""

from accounts_kit.cli.demonstration.story import tell

__all__ = ["tell"]
