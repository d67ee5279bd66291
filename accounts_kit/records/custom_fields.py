"""Custom fields: defined in the workspace, stored as real typed columns; and the options of standard fields.

Help article: "Eigen account velden", and "Je kunt de te selecteren antwoorden in het drop-down menu ...
aanpassen". What writes here takes the right to manage fields, as the article says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from accounts_kit.errors import UnknownField
from accounts_kit.model import Field
from accounts_kit.records.fields.archive import archived_fields
from accounts_kit.records.fields.conversion import Conversion, convert_field
from accounts_kit.records.fields.defining import define_field, yes_or_no
from accounts_kit.records.fields.listing import listed
from accounts_kit.records.fields.options import set_field_options
from accounts_kit.records.fields.references import custom_field_of, field_of
from accounts_kit.records.fields.removal import FieldDeletion, ask_another_field, delete_field
from accounts_kit.records.fields.updating import NOT_GIVEN, NotGiven, update_field
from accounts_kit.records.history import recording
from accounts_kit.words.locales import language_of
from accounts_kit.words.nearest import suggestion
from accounts_kit.workspace import Workspace


def define(
    ws: Workspace,
    of: str,
    label: str,
    kind: str,
    *,
    key: str | None = None,
    options: Sequence[str] | None = None,
    default: object = None,
    required: bool = False,
    currency: str | None = None,
    group: str | None = None,
    visible: bool = True,
    position: int | None = None,
    check: str | None = None,
) -> Field:
    """Define a custom field of accounts or contacts ("account" | "contact") and return it.

    `kind` is one of text, textarea, number, currency, date, datetime, dropdown, multiselect, radio, checkbox,
    hidden, email, phone, url; the four with options need them, in their order. The key is the slug of the
    label: "Categorie één" is `categorie_een`. A default and `required` are for records to come: those that
    are there keep no value. An amount is in the workspace's currency unless one is given. `position` counts
    from 1 among the custom fields of the record; without it the field is the last. A field of text can ask
    for a `check` of every value: kvk, btw, iban, postcode, website, email, phone. Raises WrongValue (checks:
    field_key, field_options, options_alike, option, currency_code, field_check ...), AlreadyExists and
    NotAllowed.

    >>> define(ws, "account", "Contracteinde", "date").name
    'account.contracteinde'
    """
    definition = {
        "of": of,
        "label": label,
        "kind": kind,
        "key": key,
        "options": options if isinstance(options, str) else list(options or []),
        "default": default,
        "required": yes_or_no(required),
        "currency": currency,
        "group": group,
        "visible": yes_or_no(visible),
        "position": position,
        "check": check,
    }
    with recording(ws, f"define field {label}", right="manage_fields") as change:
        return define_field(change, definition)


def get(ws: Workspace, field: object) -> Field:
    """Return a field by its dotted name, standard or custom: `.options`, `.label("nl")`, `.kind_name` ...

    Raises UnknownField with the nearest name, or with how a deleted one comes back.

    >>> get(ws, "account.annual_revenue").options[:2]
    ('< 100K', '100K - 500K')
    """
    return field_of(ws, field)


def update(
    ws: Workspace,
    field: object,
    *,
    label: str | None = None,
    default: object = NOT_GIVEN,
    required: bool | None = None,
    currency: str | None = None,
    group: str | NotGiven | None = NOT_GIVEN,
    position: int | None = None,
    visible: bool | None = None,
    check: str | NotGiven | None = NOT_GIVEN,
) -> Field:
    """Change a custom field and return it; the key and the kind stay. A second call changes nothing.

    `default=None`, `group=None` and `check=None` empty them. `required=True` is refused as long as records
    have no value, and a `check` as long as there are values that it refuses.
    `position` moves the field, and the others make room. Options are set with set_options, the kind changes
    with convert. Raises UnknownField, WrongValue (a standard field too) and NotAllowed.

    >>> field = define(ws, "account", "Einde", "date")
    >>> update(ws, field, label="Contracteinde", group="Contract").name
    'account.einde'
    """
    given: dict[str, object] = {
        name: value
        for name, value in {
            "label": label,
            "required": required,
            "currency": currency,
            "position": position,
            "visible": visible,
        }.items()
        if value is not None
    }
    given |= {
        name: value
        for name, value in {"default": default, "group": group, "check": check}.items()
        if not isinstance(value, NotGiven)
    }
    with recording(ws, "update field", right="manage_fields") as change:
        known = custom_field_of(
            ws, field, "The options of industry and annual_revenue are set with set_options()."
        )
        change.what = f"update field {known.name}: {', '.join(given)}"
        return update_field(change, known, given)


def set_options(
    ws: Workspace,
    field: object,
    options: Iterable[str],
    *,
    rename: Mapping[str, str] | None = None,
    replacement: Mapping[str, str | None] | None = None,
) -> Field:
    """Give a field its options, the whole list in its order, and return it; rules compare by that order.

    For custom fields with options, and for the standard fields industry and annual_revenue (help article).
    `rename={"Zorg": "Gezondheidszorg"}`: stored values, several in one record too, and the default follow.
    `replacement={"Overig": "Advies"}` says what an option that the list leaves out becomes; None empties it
    where it stands. An option that is left out, neither renamed nor replaced, goes when nobody uses it and
    raises FieldInUse otherwise. Two names can be swapped. A second call changes nothing, unless it swaps.

    Raises also UnknownField, UnknownOption, WrongKind (no field with options), WrongValue (blank, repeated or
    too long options) and NotAllowed.

    >>> sizes = define(ws, "account", "Maat", "dropdown", options=["S", "L"])
    >>> set_options(ws, sizes, ["S", "M", "Groot"], rename={"L": "Groot"}).options
    ('S', 'M', 'Groot')
    """
    with recording(ws, "set options", right="manage_fields") as change:
        known = field_of(ws, field)
        change.what = f"set options of {known.name}"
        return set_field_options(change, known, options, rename, replacement)


def convert(
    ws: Workspace,
    field: object,
    kind: str,
    *,
    options: Sequence[str] | None = None,
    currency: str | None = None,
    locale: str | None = None,
    confirm: bool = False,
) -> Conversion:
    """Show what converting a custom field to another kind does, and with confirm=True do it.

    `.converts` counts the values that convert, `.lost` lists those that do not: record_id, name or email,
    value, message; they are emptied, and kept in the history. Text is read as the language of `locale` (else
    of the workspace) writes it, the whole column by one reading: "1.234,50" and "31-12-2026" in Dutch, ISO
    dates always; numbers past twelve tell days from months. Anything becomes text as templates write it. A
    kind with options takes `options`, else those of the field, else its different texts (at most fifty).
    Dates and moments change by the workspace's time zone; the default converts along. `changes.undo` brings
    kind and values back.

    Raises UnknownField, WrongValue (a standard field; a required one whose values do not all convert) and
    NotAllowed. To the kind that it has already, nothing changes.

    >>> field = define(ws, "account", "Score", "text")
    >>> convert(ws, field, "number").converts
    0
    """
    with recording(ws, "convert field", right="manage_fields") as change:
        known = custom_field_of(ws, field, "A standard field keeps its kind.")
        change.what = f"convert field {known.name} to {kind}"
        language = language_of(locale, ws.language)
        return convert_field(
            change, known, kind, options=options, currency=currency, language=language, confirm=confirm
        )


def delete(
    ws: Workspace, field: object, *, confirm: bool = False, replacement: object = None
) -> FieldDeletion:
    """Show what deleting a custom field takes away, and with confirm=True delete it.

    `.records` counts the records with a value, `.values` shows the most frequent ones. The values stay in
    the history: `changes.undo(ws, deletion.change_set_id)` brings field and values back, and `archived`
    lists what can be. Saved segments that ask the field ask `replacement` from then on, another field of
    like kind; without one FieldInUse names them. Raises UnknownField, WrongValue (a standard field) and
    NotAllowed.

    >>> field = define(ws, "account", "Kleur", "text")
    >>> delete(ws, field)
    FieldDeletion(account.kleur (Kleur, text) would be deleted (confirm=True deletes); nothing uses it)
    """
    with recording(ws, "delete field", right="manage_fields") as change:
        known = custom_field_of(ws, field, "Standard fields stay; a page need not show them.")
        change.what = f"delete field {known.name}"
        if confirm:
            ask_another_field(change, known, replacement)
        return delete_field(change, known, confirm=confirm)


def archived(ws: Workspace) -> pd.DataFrame:
    """Return the custom fields that were deleted and can be brought back, the latest first.

    Columns: label, of, kind, values (how many records had one), change_set_id, at, who, key.
    `changes.undo(ws, change_set_id)` brings one back; where another field has its key by now, that one goes
    first. Empty when none was deleted.
    """
    return archived_fields(ws)


def table(ws: Workspace, of: str | None = None) -> pd.DataFrame:
    """Return every field, standard and custom, in the order people see them.

    Columns: field (dotted name), label, kind, options, required, unique, custom, key, currency, default (as
    it reads), group, visible, position (from 1 among the custom fields of a record, empty for a standard
    field), check. `of` keeps those of one record. Raises UnknownField for a record that is none.
    """
    records: Mapping[str, Any] = ws.catalogue.records
    if of is not None and of not in records:
        raise UnknownField(f"No record {of!r} that has fields. {suggestion(str(of), records)}".rstrip())
    return listed(ws, ("account", "contact") if of is None else (of,))


__all__ = [
    "archived",
    "convert",
    "define",
    "delete",
    "get",
    "set_options",
    "table",
    "update",
]


def __dir__() -> list[str]:
    return __all__
