"""What reading gives: the table as the source has it, and everything that was assumed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from accounts_kit.errors import Problem

if TYPE_CHECKING:
    import pyarrow as pa


class Assumption(NamedTuple):
    """One thing that was found, guessed or put up with: a code for programs, and a sentence for people."""

    code: str
    text: str


class Fingerprint(NamedTuple):
    """The size and SHA-256 of a source; two readings with equal fingerprints read the same."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A source as a table, before anything in it has a meaning.

    `table` has a column c0, c1 ... for each header, and `line`: the line of the file on which a row starts
    (the header stands on line 1 of an ordinary file), or the row's number in a frame. In a file every cell is
    text; NULL is a cell that the row does not have, "" one that is empty. A frame keeps the types of its
    columns.

    `headers` are different from one another (see `headers.unique_headers`), `original_headers` are as the
    source has them. `broken` are the records that do not fit the header, each with its own text: no row of
    the table is one. `encoding`, `delimiter` and `quote` are None for a frame, `delimiter` also when the file
    has one column; `quote` is "" where nothing is quoted, `escape` the backslash where one stands before a
    quote that is text. `header_line` is the line of the header, None when the file has none: then the headers
    are column 1, column 2 ..., and the original ones blank. `preamble` is what stands above the header, as it
    is.
    """

    name: str
    headers: tuple[str, ...]
    original_headers: tuple[str, ...]
    table: pa.Table = field(repr=False)
    fingerprint: Fingerprint = field(repr=False)
    assumptions: tuple[Assumption, ...] = ()
    broken: tuple[Problem, ...] = ()
    encoding: str | None = None
    encoding_stated: bool = False
    delimiter: str | None = None
    quote: str | None = None
    escape: str = ""
    header_line: int | None = 1
    preamble: str = ""
