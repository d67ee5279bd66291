"""Fields of a workspace: defined, changed, ordered, converted, deleted into an archive; and their options.

`records.custom_fields` is what users call.
"""
