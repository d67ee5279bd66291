"""Converting a custom field to another kind: first shown with what would not convert, then done on confirm.

The kind of a field changes in no other way. What does not convert is emptied and stays in the history, with
all that changed, so that `changes.undo` brings the old kind and the old values back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pandas as pd
import pyarrow as pa

from accounts_kit.checks.rows import fits_kind
from accounts_kit.checks.values import checked_value
from accounts_kit.errors import Problem, WrongValue
from accounts_kit.markup import table_html, titled_html
from accounts_kit.model import Field
from accounts_kit.model.values import NotOfKind, Value, value_of
from accounts_kit.records.fields.converted_values import Converter, options_from
from accounts_kit.records.fields.defining import currency_of, default_text, judged_currency
from accounts_kit.records.fields.options import judged_options
from accounts_kit.records.fields.references import field_id_of
from accounts_kit.records.fields.rewriting import distinct_values, retype, staged_values
from accounts_kit.records.fields.updating import SHOWN
from accounts_kit.records.history import ChangeSet, as_text
from accounts_kit.records.layout import quoted
from accounts_kit.records.writing import set_values
from accounts_kit.words.reading import Reading
from accounts_kit.words.sentences import sentence
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.catalogue import LONGEST

# Finding the nearest option takes a third of a millisecond; after so many the rest is told without.
MOST_HINTS = 1_000

Distinct = Sequence[tuple[str, Value, int]]


@dataclass(frozen=True)
class Conversion:
    """What converting a field to another kind does: how many values convert, and which are lost.

    `lost` has a row for each record whose value does not convert: record_id, name (of an account) or email
    (of a contact), value, message. `rounded` values lose digits, `reading` shows how text was read (a number
    or date as it is taken, None where none is), `options` are those that the field gets, and `loses_default`
    says that its default does not convert either. `done` says whether it happened.
    """

    field: str
    old_kind: str
    kind: str
    converts: int
    lost: pd.DataFrame
    rounded: int
    reading: str | None
    options: tuple[str, ...]
    loses_default: bool
    done: bool
    change_set_id: int | None = None

    def __repr__(self) -> str:
        return f"Conversion({self.sentence()})"

    def sentence(self) -> str:
        """Return the conversion in one sentence."""
        if self.kind == self.old_kind:
            return f"{self.field} is of kind {self.kind} already; there is nothing to convert"
        verb = "converted" if self.done else "would convert (confirm=True converts)"
        parts = [f"{self.field} from {self.old_kind} to {self.kind}: {self.converts} values {verb}"]
        parts += [f"{self.rounded} of them rounded"] if self.rounded else []
        parts += [f"text read like {self.reading}"] if self.reading else []
        parts += [f"{len(self.lost)} do not convert and are emptied"] if len(self.lost) else []
        parts += ["its default does not convert and goes"] if self.loses_default else []
        return "; ".join(parts)

    def _repr_html_(self) -> str:
        shown = table_html(list(self.lost.columns), self.lost.head(20).itertuples(index=False))
        return titled_html(self.sentence(), *([shown] if len(self.lost) else []))


@dataclass(frozen=True)
class Values:
    """What the values of a column become, by their text, and the check that refuses what does not convert."""

    becomes: Mapping[str, Value]
    refused: Mapping[str, str]
    converts: int
    rounded: int


def convert_field(
    change: ChangeSet,
    source: Field,
    kind: str,
    *,
    options: Sequence[str] | None,
    currency: str | None,
    language: str,
    confirm: bool,
) -> Conversion:
    """Show or do the conversion of a custom field; see fields.convert."""
    ws = change.ws
    kind = str(checked_value(ws.catalogue, ws.catalogue.field("custom_field.kind"), kind))
    if kind == source.kind_name:
        return _nothing_to_convert(ws, source, options, currency, done=confirm)
    found = distinct_values(ws, source)
    target = _target(ws, source, kind, options, currency, found, language)
    converter = Converter.of(source, target, [value for _, value, _ in found], language, ws.timezone)
    values = converted(converter, found)
    default = converted_default(ws, converter)
    lost = _lost(ws, converter, values, {said: value for said, value, _ in found})
    if confirm:
        _refuse_when_required(source, lost)
        with becoming(ws, source, target, values.becomes) as rows:
            write_conversion(change, source, target, default, rows)
    made = change.change_set_id if change.written else None
    return Conversion(
        source.name,
        source.kind_name,
        kind,
        values.converts,
        lost,
        values.rounded,
        converter.example,
        target.options,
        loses_default=source.default is not None and default is None,
        done=confirm,
        change_set_id=made,
    )


def converted(converter: Converter, found: Distinct) -> Values:
    """Return what distinct values become, each decided once."""
    becomes: dict[str, Value] = {}
    refused: dict[str, str] = {}
    converts = rounded = 0
    for said, value, count in found:
        try:
            becomes[said] = converter.value(value)
        except NotOfKind as not_of_kind:
            refused[said] = not_of_kind.check
            continue
        converts += count
        rounded += count * converter.rounds(value, becomes[said])
    return Values(becomes, refused, converts, rounded)


def converted_default(ws: Workspace, converter: Converter) -> str | None:
    """Return the text of a default after a conversion; None when there is none or it does not convert."""
    source = converter.source
    try:
        value = converter.value(value_of(source, source.default, ws.timezone))
        return default_text(ws, converter.target, value)
    except (NotOfKind, WrongValue):
        return None


@contextmanager
def becoming(ws: Workspace, source: Field, target: Field, becomes: Mapping[str, Value]) -> Iterator[str]:
    """Hold the relation of the records whose value converts, and of what it becomes: their id, value_."""
    said = as_text(quoted(source.column), source.kind.column_type)
    with staged_values(ws, target.kind, becomes) as view:
        id_column = f"{source.of}_id"
        yield f"(SELECT {id_column}, value_ FROM {source.of}s JOIN {view} ON {said} = said_)"


def write_conversion(change: ChangeSet, source: Field, target: Field, default: str | None, rows: str) -> None:
    """Write a conversion: column, values (a relation of id and value_) and definition."""
    retype(change, source, target.kind, rows)
    definition = {
        "kind": target.kind_name,
        "options": list(target.options) or None,
        "default": default,
        "currency": target.currency,
        "check": target.check,
    }
    set_values(change, "custom_field", field_id_of(change.ws, source), definition)
    change.ws.catalogue_changed()


def _target(
    ws: Workspace,
    source: Field,
    kind: str,
    options: Sequence[str] | None,
    currency: str | None,
    found: Distinct,
    language: str,
) -> Field:
    """Return the field as it is to be, without a default."""
    target = replace(
        source,
        kind_name=kind,
        options=(),
        default=None,
        currency=None,
        check=source.check if fits_kind(source.check, kind) else None,
        max_length=LONGEST.get(kind),
    )
    known = source.currency if target.kind_name == "currency" else None
    target = replace(target, currency=currency_of(ws, target, currency or known))
    if not target.kind.has_options:
        if options is not None:
            raise _options_problem(target)
        return target
    if options is not None:
        return replace(target, options=judged_options(target, options))
    if source.options:
        return replace(target, options=source.options)
    converter = Converter.of(source, target, (), language, ws.timezone)
    texts = options_from(converter, [(value, count) for _, value, count in found])
    if not texts:
        raise _options_problem(target)
    return replace(target, options=judged_options(target, texts))


def _options_problem(target: Field) -> WrongValue:
    message = sentence("field_options", "en", kind=target.kind_name)
    return WrongValue.of([Problem("field_options", message, "options")])


def _lost(ws: Workspace, converter: Converter, values: Values, by_said: Mapping[str, Value]) -> pd.DataFrame:
    source = converter.source
    texts = [converter.text(by_said[said]) for said in values.refused]
    messages = [
        converter.message(by_said[said], check, hinted=number < MOST_HINTS)
        for number, (said, check) in enumerate(values.refused.items())
    ]
    columns = {"said_": list(values.refused), "text_": texts, "message_": messages}
    rows = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    shown = "name" if source.of == "account" else "email"
    said = as_text(quoted(source.column), source.kind.column_type)
    with ws.staged("refused", rows) as view:
        return ws.frame(
            f"SELECT {source.of}_id AS record_id, {SHOWN[source.of]} AS {shown}, text_ AS value, "
            f"message_ AS message FROM {source.of}s JOIN {view} ON {said} = said_ ORDER BY record_id"
        )


def _refuse_when_required(field: Field, lost: pd.DataFrame) -> None:
    if field.required and len(lost):
        message = (
            f"{field.name!r} is required, and {len(lost)} of its values do not convert. Correct them first "
            "(.lost of the dry run lists them), or make it optional: fields.update(required=False)"
        )
        raise WrongValue.of([Problem("required", message, field.key)])


def _nothing_to_convert(
    ws: Workspace, field: Field, options: Sequence[str] | None, currency: str | None, *, done: bool
) -> Conversion:
    """Return the conversion of a field that is of that kind already, as a second call finds it."""
    if options is not None and judged_options(field, options) != field.options:
        raise WrongValue(
            f"{field.name!r} is a {field.kind_name} already. fields.set_options() sets its options."
        )
    if currency is not None and judged_currency(field, currency) != field.currency:
        raise WrongValue(
            f"{field.name!r} holds amounts already. fields.update(currency=) gives them another code."
        )
    nobody = Values({}, {}, 0, 0)
    lost = _lost(ws, Converter(field, field, Reading()), nobody, {})
    kind = field.kind_name
    return Conversion(field.name, kind, kind, 0, lost, 0, None, field.options, loses_default=False, done=done)
