"""Typing: text becomes the values of its field's kind, set-wise and by one reading for the whole column."""

from accounts_kit.imports.typing.abroad import by_country
from accounts_kit.imports.typing.rows import Refused, TypedRows, type_rows

__all__ = ["Refused", "TypedRows", "by_country", "type_rows"]
