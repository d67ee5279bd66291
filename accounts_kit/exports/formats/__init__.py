"""The formats that an export can have: what the value of a field becomes, and who writes it."""

from accounts_kit.exports.formats.choosing import format_of as format_of
from accounts_kit.exports.formats.format import Format as Format, Layout as Layout, Writer as Writer
