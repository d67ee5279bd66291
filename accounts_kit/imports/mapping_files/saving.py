"""The mapping of a plan as a file: what was decided, to edit and to use again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from accounts_kit.errors import FileInTheWay, WrongValue
from accounts_kit.imports.mapping_files.writing import mapping_text
from accounts_kit.imports.request import Request
from accounts_kit.imports.sources import Opened
from accounts_kit.imports.staging import Step


def write_mapping(
    path: Path, asked: Opened, steps: Sequence[Step], language: str, *, overwrite: bool
) -> None:
    """Write the mapping of a plan; see results.Plan.save_mapping."""
    if len(steps) != 1:
        raise WrongValue(
            "A mapping file is of one source, and this plan has several. Plan one file of it, and save that."
        )
    text = mapping_text(
        steps[0].decided,
        steps[0].reading,
        layout=asked.request.layout.completed(asked.sources[0].stated.layout),
        options=_stated(asked.request),
        language=language,
    )
    if path.exists() and not overwrite and path.read_text(encoding="utf-8", errors="replace") != text:
        raise FileInTheWay(
            f"{path.name} is there already, and somebody may have edited it. "
            "Give another name, or say save_mapping(path, overwrite=True)."
        )
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)


def _stated(request: Request) -> dict[str, object]:
    """Return the keywords of an import that the caller or the mapping file gave.

    The fields that unknown columns become stand with their columns; those of another file are asked for anew.
    """
    return {
        one.name: getattr(request, one.name)
        for one in fields(request)
        if one.name not in ("subject", "source", "mapping", "layout")
        and getattr(request, one.name) != one.default
        and (one.name, getattr(request, one.name)) != ("unknown_columns", "create")
    }
