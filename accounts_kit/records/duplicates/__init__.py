"""Accounts that may be one firm, and contacts that may be one person: found, scored and explained.

It only ever suggests; nothing here writes a record. Called by records.accounts and records.contacts.
"""

from accounts_kit.records.duplicates.finding import account_duplicates, contact_duplicates

__all__ = ["account_duplicates", "contact_duplicates"]
