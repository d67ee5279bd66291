"""What a builder asks now and then, answered: values to pick from, a search, why, copies, saving, loading."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from accounts_kit.errors import AccountsKitError, RuleError
from accounts_kit.records.finding.suggesting import suggestions
from accounts_kit.segments import Segment, compare, explain, get, save, to_sql, values
from accounts_kit.segments.comparing import Which
from accounts_kit.segments.selecting import AsOf
from accounts_kit.widgets.drafts import draft_of
from accounts_kit.widgets.people import HOW_MANY, as_texts
from accounts_kit.words.masking import masked_email, masked_name
from accounts_kit.workspace import Workspace

Message = Mapping[str, object]

SHOWN = {"contacts": ("first_name", "last_name", "email"), "accounts": ("name", "city")}
SUGGESTED = 20
MOVES: tuple[Which, ...] = ("enters", "leaves")


@dataclass(frozen=True)
class Asking:
    """What a message is about: the segment as it is now, its clock, and whether people are masked."""

    ws: Workspace
    segment: Segment
    message: Message
    as_of: AsOf
    masked: bool

    def said(self, key: str) -> str:
        """Return what the message says under a key; raises RuleError when that is nothing."""
        if not isinstance(said := self.message.get(key), str | int):
            raise RuleError(f"To answer {self.message.get('ask')!r}, a builder needs {key!r}, not {said!r}.")
        return str(said)


def reply(ws: Workspace, segment: Segment, asked: Message, *, as_of: AsOf, masked: bool) -> dict[str, object]:
    """Return the answer to one message: `result`, or `error` in words."""
    answer = _ANSWERS.get(str(asked.get("ask")))
    try:
        if answer is None:
            raise RuleError(f"A builder cannot be asked {asked.get('ask')!r}.")
        return {
            "reply": asked.get("id"),
            "result": answer(Asking(ws, segment, asked, as_of, masked or ws.masked_reprs)),
        }
    except AccountsKitError as error:
        return {"reply": asked.get("id"), "error": str(error)}


def _values(asked: Asking) -> object:
    found = values(asked.ws, asked.said("field"), asked.said("text"), limit=SUGGESTED)
    return [[one["value"], int(one["records"])] for one in found.to_dict("records")]


def _records(asked: Asking) -> object:
    record, shown = asked.segment.of.removesuffix("s"), SHOWN[asked.segment.of]
    found = suggestions(asked.ws, record, asked.said("text"), shown, SUGGESTED)
    rows = found.astype(object).where(found.notna(), "").to_dict("records")
    return [
        [one[f"{record}_id"], _label(asked.segment.of, [one[name] for name in shown], asked.masked)]
        for one in rows
    ]


def _label(of: str, texts: list[str], masked: bool) -> str:
    if masked and of == "contacts":
        texts = [masked_name(texts[0]), masked_name(texts[1]), masked_email(texts[2])]
    return " ".join(one for one in texts if one)


def _why(asked: Asking) -> object:
    if not (record := asked.said("record")).isdecimal():
        raise RuleError(f"To answer 'why', a builder needs the id of a record, not {record!r}.")
    found = explain(asked.ws, asked.segment, int(record), as_of=asked.as_of)
    return {
        "sentence": "" if asked.masked else found.sentence(),
        "answer": found.answer,
        "lines": [
            {**one, "level": int(one["level"]), "holds": bool(one["holds"])}
            | ({"seen": ""} if asked.masked else {})
            for one in found.frame().to_dict("records")
        ],
        "flips": found.turns(),
    }


def _copy(asked: Asking) -> object:
    match asked.message.get("form"):
        case "Python":
            return f"import accounts_kit as ak\n\nsegment = {asked.segment!r}\n"
        case "JSON":
            return json.dumps(asked.segment.to_dict(), ensure_ascii=False, indent=2)
        case "YAML":
            return asked.segment.to_yaml()
    return to_sql(asked.ws, asked.segment, as_of=asked.as_of)


def _save(asked: Asking) -> object:
    saved = save(asked.ws, asked.segment, comment=str(asked.message.get("comment") or "") or None)
    return {"name": saved.name, "version": saved.version}


def _saved(asked: Asking) -> object:
    return [{"name": one.name, "of": one.of, "version": one.version} for one in asked.ws.catalogue.segments]


def _load(asked: Asking) -> object:
    segment = get(asked.ws, asked.said("name"))
    return {**segment.to_dict(), "rule": draft_of(segment.rule)}


def _compare(asked: Asking) -> object:
    found = compare(asked.ws, asked.segment.name, asked.segment, as_of=asked.as_of)
    moves: dict[str, object] = {
        which: as_texts(asked.ws, asked.segment, found.members(which).head(HOW_MANY), masked=asked.masked)
        for which in MOVES
    }
    parts = [{**one, "records": int(one["records"])} for one in found.parts.to_dict("records")]
    return {"sentence": found.sentence(), "parts": parts, **moves}


_ANSWERS: dict[str, Callable[[Asking], object]] = {
    "values": _values,
    "records": _records,
    "why": _why,
    "copy": _copy,
    "save": _save,
    "saved": _saved,
    "load": _load,
    "compare": _compare,
}
