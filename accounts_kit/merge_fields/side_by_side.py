"""The messages of a few contacts side by side, as a notebook shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from accounts_kit.markup import escaped, text_html

if TYPE_CHECKING:
    import pandas as pd

_WHY: dict[str, dict[str, str]] = {
    "chosen": {"en": "chosen", "nl": "gekozen"},
    "complete": {"en": "complete", "nl": "compleet"},
    "no_account": {"en": "without an account", "nl": "zonder account"},
    "no_first_name": {"en": "without a first name", "nl": "zonder voornaam"},
    "longest_name": {"en": "longest name", "nl": "langste naam"},
    "odd_letters": {"en": "unusual letters", "nl": "bijzondere letters"},
    "most_lacking": {"en": "lacks most", "nl": "mist het meest"},
}
_LACKS = {"en": "nothing in: {0}", "nl": "niets in: {0}"}
_NOBODY = {"en": "The segment has no members.", "nl": "Het segment heeft geen leden."}
_PALE, _LINE = "opacity:.65", "border:1px solid rgba(128,128,128,.3)"
_AS_IT_IS = "overflow-wrap:anywhere;white-space:break-spaces"
_COLUMN = "flex:1 1 20em;min-width:16em;max-width:40em;padding:8px 12px;" + _LINE


@dataclass(frozen=True)
class Preview:
    """The messages of a few contacts; a notebook shows them side by side, HTML as a mail program would.

    `frame` has a row for each. Columns: why (chosen, complete, no_account, no_first_name, longest_name,
    odd_letters, most_lacking; several joined with ", "), contact_id, email, lacking (the merge fields without
    a value, joined with ", "), and one for each template, under its name.
    """

    frame: pd.DataFrame
    language: str = "en"
    html: Mapping[str, bool] = field(default_factory=dict)

    def __repr__(self) -> str:
        said = []
        for row in self._rows():
            said.append(f"--- {row['email'] or row['contact_id']} ({self._why(row)}){self._lacks(row)}")
            said += [f"{name}: {row[name]}" for name in self.html]
        return "\n".join(said) or _NOBODY[self.language]

    def _repr_html_(self) -> str:
        columns = "".join(self._column(row) for row in self._rows())
        if not columns:
            return f"<p>{escaped(_NOBODY[self.language])}</p>"
        return f"<div style='display:flex;flex-wrap:wrap;gap:12px'>{columns}</div>"

    def _column(self, row: Mapping[str, Any]) -> str:
        name, why, lacks = row["email"] or row["contact_id"], self._why(row), self._lacks(row).strip(" ·")
        head = f"<strong>{escaped(name)}</strong><br><em>{escaped(why)}</em>"
        under = f"<div style='{_PALE}'>{escaped(lacks)}</div>" if lacks else ""
        texts = "".join(self._text(template, str(row[template])) for template in self.html)
        return f"<section style='{_COLUMN}'>{head}{under}{texts}</section>"

    def _text(self, name: str, said: str) -> str:
        title = f"<div style='{_PALE};margin-top:8px'>{escaped(name)}</div>"
        if not self.html[name]:
            return (
                f"{title}<div style='overflow-wrap:anywhere;white-space:break-spaces'>{text_html(said)}</div>"
            )
        frame = f"width:100%;min-height:16em;background:#fff;{_LINE}"
        return f"{title}<iframe sandbox='' style='{frame}' srcdoc=\"{escaped(said)}\"></iframe>"

    def _why(self, row: Mapping[str, Any]) -> str:
        return ", ".join(_WHY[why][self.language] for why in row["why"].split(", "))

    def _lacks(self, row: Mapping[str, Any]) -> str:
        return f" · {_LACKS[self.language].format(row['lacking'])}" if row["lacking"] else ""

    def _rows(self) -> list[dict[str, Any]]:
        there = self.frame.astype(object).where(self.frame.notna(), None)
        names = [str(name) for name in there.columns]
        return [dict(zip(names, row, strict=True)) for row in there.itertuples(index=False)]
