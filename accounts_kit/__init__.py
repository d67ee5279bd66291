"""Accounts, contacts, segments and merge fields of one firm: `import accounts_kit as ak`."""

__version__ = "0.1.0"
