"""From a source to its tables, by the program that made it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from accounts_kit.errors import UnreadableFile, WrongValue
from accounts_kit.imports.deliveries.answers import Answers
from accounts_kit.imports.deliveries.delivery import Delivery, Rows
from accounts_kit.imports.reading import Assumption
from accounts_kit.words.nearest import suggestion

Tables = tuple[Answers, list[Rows]]


def deliveries(what: str, source: Any, language: str = "en") -> list[Delivery]:
    """Return the tables that a program delivers, "activecampaign" or "salesforce", in the order of loading.

    `source` is a JSON file, a folder of them, or parsed answers. What is left out, and what could not be
    resolved, stands in the assumptions of the table that it concerns.

    >>> [one] = deliveries("activecampaign", {"accounts": [{"id": "7", "name": "Acme"}]})
    >>> one.what, one.columns, one.reading.table.to_pylist()
    ('accounts', {'name': 'name', 'id': 'external_id'}, [{'c0': 'Acme', 'c1': '7', 'line': 1}])

    Raises FileMissing, UnreadableFile (no JSON, or nothing in it that is read) and WrongKind.
    """
    from accounts_kit.imports.deliveries.active_campaign import tables_of_active_campaign
    from accounts_kit.imports.deliveries.salesforce import tables_of_salesforce

    programs: Mapping[str, Callable[[Any], Tables]] = {
        "activecampaign": tables_of_active_campaign,
        "salesforce": tables_of_salesforce,
    }
    if what not in programs:
        raise WrongValue(f"No program {what!r} is known. {suggestion(what, programs)}")
    answers, tables = programs[what](source)
    filled = [rows.delivery(answers) for rows in tables if rows.cells]
    if not filled:
        raise UnreadableFile(
            f"{answers.name} holds no accounts, contacts, notes, deals or tasks as {what} delivers them. "
            "Give the answers themselves, or import one file of records: imports.run(ws, 'accounts', path)."
        )
    # What is said of a table without rows is said with the first.
    unsaid = [remark for rows in tables if not rows.cells for remark in rows.remarks]
    return [_with_remarks(filled[0], unsaid), *filled[1:]]


def _with_remarks(delivery: Delivery, remarks: list[Assumption]) -> Delivery:
    reading = delivery.reading
    return replace(delivery, reading=replace(reading, assumptions=(*reading.assumptions, *remarks)))
