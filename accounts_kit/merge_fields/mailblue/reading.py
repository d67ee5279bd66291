"""MailBlue's tags read as a template: %FIRSTNAME%, %ACCT_CITY|TITLECASE%, %IF ...%...%ELSE%...%/IF%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from accounts_kit.errors import WrongKind
from accounts_kit.merge_fields.findings import Place
from accounts_kit.merge_fields.mailblue.conversion import Conversion, Remark
from accounts_kit.merge_fields.mailblue.tags import FULL_NAME, OF_THE_PRODUCT, PIECES, TagNames
from accounts_kit.words.nearest import suggestion

if TYPE_CHECKING:
    from accounts_kit.workspace import Workspace

_MODIFIERS = {
    "TITLECASE": "title_name", "TITLE": "title_name", "UPPERCASE": "upcase", "LOWERCASE": "downcase",
}  # fmt: skip
_OWN = re.compile(r'(?P<name>default|date)\s*:\s*(?P<given>"[^"]*"(?:\s*,\s*"[^"]*")*)')

_COMPARED = r"(?P<compared>==|!=|>=|<=|>|<)"
_NUMBER = r"(?P<number>-?\d+(?:\.\d+)?)"
_NAME, _TEXT = r"\$(?P<name>[A-Z][A-Z0-9_]*)", r"(?P<quote>['\"])(?P<text>.*?)(?P=quote)"
# What is asked of a field, as Liquid asks it, and whether the answer is turned round.
_TESTS = (
    (re.compile(rf"in_array\(\s*{_TEXT}\s*,\s*{_NAME}\s*\)"), "{name} contains {text}", False),
    (re.compile(rf"!\s*in_array\(\s*{_TEXT}\s*,\s*{_NAME}\s*\)"), "{name} contains {text}", True),
    (re.compile(rf"!\s*empty\(\s*{_NAME}\s*\)"), "{name}", False),
    (re.compile(rf"empty\(\s*{_NAME}\s*\)"), "{name}", True),
    (re.compile(rf"{_NAME}\s+CONTAINS\s+{_TEXT}"), "{name} contains {text}", False),
    (re.compile(rf"{_NAME}\s+DCONTAINS\s+{_TEXT}"), "{name} contains {text}", True),
    (
        re.compile(rf"{_NAME}\s*(?P<compared>==|!=|>=|<=|>|<)\s*(?:{_TEXT}|{_NUMBER})"),
        "{name} {compared} {text}",
        False,
    ),
)
# A brace with which something of Liquid would begin, also together with what is put behind it.
_BEGINS = re.compile(r"\{(?=[{%#]|\Z)")
_BETWEEN = re.compile(r"\s*(&&|\|\||\bAND\b|\bOR\b|\band\b|\bor\b)\s*")


def from_mailblue(ws: Workspace, text: str) -> Conversion:
    """Return a text with MailBlue's tags as a template with the same meaning.

    What has no counterpart here (%UNSUBSCRIBELINK%, a tag that no field has) stays in the text as it is, and
    is listed in `problems`, as is a text behind a pipe that is taken for a fallback.

    >>> print(from_mailblue(ws, "Beste %FIRSTNAME|TITLECASE%, hoe gaat het in %ACCT_CITY%?"))
    Beste {{ contact.first_name | title_name }}, hoe gaat het in {{ account.city }}?
    """
    if not isinstance(text, str):
        raise WrongKind(f"{type(text).__name__} is no text. Give the text with its %TAGS%.")
    return _Reader(TagNames.of(ws.catalogue), text).read()


class _Reader:
    """One pass over a text; a block whose condition cannot be read stays as it is, with its end."""

    def __init__(self, names: TagNames, text: str) -> None:
        self.names, self.text = names, text
        self.said: list[str] = []
        self.remarks: list[Remark] = []
        self.open: list[str | None] = []  # how each block ends; None for one that stays as it is

    def read(self) -> Conversion:
        end = 0
        for piece in PIECES.finditer(self.text):
            self.said += [_as_content(self.text[end : piece.start()]), self.piece(piece)]
            end = piece.end()
        self.said.append(_as_content(self.text[end:]))
        for ending in self.open:
            self.said.append(ending or "")
            self.remark(len(self.text), "", "A block %IF ...% has no end. It ends with the text here.")
        return Conversion(
            "".join(self.said),
            tuple(sorted(self.remarks, key=lambda one: (one.place.line, one.place.column))),
        )

    def piece(self, piece: re.Match[str]) -> str:
        if piece["condition"]:
            return self.block(piece)
        if piece["otherwise"]:
            return self.within(piece, "{% else %}")
        if piece["end"]:
            return (self.open.pop() or piece[0]) if self.open else self.within(piece, "")
        return self.tag(piece)

    def within(self, piece: re.Match[str], said: str) -> str:
        """Return a part of the block that is open; the piece itself where that stays, or where none is."""
        if not self.open:
            self.remark(piece.start(), piece[0], "There is no block %IF ...% that this belongs to. It stays.")
            return piece[0]
        return said if self.open[-1] is not None else piece[0]

    def block(self, piece: re.Match[str]) -> str:
        if piece["start"] == "ELSEIF" and (not self.open or self.open[-1] is None):
            return self.within(piece, "")
        read = self.condition(piece["condition"])
        if isinstance(read, str):
            self.remark(piece.start(), piece[0], read)
            if piece["start"] == "IF":
                self.open.append(None)
            return piece[0]
        condition, negated = read
        if piece["start"] == "ELSEIF":
            if negated:
                self.remark(piece.start(), piece[0], "Liquid has no elsif that says not. It stays.")
                return piece[0]
            return f"{{% elsif {condition} %}}"
        name = "unless" if negated else "if"
        self.open.append(f"{{% end{name} %}}")
        return f"{{% {name} {condition} %}}"

    def condition(self, said: str) -> tuple[str, bool] | str:
        """Return the condition in Liquid and whether it is to be turned round; or why there is none."""
        parts = _BETWEEN.split(said.strip())
        joined = {"&&": "and", "AND": "and", "||": "or", "OR": "or"}
        words = {joined.get(word, word) for word in parts[1::2]}
        if len(words) > 1:
            return "Liquid reads and beside or from the right, and has no brackets. It stays."
        tests = [self.test(part.strip()) for part in parts[::2]]
        wrong = [one for one in tests if isinstance(one, str)]
        if wrong:
            return wrong[0]
        found = [one for one in tests if not isinstance(one, str)]
        if len(found) == 1:
            return found[0]
        if all(negated for _, negated in found):  # not this and not that: not (this or that)
            other = {"and": "or", "or": "and"}[words.pop()]
            return f" {other} ".join(test for test, _ in found), True
        found = [
            (f"{test} == nil", False) if negated and " " not in test else (test, negated)
            for test, negated in found
        ]
        if any(negated for _, negated in found):
            return "Liquid has no word for not inside a condition. It stays."
        return f" {words.pop()} ".join(test for test, _ in found), False

    def test(self, said: str) -> tuple[str, bool] | str:
        for pattern, test, negated in _TESTS:
            if found := pattern.fullmatch(said):
                groups = found.groupdict()
                name = self.names.by_tag.get(found["name"])
                if name is None:
                    return self.unknown(found["name"])
                text = groups.get("number") or _literal(groups.get("text") or "")
                if text is None:
                    break
                return test.format(name=name, text=text, compared=groups.get("compared")), negated
        return f"{said!r} is no condition that is known here. It stays."

    def tag(self, piece: re.Match[str]) -> str:
        tag = piece["tag"]
        if tag == FULL_NAME and not piece["pipe"]:
            return "{{ contact.first_name }} {{ contact.last_name }}"
        name = self.names.by_tag.get(tag)
        if name is None:
            self.remark(piece.start(), piece[0], self.unknown(tag))
            return piece[0]
        filters = [self.filter(piece, one) for one in (piece["pipe"] or "").split("|") if one]
        return f"{{{{ {' | '.join([name, *(one for one in filters if one)])} }}}}"

    def filter(self, piece: re.Match[str], said: str) -> str:
        if said.upper() in _MODIFIERS:
            return _MODIFIERS[said.upper()]
        if own := _OWN.fullmatch(said.strip()):
            return f"{own['name']}: {own['given']}"
        text = _literal(said)
        if text is None:
            self.remark(
                piece.start(), piece[0], "What stands behind the pipe has both kinds of quotation marks."
            )
            return ""
        self.remark(piece.start(), piece[0], f"{said!r} is read as a fallback; it may be a modifier.")
        return f"default: {text}"

    def unknown(self, tag: str) -> str:
        if tag in OF_THE_PRODUCT or tag == FULL_NAME:
            return "MailBlue fills this in itself; there is no field for it. It stays."
        if tag in self.names.by_tag:
            return f"Two fields are written %{tag}% in MailBlue. It stays."
        return f"No field is written %{tag}%. {suggestion(tag, list(self.names.by_tag))} It stays.".replace(
            "  ", " "
        )

    def remark(self, index: int, written: str, message: str) -> None:
        self.remarks.append(Remark(Place.at(self.text, index, max(1, len(written))), written, message))


def _as_content(text: str) -> str:
    """Return text of the author so that Liquid reads nothing in it."""
    return _BEGINS.sub("{{ '{' }}", text)


def _literal(text: str) -> str | None:
    """Return a text between the quotation marks that are not in it; None when Liquid cannot hold it."""
    quote = "'" if "'" not in text else '"'
    return None if quote in text or "}" in text or "{" in text else f"{quote}{text}{quote}"
