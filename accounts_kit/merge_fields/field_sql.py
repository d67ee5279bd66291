"""Fields in SQL: the column of each, its value as text in a stated form, and the tables that both need.

One place says how a stored value becomes text in SQL; templates use the form of `words.reading`, exports the
form of their profile. Every value here is a column or a literal made by sqlglot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlglot import exp

from accounts_kit.model import Catalogue, Field
from accounts_kit.words.numbers import marks_of
from accounts_kit.words.reading import JOINER, Reading

TAGS = "contact.tags"
SENDER = "sender"
_TAG_NAMES = "contact_tag_names"


# What stands before, between and after several values.
Marks = tuple[str, str, str]

# In a value, these make it doubtful where it ends.
DIVIDES = "[,;]"


@dataclass(frozen=True, slots=True)
class Form:
    """A form that values are written in; dates and moments as strftime patterns, moments in the zone.

    `several` stands before, between and after several values; `in_doubt` does when one of them holds a comma
    or a semicolon, where whoever reads the text has to find them again. `fraction` is the pattern of a moment
    with a fraction of a second, where the form keeps it.
    """

    decimal: str
    date: str
    moment: str
    several: Marks
    timezone: str
    fraction: str | None = None
    in_doubt: Marks | None = None


def form_of(reading: Reading) -> Form:
    """Return the form of `words.reading`: d-m-yyyy, the language's decimal mark, values joined with ", "."""
    return Form(
        decimal=marks_of(reading.language).decimal,
        date="%-d-%-m-%Y",
        moment="%-d-%-m-%Y %H:%M",
        several=("", JOINER, ""),
        timezone=reading.timezone,
    )


def column(table: str, name: str) -> exp.Expr:
    """Return a quoted column of an aliased table."""
    return exp.column(name, table, quoted=True)


def text(said: str) -> exp.Expr:
    """Return a text as a literal."""
    return exp.Literal.string(said)


def call(function: str, *arguments: exp.Expr) -> exp.Expr:
    """Return a call of one of DuckDB's functions, as it is named there."""
    return exp.Anonymous(this=function, expressions=list(arguments))


def stored(field: Field) -> exp.Expr:
    """Return a field's value as it is stored; the name of the user for a user, all names for tags."""
    if field.name == TAGS:
        return column(_TAG_NAMES, "names")
    if field.kind_name == "user":
        return column(_user_alias(field), "name")
    return column(field.of, field.column)


def written(field: Field, form: Form) -> exp.Expr:
    """Return a field's value as text in that form; NULL when it is missing."""
    value = stored(field)
    match field.kind.family:
        case "number":
            return _number(value, form, trimmed=field.decimals is None)
        case "moment" if field.kind_name == "date":
            return call("strftime", value, text(form.date))
        case "moment":
            return _moment(value, form)
        case "several":
            return _several(value, form)
        case _:
            return value


def missing(field: Field) -> exp.Expr:
    """Return the test that a field has no value; always true or false."""
    value = stored(field)
    if field.kind.several:
        return exp.EQ(
            this=call("coalesce", call("len", value), exp.Literal.number(0)), expression=exp.Literal.number(0)
        )
    return exp.Is(this=value, expression=exp.null())


def source(
    catalogue: Catalogue,
    of: str,
    fields: Iterable[Field],
    records: Iterable[str] = (),
    user_id: int | None = None,
) -> exp.Select:
    """Return `FROM` a record's table, with every table that the fields and the records need joined to it.

    The sender is the owner of the account; `user_id` is the user who stands in for a missing one.
    """
    used = {field.name: field for field in fields}.values()
    base = catalogue.record(of)
    query = exp.select().from_(_table(base.table, of))
    needed = {field.of for field in used}.union(records)
    if SENDER in needed:
        needed.add("account")
    for link, other in base.links.items():
        if other in needed:
            record = catalogue.record(other)
            on = column(other, record.id_column).eq(column(of, link))
            query = query.join(_table(record.table, other), on=on, join_type="left")
    if SENDER in needed:
        owner: exp.Expr = column("account", catalogue.field("account.owner").column)
        if user_id is not None:
            owner = call("coalesce", owner, exp.Literal.number(user_id))
        query = query.join(_table("users", SENDER), on=column(SENDER, "user_id").eq(owner), join_type="left")
    for field in used:
        query = _with_names(query, field)
    return query


def _with_names(query: exp.Select, field: Field) -> exp.Select:
    """Return the query with the table that holds the names of a user field, or of tags, joined to it."""
    if field.name == TAGS:
        on = column(_TAG_NAMES, "contact_id").eq(column("contact", "contact_id"))
        return query.join(_tag_names(), on=on, join_type="left")
    if field.kind_name == "user":
        alias = _user_alias(field)
        on = column(alias, "user_id").eq(column(field.of, field.column))
        return query.join(_table("users", alias), on=on, join_type="left")
    return query


def _tag_names() -> exp.Expr:
    """Return each contact's tags in the order of their keys."""
    in_order = exp.Ordered(this=column("tags", "tag_key"))
    names = exp.ArrayAgg(this=exp.Order(this=column("tags", "name"), expressions=[in_order]))
    return (
        exp.select(column("contact_tags", "contact_id"), exp.alias_(names, "names", quoted=True))
        .from_(_table("contact_tags", "contact_tags"))
        .join(_table("tags", "tags"), on=column("tags", "tag_id").eq(column("contact_tags", "tag_id")))
        .group_by(column("contact_tags", "contact_id"))
        .subquery(_TAG_NAMES)
    )


def _table(name: str, alias: str) -> exp.Expr:
    return exp.alias_(exp.table_(name, quoted=True), alias, quoted=True, table=True)


def _user_alias(field: Field) -> str:
    return f"{field.of}_{field.key}"


def _number(value: exp.Expr, form: Form, *, trimmed: bool) -> exp.Expr:
    digits: exp.Expr = exp.cast(value, "VARCHAR")
    if trimmed:
        digits = call("rtrim", call("rtrim", digits, text("0")), text("."))
    return digits if form.decimal == "." else call("replace", digits, text("."), text(form.decimal))


def _several(value: exp.Expr, form: Form) -> exp.Expr:
    usual = _joined(value, form.several)
    if form.in_doubt is None:
        return usual
    divided = call("regexp_matches", call("array_to_string", value.copy(), text("")), text(DIVIDES))
    return exp.case().when(divided, _joined(value.copy(), form.in_doubt)).else_(usual)


def _joined(value: exp.Expr, marks: Marks) -> exp.Expr:
    before, between, after = marks
    joined = call("nullif", call("array_to_string", value, text(between)), text(""))
    if before or after:  # with || NULL stays NULL
        return exp.DPipe(this=exp.DPipe(this=text(before), expression=joined), expression=text(after))
    return joined


def _moment(value: exp.Expr, form: Form) -> exp.Expr:
    local = exp.AtTimeZone(this=value, zone=text(form.timezone))
    plain = call("strftime", local, text(form.moment))
    if form.fraction is None:
        return plain
    whole = exp.EQ(this=call("date_trunc", text("second"), local.copy()), expression=local.copy())
    return exp.case().when(whole, plain).else_(call("strftime", local.copy(), text(form.fraction)))
