"""How the tests of the command line run it: within this process, or in one of its own."""

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from accounts_kit.cli import main
from accounts_kit.cli.exit_codes import ExitCode

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "accounts_kit.cli"]


def run(*arguments: str | Path) -> Result:
    """Run the command within this process."""
    return CliRunner().invoke(main, list(map(str, arguments)))


def in_a_process(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with pipes for what it writes."""
    return subprocess.run(
        [*COMMAND, *arguments], cwd=cwd, env=environment(), capture_output=True, encoding="utf-8", timeout=60
    )


def environment() -> dict[str, str]:
    """The environment of a process that finds this checkout."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "xterm", "COLUMNS": "80"}


def one_line(result: Result) -> str:
    """The line on stderr of a command that failed, with nothing on stdout."""
    assert (result.exit_code, result.stdout) == (ExitCode.FAILED, "")
    (line,) = result.stderr.splitlines()
    return line
