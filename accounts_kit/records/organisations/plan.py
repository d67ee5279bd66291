"""What making accounts of a text field would do, or did: see accounts.from_organisation_field."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from accounts_kit.records.showing import result_html, result_text


@dataclass(frozen=True, eq=False, repr=False)
class OrganisationPlan:
    """The accounts that the values of a contact field become; `done` says whether it happened.

    `clusters` is to be reviewed and given back (a row a spelling): cluster, name, spelling, contacts, to_link
    (those without account), account_id and account (that is there), alike_id and alike (one that is there and
    differs in legal form, accents or signs: joined only when you say so), nearest and score (another cluster
    or account that resembles it). `left_out`: spelling, contacts, why (placeholder, length, dropped).
    `stays`: contact_id, email, spelling, account (that the contact has), name (that it would have had).
    `created`: the new accounts, with account_id (missing until they are made), name, contacts.

    `linked` counts contacts, `aliases` spellings; `change_set_id` is what `changes.undo` takes, None when
    nothing was written.
    """

    field: str
    clusters: pd.DataFrame
    left_out: pd.DataFrame
    stays: pd.DataFrame
    created: pd.DataFrame
    linked: int
    aliases: int
    field_removed: bool
    done: bool
    change_set_id: int | None

    def sentence(self) -> str:
        """Return what happens, in one sentence."""
        counts = [
            f"{len(self.created):,} accounts made",
            f"{self.linked:,} contacts linked",
            f"{self.aliases:,} spellings kept as aliases",
            f"the field {'removed' if self.field_removed else 'kept'}",
        ]
        if self.clusters.empty and not self.field_removed:
            return f"{self.field}: nothing is left to do"
        begin = "" if self.done else "Plan, nothing is written yet (confirm=True does it). "
        return f"{begin}{self.field}: {', '.join(counts)}"

    def __repr__(self) -> str:
        return result_text(self.sentence(), self._tables())

    def _repr_html_(self) -> str:
        return result_html(self.sentence(), self._tables())

    def _tables(self) -> dict[str, pd.DataFrame]:
        return {
            "Clusters, to review": self.clusters,
            "No account": self.left_out,
            "Contacts that stay where they are": self.stays,
        }


def nothing_left(field: str, *, done: bool) -> OrganisationPlan:
    """Return the plan for a field of which accounts were made before: nothing is left to do."""
    return OrganisationPlan(
        field=field,
        clusters=_empty(
            "cluster", "name", "spelling", "contacts", "to_link", "account_id", "account", "alike_id",
            "alike", "nearest", "score",
        ),
        left_out=_empty("spelling", "contacts", "why"),
        stays=_empty("contact_id", "email", "spelling", "account", "name"),
        created=_empty("account_id", "name", "contacts"),
        linked=0,
        aliases=0,
        field_removed=False,
        done=done,
        change_set_id=None,
    )  # fmt: skip


def _empty(*columns: str) -> pd.DataFrame:
    return pd.DataFrame({name: [] for name in columns})
