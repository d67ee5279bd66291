"""Each profile's file of one firm with every awkward value, byte by byte.

To look at a change before accepting it: write the files again with `python tests/test_exports_golden.py`, and
read the difference that git shows.
"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import accounts_kit as ak
from accounts_kit import exports
from accounts_kit.exports.profiles import PROFILES

GOLDEN = Path(__file__).parent / "golden" / "exports"
COLUMNS = [
    "contact.email", "contact.first_name", "contact.last_name", "contact.phone", "contact.status",
    "contact.created_at", "contact.verjaardag", "contact.keuzes", "contact.tags", "account.name",
    "account.owner", "account.employees", "account.bedrag", "account.description",
]  # fmt: skip
MERGE_FIELDS = {
    "AANHEF": "Beste {{ contact.first_name | default: 'relatie' | capitalize }}",
    "REGEL": "{% if account %}{{ account.name }} ({{ account.bedrag }}){% else %}-{% endif %}",
    "TAGS": "{{ contact.tags | join: ' + ' }}",
}


def awkward_firm(ws: ak.Workspace) -> None:
    """Fill a workspace with what has broken files before."""
    ak.fields.define(ws, "contact", "Verjaardag", "date")
    ak.fields.define(ws, "contact", "Keuzes", "checkbox", options=["a", "b", "c; d", 'e "f"'])
    ak.fields.define(ws, "account", "Bedrag", "currency")
    ak.users.create(ws, "Piet; de Boer", email="piet@firma.nl")
    at = datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=UTC)
    ak.accounts.create(
        ws, 'Zn. & "Co", B.V.; <b>', owner="Piet; de Boer", employees="0.000001", bedrag=-0.5,
        description='Regel 1\r\nRegel 2\tmet een tab; en "aanhaling"',
    )  # fmt: skip
    ak.accounts.create(ws, "'; DROP TABLE accounts; --", employees=1_000_000, bedrag=1234567.89)
    people: list[dict[str, object]] = [
        {"email": "a@x.nl", "first_name": "=HYPERLINK(\"http://x\")", "last_name": "+cmd|' /C calc'!A0",
         "keuzes": ["a", "b"], "account": 1},
        {"email": "b@x.nl", "first_name": "@sum", "last_name": "-1", "phone": "+31 6 12345678",
         "keuzes": ["a", "c; d", 'e "f"'], "account": 2, "verjaardag": date(1, 2, 3)},
        {"email": "c@x.nl", "first_name": "weiß 👩\u200d👧", "last_name": "\u05e9\u05dc\u05d5\u05dd",
         "keuzes": ["c; d"]},
        {"phone": "0318 123456", "first_name": "{{ contact.email }}", "last_name": "%s {% if %}",
         "verjaardag": date(2026, 12, 31), "status": "unsubscribed"},
    ]  # fmt: skip
    for one in people:
        ak.contacts.create(ws, **{"created_at": at, **one})
    ak.tags.add(ws, ["a@x.nl", "b@x.nl"], "Nieuwsbrief", "beurs 2026")
    ak.tags.add(ws, "b@x.nl", "a, b")


def write_golden(folder: Path, profile: str) -> Path:
    """Write the firm's contacts by a profile; return the file."""
    path = folder / f"{profile}.csv"
    with ak.open() as ws:
        awkward_firm(ws)
        exports.write(
            ws, "contacts", path, profile=profile, columns=COLUMNS, merge_fields=MERGE_FIELDS, overwrite=True
        )
    return path


@pytest.mark.parametrize("profile", list(PROFILES))
def test_a_profile_writes_these_very_bytes(profile: str, tmp_path: Path) -> None:
    expected = (GOLDEN / f"{profile}.csv").read_bytes().decode()
    assert write_golden(tmp_path, profile).read_bytes().decode() == expected


if __name__ == "__main__":
    for name in PROFILES:
        sys.stdout.write(f"{write_golden(GOLDEN, name)}\n")
