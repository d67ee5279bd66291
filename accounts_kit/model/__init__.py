"""The model: kinds, fields, the catalogue of standard and custom fields, and records as plain data.

Needs the standard library only (and yaml, in `model.schemas`). Every other layer asks it what a name means.
"""

from accounts_kit.model.catalogue import Catalogue
from accounts_kit.model.fields import Field, RecordType
from accounts_kit.model.kinds import KINDS, Kind
from accounts_kit.model.schemas import record_types

__all__ = ["KINDS", "Catalogue", "Field", "Kind", "RecordType", "record_types"]
