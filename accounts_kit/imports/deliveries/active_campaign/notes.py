"""Notes from the answers: those about contacts and accounts; others have nothing here to stand with."""

from __future__ import annotations

from accounts_kit.imports.deliveries.active_campaign.people import People
from accounts_kit.imports.deliveries.answers import Answers
from accounts_kit.imports.deliveries.cells import text_in
from accounts_kit.imports.deliveries.delivery import Rows, counted, unread

HEADERS = {
    "text": "note",
    "account": "account",
    "contact": "contact",
    "author": "user",
    "at": "cdate",
    "external_id": "id",
}
READ = (*HEADERS.values(), "reltype", "relid", "userid", "owner", "mdate")


def note_rows(answers: Answers, people: People) -> Rows:
    """Return a row for each note about a contact or an account."""
    rows = Rows("notes", HEADERS)
    others: dict[str, int] = {}
    notes = answers.of("notes")
    for item in notes:
        note = item.values
        about = text_in(note.get("reltype")) or "nothing"
        if about not in ("Subscriber", "CustomerAccount"):
            others[about] = others.get(about, 0) + 1
            continue
        is_account = about == "CustomerAccount"
        rows.add(
            item,
            {
                "text": text_in(note.get("note")),
                "account": people.account(note.get("relid")) if is_account else None,
                "contact": None if is_account else people.contact(note.get("relid")),
                "author": people.user(note.get("userid") or note.get("user")),
                "at": text_in(note.get("cdate")),
                "external_id": item.id,
            },
        )
    people.say_unresolved(rows)
    for about, count in others.items():
        said = counted(count, "note is", "notes are")
        rows.remark("other_notes", f"{said} about {about}, and not about a contact or an account: left out.")
    rows.remarks += unread(notes, READ)
    return rows
