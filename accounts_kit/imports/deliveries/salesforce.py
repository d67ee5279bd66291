"""Salesforce's trees of records (`sf data export tree`), alone or by their plan: accounts, contacts, deals.

A record refers to another by its reference ("@AccountRef1") or its Id, or stands inside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from accounts_kit.errors import UnreadableFile
from accounts_kit.imports.deliveries.answers import Answers, Item, Piece, pieces_of, records_in
from accounts_kit.imports.deliveries.cells import number_in, text_in
from accounts_kit.imports.deliveries.delivery import Rows, counted
from accounts_kit.imports.reading import Assumption

# The tables by the type of their records: the key of a field, and the name that Salesforce has for it.
FIELDS: Mapping[str, Mapping[str, str]] = {
    "Account": {
        "name": "Name",
        "website": "Website",
        "phone": "Phone",
        "address_1": "BillingStreet",
        "city": "BillingCity",
        "state": "BillingState",
        "postcode": "BillingPostalCode",
        "country": "BillingCountry",
        "description": "Description",
        "employees": "NumberOfEmployees",
        "industry": "Industry",
        "created_at": "CreatedDate",
        "external_id": "Id",
    },
    "Contact": {
        "email": "Email",
        "first_name": "FirstName",
        "last_name": "LastName",
        "phone": "Phone",
        "job_title": "Title",
        "account": "AccountId",
        "created_at": "CreatedDate",
        "external_id": "Id",
    },
    "Opportunity": {
        "title": "Name",
        "value": "Amount",
        "stage": "StageName",
        "status": "IsWon",
        "expected_close_on": "CloseDate",
        "account": "AccountId",
        "contact": "ContactId",
        "created_at": "CreatedDate",
        "external_id": "Id",
    },
}
WHAT = {"Account": "accounts", "Contact": "contacts", "Opportunity": "deals"}
NAMED_BY = {"account": ("Account", "Name"), "contact": ("Contact", "Email")}
NUMBERS = ("employees", "value")
CLOSED = {"closed won": "won", "closed lost": "lost"}


@dataclass
class _Tree:
    """All records by type, and by what others refer to them with."""

    answers: Answers
    by_reference: dict[str, Item] = field(default_factory=dict)
    remarks: list[Assumption] = field(default_factory=list)
    unresolved: dict[str, int] = field(default_factory=dict)

    def take(self, item: Item) -> None:
        """Take a record, and those that stand inside it."""
        attributes = item.values["attributes"]
        own = (
            item.values.get("Id") or f"@{attributes.get('referenceId') or f'inside {len(self.by_reference)}'}"
        )
        for reference in (own, f"@{attributes.get('referenceId')}"):
            self.by_reference.setdefault(str(reference), item)
        self.answers.take(item)
        for value in item.values.values():
            for child in _records(value.get("records") if isinstance(value, Mapping) else None, item):
                parent = {f"{item.resource}Id": own}
                self.take(replace(child, values={**parent, **child.values}))

    def name(self, key: str, item: Item, header: str) -> str | None:
        """Return the name of the record that another one refers to; None when it is not among them."""
        of, named_by = NAMED_BY[key]
        reference = text_in(item.values.get(header))
        found = self.by_reference.get(reference or "")
        inside = item.values.get(of)
        if found is None and isinstance(inside, Mapping):
            return text_in(inside.get(named_by))
        name = text_in(found.values.get(named_by)) if found is not None and found.resource == of else None
        if reference is not None and name is None:
            self.unresolved[of] = self.unresolved.get(of, 0) + 1
        return name


def tables_of_salesforce(source: Any) -> tuple[Answers, list[Rows]]:
    """Return the trees of a folder, of a plan, or of one file, and the tables that they make."""
    tree = _opened(source)
    tables = [_table(tree, of) for of in FIELDS]
    first = next((table for table in tables if table.cells), tables[0])
    first.remarks[:0] = tree.remarks
    return tree.answers, tables


def _opened(source: Any) -> _Tree:
    pieces, fingerprint, name = pieces_of(source)
    planned = [file for piece in pieces for file in _planned(piece)]
    trees = [piece for piece in pieces if not list(_planned(piece))]
    if planned and not trees and isinstance(source, str | Path):
        trees = [pieces_of(Path(source).parent / file)[0][0] for file in dict.fromkeys(planned)]
        fingerprint = None  # the plan's own bytes say nothing of its files; their rows do
    tree = _Tree(Answers(fingerprint=fingerprint, name=name))
    for piece in trees:
        paths = [path for path in piece.document.lists if path[-1:] == ("records",) or path == ()]
        found = [item for path in paths for item in records_in(piece, path, "") if _type(item.values)]
        for item in found:
            tree.take(replace(item, resource=_type(item.values) or ""))
        if not found:
            tree.remarks.append(Assumption("not_read", f"{piece.file} holds no tree of records: not read."))
    tree.remarks += _about_files(planned, trees)
    tree.remarks += _about_types(tree)
    return tree


def _planned(piece: Piece) -> Iterator[str]:
    """Yield the files that a plan names; nothing when the document is none."""
    for item in records_in(piece, (), ""):
        if "sobject" in item.values and isinstance(files := item.values.get("files"), list):
            yield from map(str, files)


def _records(value: Any, parent: Item) -> Iterator[Item]:
    for record in value if isinstance(value, list) else ():
        if isinstance(record, Mapping) and (of := _type(record)):
            yield Item(of, record, parent.file)


def _type(record: Mapping[str, Any]) -> str | None:
    attributes = record.get("attributes")
    return text_in(attributes.get("type")) if isinstance(attributes, Mapping) else None


def _table(tree: _Tree, of: str) -> Rows:
    """Return the rows of one type; columns that fill no field are left to the mapping of the import."""
    items = tree.answers.of(of)
    more = dict.fromkeys(
        key
        for item in items
        for key, value in item.values.items()
        if key not in FIELDS[of].values() and key != "attributes" and not isinstance(value, Mapping | list)
    )
    rows = Rows(
        WHAT[of], {**FIELDS[of], **{f"+{key}": key for key in more}}, unstated={f"+{key}" for key in more}
    )
    for item in items:
        cells = {key: _cell(tree, key, header, item) for key, header in FIELDS[of].items()}
        rows.add(item, cells | {f"+{key}": text_in(item.values.get(key)) for key in more})
    for other, count in tree.unresolved.items():
        said = counted(count, "row refers", "rows refer")
        rows.remark("unresolved", f"{said} to a record of {other} that is not among them: left out.")
    tree.unresolved.clear()
    return rows


def _cell(tree: _Tree, key: str, header: str, item: Item) -> Any:
    if key in NAMED_BY:
        return tree.name(key, item, header)
    if key == "status":
        return _status(item.values)
    value = item.values.get(header)
    return number_in(value) if key in NUMBERS else text_in(value)


def _status(deal: Mapping[str, Any]) -> str:
    """Return whether a deal is open, won or lost: by its own marks, else by the name of its stage."""
    if deal.get("IsClosed") is True:
        return "won" if deal.get("IsWon") is True else "lost"
    return CLOSED.get((text_in(deal.get("StageName")) or "").lower(), "open")


def _about_files(planned: list[str], trees: list[Piece]) -> Iterator[Assumption]:
    """Return which files a folder holds beside those of its plan; a file that is planned must be there."""
    files = [piece.file for piece in trees]
    for missing in (file for file in planned if Path(file).name not in files):
        raise UnreadableFile(
            f"The plan names {missing!r}, which is not there. Give the folder with all its files."
        )
    if planned and (beside := [file for file in files if file not in {Path(one).name for one in planned}]):
        yield Assumption("beside_plan", f"Read too, though the plan does not name them: {', '.join(beside)}.")


def _about_types(tree: _Tree) -> Iterator[Assumption]:
    others = {of: len(items) for of, items in tree.answers.items.items() if of not in FIELDS}
    if others:
        named = ", ".join(f"{of} ({count:,})" for of, count in others.items())
        yield Assumption("not_read", f"Not read are records of {named}.")
