"""From a text field of contacts to accounts, the migration of the help article.

"Als je voorheen het veld 'Organisatie' gebruikte om een bedrijfsnaam bij een contactpersoon vast te leggen,
kun je dit nu beheren als een account."

First the plan, which writes temporary tables only; then accounts, links, aliases and the end of the field, in
one change set. Called by `accounts`.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from accounts_kit.errors import WrongKind, WrongValue
from accounts_kit.model import Field, record_types
from accounts_kit.records.aliases import add_aliases
from accounts_kit.records.fields.archive import deleted_fields
from accounts_kit.records.fields.removal import archive_field
from accounts_kit.records.history import ChangeSet, Source, insert, new_ids, recording, update
from accounts_kit.records.layout import quoted
from accounts_kit.records.loading import defaults_of_new
from accounts_kit.records.organisations.clusters import cluster_frame, number_clusters
from accounts_kit.records.organisations.plan import OrganisationPlan, nothing_left
from accounts_kit.records.organisations.review import take_proposals, take_review
from accounts_kit.records.organisations.spellings import collect_spellings, propose_accounts
from accounts_kit.workspace import Workspace
from accounts_kit.workspace.rights import require

_TEXT_KINDS = ("text", "textarea", "hidden", "dropdown", "radio")
_TEMPORARY = (
    *("spellings", "proposals", "decisions", "targets", "clusters"),
    *("organisation_contacts", "organisation_aliases"),
)


def accounts_of_field(
    ws: Workspace, name: str, *, clusters: object, keep_field: bool, confirm: bool
) -> OrganisationPlan:
    """Plan, or do, the step from a text field to accounts; see accounts.from_organisation_field."""
    if _was_done(ws, name):
        return nothing_left(name, done=confirm)
    if confirm:
        with recording(ws, f"accounts from {name}") as change:
            return _done(change, _field(ws, name, keep_field), clusters, keep_field)
    with ws.reading():
        field = _field(ws, name, keep_field)
        return _planned(ws, field, clusters, keep_field)


def _was_done(ws: Workspace, name: str) -> bool:
    """Return whether accounts were made of this field before, which took it away."""
    dotted = name if "." in name else f"contact.{name}"
    if ws.catalogue.find(dotted) is not None:
        return False
    gone = [one.change_set_id for one in deleted_fields(ws) if one.name == dotted]
    done = ws.rows("SELECT what FROM change_sets WHERE change_set_id IN (SELECT unnest(?::BIGINT[]))", [gone])
    return any(str(said).startswith("accounts from ") for (said,) in done)


def _field(ws: Workspace, name: str, keep_field: bool) -> Field:
    """Return the contact field of a key or a dotted name; refuse what holds no names or cannot be removed."""
    field = ws.catalogue.field(name) if "." in name else ws.catalogue.field_of("contact", name)
    if field.of != "contact" or field.kind_name not in _TEXT_KINDS:
        raise WrongKind(
            f"{field.name!r} is of kind {field.kind_name}, and accounts are made of a text field of "
            "contacts. Give one like 'contact.organisatie'; fields.table(ws, 'contact') lists them."
        )
    if not field.custom and not keep_field:
        raise WrongValue(
            f"{field.name!r} is a standard field, which cannot be removed. "
            "Write keep_field=True to make accounts of what it holds."
        )
    return field


def _planned(ws: Workspace, field: Field, clusters: object, keep_field: bool) -> OrganisationPlan:
    collect_spellings(ws, field)
    propose_accounts(ws)
    if clusters is None:
        take_proposals(ws)
    else:
        take_review(ws, clusters)
    number_clusters(ws)
    _find_contacts(ws, field)
    _find_aliases(ws)
    return OrganisationPlan(
        field=field.name,
        clusters=cluster_frame(ws),
        left_out=_left_out(ws),
        stays=_stays(ws),
        created=_created(ws),
        linked=int(ws.value("SELECT count(*) FROM organisation_contacts WHERE account_id IS NULL")),
        aliases=int(ws.value("SELECT count(*) FROM organisation_aliases")),
        field_removed=not keep_field,
        done=False,
        change_set_id=None,
    )


def _find_contacts(ws: Workspace, field: Field) -> None:
    """Write `organisation_contacts`: every contact with a cluster; account_id is the account that it has."""
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE organisation_contacts AS "
        "SELECT contact_id, here.account_id, cluster, spelling "
        f"FROM (SELECT contact_id, account_id, {quoted(field.column)} AS held FROM contacts) AS here "
        "JOIN targets ON targets.spelling = here.held JOIN clusters USING (target)"
    )


def _find_aliases(ws: Workspace) -> None:
    """Write `organisation_aliases`: the spellings to which no account answers yet, one of each key."""
    ws.rows(
        "CREATE OR REPLACE TEMP TABLE organisation_aliases AS "
        "SELECT cluster, arg_max(spelling, (spellings.contacts, -spellings.first_contact)) AS alias "
        "FROM targets JOIN spellings USING (spelling) JOIN clusters USING (target) "
        "WHERE (clusters.account_id IS NOT NULL OR clusters.to_link > 0) AND exact_id IS NULL "
        "AND spelling_key NOT IN (SELECT key_of(name) FROM clusters) GROUP BY cluster, spelling_key"
    )


def _left_out(ws: Workspace) -> pd.DataFrame:
    return ws.frame(
        "SELECT spelling, contacts, coalesce(why, 'dropped') AS why FROM spellings ANTI JOIN targets "
        "USING (spelling) ORDER BY contacts DESC, first_contact"
    )


def _stays(ws: Workspace) -> pd.DataFrame:
    return ws.frame(
        "SELECT here.contact_id, contact.email, here.spelling, account.name AS account, clusters.name "
        "FROM organisation_contacts AS here "
        "JOIN contacts AS contact ON contact.contact_id = here.contact_id "
        "JOIN clusters ON clusters.cluster = here.cluster "
        "JOIN accounts AS account ON account.account_id = here.account_id "
        "WHERE here.account_id IS DISTINCT FROM clusters.account_id ORDER BY here.contact_id"
    )


def _created(ws: Workspace) -> pd.DataFrame:
    """Return the accounts to make; one that nobody would be linked to is not made."""
    return ws.frame(
        "SELECT CAST(NULL AS BIGINT) AS account_id, name, to_link AS contacts FROM clusters "
        "WHERE account_id IS NULL AND to_link > 0 ORDER BY cluster"
    )


def _done(change: ChangeSet, field: Field, clusters: object, keep_field: bool) -> OrganisationPlan:
    ws = change.ws
    if not keep_field:
        require(ws, "manage_fields")
    plan = _planned(ws, field, clusters, keep_field)
    first = _make_accounts(change, len(plan.created)) if len(plan.created) else 0
    update(change, "contacts", ["account_id"], Source(_LINKS))
    add_aliases(change, "account", Source(_ALIASES))
    _clear(ws)
    if not keep_field:
        archive_field(change, field)
    ids = pd.Series(range(first, first + len(plan.created)), dtype="Int64")
    return replace(
        plan,
        created=plan.created.assign(account_id=ids),
        done=True,
        change_set_id=change.change_set_id if change.written else None,
    )


_LINKS = (
    "(SELECT contact_id, clusters.account_id FROM organisation_contacts AS here JOIN clusters "
    "USING (cluster) WHERE here.account_id IS NULL)"
)
_ALIASES = (
    "(SELECT account_id, alias, CAST(NULL AS BIGINT) AS former_id FROM organisation_aliases "
    "JOIN clusters USING (cluster))"
)


def _make_accounts(change: ChangeSet, count: int) -> int:
    """Make the accounts of the new clusters, in their order, and return the first of their ids."""
    ws = change.ws
    values = {"owner_id": ws.user_id, **defaults_of_new(change, record_types()["account"])}
    first = new_ids(change, "accounts", count)
    made = "FROM clusters WHERE clusters.account_id IS NULL AND clusters.to_link > 0"
    marks = ", ".join(f"? AS {quoted(column)}" for column in values)
    ws.execute(
        "CREATE OR REPLACE TEMP TABLE new_accounts AS SELECT cluster AS cluster_, key_of(name) AS name_key, "
        f"name, ? - 1 + row_number() OVER (ORDER BY clusters.cluster) AS account_id, {marks} {made}",
        [first, *values.values()],
    )
    insert(change, "accounts", ["name_key", "name", *values], Source("new_accounts"))
    ws.execute(
        "UPDATE clusters SET account_id = new_accounts.account_id FROM new_accounts "
        "WHERE clusters.cluster = new_accounts.cluster_"
    )
    ws.execute("DROP TABLE new_accounts")
    return first


def _clear(ws: Workspace) -> None:
    for name in _TEMPORARY:
        ws.execute(f"DROP TABLE IF EXISTS {name}")
