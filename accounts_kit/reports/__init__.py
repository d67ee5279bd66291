"""Charts, and reports: notebooks that become one HTML file."""

from accounts_kit.reports.building import Report, build, names

__all__ = ["Report", "build", "names"]
