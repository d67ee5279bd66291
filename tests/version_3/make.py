"""How workspace.duckdb.gz was made, by the accounts_kit of format 3; never make it again from newer code."""

import gzip
from pathlib import Path

import pandas as pd

import accounts_kit as ak


def main() -> None:
    """Write the workspace into the folder that it is run in."""
    ws = ak.open("old.duckdb")
    ak.users.create(ws, "Els de Boer", email="els@firma.example", role="admin")
    ws.user = "Els de Boer"
    ak.fields.define(ws, "account", "KvK-nummer", "text", group="Registratie", visible=False)
    ak.fields.define(ws, "contact", "Mobiel", "phone")
    ak.accounts.create(ws, "Bakkerij Jansen B.V.", phone="0416-698700", kvk_nummer="01234567")
    ak.contacts.create(ws, phone="038 123 45 67", first_name="Piet", account=1, mobiel="06-12 34 56 78")
    ak.contacts.create(ws, "jan@jansen.example", phone="0416-698700", account=1)
    contacts = {"Telefoon": ["+32 3 123 45 67"], "Voornaam": ["An"], "Accountnaam": ["Café 't Hoekje"]}
    ak.imports.run(ws, "contacts", pd.DataFrame(contacts))
    mobile = ak.fields.get(ws, "contact.mobiel")
    ak.fields.delete(ws, mobile, confirm=True)
    ws.close()
    Path("workspace.duckdb.gz").write_bytes(gzip.compress(Path("old.duckdb").read_bytes(), 9, mtime=0))


if __name__ == "__main__":
    main()
