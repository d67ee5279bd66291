"""The folder that commands run in, and what lies there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import accounts_kit as ak

ACCOUNTS = """\
Bedrijfsnaam;Industrie/vertical;Aantal medewerkers;Plaats
Acme B.V.;Software;1.200;Gent
Beta;Sofware;12;Gent
Gamma;Bouw;7,5;Brugge
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which commands run in; no workspace is named in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ACCOUNTS_KIT_WORKSPACE", raising=False)
    return tmp_path


@pytest.fixture
def accounts_file(folder: Path) -> Path:
    path = folder / "klanten.csv"
    path.write_text(ACCOUNTS, encoding="utf-8")
    return path


@pytest.fixture
def workspace(folder: Path) -> Iterator[Path]:
    """A workspace with two accounts and two contacts, one of them in Gent."""
    with ak.open(folder / "crm.duckdb") as ws:
        ak.accounts.create(ws, "Acme B.V.", city="Gent", employees=1200)
        ak.accounts.create(ws, "Gamma", city="Brugge")
        ak.contacts.create(ws, "jan@acme.example", account="Acme B.V.", first_name="Jan")
        ak.contacts.create(ws, "an@gamma.example", account="Gamma", status="unsubscribed")
    yield folder / "crm.duckdb"
