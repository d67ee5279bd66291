"""The files that MailBlue and ActiveCampaign import: contacts or accounts, CSV in UTF-8, at most 100 MB each.

Sources: ActiveCampaign's help on importing contacts and accounts, MailBlue's on accounts. Several values are
"a||b" in a contact and "a,b" in an account, tags "a,b"; dates are 31-12-2026 for MailBlue's accounts and
2026-12-31 for ActiveCampaign; a line break or an emoji in a cell can fail the whole import.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from accounts_kit.errors import WrongValue
from accounts_kit.exports.columns import Column
from accounts_kit.exports.profiles import PROFILES, Profile
from accounts_kit.merge_fields.field_sql import TAGS
from accounts_kit.model import Catalogue, Field

NAME = "mailblue"
# The largest file that the product takes.
LARGEST = 100_000_000
_DATES = {"nl": "%d-%m-%Y", "iso": "%Y-%m-%d"}
_COMMA, _BARS = ("", ",", ""), ("", "||", "")

# Which plans have Accounts. The help article's first line: Plus, and Professional with the Sales CRM add-on.
PLANS: Mapping[str, bool] = {"starter": False, "plus": True, "professional": True, "enterprise": True}

# The product's own headers, by field; what it keeps itself (status, last contact) is not in the file.
_CONTACT = {
    "contact.email": "Email", "contact.first_name": "First Name", "contact.last_name": "Last Name",
    "contact.phone": "Phone", "contact.job_title": "Job Title", "account.name": "Account", TAGS: "Tags",
}  # fmt: skip
_ACCOUNT = {
    "account.name": "Account Name", "account.website": "Website", "account.owner": "Account Owner",
    "account.phone": "Phone", "account.address_1": "Address 1", "account.address_2": "Address 2",
    "account.city": "City", "account.state": "State/Province", "account.postcode": "Postal Code",
    "account.country": "Country", "account.description": "Description",
    "account.employees": "Number of Employees", "account.annual_revenue": "Annual Revenue",
    "account.industry": "Industry/Vertical",
}  # fmt: skip


@dataclass(frozen=True)
class MailBlueLayout:
    """The columns of a file for MailBlue, how each is written, and what to do or know before importing it."""

    of: str
    columns: list[Column]
    profile: Profile
    remarks: tuple[str, ...]

    def profile_for(self, field: Field) -> Profile:
        """Return how the values of one field are written: several of accounts, and tags, with a comma."""
        comma = self.of == "account" or field.name == TAGS
        return replace(self.profile, several=_COMMA if comma else _BARS)


def layout_for(catalogue: Catalogue, of: str, dates: str, plan: str | None) -> MailBlueLayout:
    """Return the layout of contacts or accounts for a plan of the product.

    Raises WrongValue for notes, for a plan or an order of dates that is unknown, and for accounts in a plan
    without them.
    """
    if dates not in _DATES:
        raise WrongValue(
            f"No dates={dates!r}. Write 'nl' (31-12-2026, MailBlue) or 'iso' (2026-12-31, ActiveCampaign)."
        )
    if plan is not None and plan not in PLANS:
        raise WrongValue(f"No plan {plan!r}. There is: {', '.join(map(repr, PLANS))}.")
    with_accounts = plan is None or PLANS[plan]
    if of == "note" or (of == "account" and not with_accounts):
        refused = "notes" if of == "note" else f"accounts in the plan {plan!r}"
        raise WrongValue(
            f"MailBlue imports no {refused}. Export contacts, which carry the fields of their account."
        )
    columns = [Column(header, catalogue.field(name)) for name, header in _usual(of).items()]
    own = [field for field in catalogue.fields(of) if field.custom]
    columns += [Column(field.label(catalogue.language), field) for field in own]
    remarks = []
    if of == "contact" and not with_accounts:
        columns = [one for one in columns if one.field.name != "account.name"]
        of_account = [one for one in catalogue.fields("account") if not one.computed]
        columns += [Column(f"Account: {one.label(catalogue.language)}", one) for one in of_account]
        remarks.append(f"The plan {plan!r} has no Accounts: their fields stand as fields of the contact.")
        own += [one.field for one in columns if one.field.of == "account"]
    if own:
        made = ", ".join(f"{one.header} ({one.field.kind_name})" for one in columns if one.field in own)
        remarks.append(f"These fields must be in MailBlue before the import: {made}.")
    if plan == "professional":
        remarks.append("The plan 'professional' has Accounts with the Sales CRM add-on only.")
    return MailBlueLayout(of, columns, _profile(dates), tuple(remarks))


def _usual(of: str) -> dict[str, str]:
    return _ACCOUNT if of == "account" else _CONTACT


def _profile(dates: str) -> Profile:
    day = _DATES[dates]
    return replace(
        PROFILES["rfc4180"], name=NAME, date=day, moment=f"{day} %H:%M:%S", fraction=None, zone=None,
        several=_BARS, headers="labels", plain=True,
    )  # fmt: skip
