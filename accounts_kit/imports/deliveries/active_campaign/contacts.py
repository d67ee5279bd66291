"""Contacts from the answers: with their account and job title, their tags, their status and custom fields."""

from __future__ import annotations

from collections.abc import Mapping

from accounts_kit.imports.deliveries.active_campaign.accounts import custom_cells, labels_of, say_left_out
from accounts_kit.imports.deliveries.active_campaign.defined import Defined
from accounts_kit.imports.deliveries.active_campaign.people import People
from accounts_kit.imports.deliveries.active_campaign.values import Values
from accounts_kit.imports.deliveries.answers import Answers, Item, id_in
from accounts_kit.imports.deliveries.cells import is_yes, text_in
from accounts_kit.imports.deliveries.delivery import Rows, counted, unread

HEADERS = {
    "email": "email",
    "first_name": "firstName",
    "last_name": "lastName",
    "phone": "phone",
    "account": "account",
    "job_title": "jobTitle",
    "tags": "tags",
    "status": "status",
    "created_at": "cdate",
    "external_id": "id",
}
SAME_MOMENTS = (
    "created_timestamp",
    "created_utc_timestamp",
    "updated_timestamp",
    "updated_utc_timestamp",
    "udate",
)
PARTS = (
    "accountContacts", "fieldValues", "contactLists", "contactTags", "deals", "notes", "orgid",
    "organization", "email_local", "email_domain", "emailDomain", "bounced_hard", "orgname", "deleted",
)  # fmt: skip
READ = (*HEADERS.values(), *SAME_MOMENTS, *PARTS)
# Of the statuses that a contact has on its lists, the first that occurs.
STATUSES = {"1": "active", "3": "bounced", "2": "unsubscribed", "0": "unconfirmed"}


def contact_rows(answers: Answers, people: People, fields: Mapping[str, Defined], values: Values) -> Rows:
    """Return a row for each contact; one that was deleted there is left out."""
    rows = Rows("contacts", HEADERS | labels_of(fields))
    everybody = answers.of("contacts")
    contacts = [one for one in everybody if not is_yes(one.values.get("deleted"))]
    accounts, titles = _associations(answers, people, rows)
    tags, lists = _tags(answers, rows), _lists(answers)
    for item in contacts:
        contact, key = item.values, item.id or ""
        rows.add(
            item,
            {
                "email": text_in(contact.get("email")),
                "first_name": text_in(contact.get("firstName")),
                "last_name": text_in(contact.get("lastName")),
                "phone": text_in(contact.get("phone")),
                "account": accounts.get(key) or text_in(contact.get("orgname")),
                "job_title": titles.get(key),
                "tags": tags.get(key),
                "status": _status(contact.get("bounced_hard"), lists.get(key)),
                "created_at": text_in(contact.get("cdate")),
                "external_id": item.id,
                **custom_cells(item, fields, values),
            },
        )
    people.say_unresolved(rows)
    _say_rest(rows, everybody, contacts, accounts, lists)
    say_left_out(rows, "contact", {one.id: one for one in contacts if one.id}, fields, values)
    rows.remarks += unread(contacts, READ)
    return rows


def _associations(
    answers: Answers, people: People, rows: Rows
) -> tuple[dict[str, str | None], dict[str, str | None]]:
    """Return the name of the account and the job title of contacts, by their ids; the first counts."""
    accounts: dict[str, str | None] = {}
    titles: dict[str, str | None] = {}
    more = without = 0
    known = answers.by_id("contacts")
    for item in answers.of("accountContacts"):
        contact = id_in(item.values.get("contact"))
        if contact is None or contact not in known:
            without += 1
        elif contact in accounts:
            more += 1
        else:
            accounts[contact] = people.account(item.values.get("account"))
            titles[contact] = text_in(item.values.get("jobTitle"))
    if more:
        said = counted(more, "association is", "associations are")
        rows.remark("more_accounts", f"{said} a second one of a contact, which has one account: left out.")
    if without:
        said = counted(without, "association is", "associations are")
        rows.remark("associations", f"{said} of contacts that are not among the answers: left out.")
    return accounts, titles


def _tags(answers: Answers, rows: Rows) -> dict[str, list[str]]:
    """Return the tags of contacts by their ids, in the order in which they were given."""
    names = {key: text_in(one.values.get("tag")) for key, one in answers.by_id("tags").items()}
    known = answers.by_id("contacts")
    tags: dict[str, list[str]] = {}
    lost = 0
    for item in answers.of("contactTags"):
        contact, tag = id_in(item.values.get("contact")), names.get(id_in(item.values.get("tag")) or "")
        if contact is None or contact not in known or tag is None:
            lost += 1
        else:
            tags.setdefault(contact, []).append(tag)
    if lost:
        said = counted(lost, "tag of a contact is", "tags of contacts are")
        rows.remark("tags", f"{said} left out: the contact or the tag is not among the answers.")
    used = {tag for several in tags.values() for tag in several}
    if unused := [name for name in names.values() if name is not None and name not in used]:
        said = counted(len(unused), "tag is", "tags are")
        rows.remark("unused_tags", f"{said} on no contact here, and left out: {', '.join(unused[:5])}.")
    return tags


def _lists(answers: Answers) -> dict[str, set[str]]:
    """Return the statuses that contacts have on their lists, by their ids."""
    lists: dict[str, set[str]] = {}
    for item in answers.of("contactLists"):
        contact, status = id_in(item.values.get("contact")), text_in(item.values.get("status"))
        if contact is not None and status is not None:
            lists.setdefault(contact, set()).add(status)
    return lists


def _status(bounced: object, on_lists: set[str] | None) -> str | None:
    """Return the one status of a contact: active when it is so on any list; None when nothing says it."""
    if on_lists:
        return next((name for code, name in STATUSES.items() if code in on_lists), None)
    return "bounced" if text_in(bounced) not in (None, "0") else None


def _say_rest(
    rows: Rows,
    everybody: list[Item],
    contacts: list[Item],
    accounts: Mapping[str, str | None],
    lists: Mapping[str, set[str]],
) -> None:
    """Say which contacts were left out, and what their account and status was taken from."""
    if deleted := len(everybody) - len(contacts):
        said = counted(deleted, "contact was", "contacts were")
        rows.remark("deleted", f"{said} deleted there: left out.")
    organisations = [
        one for one in contacts if not accounts.get(one.id or "") and text_in(one.values.get("orgname"))
    ]
    if organisations:
        said = counted(len(organisations), "contact has", "contacts have")
        rows.remark(
            "organisations", f"{said} no association, and the account that the old organisation names."
        )
    if mixed := sum(
        1 for one in contacts if "1" in (found := lists.get(one.id or "", set())) and len(found) > 1
    ):
        said = counted(mixed, "contact is", "contacts are")
        rows.remark("lists", f"{said} active on one list and not on another: here they are active.")
