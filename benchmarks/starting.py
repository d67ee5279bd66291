"""How long one waits before anything happens: importing the package, and asking the command line for help."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.firm import Firm
from benchmarks.timing import Figure, at_most, in_turn

HELP_MAY_TAKE = 0.2


def figures(firm: Firm) -> Iterator[Figure]:
    """Yield the figures of starting."""
    yield at_most(
        "import accounts_kit, open a workspace", "import pandas, duckdb",
        lambda: _python("import accounts_kit as ak; ak.open()"), lambda: _python("import pandas, duckdb"),
        times=1.5,
    )  # fmt: skip
    command = Path(sys.executable).with_name("accounts-kit")
    ours, bare, ratio = in_turn(lambda: _run(str(command), "--help"), lambda: _python("pass"), runs=5)
    over = ours - bare
    yield Figure(
        "accounts-kit --help", "python -c pass", ours, bare, ratio,
        f"at most {HELP_MAY_TAKE} s more", over <= HELP_MAY_TAKE, f"{over:.3f} s more",
    )  # fmt: skip


def _python(code: str) -> None:
    _run(sys.executable, "-c", code)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
