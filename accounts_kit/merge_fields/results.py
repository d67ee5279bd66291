"""What a template becomes for the members of a segment: who lacks most, what is longest, what looks wrong.

Every text is rendered once, by the engine that sends it, and looked at in SQL.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlglot import exp

from accounts_kit.errors import WrongValue
from accounts_kit.merge_fields.field_sql import call, column, missing, stored, text
from accounts_kit.merge_fields.members import to_members
from accounts_kit.merge_fields.messages import refuse_names
from accounts_kit.merge_fields.rendering import Rendering
from accounts_kit.merge_fields.templates import Template, named_templates

if TYPE_CHECKING:
    import pandas as pd

    from accounts_kit.segments.selecting import AsOf, SegmentLike
    from accounts_kit.workspace import Workspace

Templates = Template | str | Mapping[str, Template | str]

_GREETINGS = "beste|geachte|lieve|dear"
_SHORT_GREETINGS = "hi|hoi|hey|hallo|hello|dag|goedemorgen|goedemiddag|goedenavond"
# What shows that a value was missing, or that something was written twice; RE2, on the text of a message.
_SIGNS = {
    "empty_greeting": rf"(?im)(?:^|>)[ \t]*(?:(?:{_GREETINGS})[ \t]*|(?:{_SHORT_GREETINGS})[ \t]+)[,!:]",
    "space_before_comma": r"\S[ \t]+[,;.!?](?:\s|$)",
    "double_space": r"\S(?: |\xA0){2,}\S",
    "leftover_braces": r"\{\{|\}\}|\{%|%\}|%(?:/?IF|ELSE|[A-Z][A-Z0-9_]{2,})\b[^%\n]{0,80}%",
    "no_value_in_words": r"\b(?:nan|NaN|None|NULL|null|undefined)\b",
}
# White space shows in plain text only.
_NOT_IN_HTML = ("double_space",)
_CAPITALS, _AROUND = "capitals", 30


def worst(
    ws: Workspace, template: Templates, segment: SegmentLike, *, as_of: AsOf = None, limit: int = 10
) -> pd.DataFrame:
    """Return the members who lack most of a template's merge fields; empty when nobody lacks any.

    Columns: contact_id, email, lacking (how many), merge_fields (their names, in order of appearance).
    """
    _refuse_limit(limit)
    with ws.reading():
        rendering = Rendering.of_templates(ws, named_templates(template), as_of=as_of)
        lacks = {name: missing(field) for name, field in rendering.fields.items()}
        names = [exp.case().when(test, text(name)).else_(exp.null()) for name, test in lacks.items()]
        lacking = call("list_filter", exp.Array(expressions=names), _there())
        who = [exp.alias_(column("contact", name), name, quoted=True) for name in ("contact_id", "email")]
        members = to_members(ws, rendering.source(), segment, as_of)
        listed = members.select(
            *who, exp.alias_(lacking if names else exp.Array(), "merge_fields", quoted=True)
        )
        length = call("len", exp.column("merge_fields", quoted=True))
        return ws.frame(
            exp.select("contact_id", "email")
            .select(exp.alias_(length, "lacking", quoted=True), exp.column("merge_fields", quoted=True))
            .from_(listed.subquery("listed"))
            .where(exp.GT(this=length.copy(), expression=exp.Literal.number(0)))
            .order_by(exp.Ordered(this=exp.column("lacking"), desc=True), "contact_id")
            .limit(limit)
            .sql("duckdb")
        )


def lengths(
    ws: Workspace, template: Templates, segment: SegmentLike, *, as_of: AsOf = None, limit: int = 10
) -> pd.DataFrame:
    """Return the longest and the shortest texts of each template.

    Columns: template, which (longest, shortest), letters, contact_id, email, text; templates in their order,
    the longest first, then the shortest first; of equal ones those with the lower contact_id.
    """
    _refuse_limit(limit)
    asked = """
        SELECT template_ AS template, which, letters, contact_id, email, text_ AS text
        FROM (SELECT template_, place_, contact_id, email, text_, length(text_) AS letters,
                     row_number() OVER (PARTITION BY place_ ORDER BY length(text_) DESC, contact_id) AS long_,
                     row_number() OVER (PARTITION BY place_ ORDER BY length(text_), contact_id) AS short_
              FROM texts),
             (VALUES ('longest', 1), ('shortest', 2)) AS ends(which, end_)
        WHERE CASE end_ WHEN 1 THEN long_ ELSE short_ END <= $limit
        ORDER BY place_, end_, CASE end_ WHEN 1 THEN long_ ELSE short_ END
    """
    with _texts(ws, template, segment, as_of) as (_, texts):
        return ws.frame(f"WITH texts AS ({texts.sql('duckdb')}) {asked}", {"limit": limit})


def suspicious(
    ws: Workspace, template: Templates, segment: SegmentLike, *, as_of: AsOf = None, limit: int = 10
) -> pd.DataFrame:
    """Return texts that look as if something went wrong, at most `limit` for each sign; empty when none does.

    Columns: template, sign, contacts (how many have it), contact_id, email, excerpt. Signs: empty_greeting
    ("Beste ,"), space_before_comma, double_space (in plain text), leftover_braces (also %TAG%),
    no_value_in_words (nan, None, NULL) and capitals (the value of a merge field of the contact is nothing but
    capitals). In order of template, sign as listed here, and contact_id.
    """
    _refuse_limit(limit)
    with _texts(ws, template, segment, as_of) as (rendering, texts):
        found = [_by_sign(sign, pattern) for sign, pattern in _SIGNS.items()]
        found.append(
            f"SELECT *, {len(_SIGNS)} AS order_, 'capitals' AS sign, in_capitals AS excerpt "
            "FROM texts WHERE in_capitals IS NOT NULL"
        )
        html = [name for name, one in rendering.templates.items() if one.html]
        return ws.frame(
            f"""WITH texts AS ({texts.sql("duckdb")}), found AS ({" UNION ALL ".join(found)})
            SELECT template_ AS template, sign, contacts, contact_id, email, excerpt FROM (
                SELECT *, count(*) OVER (PARTITION BY place_, order_) AS contacts,
                       row_number() OVER (PARTITION BY place_, order_ ORDER BY contact_id) AS nth
                FROM found WHERE NOT (list_contains($html, template_) AND list_contains($white_space, sign)))
            WHERE nth <= $limit ORDER BY place_, order_, contact_id""",
            {"html": html, "white_space": list(_NOT_IN_HTML), "limit": limit},
        )


def _by_sign(sign: str, pattern: str) -> str:
    """Return the query for the texts with a sign, and what stands around it."""
    around = text(f"(?s).{{0,{_AROUND}}}(?:{pattern}).{{0,{_AROUND}}}")
    excerpt = call("regexp_extract", exp.column("text_"), around)
    matches = call("regexp_matches", exp.column("text_"), text(pattern))
    asked = exp.select("*", exp.alias_(exp.Literal.number(list(_SIGNS).index(sign)), "order_"))
    query = asked.select(exp.alias_(text(sign), "sign"), exp.alias_(excerpt, "excerpt")).from_("texts")
    return query.where(matches).sql("duckdb")


@contextmanager
def _texts(
    ws: Workspace, template: Templates, segment: SegmentLike, as_of: AsOf
) -> Iterator[tuple[Rendering, exp.Query]]:
    """Give a query for every text: contact_id, email, template_, place_, text_, in_capitals."""
    named = named_templates(template)
    refuse_names(named)
    with ws.reading():
        rendering = Rendering.of_templates(ws, named, as_of=as_of)
        who = [column("contact", "contact_id"), column("contact", "email")]
        capitals = [
            exp.alias_(_in_capitals(rendering, one), f"capitals {name}", quoted=True)
            for name, one in rendering.templates.items()
        ]
        query = to_members(ws, rendering.source(), segment, as_of).select(
            *who, *capitals, *rendering.columns()
        )
        rendered = rendering.completed(ws.table(query.sql("duckdb")))
        with ws.staged("texts", rendered) as staged:
            parts = [
                exp.select("contact_id", "email")
                .select(
                    exp.alias_(text(name), "template_"),
                    exp.alias_(exp.Literal.number(place), "place_"),
                    exp.alias_(exp.column(name, quoted=True), "text_"),
                    exp.alias_(exp.column(f"capitals {name}", quoted=True), "in_capitals"),
                )
                .from_(exp.table_(staged, quoted=True))
                for place, name in enumerate(rendering.templates)
            ]
            yield rendering, exp.union(*parts, distinct=False) if len(parts) > 1 else parts[0]


def _in_capitals(rendering: Rendering, template: Template) -> exp.Expr:
    """Return the first value of the contact in a template that is three capitals or more, else NULL."""
    used = (rendering.fields[name] for name in template.fields)
    values = [stored(one) for one in used if one.of == "contact" and one.kind_name == "text"]
    tests = [
        call("regexp_full_match", value.copy(), text(r"[\p{Lu} .'-]*\p{Lu}{3}[\p{Lu} .'-]*"))
        for value in values
    ]
    found = [
        exp.case().when(test, value).else_(exp.null()) for test, value in zip(tests, values, strict=True)
    ]
    return call("coalesce", *found, exp.cast(exp.null(), "VARCHAR"))


def _there() -> exp.Expr:
    name = exp.to_identifier("name")
    test = exp.not_(exp.Is(this=exp.column("name"), expression=exp.null()))
    return exp.Lambda(this=test, expressions=[name])


def _refuse_limit(limit: int) -> None:
    if limit < 1:
        raise WrongValue(f"limit={limit!r} shows nobody. Write a whole number from 1 on.")
