"""Ready rules: what marketers ask most often, each a rule of one to three lines to combine with others.

>>> import accounts_kit as ak
>>> print(ak.ready.has_decision_maker() & ak.ready.quiet_since(6, "months"))
account has a contact with (contact Job title matches "directeur|director|eigenaar|owner|ceo|cfo|cto|\
bestuurder|managing|hoofd|head of|zaakvoerder") and contact Last contact is not in the last 6 months
"""

from __future__ import annotations

from accounts_kit.rules.nodes import Rule
from accounts_kit.rules.sugar import FieldRef, account, activity, contact, deal

DECISION_MAKERS = (
    "directeur|director|eigenaar|owner|ceo|cfo|cto|bestuurder|managing|hoofd|head of|zaakvoerder"
)
CONSUMER_MAIL = (
    "@(gmail|googlemail|hotmail|outlook|live|yahoo|icloud|telenet|skynet|ziggo|kpnmail|planet|xs4all)[.]"
)
ENGAGED = ("mail_opened", "link_clicked", "mail_replied", "form_submitted", "page_visited")
MAILED = ("mail_one_to_one", "mail_campaign", "mail_automation")


def quiet_since(number: int, unit: str = "months") -> Rule:
    """Nobody has been in contact with them for so long, or ever.

    >>> print(quiet_since(6))
    contact Last contact is not in the last 6 months
    """
    return contact.last_contacted_at.not_in_the_last(number, unit)


def never_contacted() -> Rule:
    """There has been no contact yet.

    >>> print(never_contacted())
    contact Last contact is blank
    """
    return contact.last_contacted_at.is_blank()


def without_account() -> Rule:
    """They belong to no account.

    >>> print(without_account())
    account Account name is blank
    """
    return account.name.is_blank()


def can_be_mailed() -> Rule:
    """They are active, and have an e-mail address: the test of an audience.

    >>> print(can_be_mailed())
    contact Status is "active" and contact E-mail is filled
    """
    return (contact.status == "active") & contact.email.is_filled()


def consumer_mail() -> Rule:
    """Their address is of a provider for consumers, such as Gmail or Telenet.

    >>> consumer_mail().to_dict()["op"]
    'matches'
    """
    return contact.email.matches(CONSUMER_MAIL)


def is_decision_maker(titles: str = DECISION_MAKERS) -> Rule:
    """Their job title says that they decide; `titles` is a pattern.

    >>> print(is_decision_maker("directeur|ceo"))
    contact Job title matches "directeur|ceo"
    """
    return contact.job_title.matches(titles)


def has_decision_maker(titles: str = DECISION_MAKERS) -> Rule:
    """The account has a contact who decides.

    >>> print(has_decision_maker("directeur|ceo"))
    account has a contact with (contact Job title matches "directeur|ceo")
    """
    return account.contacts.any(is_decision_maker(titles))


def single_contact() -> Rule:
    """The account has one contact only, so that all hangs on one person.

    >>> print(single_contact())
    the number of contacts of account is 1
    """
    return account.contacts.count() == 1


def no_mailable_contact() -> Rule:
    """The account has nobody who can be mailed.

    >>> print(no_mailable_contact())
    account has no contact with (contact Status is "active" and contact E-mail is filled)
    """
    return account.contacts.none(can_be_mailed())


def account_of_size(low: int, high: int) -> Rule:
    """The account has so many employees, both ends included.

    >>> print(account_of_size(50, 500))
    account Number of employees is from 50 to 500
    """
    return account.employees.between(low, high)


def open_deals_worth(amount: float) -> Rule:
    """The account's open deals are together worth more than the amount.

    >>> print(open_deals_worth(10_000))
    the sum of deal Value of deals of account with (deal Status is "open") is more than 10000
    """
    return account.deals.sum("value", deal.status == "open") > amount


def has_open_deal() -> Rule:
    """The account has an open deal.

    >>> print(has_open_deal())
    account has a deal with (deal Status is "open")
    """
    return account.deals.any(deal.status == "open")


def engaged(number: int, unit: str = "days") -> Rule:
    """They opened, clicked, replied, filled in a form or visited a page within so long.

    >>> engaged(30).to_dict()["any_of"]
    'contact.activities'
    """
    recent = activity.at.in_the_last(number, unit)
    return contact.activities.any(activity.kind.is_any_of(*ENGAGED) & recent)


def ignores_mail(mails: int = 3) -> Rule:
    """They got at least so many mails, and never opened one.

    >>> ignores_mail(3).to_dict()["all"][1]["none_of"]
    'contact.activities'
    """
    mailed = contact.activities.count(activity.kind.is_any_of(*MAILED)) >= mails
    return mailed & contact.activities.none(activity.kind == "mail_opened")


def falls_in(field: FieldRef, period: str) -> Rule:
    """A date falls in a period: a renewal next quarter, say.

    >>> print(falls_in(account.renewal_date, "next quarter"))
    account renewal date is in next quarter
    """
    return field.in_period(period)


def anniversary(field: FieldRef, period: str = "this month") -> Rule:
    """A day has its anniversary in a period: a birthday, or the start of a contract.

    >>> print(anniversary(contact.birthday, "next 30 days"))
    contact birthday has its anniversary in next 30 days
    """
    return field.anniversary_in(period)


__all__ = [
    "account_of_size", "anniversary", "can_be_mailed", "consumer_mail", "engaged", "falls_in",
    "has_decision_maker", "has_open_deal", "ignores_mail", "is_decision_maker", "never_contacted",
    "no_mailable_contact", "open_deals_worth", "quiet_since", "single_contact", "without_account",
]  # fmt: skip
