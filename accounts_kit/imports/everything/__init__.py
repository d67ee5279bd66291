"""Everything in a workspace from files: what `exports.write_everything` wrote, back in an empty workspace."""

from accounts_kit.imports.everything.loading import (
    Everything as Everything,
    read_everything as read_everything,
)
