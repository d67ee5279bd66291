"""What a builder asks now and then, answered: values to pick from, a search, why, copies, saving, loading."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from accounts_kit.errors import AccountsKitError, RuleError
from accounts_kit.records.finding.suggesting import suggestions
from accounts_kit.segments import Segment, compare, explain, get, save, to_sql, values
from accounts_kit.widgets.answering import since_saved
from accounts_kit.widgets.people import HOW_MANY, as_texts
from accounts_kit.words.masking import masked_email, masked_name
from accounts_kit.workspace import Workspace

Message = Mapping[str, object]

SHOWN = {"contacts": ("first_name", "last_name", "email"), "accounts": ("name", "city")}
SUGGESTED = 20


def reply(ws: Workspace, segment: Segment, asked: Message, *, masked: bool) -> dict[str, object]:
    """Return the answer to one message: `result`, or `error` in words."""
    answer = _ANSWERS.get(str(asked.get("ask")))
    try:
        if answer is None:
            raise RuleError(f"A builder cannot be asked {asked.get('ask')!r}.")
        return {"reply": asked.get("id"), "result": answer(ws, segment, asked, masked or ws.masked_reprs)}
    except AccountsKitError as error:
        return {"reply": asked.get("id"), "error": str(error)}


def _said(asked: Message, key: str) -> str:
    if not isinstance(said := asked.get(key), str | int):
        raise RuleError(f"To answer {asked.get('ask')!r}, a builder needs {key!r}, not {said!r}.")
    return str(said)


def _values(ws: Workspace, segment: Segment, asked: Message, masked: bool) -> object:
    found = values(ws, _said(asked, "field"), _said(asked, "text"), limit=SUGGESTED)
    return [[one["value"], int(one["records"])] for one in found.to_dict("records")]


def _records(ws: Workspace, segment: Segment, asked: Message, masked: bool) -> object:
    record, shown = segment.of.removesuffix("s"), SHOWN[segment.of]
    found = suggestions(ws, record, _said(asked, "text"), shown, SUGGESTED)
    rows = found.astype(object).where(found.notna(), "").to_dict("records")
    return [[one[f"{record}_id"], _label(segment.of, [one[name] for name in shown], masked)] for one in rows]


def _label(of: str, texts: list[str], masked: bool) -> str:
    if masked and of == "contacts":
        texts = [masked_name(texts[0]), masked_name(texts[1]), masked_email(texts[2])]
    return " ".join(one for one in texts if one)


def _why(ws: Workspace, segment: Segment, asked: Message, masked: bool) -> object:
    if not (record := _said(asked, "record")).isdecimal():
        raise RuleError(f"To answer 'why', a builder needs the id of a record, not {record!r}.")
    found = explain(ws, segment, int(record))
    return {
        "sentence": "" if masked else found.sentence(),
        "answer": found.answer,
        "lines": [
            {**one, "level": int(one["level"]), "holds": bool(one["holds"])}
            for one in found.frame().to_dict("records")
        ],
        "flips": found.turns(),
    }


def _copy(ws: Workspace, segment: Segment, asked: Message, masked: bool) -> object:
    match asked.get("form"):
        case "Python":
            return f"import accounts_kit as ak\n\nsegment = {segment!r}\n"
        case "JSON":
            return json.dumps(segment.to_dict(), ensure_ascii=False, indent=2)
        case "YAML":
            return segment.to_yaml()
    return to_sql(ws, segment)


def _save(ws: Workspace, segment: Segment, asked: Message, masked: bool) -> object:
    saved = save(ws, segment, comment=str(asked.get("comment") or "") or None)
    return {"name": saved.name, "version": saved.version, "since": since_saved(ws, segment)}


def _saved(ws: Workspace, segment: Segment, asked: Message, masked: bool) -> object:
    return [{"name": one.name, "of": one.of, "version": one.version} for one in ws.catalogue.segments]


def _load(ws: Workspace, segment: Segment, asked: Message, masked: bool) -> object:
    return get(ws, _said(asked, "name")).to_dict()


def _compare(ws: Workspace, segment: Segment, asked: Message, masked: bool) -> object:
    found = compare(ws, segment.name, segment)
    return {
        "sentence": found.sentence(),
        "parts": [{**one, "records": int(one["records"])} for one in found.parts.to_dict("records")],
        "enters": as_texts(ws, segment, found.members("enters").head(HOW_MANY), masked=masked),
        "leaves": as_texts(ws, segment, found.members("leaves").head(HOW_MANY), masked=masked),
    }


_ANSWERS: dict[str, Callable[[Workspace, Segment, Message, bool], object]] = {
    "values": _values,
    "records": _records,
    "why": _why,
    "copy": _copy,
    "save": _save,
    "saved": _saved,
    "load": _load,
    "compare": _compare,
}
