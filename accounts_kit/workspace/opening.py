"""`ak.open`: from a path to a Workspace, and what is refused before anything is written."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

from accounts_kit.errors import NotAWorkspace, WorkspaceMissing, WrongValue
from accounts_kit.workspace.borrowing import SharedFile
from accounts_kit.workspace.preparing import May
from accounts_kit.workspace.workspace import Workspace

_SECONDS_TO_FILL = 0.05  # another process may be making the file at this moment

_files: dict[Path, SharedFile] = {}
_guard = threading.Lock()


def open(
    path: str | os.PathLike[str] = ":memory:",
    *,
    user: str | None = None,
    read_only: bool = False,
    lock_timeout: float = 10.0,
) -> Workspace:
    """Return the workspace in a file, made there when there is none yet; or one in memory without a path.

    `user` is who acts, as history will say. `lock_timeout` is how many seconds every call waits for another
    process or thread. Raises WorkspaceMissing when the folder is missing, or the file with `read_only`;
    NotAWorkspace and WorkspaceTooNew for a file that is something else; WorkspaceBusy when another process
    holds it. A file that is refused is left as it was.

    >>> open()
    <Workspace in memory: new and empty>
    """
    if str(path) == ":memory:":
        return _in_memory(user, read_only, lock_timeout)
    real = Path(path).expanduser().resolve()
    is_new = _is_new(real, read_only)
    file = _shared(real)
    # An existing file is looked at through a read-only connection first: nothing can be written to it.
    deadline = time.monotonic() + lock_timeout
    lease = file.borrow("write" if is_new else "read", deadline, _may(is_new, read_only))
    file.give_back(lease)
    return Workspace(file, user=user, read_only=read_only, lock_timeout=lock_timeout, is_new=is_new)


def _in_memory(user: str | None, read_only: bool, lock_timeout: float) -> Workspace:
    if read_only:
        raise WrongValue(
            "A workspace in memory starts empty, so read_only=True leaves nothing to do with it. "
            "Give the path of a file, or leave read_only out."
        )
    return Workspace(SharedFile(None), user=user, read_only=False, lock_timeout=lock_timeout, is_new=True)


def _may(is_new: bool, read_only: bool) -> May:
    if read_only:
        return "nothing"
    return "create" if is_new else "migrate"


def _shared(path: Path) -> SharedFile:
    """Return the one SharedFile of a path in this process."""
    key = Path(os.path.normcase(path))
    with _guard:
        if key not in _files:
            _files[key] = SharedFile(path)
        return _files[key]


def _is_new(path: Path, read_only: bool) -> bool:
    """Return whether a workspace is to be made here; an empty file makes way for it."""
    if path.is_dir():
        raise NotAWorkspace(
            f"{path} is a folder. Give the path of a file in it: open({str(path / 'crm.duckdb')!r})."
        )
    if not path.parent.is_dir():
        raise WorkspaceMissing(
            f"There is no folder {path.parent}. open() makes the file only. "
            "Make the folder first, or give another path."
        )
    if path.exists() and not _is_empty(path):
        return False
    if read_only:
        raise WorkspaceMissing(
            f"There is no workspace in {path}, and read_only=True makes none. "
            "Check the path, or make one: open() without read_only."
        )
    path.unlink(missing_ok=True)
    return True


def _is_empty(path: Path) -> bool:
    """Return whether the file has no content, and gets none from another process that is just making it."""
    if path.stat().st_size:
        return False
    time.sleep(_SECONDS_TO_FILL)
    return path.stat().st_size == 0
