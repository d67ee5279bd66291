"""`python -m accounts_kit`: the command line, where the command itself is not on the path."""

from accounts_kit.cli.program import main

main(prog_name="accounts-kit")
