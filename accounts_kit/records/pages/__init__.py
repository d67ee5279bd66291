"""Pages: all there is to see of one account or one contact, as frames, as text and as HTML."""

from accounts_kit.records.pages.account_page import AccountPage, account_page
from accounts_kit.records.pages.contact_page import ContactPage, contact_page

__all__ = ["AccountPage", "ContactPage", "account_page", "contact_page"]
