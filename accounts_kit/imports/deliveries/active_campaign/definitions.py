"""Custom fields as the API defines them, made so that the checks on definitions accept them.

A definition of accounts whose label means a standard field, and whose values that field can hold, is that
field: industry, say. Every other one becomes a custom field, with a key that is free. An option that only
occurs in values is an option too, since the product keeps values whose option is gone. The product demands
required fields only of those who type; here a field stays required when every record has a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from accounts_kit.checks.rows import objection_to_key
from accounts_kit.checks.values import checked_value
from accounts_kit.errors import WrongValue
from accounts_kit.imports.deliveries.active_campaign.defined import Defined
from accounts_kit.imports.deliveries.active_campaign.values import Given, Values
from accounts_kit.imports.deliveries.answers import Answers, Item, id_in
from accounts_kit.imports.deliveries.cells import is_yes, one_in, several_in, text_in
from accounts_kit.imports.deliveries.delivery import Rows, counted
from accounts_kit.model import Catalogue, Field, record_types
from accounts_kit.model.kinds import CUSTOM_KINDS, KINDS
from accounts_kit.words.text import header_key, slug

KIND_OF = {"listbox": "multiselect", "NULL": "text"}
LONGEST_LABEL, LONGEST_KEY = 100, 55
# Standard fields that the answers fill themselves, or that are not for a definition to fill.
NOT_BY_DEFINITION = ("name", "website", "owner", "external_id", "created_at", "updated_at")


def account_fields(answers: Answers, values: Values, rows: Rows) -> dict[str, Defined]:
    """Return the fields of accounts by their ids there; what there is to say goes to `rows`."""
    making = _Making("account", values, rows)
    for item in sorted(answers.of("accountCustomFieldMeta"), key=lambda one: _order(one, "displayOrder")):
        meta = item.values
        making.take(
            item,
            text_in(meta.get("fieldLabel")),
            text_in(meta.get("fieldType")),
            options=several_in(meta.get("fieldOptions")) or (),
            default=Given(meta.get("fieldDefault"), text_in(meta.get("fieldDefaultCurrency"))),
            visible=not is_yes(meta.get("hideFieldFlag")),
        )
    return making.by_id


def contact_fields(answers: Answers, values: Values, rows: Rows) -> dict[str, Defined]:
    """Return the fields of contacts by their ids there; what there is to say goes to `rows`."""
    options: dict[str, list[str]] = {}
    for item in sorted(answers.of("fieldOptions"), key=lambda one: _order(one, "orderid")):
        if (of := id_in(item.values.get("field"))) and (text := text_in(item.values.get("value"))):
            options.setdefault(of, []).append(text)
    making = _Making("contact", values, rows)
    for item in sorted(answers.of("fields"), key=lambda one: _order(one, "ordernum")):
        making.take(
            item,
            text_in(item.values.get("title")),
            text_in(item.values.get("type")),
            options=options.get(item.id or "", ()),
            default=Given(item.values.get("defval")),
            visible=text_in(item.values.get("visible")) != "0",
        )
    return making.by_id


def add_definitions(
    fields: Iterable[Defined], values: Values, records: Mapping[str, Item], rows: Rows
) -> None:
    """Add a row for each field that is no standard one; required are those that every record has."""
    for one in fields:
        if one.is_standard:
            continue
        made, has_default = one.field, one.field.default is not None
        given = [values.get(key, {}).get(one.item.id or "") for key in records]
        lacking = sum(one.cell(value) is None or one.is_left_out(value) for value in given)
        if lacking and has_default:
            said = counted(lacking, "record without a value gets", "records without a value get")
            rows.remark("defaults", f"{one.label!r} has a default, and {said} it when it is new.")
        elif lacking and made.required:
            rows.remark("required", f"{one.label!r} is required there, and records lack it: here it is not.")
        default = made.default
        rows.add(
            one.item,
            {
                "of": made.of,
                "label": one.label,
                "key": made.key,
                "kind": made.kind_name,
                "options": list(made.options) or None,
                "default": f"||{'||'.join(default)}||" if isinstance(default, tuple) else default,
                "required": "yes" if made.required and (has_default or not lacking) else "no",
                "currency": made.currency,
                "visible": "yes" if one.visible else "no",
            },
        )


@dataclass
class _Making:
    """The fields of one record type that were made so far, by their ids there."""

    of: str
    values: Values
    rows: Rows
    by_id: dict[str, Defined] = field(default_factory=dict)

    def take(
        self,
        item: Item,
        label: str | None,
        kind: str | None,
        *,
        options: Sequence[str],
        default: Given,
        visible: bool,
    ) -> None:
        """Make the field of one definition; one without an id or a label is none."""
        if item.id is None or label is None:
            self.rows.remark("unnamed", f"A field of {self.of}s has no id or no label, and is left out.")
            return
        known_kind = KIND_OF.get(kind or "NULL", kind or "text")
        if known_kind not in CUSTOM_KINDS:
            self.rows.remark(
                "kind", f"{label!r} is of kind {kind!r}, which is not known; here it holds text."
            )
            known_kind = "text"
        given = [row[item.id] for row in self.values.values() if item.id in row]
        made = self._field(label, known_kind, options, given, default.currency)
        standard = self._standard(item, made)
        if standard is not None:
            self.rows.remark("standard_field", f"{label!r} fills the standard field {standard.name!r}.")
            filled = replace(standard, labels={"en": label})
            self.by_id[item.id] = Defined(filled, item, is_standard=True)
            return
        required = is_yes(item.values.get("isRequired")) or is_yes(item.values.get("isrequired"))
        one = Defined(replace(made, required=required), item, visible)
        self.by_id[item.id] = replace(one, field=self._with_default(one, default))

    def _field(
        self, label: str, kind: str, options: Sequence[str], given: Sequence[Given], currency: str | None
    ) -> Field:
        """Return the field with every option that it needs; without options it cannot be of its kind."""
        made = Field(self.of, self._key(label), kind, {"en": label[:LONGEST_LABEL]}, custom=True)
        if kind == "currency":
            found = currency or next((one.currency for one in given if one.currency), None)
            return replace(made, currency=found.upper() if found else None)
        if not KINDS[kind].has_options:
            return made
        read = several_in if KINDS[kind].several else lambda value: [one] if (one := one_in(value)) else []
        occurring = dict.fromkeys(text for one in given for text in read(one.value) or [])
        defined = _with_options(made, options)
        complete = _with_options(defined, list(occurring))
        if more := complete.options[len(defined.options) :]:
            named = ", ".join(repr(one) for one in more[:5]) + (" ..." if len(more) > 5 else "")
            self.rows.remark(
                "options", f"{label!r} has values that are not among its options: {named}. They are now."
            )
        return complete if complete.options else replace(made, kind_name="text")

    def _standard(self, item: Item, made: Field) -> Field | None:
        """Return the standard field that a definition of accounts means and that can hold its values."""
        if self.of != "account":
            return None
        taken = {one.key for one in self.by_id.values()}
        known = item.values.get("knownFieldId") is not None
        folded = header_key(made.labels["en"])
        for one in record_types()["account"].fields:
            names = (
                one.header_keys if known else {header_key(name) for name in (one.key, *one.labels.values())}
            )
            if folded in names and one.key not in (*NOT_BY_DEFINITION, *taken):
                fits = one.kind.family == made.kind.family
                return one if fits and all(one.option_for(option) for option in made.options) else None
        return None

    def _key(self, label: str) -> str:
        """Return a key for the field that nothing else has."""
        base = slug(label)[:LONGEST_KEY] or "field"
        taken = {one.key for one in self.by_id.values() if not one.is_standard}
        return next(key for key in _numbered(base) if key not in taken and self._is_possible(key))

    def _is_possible(self, key: str) -> bool:
        return objection_to_key({"of": self.of, "label": key, "key": key}) is None

    def _with_default(self, one: Defined, default: Given) -> Field:
        """Return the field with its default, when it can hold that."""
        value = one.cell(default)
        if value is None:
            return one.field
        try:
            checked_value(Catalogue(), replace(one.field, required=False), value)
        except WrongValue:
            said = text_in(default.value)
            self.rows.remark(
                "default", f"The default of {one.label!r}, {said!r}, is no value of it: left out."
            )
            return one.field
        return replace(one.field, default=tuple(value) if isinstance(value, list) else str(value))


def _with_options(made: Field, options: Sequence[str]) -> Field:
    """Return the field with these options too; those that are alike count once."""
    for option in options:
        if made.option_for(option) is None:
            made = replace(made, options=(*made.options, option))
    return made


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}_{number}"
        number += 1


def _order(item: Item, key: str) -> tuple[float, float]:
    """Return what definitions are ordered by: their place there, then their id."""
    return _number(item.values.get(key)), _number(item.id)


def _number(value: object) -> float:
    text = str(value)
    return float(text) if text.isdecimal() else float("inf")
