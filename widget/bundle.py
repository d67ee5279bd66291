"""Says of which modules the delivered JavaScript was made, so that a test knows when they are newer.

`make widget` bundles the modules with esbuild and then runs this; nothing of it runs where a builder is used.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

HERE = Path(__file__).parent
DELIVERED = HERE.parent / "accounts_kit" / "widgets" / "static" / "builder.js"
MARK = "// made from "


def digest() -> str:
    """Return the digest of all modules and styles, whatever line ends a checkout gave them."""
    known = hashlib.sha256()
    for path in sorted([*HERE.glob("*.js"), *HERE.glob("*.css")]):
        known.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return known.hexdigest()


def made_from() -> str:
    """Return the digest of the modules that the delivered JavaScript was made of."""
    first, _, _ = DELIVERED.read_text(encoding="utf-8").partition("\n")
    return first.removeprefix(MARK)


def main() -> None:
    """Write the digest into the first line of what esbuild made."""
    made = DELIVERED.read_text(encoding="utf-8")
    DELIVERED.write_text(f"{MARK}{digest()}\n{made}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
