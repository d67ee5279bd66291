"""Cells of text as lines of CSV, a batch at a time and without a Python loop over rows.

A cell is quoted when it has to be (RFC 4180: a delimiter, a quote or a line end in it), and no sooner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from accounts_kit.exports.profiles import Profile

LINE_END = "\r\n"

# What Excel takes for a formula when it opens a file; + and - begin numbers and phone numbers too, which
# stay.
_FORMULA = r"^(?:[=@\t\r\n]|[+\-][0-9 ()./,\-]*[^0-9 ()./,\-])"
_GUARD = "'"

# What can fail a whole import of MailBlue.
_EMOJI = r"[\x{2600}-\x{27BF}\x{2B50}\x{1F000}-\x{1FAFF}\x{E0020}-\x{E007F}\x{FE0F}\x{20E3}]\x{200D}?"
_NOT_PLAIN = rf"[\r\n]|{_EMOJI}"


def _text(said: str) -> pa.Scalar:
    """Return a text of the type that all cells have: with room for more than 2 GB in a batch."""
    return pa.scalar(said, pa.large_string())


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of CSV as they stand in the file, and how many of their cells were guarded, and made plain."""

    written: memoryview
    guarded: int
    plainer: int = 0


def lines_of(cells: Sequence[pa.Array], profile: Profile) -> Lines:
    """Return the lines of columns of text, one for each row; a missing cell is empty."""
    texts = [pc.fill_null(one.cast(pa.large_string()), _text("")) for one in cells]
    guarded = plainer = 0
    if profile.plain:
        odd = [pc.match_substring_regex(one, _NOT_PLAIN) for one in texts]
        plainer = sum(pc.sum(one).as_py() or 0 for one in odd)
        texts = [_plain(one) for one in texts] if plainer else texts
    if profile.guarded:
        risky = [pc.match_substring_regex(one, _FORMULA) for one in texts]
        guarded = sum(pc.sum(one).as_py() or 0 for one in risky)
        texts = [_prefixed(one, mask) for one, mask in zip(texts, risky, strict=True)]
    quoted = [_quoted(one, profile, alone=len(texts) == 1) for one in texts]
    rows = pc.binary_join_element_wise(*quoted, _text(profile.delimiter))
    return Lines(bytes_of(pc.binary_join_element_wise(rows, _text(LINE_END), _text(""))), guarded, plainer)


def _plain(texts: pa.Array) -> pa.Array:
    """Return texts with a blank for each line break, and without emoji."""
    on_one_line = pc.replace_substring_regex(texts, r"\s*[\r\n]+\s*", " ")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(on_one_line, _EMOJI, ""))


def _prefixed(texts: pa.Array, mask: pa.Array) -> pa.Array:
    if not pc.any(mask).as_py():
        return texts
    return pc.if_else(mask, pc.binary_join_element_wise(_text(_GUARD), texts, _text("")), texts)


def _quoted(texts: pa.Array, profile: Profile, *, alone: bool) -> pa.Array:
    letters = bytes(bytes_of(texts))
    if not alone and not any(sign in letters for sign in f'"\r\n{profile.delimiter}'.encode()):
        return texts  # the usual case, and looking at all letters at once is many times faster
    special = pc.match_substring_regex(texts, f'["\r\n{profile.delimiter}]')
    if alone:  # a line with nothing on it is no row
        special = pc.or_(special, pc.equal(texts, _text("")))
    if not pc.any(special).as_py():
        return texts
    doubled = pc.replace_substring(texts, '"', '""')
    return pc.if_else(special, pc.binary_join_element_wise(_text('"'), doubled, _text('"'), _text("")), texts)


def bytes_of(texts: pa.Array) -> memoryview:
    """Return the letters of all texts (large_string), which Arrow keeps one after the other."""
    _, offsets, letters = texts.buffers()
    if not len(texts) or letters is None:
        return memoryview(b"")
    ends = memoryview(offsets).cast("q")
    return memoryview(letters)[ends[texts.offset] : ends[texts.offset + len(texts)]]
