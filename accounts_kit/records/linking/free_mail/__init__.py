"""The domains at which anybody can have an e-mail address, so that none of them says for whom one works."""

from accounts_kit.records.linking.free_mail.listed import free_mail_domains

__all__ = ["free_mail_domains"]
