"""A rule as a sentence, in English and in Dutch."""

import pytest

from accounts_kit.model import Catalogue, Field
from accounts_kit.model.operators import ALL_OPERATORS
from accounts_kit.rules import All, account, contact, everyone
from accounts_kit.rules.nodes import Rule
from accounts_kit.rules.words import PHRASES, described

RULES: list[tuple[Rule, str, str]] = [
    (
        (account.industry == "Software") & account.employees.between(50, 500.5),
        'account Industry/Vertical is "Software" and account Number of employees is from 50 to 500.5',
        'account Industrie/vertical is "Software" en account Aantal medewerkers is 50 tot en met 500,5',
    ),
    (
        contact.tags.has_any_of("a", "b") | ~(contact.status == "active"),
        'contact Tags has any of "a", "b" or not (contact Status is "active")',
        'contact Tags heeft een van "a", "b" of niet (contact Status is "active")',
    ),
    (
        (account.city.is_blank() | (account.city == "Gent")) & contact.phone.contains("020"),
        '(account City is blank or account City is "Gent") and contact Phone contains "020"',
        '(account Plaats is leeg of account Plaats is "Gent") en contact Telefoon bevat "020"',
    ),
    (
        account.country.is_not("België", missing="drop"),
        'account Country is not "België", blanks left out',
        'account Land is niet "België", leeg niet meegeteld',
    ),
    (
        account.name.is_("ACME", case="exact"),
        'account Account name is "ACME", letters exactly so',
        'account Bedrijfsnaam is "ACME", letters precies zo',
    ),
    (
        account.created_at > "2026-03-01",
        "account Created at is after 1-3-2026",
        "account Aangemaakt op is na 1-3-2026",
    ),
    (
        contact.last_contacted_at.in_the_last(6, "months"),
        "contact Last contact is in the last 6 months",
        "contact Laatste contact is in de laatste 6 maanden",
    ),
    (
        contact.first_name == account.name,
        "contact First name is account Account name",
        "contact Voornaam is account Bedrijfsnaam",
    ),
    (
        account.created_at.in_period("this quarter"),
        "account Created at is in this quarter",
        "account Aangemaakt op valt in dit kwartaal",
    ),
    (
        account.created_at.anniversary_in("next 30 days"),
        "account Created at has its anniversary in next 30 days",
        "account Aangemaakt op heeft een jaardag in de komende 30 dagen",
    ),
    (account.city.is_any_of(), "account City is one of nothing", "account Plaats is een van niets"),
    (everyone(), "everyone", "iedereen"),
    (All(), "nothing", "niets"),
]


@pytest.mark.parametrize(("rule", "english", "dutch"), RULES)
def test_a_rule_reads_as_a_sentence(rule: Rule, english: str, dutch: str) -> None:
    assert str(rule) == rule.describe("en") == english
    assert rule.describe("nl") == rule.describe("nl_BE") == dutch


def test_a_custom_field_reads_by_its_label_when_the_catalogue_is_there() -> None:
    renewal = Field(
        of="account", key="renewal_on", kind_name="date", labels={"nl": "Verlenging"}, custom=True
    )
    rule = account.renewal_on.on("2026-03-01")
    assert str(rule) == 'account renewal on is on "2026-03-01"'
    assert described(rule, "nl", Catalogue(custom=(renewal,))) == "account Verlenging is op 1-3-2026"


@pytest.mark.parametrize("operator", ALL_OPERATORS)
def test_every_operator_has_words_in_both_languages(operator: str) -> None:
    assert PHRASES[operator].keys() == {"en", "nl"}
