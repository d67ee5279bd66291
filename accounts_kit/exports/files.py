"""Writing a file whole or not at all: beside it first, then in its place in one step.

Whoever opens the final name sees the old file or the new one. A killed export leaves a `.part` file beside
it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from accounts_kit.errors import FileInTheWay


@contextmanager
def written_whole(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """Open a file to be written; it stands under its name when the block ends well, and nowhere otherwise.

    Makes the folder when there is none. Raises FileInTheWay when the file exists, unless `overwrite`.
    """
    _refuse(path, overwrite)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _refuse(path, overwrite)  # somebody else may have been faster
        _put(part, path)
    finally:
        part.unlink(missing_ok=True)


def _put(part: Path, path: Path) -> None:
    try:
        part.replace(path)
    except PermissionError as error:  # Windows, for a file that is open
        raise FileInTheWay(f"{path} is in use. Close it (in Excel, perhaps) and write it again.") from error


def _refuse(path: Path, overwrite: bool) -> None:
    if path.exists() and not overwrite:
        raise FileInTheWay(f"{path} exists already. To replace it, write: overwrite=True.")
    if path.is_dir():
        raise FileInTheWay(f"{path} is a folder. Give the name of a file in it.")
