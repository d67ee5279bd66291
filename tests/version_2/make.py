"""How workspace.duckdb.gz was made, by the accounts_kit of format 2; never make it again from newer code."""

import gzip
from pathlib import Path

import accounts_kit as ak


def main() -> None:
    """Write the workspace into the folder that it is run in."""
    ws = ak.open("old.duckdb")
    ak.users.create(ws, "Els de Boer", email="els@firma.example", role="admin")
    ws.user = "Els de Boer"
    ak.fields.define(ws, "account", "Contracteinde", "date")
    ak.fields.define(ws, "contact", "Interesses", "multiselect", options=["Drukwerk", "Web"])
    ak.accounts.create(
        ws, "Bakkerij Jansen B.V.", city="Zwolle", contracteinde="2026-12-31", industry="Retail"
    )
    ak.accounts.create(ws, "Café 't Hoekje", city="Gent")
    ak.contacts.create(ws, "jan@jansen.example", account=1, job_title="directeur", interesses=["Web"])
    ak.contacts.create(ws, phone="038 123 45 67", account=2)
    ak.notes.add(ws, "Belde over de nieuwe oven.", account=1)
    ak.tags.add(ws, 1, "Nieuwsbrief")
    ak.accounts.delete(ws, 2, confirm=True)
    ws.close()
    Path("workspace.duckdb.gz").write_bytes(gzip.compress(Path("old.duckdb").read_bytes(), 9, mtime=0))


if __name__ == "__main__":
    main()
