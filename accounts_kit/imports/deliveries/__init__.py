"""Deliveries: what another program hands over in many pieces, as tables to be imported one after the other.

Answers of the API of ActiveCampaign and MailBlue, and Salesforce's trees of records. References by id become
names and addresses, and nothing is dropped in silence: an assumption counts what is left out. Called by
`imports`, which loads the tables in one transaction, in their order.
"""

from accounts_kit.imports.deliveries.delivery import Delivery
from accounts_kit.imports.deliveries.door import deliveries
from accounts_kit.imports.deliveries.envelopes import likely_keys

__all__ = ["Delivery", "deliveries", "likely_keys"]
