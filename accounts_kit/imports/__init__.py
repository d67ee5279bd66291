"""Imports: files and frames become accounts, contacts, notes and more, and what is wrong comes back.

Reading, mapping, typing, checking, resolving, writing, in that order; each in a module of that name.
"""

from accounts_kit.imports.everything import Everything, read_everything
from accounts_kit.imports.kept import PastImport, get, table, undo
from accounts_kit.imports.planning import plan, run
from accounts_kit.imports.results import ImportResult, Plan

__all__ = [
    "Everything",
    "ImportResult",
    "PastImport",
    "Plan",
    "get",
    "plan",
    "read_everything",
    "run",
    "table",
    "undo",
]
