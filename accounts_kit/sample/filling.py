"""A sample in a workspace: its users and custom fields, then its records, set by set, in one change set."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from accounts_kit.errors import AlreadyExists
from accounts_kit.imports.typing.abroad import number_abroad
from accounts_kit.imports.typing.phones import in_one_form
from accounts_kit.records.creating import create_record
from accounts_kit.records.fields.defining import define_field
from accounts_kit.records.history import ChangeSet, recording
from accounts_kit.records.loading import resolve, write
from accounts_kit.sample.definitions import DEFINITIONS, Definition
from accounts_kit.sample.making import Part, parts
from accounts_kit.sample.users import USERS
from accounts_kit.words.text import key_of
from accounts_kit.workspace import Workspace

# The history of a load is written a set at a time; a set of this size keeps memory low and costs no time.
ROWS_AT_ONCE = 250_000
RECORD_OF = {"accounts": "account", "contacts": "contact", "notes": "note"}


def fill(ws: Workspace, accounts: int, contacts: int, seed: int) -> None:
    """Write a sample into a workspace; records that are there by name or e-mail address are brought up to it.

    Raises AlreadyExists when the workspace has a custom field of the same name and another kind.
    """
    made = parts(accounts, contacts, seed)
    what = f"sample of {accounts} accounts and {contacts} contacts"
    with recording(ws, what) as change:
        for definition in DEFINITIONS:
            _define(change, definition)
        user_ids = _users(change)
        for part in made:
            _load(change, part, user_ids)


def _define(change: ChangeSet, definition: Definition) -> None:
    asked = definition.field
    known = change.ws.catalogue.find(asked.name)
    if known is None:
        named = ("of", "label", "kind", "options", "currency", "group")
        define_field(change, {name: getattr(definition, name) for name in named})
    elif (known.kind_name, known.options) != (asked.kind_name, asked.options):
        raise AlreadyExists(
            f"The field {asked.name!r} is there already, as a {known.kind_name}; the sample needs it as a "
            f"{asked.kind_name} with its own options. Generate the sample into a new workspace."
        )


def _users(change: ChangeSet) -> dict[str, int]:
    """Return the ids of the sample's users by name, those that were missing made."""
    known = dict(change.ws.rows("SELECT email_key, user_id FROM users WHERE email_key IS NOT NULL"))
    ids = {}
    for user in USERS:
        given = {"name": user.name, "email": user.email, "role": user.role}
        user_id = known.get(key_of(user.email))
        ids[user.name] = user_id or create_record(change, "user", given, links={})["user_id"]
    return ids


def _load(change: ChangeSet, part: Part, user_ids: dict[str, int]) -> None:
    if not part.count:
        return
    line = 1
    for batch in part.batches(ROWS_AT_ONCE):
        columns = batch.column_names
        lines = pa.array(np.arange(line, line + batch.num_rows))
        table = _with_numbers(_with_owner_ids(batch, user_ids), change.ws.region)
        table = table.append_column("line", lines)
        with change.ws.staged("sample", table) as staged:
            write(change, resolve(change.ws, RECORD_OF[part.name], staged, columns))
        line += batch.num_rows


def _with_numbers(batch: pa.Table, region: str) -> pa.Table:
    """Return the rows with telephone numbers as every write stores them."""
    if "phone" not in batch.column_names:
        return batch
    place = batch.column_names.index("phone")
    numbers = in_one_form(batch["phone"], region)
    if "country" in batch.column_names:
        said = zip(numbers.to_pylist(), batch["phone"].to_pylist(), batch["country"].to_pylist(), strict=True)
        read = [number_abroad(text, country, region) or number for number, text, country in said]
        numbers = pa.array(read, numbers.type)
    return batch.set_column(place, "phone", numbers)


def _with_owner_ids(batch: pa.Table, user_ids: dict[str, int]) -> pa.Table:
    """Return the rows with ids of users where their names stood."""
    if "owner" not in batch.column_names:
        return batch
    names = batch["owner"].combine_chunks().dictionary_encode()
    ids = pa.array([user_ids[name] for name in names.dictionary.to_pylist()], pa.int64())
    return batch.set_column(batch.column_names.index("owner"), "owner", ids.take(names.indices))
