"""Data as YAML that says the same when it is read again, for what PyYAML by itself writes and cannot read.

Loaded only when a segment is written.
"""

from __future__ import annotations

import yaml

# PyYAML writes it as it is, and reads it as the end of a line, which becomes a space.
NEXT_LINE = "\x85"


class _Dumper(yaml.SafeDumper):
    """Writes what has a NEXT LINE in double quotes, in which it is escaped."""


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = '"' if NEXT_LINE in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def yaml_text(data: object) -> str:
    """Return the data as YAML, keys in their order, accents as they are."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
