"""The manifest beside an exported file: what it holds, by which rule, at which moment, and its checksum.

Whoever finds the file a year later reads there what it was; `python -c` or any program can verify it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accounts_kit.exports.files import written_whole
from accounts_kit.merge_fields.templates import Template

if TYPE_CHECKING:
    from accounts_kit.exports.contents import Content
    from accounts_kit.exports.export import Export

_ENDING = ".manifest.json"


def write_manifest(
    written: Export, content: Content, about: Mapping[str, Any], templates: Mapping[str, Template | str]
) -> None:
    """Write the manifest of an export beside its (first) file, in place of an older one."""
    said: dict[str, Any] = {
        "files": [{"name": part.name, "sha256": digest(part)} for part in written.parts],
        "rows": written.rows,
        "profile": written.profile,
        **about,
        "columns": _columns(content, templates),
        "excluded": dict(written.excluded),
        "guarded": written.guarded,
        "cut": written.cut,
        "plainer": written.plainer,
        "remarks": list(written.remarks),
    }
    put_manifest(manifest_of(written.path), said)


def put_manifest(path: Path, said: Mapping[str, Any]) -> None:
    """Write what a manifest says, and when and by which version it was written, in place of an older one."""
    stamp = {
        "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "program": f"accounts_kit {version('accounts-kit')}",
    }
    with written_whole(path, overwrite=True) as file:
        file.write(json.dumps({**said, **stamp}, ensure_ascii=False, indent=2, default=str).encode() + b"\n")


def manifest_of(path: Path) -> Path:
    """Return where the manifest of a file stands.

    >>> manifest_of(Path("contacten.csv")).name
    'contacten.csv.manifest.json'
    """
    return path.with_name(path.name + _ENDING)


def _columns(content: Content, templates: Mapping[str, Template | str]) -> list[dict[str, str | None]]:
    """Return what stands below each header: a field, a template, or neither for a column of a frame."""
    return [
        {
            "header": header,
            "field": field.name if field else None,
            "template": _text(templates.get(header)) if field is None else None,
        }
        for header, field in zip(content.headers, content.fields, strict=True)
    ]


def _text(template: Template | str | None) -> str | None:
    return template.text if isinstance(template, Template) else template


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
