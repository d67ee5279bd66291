"""Reading: a file or a frame as a table, before anything in it has a meaning.

Finds encoding, delimiter, quote and header where they are not stated, and says what was assumed; keeps every
cell, and the line that each row starts on; keeps rows that do not fit the header apart, and never shifts a
cell. Called by the rest of `imports`.
"""

from accounts_kit.imports.reading.headers import REJECT_COLUMNS
from accounts_kit.imports.reading.layout import Layout
from accounts_kit.imports.reading.result import Assumption, Fingerprint, Reading
from accounts_kit.imports.reading.source import fingerprint_of, read

__all__ = ["REJECT_COLUMNS", "Assumption", "Fingerprint", "Layout", "Reading", "fingerprint_of", "read"]
