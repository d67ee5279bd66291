"""Custom fields that are called what our own SQL calls things: every public call does with them what it does
without.

Every name that the SQL of the package gives to a table or a column becomes a custom field of accounts and one
of contacts, all in one workspace. The same walk through the public functions then has to give the same there
as in a workspace without them.
"""

import dataclasses
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

import accounts_kit as ak
from accounts_kit.checks.rows import objection_to_key

SOURCE = Path(ak.__file__).parent
GIVEN = re.compile(r"\bAS \"?([a-z]\w*)|\b([a-z]\w*) AS (?:MATERIALIZED )?\(|\b([a-z]\w*) AS \(")
LISTED = re.compile(r"\bAS \"?\w+\(([\w, ]+)\)")
MARK = "zzqq"  # what every one of these fields holds
# What tells when the test ran, and what a plan keeps for its run.
OTHERWISE = re.compile(
    "plain|at|.*_at|_labels|about|timeline|activities|_(opened|steps|workspace|catalogue_version)"
)
SIZES = ["1-10", "11-50"]


def names_in_sql() -> set[str]:
    """Return the names of tables and columns in the SQL of the package, and those of the tables it keeps."""
    names: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        names |= {name for found in GIVEN.findall(text) for name in found if name}
        names |= {name.strip() for listed in LISTED.findall(text) for name in listed.split(",")}
    with ak.open() as ws:
        kept = ws.sql("SELECT table_name, column_name FROM information_schema.columns")
    return names | set(kept["table_name"]) | set(kept["column_name"])


def allowed(of: str) -> list[str]:
    """Return those names that a custom field of accounts or contacts can have."""
    said = ({"of": of, "key": name, "label": name} for name in sorted(names_in_sql()))
    return [one["key"] for one in said if objection_to_key(one) is None]


def with_fields(names: Callable[[str], list[str]]) -> ak.Workspace:
    ws = ak.open()
    rows = [
        {"of": of, "label": name, "key": name, "kind": "text", "default": MARK}
        for of in ("account", "contact")
        for name in names(of)
    ]
    ak.imports.run(ws, "custom_fields", pd.DataFrame(rows))
    return ws


def walk(ws: ak.Workspace) -> Iterator[tuple[str, Any]]:
    """Yield what each public function gives, on few records, with a name for it."""
    for part in (
        of_accounts,
        of_contacts,
        of_links,
        of_deals,
        of_fields,
        of_imports,
        of_segments,
        of_repairs,
    ):
        yield from part(ws)


def last(ws: ak.Workspace) -> int:
    return int(ak.changes.table(ws, limit=1)["change_set_id"][0])


def undone(ws: ak.Workspace) -> int:
    ak.changes.undo(ws, last(ws))
    return len(ak.changes.get(ws, last(ws)))


def back_before(ws: ak.Workspace, count: int) -> None:
    """Undo the latest change sets, newest first."""
    newest = last(ws)
    for change_set in range(newest, newest - count, -1):
        ak.changes.undo(ws, change_set)


def of_accounts(ws: ak.Workspace) -> Iterator[tuple[str, Any]]:
    accounts = ak.accounts
    yield "accounts.create", accounts.create(ws, "Aalders BV", website="aalders.nl", city="Ede")
    accounts.create(ws, "Aalders B.V.", website="www.aalders.nl")
    accounts.create(ws, "Bakker")
    yield "accounts.get", accounts.get(ws, 1)
    yield "accounts.find", accounts.find(ws, "aald")
    yield "accounts.table", accounts.table(ws)
    columns = ["name", "contacts", "last_contacted_at"]
    yield "accounts.table ordered", accounts.table(ws, columns=columns, order=["-contacts", "name"])
    yield "accounts.table searched", accounts.table(ws, search="aal", where=ak.account.city == "Ede")
    yield "accounts.update one", accounts.update(ws, "Bakker", city="Urk")
    yield "accounts.update list", accounts.update(ws, ["Bakker", 1], city="Goes")
    frame = pd.DataFrame({"name": ["Bakker", "Aalders BV"], "city": ["Lisse", "Tiel"]})
    yield "accounts.update frame", accounts.update(ws, frame)
    names = pd.DataFrame({"account_id": [1, 3], "name": ["Bakker", "Aalders BV"]})
    yield "accounts.update names", accounts.update(ws, names)
    names["name"] = ["Aalders BV", "Bakker"]
    yield "accounts.update names back", accounts.update(ws, names)
    yield "accounts.duplicates", accounts.duplicates(ws)
    yield "accounts.merge shown", accounts.merge(ws, 1, [2])
    yield "accounts.merge", accounts.merge(ws, 1, [2], confirm=True)
    yield "accounts by alias", accounts.update(ws, ["Aalders B.V.", 3], city="Ede")
    yield "accounts by former id", accounts.update(ws, [2, 3], city="Epe")
    yield "by alias", [accounts.get(ws, "Aalders B.V."), accounts.get(ws, 2)]
    back_before(ws, 3)
    yield "accounts.page", accounts.page(ws, 1)
    yield "accounts.delete", accounts.delete(ws, [2, 3], confirm=True, tag="was klant")
    yield "accounts.deleted", accounts.deleted(ws)
    yield "accounts.restore", accounts.restore(ws, [2])
    yield "accounts.purge shown", accounts.purge(ws)
    yield "accounts.purge", accounts.purge(ws, confirm=True)


def of_contacts(ws: ak.Workspace) -> Iterator[tuple[str, Any]]:
    contacts = ak.contacts
    yield "contacts.create", contacts.create(ws, "jan@aalders.nl", first_name="Jan", last_name="Smit")
    contacts.create(ws, "j.smit@aalders.nl", first_name="Jan", last_name="Smit", phone="06 12345678")
    contacts.create(ws, "eva@vries.nl", first_name="Eva", phone="0612345678", account="Aalders BV")
    yield "contacts.get", contacts.get(ws, "jan@aalders.nl")
    yield "contacts.find", contacts.find(ws, "smit")
    yield "contacts.find phone", contacts.find(ws, "0612")
    yield "contacts.table", contacts.table(ws, search="jan", order="-email")
    yield "contacts.update one", contacts.update(ws, 1, last_name="Smits")
    yield "contacts.update list", contacts.update(ws, ["jan@aalders.nl", 2], last_name="Smit")
    rows = pd.DataFrame({"email": ["jan@aalders.nl"], "first_name": ["Janus"]})
    yield "contacts.update frame", contacts.update(ws, rows)
    yield "contacts.duplicates", contacts.duplicates(ws)
    yield "tags.add", ak.tags.add(ws, [1, 2], "klant", "vip")
    yield "tags.rename", ak.tags.rename(ws, "vip", "VIP's")
    yield "tags.remove", ak.tags.remove(ws, ["jan@aalders.nl", 3], "klant")
    yield "tags.table", ak.tags.table(ws)
    yield "notes.add", ak.notes.add(ws, "Belt later", contact=1, at="2026-05-01")
    yield "notes.edit", ak.notes.edit(ws, 1, "Belt morgen")
    yield "notes.table", ak.notes.table(ws, contact=1)
    yield "notes.search", ak.notes.search(ws, "morgen")
    yield "activities.record", ak.activities.record(ws, "mail_campaign", contact=1, at="2026-05-01")
    many = ak.activities.record_many(ws, "mail_one_to_one", [1, 2], at="2026-05-02")
    yield "activities.record_many", many
    yield "activities.record_many rule", ak.activities.record_many(ws, "page_visited", ak.everyone())
    yield "contacts.merge", contacts.merge(ws, 1, ["j.smit@aalders.nl"], confirm=True)
    yield "contacts by alias", contacts.update(ws, ["j.smit@aalders.nl", 3], last_name="Bos")
    yield "contacts by former id", contacts.update(ws, [2, 3], last_name="Vos")
    yield "contacts.page", contacts.page(ws, 1, as_of=date(2026, 6, 1))
    back_before(ws, 3)
    yield "contacts after", contacts.table(ws)
    yield "contacts.delete shown", contacts.delete(ws, [1, 2])
    yield "contacts.delete", contacts.delete(ws, [1, 2], confirm=True)
    yield "contacts.deleted", contacts.deleted(ws)
    yield "contacts.restore", contacts.restore(ws, [1])
    yield "contacts.purge", contacts.purge(ws, confirm=True)
    yield "notes.delete", ak.notes.delete(ws, [1], confirm=True)
    yield "changes.table", ak.changes.table(ws, contact=1)
    yield "changes.history", ak.changes.history(ws, contact=1, field="last_name")


def of_links(ws: ak.Workspace) -> Iterator[tuple[str, Any]]:
    links = ak.associations
    ak.contacts.create(ws, "kees@aalders.nl")
    ak.contacts.create(ws, "lies@aalders.nl")
    ak.accounts.create(ws, "Zorg")
    proposed = links.by_domain(ws)
    yield "associations.by_domain", proposed
    yield "associations.link_many", links.link_many(ws, proposed)
    more = {"email": ["kees@aalders.nl", "lies@aalders.nl", "wie@x.nl", None], "account_id": [1, 4, 4, 99]}
    rows = pd.DataFrame({**more, "job_title": ["Chef", "Kok", None, None]})
    yield "associations.link_many refused", links.link_many(ws, rows)
    yield "associations.link_many move", links.link_many(ws, rows, move=True)
    yield "associations.unlink", links.unlink(ws, ["kees@aalders.nl", "lies@aalders.nl"], confirm=True)
    yield "associations.link", links.link(ws, "kees@aalders.nl", "Zorg", job_title="Chef")
    yield "associations.move", links.move(ws, "kees@aalders.nl", 1, job_title="Kok")
    yield "associations.contacts_of", links.contacts_of(ws, 1)
    yield "associations.account_of", links.account_of(ws, "kees@aalders.nl")
    yield "account with contacts", ak.accounts.page(ws, 1, as_of=date(2026, 6, 1))
    yield "unlinked by deletion", ak.accounts.delete(ws, 1, confirm=True, tag="was klant")
    yield "linked again", ak.accounts.restore(ws, 1)


def of_deals(ws: ak.Workspace) -> Iterator[tuple[str, Any]]:
    yield "deals.create", ak.deals.create(ws, "Dak", account=1, contact="kees@aalders.nl", value=100)
    yield "deals.update", ak.deals.update(ws, 1, status="won")
    yield "deals.table", ak.deals.table(ws, account=1)
    yield "tasks.create", ak.tasks.create(ws, "Bellen", contact="kees@aalders.nl", due_at="2026-05-05")
    ak.tasks.create(ws, "Mailen", deal=1)
    yield "tasks.complete", ak.tasks.complete(ws, [1, 2], at="2026-05-03")
    yield "tasks.reopen", ak.tasks.reopen(ws, [1])
    yield "tasks.table", ak.tasks.table(ws)
    yield "activities.table", ak.activities.table(ws, account=1)
    yield "deal on pages", ak.accounts.page(ws, 1, as_of=date(2026, 6, 1))


def of_fields(ws: ak.Workspace) -> Iterator[tuple[str, Any]]:
    fields = ak.fields
    fields.define(ws, "contact", "Organisatie", "text")
    ak.contacts.update(ws, ["kees@aalders.nl"], organisatie="Aalders")
    for number, name in enumerate(["Kok & Co BV", "Kok en Co", "kok & co bv", "n.v.t.", "Aalders BV"]):
        ak.contacts.create(ws, f"o{number}@post.nl", organisatie=name)
    plan = ak.accounts.from_organisation_field(ws, "organisatie")
    yield "organisations planned", plan
    done = ak.accounts.from_organisation_field(ws, "organisatie", clusters=plan.clusters, confirm=True)
    yield "organisations made", done
    yield "accounts made", ak.accounts.table(ws)
    yield "organisations undone", undone(ws)
    yield (
        "organisations again",
        ak.accounts.from_organisation_field(ws, "organisatie", keep_field=True, confirm=True),
    )
    fields.define(ws, "contact", "Leeftijd", "text")
    ak.contacts.update(ws, ["kees@aalders.nl", "lies@aalders.nl"], leeftijd="41")
    yield "fields.convert shown", fields.convert(ws, "contact.leeftijd", "number")
    yield "fields.convert", fields.convert(ws, "contact.leeftijd", "number", confirm=True)
    yield "fields.convert undone", undone(ws)
    fields.define(ws, "account", "Omvang", "dropdown", options=SIZES)
    ak.accounts.update(ws, ["Zorg"], omvang="1-10")
    yield "fields.set_options", fields.set_options(ws, "account.omvang", ["S", "11-50"], rename={"1-10": "S"})
    yield "fields.set_options undone", undone(ws)
    yield "fields.update", fields.update(ws, "account.omvang", label="Grootte").key
    yield "fields.delete", fields.delete(ws, "account.omvang", confirm=True)
    yield "fields.archived", fields.archived(ws)
    yield "fields.delete undone", undone(ws) > 0
    yield "account of field", ak.accounts.get(ws, "Zorg").omvang


def of_imports(ws: ak.Workspace) -> Iterator[tuple[str, Any]]:
    rows = pd.DataFrame({"name": ["Zorg", "Nieuw", "nieuw"], "city": ["Ede", "Urk", "Urk"]})
    yield "imports.run accounts", ak.imports.run(ws, "accounts", rows)
    said = {"email": ["kees@aalders.nl", "x@y.nl", "fout"], "account": ["Zorg", "Anders", None]}
    people = pd.DataFrame({**said, "phone": ["1", "2", "3"], "external_id": ["a", "b", "c"], "tags": "t"})
    for key in (None, "external_id"):
        for update in ("if_not_blank", "always"):
            run = ak.imports.run(ws, "contacts", people, key=key, update=update)
            yield f"imports.run contacts {key} {update}", run
    ak.accounts.merge(ws, "Zorg", ["Nieuw"], confirm=True)
    yield "imports.run by alias", ak.imports.run(ws, "accounts", rows)
    notes = pd.DataFrame({"text": ["Eerste"], "account": ["Zorg"], "contact": ["kees@aalders.nl"]})
    yield "imports.run notes", ak.imports.run(ws, "notes", notes)
    yield from of_other_imports(ws)
    yield "after imports", ak.contacts.table(ws)
    yield "imports.table", ak.imports.table(ws).head(-1)  # the first one is that of the fields
    yield "imports.get", ak.imports.get(ws, 2)
    yield "imports.undo", ak.imports.undo(ws, int(ak.imports.table(ws)["import_id"].iloc[0]))


def of_other_imports(ws: ak.Workspace) -> Iterator[tuple[str, Any]]:
    """Deals, tasks and activities, and a file of contacts with their accounts, by other keys and modes."""
    who = {"contact": ["kees@aalders.nl"], "external_id": ["i1"]}
    deals = pd.DataFrame({**who, "title": ["Gevel"], "value": [5], "account": ["Zorg"]})
    yield "imports.plan deals", ak.imports.plan(ws, "deals", deals)
    yield "imports.run deals", ak.imports.run(ws, "deals", deals)
    yield "imports.run deals again", ak.imports.run(ws, "deals", deals, update={"value": "never"})
    tasks = pd.DataFrame({**who, "title": ["Nabellen"], "completed_at": ["2026-05-04"]})
    yield "imports.run tasks", ak.imports.run(ws, "tasks", tasks)
    done = pd.DataFrame({**who, "kind": ["mail_one_to_one"], "at": ["2026-05-06"]})
    yield "imports.run activities", ak.imports.run(ws, "activities", done)
    both = pd.DataFrame({"email": ["z@zorg.nl"], "account": ["Zorg"], "Plaats": ["[wis]"], "phone": ["4"]})
    told = {"mapping": {"Plaats": "account.city"}, "clear": "[wis]", "key": "phone"}
    yield "imports.plan contacts with accounts", ak.imports.plan(ws, "contacts", both, **told)
    yield "imports.run contacts with accounts", ak.imports.run(ws, "contacts", both, **told)
    found = pd.DataFrame({"account_id": [1], "city": ["Lith"]})
    yield "imports.run by id", ak.imports.run(ws, "accounts", found, key="id", unknown_columns="create")


def of_segments(ws: ak.Workspace) -> Iterator[tuple[str, Any]]:
    late = ak.contact.last_contacted_at.in_the_last(5, "days")
    rules = [ak.everyone(), ak.contact.tags.has_none_of("t"), late, ak.account.city == "Ede", ~(late)]
    for rule in rules:
        yield f"segments.count {rule}", ak.segments.count(ws, rule)
        yield f"segments.members {rule}", ak.segments.members(ws, rule)
    accounts = ak.Segment("In Ede", ak.account.city == "Ede", of="accounts")
    yield "segments.members accounts", ak.segments.members(ws, accounts)
    said = {"subject": "Dag {{ contact.first_name }}", "body": "{{ account.name }}"}
    yield "merge_fields.render", ak.merge_fields.render(ws, said, ak.everyone())


def of_repairs(ws: ak.Workspace) -> Iterator[tuple[str, Any]]:
    yield "check", ak.check(ws)
    yield "repair", ak.repair(ws, ak.check(ws))


def told(result: Any) -> Any:
    """Return a result in plain values, without the moments at which the test ran and without the fields."""
    if isinstance(result, pd.DataFrame):
        if "value" in result and not {"account_id", "contact_id"} & set(result.columns):
            result = result[result["value"] != MARK]
        return told({str(name): result[name].tolist() for name in result.columns})
    if hasattr(result, "values") and isinstance(getattr(result, "id_name", None), str):
        return told(result.values)
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        return told({one.name: getattr(result, one.name) for one in dataclasses.fields(result)})
    if isinstance(result, dict):
        kept = {key: told(one) for key, one in result.items() if not OTHERWISE.fullmatch(key)}
        return {
            key: one
            for key, one in kept.items()
            if one != MARK and (not isinstance(one, list) or not one or set(map(str, one)) != {MARK})
        }
    if isinstance(result, list | tuple):
        return [told(one) for one in result]
    return result if isinstance(result, int | float | str) and result == result else repr(result)


def test_custom_fields_called_what_the_sql_calls_things_change_nothing() -> None:
    plain = {name: told(result) for name, result in walk(with_fields(lambda of: ["plain"]))}
    for name, result in walk(with_fields(allowed)):
        assert like(plain[name], told(result)), name


def like(plain: Any, crowd: Any) -> bool:
    """Return whether all of a plain result stands in the other; that may have the custom fields beside it."""
    if isinstance(plain, dict):
        return all(key in crowd and like(value, crowd[key]) for key, value in plain.items())
    if isinstance(plain, list):
        return len(plain) == len(crowd) and all(map(like, plain, crowd))
    return bool(plain == crowd)


def test_the_names_are_found() -> None:
    found = names_in_sql()
    assert {"alias_key", "cluster", "became", "found_", "pair_check", "change_sets"} <= found
    assert len(allowed("contact")) > 100
