"""Exports: records, segments and frames as files that other programs read."""

from accounts_kit.exports.writing import Export as Export, write as write
