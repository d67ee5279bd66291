"""What commands write to stdout and into files, letter by letter, from one workspace of awkward values.

After a change that is meant: ACCOUNTS_KIT_GOLDEN=write pytest tests/test_cli_golden.py, and read the diff.
"""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

import accounts_kit as ak
from accounts_kit.cli import main

GOLDEN = Path(__file__).parent / "golden"
EVERYBODY = ("--rule", '{"everyone": true}')
COLUMNS = (
    "contact.first_name",
    "contact.last_name",
    "contact.tags",
    "contact.geboren",
    "contact.gezien",
    "account.name",
    "account.employees",
    "account.klantwaarde",
    "account.kvk",
)
SHOWN = tuple(word for column in COLUMNS for word in ("--column", column))

ACCOUNTS = '''\
Naam;Medewerkers;Klantwaarde;KvK-nummer;Eindigt;Onbekende kolom
"Goed & Zn. ""De Klok""";1.200;€ 1.250,50;00012345;13-3-2026;x
"'; DROP TABLE accounts; --";7;;;;
"=HYPERLINK(""http://kwaad.example"";""klik"")";1,5;10;;31-02-2026;
;3;;;;
"GOED & ZN. ""DE KLOK""";9;;;;
Nieuw🎈;veel;;;;
'''


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a workspace of awkward values, and a file of awkward rows."""
    folder = tmp_path_factory.mktemp("golden")
    (folder / "klanten.csv").write_text(ACCOUNTS, encoding="utf-8")
    with ak.open(folder / "crm.duckdb") as ws:
        ak.fields.define(ws, "account", "Klantwaarde", "currency")
        ak.fields.define(ws, "account", "KvK-nummer", "text", key="kvk")
        ak.fields.define(ws, "account", "Eindigt", "date")
        ak.fields.define(ws, "contact", "Geboren", "date")
        ak.fields.define(ws, "contact", "Gezien", "datetime")
        fill(ws)
    return folder


def fill(ws: ak.Workspace) -> None:
    quoted = 'Goed & Zn. "De Klok"'
    ak.accounts.create(ws, quoted, employees=1200, klantwaarde="1250.50", kvk="00012345")
    ak.accounts.create(ws, "=1+1", employees="7.5", klantwaarde="-3")
    ak.accounts.create(ws, "'; DROP TABLE accounts; --", city="x;y,z")
    ak.contacts.create(
        ws, "een@acme.example", account=quoted, first_name='Zoë "Zo"', last_name="van 't Hof; zn.",
        geboren="1980-02-29", gezien="2026-07-01T12:00:00+02:00",
    )  # fmt: skip
    ak.contacts.create(ws, None, phone="+31 6 00000000", first_name="-Jan", last_name="regel een\nregel twee")
    ak.contacts.create(
        ws, "ARABISCH@acme.example", account="=1+1", first_name="محمد", last_name="\u202eomgekeerd"
    )
    ak.contacts.create(
        ws, "kwaad@acme.example", first_name="{{ contact.email }}", last_name="<b>🎈</b>\x1b[0m"
    )
    ak.tags.add(ws, ["een@acme.example"], "Beurs 2026", "a,b")


def run(folder: Path, *words: str) -> str:
    """What a command writes to stdout."""
    result = CliRunner().invoke(main, ["-w", str(folder / "crm.duckdb"), *words])
    assert result.exit_code == 0, result.output
    return result.stdout


def compare(name: str, said: str) -> None:
    """Compare with the golden file of that name, or write it when that is asked for."""
    path = GOLDEN / name
    if os.environ.get("ACCOUNTS_KIT_GOLDEN") == "write":
        path.write_bytes(said.encode())
    assert said == path.read_bytes().decode()


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_members_in_every_form(form: str, folder: Path) -> None:
    compare(f"cli_members.{form}", run(folder, "segments", "members", *EVERYBODY, *SHOWN, "--format", form))


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_plan_in_every_form(form: str, folder: Path) -> None:
    plan = ("import", "plan", "accounts", str(folder / "klanten.csv"))
    compare(f"cli_plan.{form}", run(folder, *plan, "--format", form))


@pytest.mark.parametrize("profile", ["rfc4180", "excel-nl", "excel-en"])
def test_an_export_in_every_profile(profile: str, folder: Path) -> None:
    target = folder / f"{profile}.csv"
    words = ("--merge-field", "AANHEF", "Beste {{ contact.first_name | default: 'relatie' }}")
    assert run(folder, "export", *EVERYBODY, str(target), "--profile", profile, *SHOWN, *words) == ""
    compare(f"cli_export_{profile}.csv", target.read_bytes().decode())
