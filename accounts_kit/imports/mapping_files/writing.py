"""Writing a mapping file: everything that was decided, with what a person needs to judge and change it.

What was found of the layout stands there as a comment, since next month's file may be another one; what the
caller stated stands there as it was stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import yaml

from accounts_kit.imports.mapped import ColumnMapping, IgnoredColumn, MappedColumn, NewColumn
from accounts_kit.imports.mapping_files.judging import OPTIONS
from accounts_kit.imports.mapping_files.reading import VERSION
from accounts_kit.imports.reading import Layout, Reading
from accounts_kit.imports.reading.layout import EVERYTHING_FOUND

# PyYAML reads a key on one line up to 1,024 signs; a longer one is written as a complex key.
LONGEST_KEY = 1_000
WIDE = 2**31 - 1

COMMENTS = {
    "title": {
        "nl": "Welke kolom van {name} welk veld vult. Een kolom waar niets achter staat, wordt overgeslagen.",
        "en": "Which column of {name} fills which field. A column with nothing behind it is ignored.",
    },
    "found": {"nl": "gevonden", "en": "found"},
    "nearest": {"nl": "dichtstbij: {field}", "en": "nearest: {field}"},
    "similar": {"nl": "lijkt erop, {sure}", "en": "similar, {sure}"},
    "content": {"nl": "naar de inhoud, {sure}", "en": "by content, {sure}"},
    "taken": {"nl": "{field} heeft al een kolom", "en": "{field} has a column already"},
    "computed": {
        "nl": "{field} houdt accounts_kit zelf bij",
        "en": "accounts_kit keeps {field} itself",
    },
    "no_account": {
        "nl": "voor {field} ontbreekt de naam van het account",
        "en": "{field} needs the account's name",
    },
    "no_option": {
        "nl": "geen van de cellen is een optie van {field}",
        "en": "none of its cells is an option of {field}",
    },
    "empty": {"nl": "leeg", "en": "empty"},
}


def mapping_text(
    mapping: ColumnMapping,
    reading: Reading,
    *,
    layout: Layout = EVERYTHING_FOUND,
    options: Mapping[str, Any] | None = None,
    language: str = "en",
) -> str:
    """Return the YAML of a mapping of a reading; `layout` and `options` are what the caller stated.

    `options` are keywords of the import, by their names; None and empty ones are left out. An `update` that
    says something of single fields is written at their columns.
    """
    given = {name: one for name, one in (options or {}).items() if name in OPTIONS and _is_said(one)}
    usual, by_field = _updates(given.pop("update", None))
    given |= {"update": usual} if usual else {}
    parts = [
        _comment(COMMENTS["title"][_of(language)].format(name=reading.name)),
        f"version: {VERSION}",
        f"what: {mapping.subject.what}",
        *_layout(layout, reading, language),
        *([f"options: {_flow({name: _plain(one) for name, one in given.items()})}"] if given else []),
        "columns:",
        *_columns(mapping, by_field, language),
    ]
    if mapping.names:
        parts += ["names:", *(f"  {_pair(wrong, _scalar(right))}" for wrong, right in mapping.names.items())]
    return "\n".join(parts) + "\n"


def _of(language: str) -> str:
    return "nl" if language == "nl" else "en"


def _is_said(one: Any) -> bool:
    return one is not None and one != () and one != [] and one != {}


def _updates(update: str | Mapping[str, str] | None) -> tuple[str | None, Mapping[str, str]]:
    """Return the mode of the rest, and the modes of single fields by their keys."""
    if isinstance(update, Mapping):
        return update.get(""), {key: one for key, one in update.items() if key}
    return update, {}


def _plain(one: Any) -> Any:
    return list(one) if isinstance(one, tuple | set | frozenset) else one


def _layout(layout: Layout, reading: Reading, language: str) -> Iterator[str]:
    """Yield the section of the layout: what was stated, and as a comment what was found."""
    stated = {name: one for name, one in asdict(layout).items() if one is not None}
    if stated:
        yield f"read: {_flow(stated)}"
    found = {"encoding": reading.encoding, "delimiter": reading.delimiter}
    found = {name: one for name, one in found.items() if one is not None and name not in stated}
    if found:
        yield _comment(f"read: {_flow(found)}  ({COMMENTS['found'][_of(language)]})")


def _columns(mapping: ColumnMapping, updates: Mapping[str, str], language: str) -> Iterator[str]:
    columns: list[MappedColumn | NewColumn | IgnoredColumn] = [
        *mapping.columns,
        *mapping.new,
        *(one for one in mapping.ignored if one.reason != "reject"),
    ]
    for one in sorted(columns, key=lambda one: one.place):
        said = _said(one, updates)
        remarks = [_remark(one, language), ", ".join(mapping.samples.get(one.place, ()))]
        comment = "; ".join(remark for remark in remarks if remark)
        yield f"  {_pair(one.header, said)}{'  ' + _comment(comment) if comment else ''}"


def _said(one: MappedColumn | NewColumn | IgnoredColumn, updates: Mapping[str, str]) -> str:
    """Return what stands behind the header of a column."""
    match one:
        case IgnoredColumn():
            return ""
        case MappedColumn():
            said: dict[str, Any] = {"field": one.field.name}
            key = one.key
        case NewColumn():
            options = {"options": list(one.options)} if one.options else {}
            more = {"currency": one.currency, "check": one.check}
            told = {name: value for name, value in more.items() if value}
            new = {"of": one.of, "label": one.label, "key": one.key, "kind": one.kind, **options, **told}
            said, key = {"new": new}, one.key
    update = one.update or updates.get(key)
    alone = {"locale": one.locale, "dates": one.dates, "update": update}
    said |= {name: value for name, value in alone.items() if value is not None}
    return _scalar(said["field"]) if list(said) == ["field"] else _flow(said)


def _remark(one: MappedColumn | NewColumn | IgnoredColumn, language: str) -> str:
    """Return what a person should know of a column: how likely its field is, or the nearest one."""
    match one:
        case MappedColumn(how="similar" | "content"):
            return COMMENTS[one.how][_of(language)].format(sure=f"{one.confidence:.0%}")
        case IgnoredColumn(reason="unknown", nearest=str()):
            return COMMENTS["nearest"][_of(language)].format(field=one.nearest)
        case IgnoredColumn(reason="taken" | "computed" | "no_account" | "no_option" | "empty"):
            return COMMENTS[one.reason][_of(language)].format(field=one.nearest)
    return ""


def _pair(key: str, value: str) -> str:
    """Return a line of YAML: a key and what stands behind it."""
    written = _scalar(key)
    if len(written) > LONGEST_KEY:
        return f"? {written}\n  : {value}".rstrip()
    return f"{written}: {value}".rstrip()


def _scalar(text: str) -> str:
    """Return a text as YAML on one line, which reads back as that text; in quotes where it has to be."""
    if text.isprintable() and not set(text) & set("{}[],#"):
        read_back = [_safe_load(f"{text}: {text}"), _safe_load(f"{{{text}: {text}}}")]
        if read_back == [{text: text}] * 2:
            return text
    return _dumped(text, '"')


def _safe_load(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, TypeError):
        return None


def _dumped(value: Any, style: str | None = None) -> str:
    dumped = yaml.safe_dump(
        value, allow_unicode=True, default_flow_style=True, default_style=style, sort_keys=False, width=WIDE
    )
    return dumped.removesuffix("\n").removesuffix("\n...")


def _flow(value: Any) -> str:
    """Return a mapping, list or value as YAML on one line."""
    match value:
        case Mapping():
            return "{" + ", ".join(f"{_scalar(key)}: {_flow(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case str():
            return _scalar(value)
    return _dumped(value)


def _comment(text: str) -> str:
    """Return a comment on one line, without signs that YAML refuses even there."""
    spaced = " ".join(text.split())
    return "# " + "".join(sign if sign.isprintable() else "?" for sign in spaced)
