"""Mapping: which column of a source fills which field, and how sure that is.

What the caller says comes first, then the names of headers in two languages, then headers that are a name
mistyped, then columns that hold nothing but addresses or numbers. What is likely and not said is an
assumption. Called by `planning`.
"""

from accounts_kit.imports.mapping.columns import map_columns, map_reading
from accounts_kit.imports.mapping.contents import Contents
from accounts_kit.imports.mapping.targets import fields_of

__all__ = ["Contents", "fields_of", "map_columns", "map_reading"]
