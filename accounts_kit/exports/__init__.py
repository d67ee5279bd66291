"""Exports: records, segments and frames as files that other programs read."""

from accounts_kit.exports.everything import write_everything as write_everything
from accounts_kit.exports.export import Export as Export
from accounts_kit.exports.writing import write as write
