"""Fields of a workspace: defined, changed, ordered, converted, deleted into an archive; their options; and
undo.

`records.custom_fields` is what users call.
"""
