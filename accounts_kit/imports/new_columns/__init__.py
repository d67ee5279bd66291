"""New columns: what has no field becomes a custom field, of a kind that every one of its cells fits.

`with_proposals` says which fields those would be, `with_new` puts the fields in their place once they are
defined. Nothing here writes. Called by `planning` for unknown_columns="create".
"""

from accounts_kit.imports.new_columns.defined import with_new
from accounts_kit.imports.new_columns.proposing import proposed_columns, with_proposals

__all__ = ["proposed_columns", "with_new", "with_proposals"]
