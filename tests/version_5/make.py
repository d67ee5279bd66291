"""How workspace.duckdb.gz was made, by the accounts_kit of format 5; never make it again from newer code."""

import gzip
from pathlib import Path

import accounts_kit as ak


def main() -> None:
    """Write the workspace into the folder that it is run in."""
    ws = ak.open("old.duckdb")
    ak.users.create(ws, "Els de Boer", email="els@firma.example", role="admin")
    ws.user = "Els de Boer"
    ak.accounts.create(ws, "Café 't Hoekje", city="Gent")
    ak.contacts.create(ws, "an@hoekje.example", account=1)
    ak.segments.save(ws, ak.Segment("Gent", ak.account.city == "Gent"))
    ak.segments.save(ws, ak.Segment("Gent", ak.account.city.is_any_of("Gent", "Brugge")))
    ak.segments.snapshot(ws, "Gent")
    ws.close()
    Path("workspace.duckdb.gz").write_bytes(gzip.compress(Path("old.duckdb").read_bytes(), 9, mtime=0))


if __name__ == "__main__":
    main()
