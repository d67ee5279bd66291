"""The program: the group that every command belongs to."""

from __future__ import annotations

import click


@click.group(name="accounts-kit", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="accounts-kit")
def main() -> None:
    """Load, check, segment and export the accounts and contacts of a firm."""
