"""The folders that travel with the package: schemas, data and notebooks.

In a wheel they lie inside the package, in a checkout (editable install) at its top level. This is the only
place that knows the difference.
"""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped(folder: str) -> Path:
    """Return the path of one shipped folder: "schemas", "data" or "notebooks".

    Raises FileNotFoundError when the installation lacks it, which means that it was not installed whole.
    """
    for candidate in (PACKAGE / "_shipped" / folder, PACKAGE.parent / folder):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(
        f"accounts_kit is installed without its folder {folder!r}. "
        "Install it again: pip install --force-reinstall accounts-kit."
    )
