"""What is wrong in a template against the fields of a workspace: every wrong name, each with its place.

Whatever uses templates calls `fields_of`, which raises; `check` returns what it finds, and gives advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accounts_kit.errors import TemplateError
from accounts_kit.merge_fields.filter_arguments import wrong_argument
from accounts_kit.merge_fields.findings import Finding, Place
from accounts_kit.merge_fields.language import environment
from accounts_kit.merge_fields.naming import RECORDS, TODAY, field_named, names_of
from accounts_kit.merge_fields.templates import (
    Template,
    Use,
    filters_in,
    filters_used,
    read_text,
    template_of,
    uses,
    whole_records,
)
from accounts_kit.model import Catalogue, Field
from accounts_kit.model.catalogue import field_suggestion
from accounts_kit.words.nearest import suggestion

# What Liquid itself knows of a value: how much there is of it, and the ends of several values.
_PARTS = ("size", "first", "last")


def fields_of(
    catalogue: Catalogue, templates: Mapping[str, Template], of: str = "contact"
) -> dict[str, Field]:
    """Return the fields that templates use, by dotted name in order of appearance.

    Raises TemplateError that says everything that is wrong with their names, and where.
    """
    wrong = [
        f"In {name!r}, {one}" for name, given in templates.items() for one in findings(catalogue, given, of)
    ]
    if wrong:
        raise TemplateError("\n".join(wrong))
    names = dict.fromkeys(name for template in templates.values() for name in template.fields)
    return {name: field_named(catalogue, name) for name in names}


def findings(catalogue: Catalogue, given: Template | str, of: str = "contact") -> list[Finding]:
    """Return what is wrong in a template about a contact or an account, in order of appearance."""
    read = read_text(given, False) if isinstance(given, str) else None
    if isinstance(read, Finding):
        return [read]
    template = template_of(given)
    wrong = [*_wrong_names(catalogue, template, of), *_wrong_filters(template)]
    return sorted(wrong, key=lambda one: (one.place.line, one.place.column))


def _wrong_names(catalogue: Catalogue, template: Template, of: str) -> Iterator[Finding]:
    records, known = RECORDS[of], names_of(catalogue, of)
    for use in uses(template):
        if (message := _wrong_name(use, known, records)) is not None:
            yield Finding("field", message, Place.at(template.text, use.index, len(str(use))))
    for use in whole_records(template):
        if str(use) in records:
            example = next(name for name in known if name.startswith(f"{use}."))
            message = f"{str(use)!r} is a whole record, not a value. Write a field of it: {example!r}."
            yield Finding("field", message, Place.at(template.text, use.index, len(str(use))))


def _wrong_name(use: Use, known: list[str], records: tuple[str, ...]) -> str | None:
    """Return what is wrong with a name; None when it is a field, a known part of one, or a record."""
    if use.path[0] in (*records, TODAY) and len(use.path) == 1:
        return None
    if use.path[0] == TODAY:
        return (
            f"'today' is a date, which has no {use.path[1]!r}. Write 'today', perhaps with | date: 'd MMMM'."
        )
    if use.field not in known:
        return f"No field {use.field!r}. {field_suggestion(use.field, known)}".rstrip()
    if len(use.path) > 2 and not (use.path[2] in _PARTS or isinstance(use.path[2], int)):
        return f"{use.field!r} is a value, which has no {use.path[2]!r}. Write {use.field!r}."
    return None


def _wrong_filters(template: Template) -> Iterator[Finding]:
    known = environment(template.html).filters
    for name, index in filters_used(template):
        if name not in known:
            message = f"Liquid has no filter {name!r}. {suggestion(name, known)}".rstrip()
            yield Finding("filter", message, Place.at(template.text, index, len(name)))
    for one in filters_in(template):
        if one.name in known and (wrong := wrong_argument(one)) is not None:
            yield Finding("filter", wrong, Place.at(template.text, one.token.start_index, len(one.name)))
