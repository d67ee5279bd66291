"""Merge fields: templates in Liquid over contacts and their accounts, rendered for a segment at the speed of
SQL.
"""

from accounts_kit.merge_fields.check import check as check
from accounts_kit.merge_fields.coverage import coverage as coverage
from accounts_kit.merge_fields.mailblue import (
    Conversion as Conversion,
    from_mailblue as from_mailblue,
    to_mailblue as to_mailblue,
)
from accounts_kit.merge_fields.messages import (
    columns as columns,
    refuse_gaps as refuse_gaps,
    render as render,
)
from accounts_kit.merge_fields.overview import fields as fields
from accounts_kit.merge_fields.preview import preview as preview
from accounts_kit.merge_fields.results import lengths as lengths, suspicious as suspicious, worst as worst
from accounts_kit.merge_fields.side_by_side import Preview as Preview
from accounts_kit.merge_fields.templates import Template as Template
