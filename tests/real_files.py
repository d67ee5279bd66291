"""The files of ../shared/data that hold accounts or people, which no one here wrote: what each is loaded as,
by which mapping file, and what has to come of it. The tests and a benchmark take them from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import accounts_kit as ak

SHARED = Path(__file__).parents[2] / "shared" / "data"
MAPPINGS = Path(__file__).parent / "mappings"


@dataclass(frozen=True)
class Case:
    """One file loaded into a new workspace: its rows, what becomes of them, and the accounts in the end.

    `rejected` counts rows by check, of which a row may break two. `after` are the mappings of the files that
    come first.
    """

    file: str
    what: str
    mapping: str | None
    rows: int
    created: int
    rejected: Mapping[str, int] = field(default_factory=dict)
    accounts: int = 0
    after: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.file.rpartition('/')[2]} ({self.mapping or self.what})"


REGIONS = {
    "Bestuurlijk": (
        "arrondissementen1", "coropplusregios", "coropregios", "coropsubregios", "nuts1regioslandsdelen",
        "nuts2regiosprovincies", "nuts3regios", "provincies", "ressorten1",
    ),
    "Fysiek": (
        "mirtgebieden", "omgevingsdienstenregionaleuitvoeringsdiensten", "regionaleuitvoeringsdienstenbrzo",
    ),
    "Sociaal": (
        "arbeidsmarktregios", "centrumgemeentemaatschappelijkeopvangbeschermdwonen",
        "centrumgemeentenvrouwenopvanggeweldinhuiselijkekring", "ggds", "hlzregioshervorminglangdurigezorg",
        "intergemeentelijkesocialediensten", "jeugdzorgregios1", "kamervankoophandel",
        "passendonderwijsprimaironderwijs", "passendonderwijsvoortgezetonderwijs",
        "rcfkenniscentrahandhaving", "regionaleplatformsarbeidsmarkt",
        "rmcregiosregionaalmeldencoordinatiepunt", "socialewerkvoorziening",
        "veiligthuisregios", "wmoregios", "zorgkantoorregios",
    ),
    "Veiligheid": (
        "politieeenheden", "regionaalinformatieenexpertisecentra", "veiligheidshuizen", "veiligheidsregios",
        "vptregios2014",
    ),
}  # fmt: skip
# Municipalities that belong to several regions stand on several rows, of which the first counts.
IN_SEVERAL = {
    "coropplusregios": 1, "coropregios": 4, "coropsubregios": 4, "nuts3regios": 4,
    "passendonderwijsvoortgezetonderwijs": 3, "socialewerkvoorziening": 2,
}  # fmt: skip


def _municipalities(folder: str, name: str) -> Case:
    there, more = 107 if name == "intergemeentelijkesocialediensten" else 390, IN_SEVERAL.get(name, 0)
    return Case(
        f"nl_regioatlas/{folder}/{name}.csv", "accounts", "nl_regioatlas_gemeenten", there + more, there,
        {"duplicate_in_file": more} if more else {}, there,
    )  # fmt: skip


MUNICIPALITIES = [_municipalities(folder, name) for folder, names in REGIONS.items() for name in names]
DUO = "nl_duo_examens/07_geslaagden_2016-2017.csv"
OPENGR = "nl_regioatlas/opengr_provincies.csv"
CASES = [
    Case(DUO, "accounts", "nl_duo_scholen", 10425, 1161, {"duplicate_in_file": 9264}, 1161),
    Case(DUO, "deals", "nl_duo_examens", 10425, 10425, {}, 1161, after=("nl_duo_scholen",)),
    Case("nl_mijnoverheid/mijnoverheid_20160907.csv", "accounts", "nl_mijnoverheid", 420, 420, {}, 420),
    Case(
        "nl_regioatlas/gemeenschappelijke_regelingen.csv",
        "accounts",
        "nl_regioatlas_regelingen",
        400,
        400,
        {},
        400,
    ),
    Case(OPENGR, "accounts", "nl_regioatlas_lichamen", 3752, 464, {"duplicate_in_file": 3288}, 464),
    Case(OPENGR, "notes", "nl_regioatlas_deelnemers", 3752, 3752, {}, 464),
    *MUNICIPALITIES,
    *(
        Case(f"febrl_people/{name}.csv", "contacts", "febrl", rows, rows)
        for name, rows in {
            "dataset1": 1000,
            "dataset2": 5000,
            "dataset3": 5000,
            "dataset4a": 5000,
            "dataset4b": 5000,
        }.items()
    ),
    Case("hubspot_dbt/company_data.csv", "accounts", "hubspot_companies", 24, 24, {}, 24),
    Case("hubspot_dbt/contact_data.csv", "contacts", "hubspot_contacts", 22, 0, {"key": 22}),
    Case("hubspot_dbt/deal_data.csv", "deals", "hubspot_deals", 44, 44, {}, 1),
    Case(
        "salesforce_dbt/sf_account_data.csv",
        "accounts",
        "salesforce_accounts",
        10,
        9,
        {"duplicate_in_file": 1},
        9,
    ),
    Case("salesforce_dbt/sf_contact_data.csv", "contacts", "salesforce_contacts", 4, 2, {"key": 2}, 2),
    Case("salesforce_dbt/sf_lead_data.csv", "contacts", "salesforce_leads", 1, 1, {}, 1),
    Case("salesforce_dbt/sf_opportunity_data.csv", "deals", "salesforce_opportunities", 10, 10, {}, 6),
    Case(
        "salesforce_dbt/sf_task_data.csv",
        "tasks",
        "salesforce_tasks",
        10,
        0,
        {"unknown_deal": 7, "about_task": 3},
    ),
    Case("sfdc_lwc_recipes/Accounts-Contacts.csv", "contacts", "sfdc_accounts_contacts", 14, 14, {}, 10),
    Case("sfdc_lwc_recipes/dreamhouse_brokers-data.json", "contacts", "dreamhouse_brokers", 8, 8),
    Case("sfdc_lwc_recipes", "salesforce", None, 41, 41, {}, 10),
    Case("northwind/customers.csv", "contacts", "northwind_customers", 91, 91, {}, 91),
    Case("northwind/suppliers.csv", "contacts", "northwind_suppliers", 29, 29, {}, 29),
    Case("northwind/employees.csv", "contacts", "northwind_employees", 9, 9, {}, 0),
    Case("northwind/shippers.csv", "accounts", "northwind_shippers", 6, 6, {}, 6),
    Case(
        "northwind/orders.csv", "deals", "northwind_orders", 830, 830, {}, 91, after=("northwind_customers",)
    ),
    Case("activecampaign_mocks", "activecampaign", None, 3, 3, {}, 2),
]


def case_of(mapping: str) -> Case:
    """Return the first case of a mapping file."""
    return next(case for case in CASES if case.mapping == mapping)


def load(ws: ak.Workspace, case: Case) -> ak.ImportResult:
    """Return what importing the file of a case did."""
    mapping = MAPPINGS / f"{case.mapping}.yaml" if case.mapping else None
    return ak.imports.run(ws, case.what, SHARED / case.file, mapping=mapping)


def prepared(case: Case) -> ak.Workspace:
    """Return a new workspace that holds what comes before a case."""
    ws = ak.open()
    for one in case.after:
        load(ws, case_of(one))
    return ws


def rejected_by_check(result: ak.ImportResult) -> dict[str, int]:
    """Return how many rows broke each check and were kept out."""
    counted = result.problems.groupby("check")["line"].nunique()
    return {str(check): int(rows) for check, rows in counted.items()}
