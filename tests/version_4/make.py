"""How workspace.duckdb.gz was made, by the accounts_kit of format 4; never make it again from newer code."""

import gzip
from pathlib import Path

import accounts_kit as ak


def main() -> None:
    """Write the workspace into the folder that it is run in."""
    ws = ak.open("old.duckdb")
    ak.users.create(ws, "Els de Boer", email="els@firma.example", role="admin")
    ws.user = "Els de Boer"
    ak.fields.define(ws, "account", "KvK-nummer", "text", check="kvk")
    ak.accounts.create(ws, "Bakkerij Jansen B.V.", phone="0416-698700", kvk_nummer="01234567")
    ak.accounts.create(ws, "Café 't Hoekje", city="Gent")
    ak.contacts.create(ws, "jan@jansen.example", account=1, job_title="Bakker")
    ak.contacts.create(ws, "an@hoekje.example", account=2)
    ak.tags.add(ws, 1, "nieuwsbrief")
    ak.activities.record(ws, "mail_campaign", contact=1, at="2026-01-10")
    ws.close()
    Path("workspace.duckdb.gz").write_bytes(gzip.compress(Path("old.duckdb").read_bytes(), 9, mtime=0))


if __name__ == "__main__":
    main()
