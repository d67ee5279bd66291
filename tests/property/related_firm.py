"""A firm of awkward values with notes, activities, deals and tasks, and segments that name each other."""

from __future__ import annotations

import accounts_kit as ak
from accounts_kit.model.relations import RELATIONS
from accounts_kit.rules.compiler import record_of
from tests.property.awkward_firms import Firm
from tests.property.random_rules import RELATED_KEYS

ROWS = 60


class RelatedFirm(Firm):
    """The same firm, whose records have others; some of these belong to nobody, or happen in the future."""

    def _write(self) -> None:
        super()._write()
        for record, keys in RELATED_KEYS.items():
            table = next(one.records for one in RELATIONS.values() if one.record == record)
            known = record_of(table)
            rows = []
            for number in range(1, ROWS + 1):
                row = {f"{record}.{key}": self._value(f"{record}.{key}") for key in keys}
                links = {
                    link: self.chance.choice([None, *range(1, 12)])
                    for link in known.links
                    if link in ("account_id", "contact_id")
                }
                rows.append({known.id_column: number, **links, **self._columns(row)})
            self._insert(table, rows)
        firms = ak.Segment("Firma's", ak.account.city.is_blank() | (ak.account.employees > 0), of="accounts")
        ak.segments.save(
            self.ws, ak.Segment(firms.name, firms.rule, of="accounts", pins={"in": [1, 2], "out": [3]})
        )
        people = ak.in_segment("firma's") | ak.contact.activities.any()
        ak.segments.save(self.ws, ak.Segment("Mensen", people))
        ak.segments.save(
            self.ws, ak.Segment("Vast", ~ak.in_segment("Mensen"), pins={"in": [4, 5], "out": [5, 6]})
        )
        self.catalogue = self.ws.catalogue
