"""The personalisation tags of MailBlue and ActiveCampaign, read as templates and written from them."""

from accounts_kit.merge_fields.mailblue.conversion import Conversion as Conversion
from accounts_kit.merge_fields.mailblue.reading import from_mailblue as from_mailblue
from accounts_kit.merge_fields.mailblue.writing import to_mailblue as to_mailblue
