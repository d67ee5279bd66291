"""What the library advises in Python, as one says it in a shell: locale='nl' becomes --locale nl."""

from __future__ import annotations

import re

# The keywords of an import that are options; each is called like its option but for these.
KEYWORDS = (
    "mapping", "encoding", "delimiter", "quote", "header", "sheet", "records", "locale", "dates", "missing",
    "key", "update", "clear", "unknown_accounts", "unknown_columns", "tags",
)  # fmt: skip
CALLED = {"tags": "--tag"}
HEADERS = {"True": "first", "False": "none"}

_SENTENCES = (
    (r"imports\.table\(\)", "accounts-kit import show"),
    (
        r"imports\.run\(ws, '(\w+)', '([^']+)', mapping=\.\.\.\)",
        r"accounts-kit import run \1 \2 --mapping FILE",
    ),
    (r"imports\.run\(ws, '(\w+)', (?:'([^']+)'|path)\)", r"accounts-kit import run \1 FILE"),
    (r", or say \w+\(path, overwrite=True\)", ""),
    (r" For reading only: open\(\.\.\., read_only=True\)\.", ""),
    (r", or wait: open\(\.\.\., lock_timeout=60\)", ", or try again later"),
    (r"Give the path of a YAML file, or a dictionary\.", "Give the path of a YAML file."),
)
_COLUMN = re.compile(r"\bmapping=(\{.*?\})(?=[\s.,)]|$)")
_KEYWORD = re.compile(rf"(?<![^\s(])({'|'.join(KEYWORDS)})=('[^'\s]*'|[\w.]+\b)?")


def in_shell(text: str) -> str:
    """Return a sentence with the advice in it as options of the command line.

    >>> in_shell("To say otherwise, give locale='nl' or header=False.")
    'To say otherwise, give --locale nl or --header none.'
    """
    for pattern, said in _SENTENCES:
        text = re.sub(pattern, said, text)
    text = _COLUMN.sub(lambda found: f"columns: {_yaml(found[1])} in a --mapping file", text)
    return _KEYWORD.sub(_option, text)


def _yaml(mapping: str) -> str:
    return re.sub(r"\bNone\b", "null", mapping)


def _option(found: re.Match[str]) -> str:
    """Return a keyword with its value as an option; what a shell would take apart stays in quotes."""
    keyword, value = found[1], found[2]
    option = CALLED.get(keyword, "--" + keyword.replace("_", "-"))
    if value is None:
        return option
    plain = value.strip("'")
    said = plain if re.fullmatch(r"[\w./:-]+", plain) else value
    return f"{option} {HEADERS.get(said, said) if keyword == 'header' else said}"
