"""Patterns: RE2, the engine that DuckDB has in `regexp_matches` too; Python's `re` differs in many points."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

import re2

from accounts_kit.errors import RuleError


class Pattern(Protocol):
    """What is left of re2, which ships no types."""

    def search(self, text: str) -> object | None:
        """Return the first match anywhere in the text, or None."""


@lru_cache(maxsize=256)
def pattern(text: str, *, exact: bool = False) -> Pattern:
    """Return the compiled pattern, blind to case unless exact; raises RuleError when it is none."""
    options = re2.Options()
    options.case_sensitive = exact
    options.log_errors = False
    try:
        found: Pattern = re2.compile(text, options)
    except re2.error as error:
        reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        raise RuleError(f"{text!r} is no pattern: {reason}. Patterns are RE2, as in '^info@'.") from None
    return found
