"""The command `accounts-kit`: one command a file, each a thin skin over one function of the library.

What every command keeps to: stdout is data, stderr is talk; errors of ours are one line and exit code 1; a
command module imports click and nothing heavy at its top, so that `--help` answers at once.
"""

from accounts_kit.cli.program import main

__all__ = ["main"]
