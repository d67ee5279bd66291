"""A file for MailBlue in parts: a program that takes files up to a size gets as many as it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from accounts_kit.exports.cells import Lines, lines_of
from accounts_kit.exports.contents import Content
from accounts_kit.exports.export import Export
from accounts_kit.exports.files import written_whole
from accounts_kit.exports.formats import Layout
from accounts_kit.exports.mailblue import MailBlueLayout


def written_in_parts(
    content: Content, path: Path, mailblue: MailBlueLayout, layout: Layout, overwrite: bool, largest: int
) -> Export:
    """Write the rows to the path, and what has no room there to path-2, path-3 ...; each has the header.

    All parts are put in place at the end, or none is.
    """
    rows = plainer = 0
    parts: list[Path] = []
    with ExitStack() as open_parts:
        header = lines_of([pa.array([one]) for one in layout.headers], layout.profile).written
        file: BinaryIO | None = None
        for lines, count in _pieces(content, layout, largest - len(header)):
            if file is None or file.tell() + len(lines.written) > largest:
                parts.append(path if not parts else path.with_stem(f"{path.stem}-{len(parts) + 1}"))
                file = open_parts.enter_context(written_whole(parts[-1], overwrite=overwrite))
                file.write(header)
            file.write(lines.written)
            rows, plainer = rows + count, plainer + lines.plainer
    remarks = (*mailblue.remarks, *_left_over(path, len(parts)))
    return Export(
        rows,
        path,
        layout.profile.name,
        content.excluded,
        plainer=plainer,
        parts=tuple(parts),
        remarks=remarks,
    )


def _pieces(content: Content, layout: Layout, room: int) -> Iterator[tuple[Lines, int]]:
    """Yield lines that fit into one part, and how many rows they are; one without rows comes too."""
    waiting: list[Sequence[pa.Array]] = []
    for cells in content.batches:
        waiting.append(cells)
        while waiting:
            piece = waiting.pop()
            lines, count = lines_of(piece, layout.profile), len(piece[0])
            if len(lines.written) <= room or count < 2:
                yield lines, count
            else:
                half = count // 2
                waiting += [[one.slice(half) for one in piece], [one.slice(0, half) for one in piece]]


def _left_over(path: Path, parts: int) -> Iterator[str]:
    """Yield what to say of a part that an earlier, larger export left behind."""
    later = path.with_stem(f"{path.stem}-{max(parts, 1) + 1}")
    if later.exists():
        yield f"{later.name} is of an earlier export, and belongs to this one no more."
