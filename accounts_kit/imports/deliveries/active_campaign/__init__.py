"""Answers of the API of ActiveCampaign, which MailBlue's is too, as tables."""

from accounts_kit.imports.deliveries.active_campaign.tables import tables_of_active_campaign

__all__ = ["tables_of_active_campaign"]
