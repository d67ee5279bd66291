"""Loading many records at once: from a staged relation, matched with what is there, then written.

`resolve` answers what would happen with each row and writes nothing, so that a dry run and the run itself
share it; `changes_of` shows it cell by cell; `write` does it. All think in sets: a handful of statements,
whatever the number of rows. Called by `imports` (after its checks) and by `sample`.
"""

from accounts_kit.records.loading.changes import changes_of
from accounts_kit.records.loading.modes import Mode, Modes, mode_of, modes_of
from accounts_kit.records.loading.resolution import Resolution, resolve
from accounts_kit.records.loading.writing import defaults_of_new, keep_record_ids, write

__all__ = [
    "Mode",
    "Modes",
    "Resolution",
    "changes_of",
    "defaults_of_new",
    "keep_record_ids",
    "mode_of",
    "modes_of",
    "resolve",
    "write",
]
