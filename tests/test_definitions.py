"""Definitions from a file: what is there is brought up to date, and what cannot be is told by line."""

import pandas as pd
import pytest

import accounts_kit as ak


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    for label in ("Een", "Twee", "Drie"):
        ak.fields.define(ws, "account", label, "text")
    return ws


def order(ws: ak.Workspace) -> list[str]:
    table = ak.fields.table(ws, "account")
    return table[table["custom"]]["key"].tolist()


def test_a_file_brings_definitions_up_to_date(ws: ak.Workspace) -> None:
    ak.fields.define(ws, "account", "Kleur", "radio", options=["Rood"])
    rows = pd.DataFrame({
        "Van": ["account"] * 3, "Label": ["Eén", "Kleur", "Prijs"], "Sleutel": ["een", "kleur", "prijs"],
        "Soort": ["text", "radio", "valuta"], "Opties": [None, "Blauw", None],
        "Standaard": ["x", "blauw", "9.5"],
        "Verplicht": ["ja", None, None], "Groep": ["G", None, None], "Zichtbaar": ["nee", None, None],
        "Valuta": ["EUR", None, "usd"], "Volgorde": [None, None, 1],
    })  # fmt: skip
    result = ak.imports.run(ws, "custom_fields", rows)
    assert (result.created, result.updated, result.rejected) == (1, 2, 0)
    one, colour, price = (ws.catalogue.field(f"account.{key}") for key in ("een", "kleur", "prijs"))
    assert (one.label(), one.default, one.required, one.group, one.visible) == ("Eén", "x", True, "G", False)
    assert (colour.options, colour.default, colour.required) == (("Rood", "Blauw"), "Blauw", False)
    assert (price.currency, price.default, order(ws)[0]) == ("USD", "9.50", "prijs")
    assert ak.imports.run(ws, "custom_fields", rows).unchanged == 3
    ak.changes.undo(ws, int(ak.changes.table(ws, limit=1)["change_set_id"].iloc[0]))
    assert order(ws) == ["een", "twee", "drie", "kleur"]
    assert ws.catalogue.field("account.kleur").options == ("Rood",)


def test_a_file_cannot_require_what_records_have_no_value_in(ws: ak.Workspace) -> None:
    ak.accounts.create(ws, "Acme")
    rows = pd.DataFrame({"Van": ["account"], "Label": ["Een"], "Soort": ["text"], "Verplicht": ["ja"]})
    result = ak.imports.run(ws, "custom_fields", rows)
    assert result.problems[["line", "column", "check"]].to_numpy().tolist() == [
        [1, "Verplicht", "field_required"]
    ]


@pytest.mark.parametrize(
    ("column", "cell", "check"),
    [("Opties", "Zorg||zörg", "options_alike"), ("Opties", "x" * 256, "option_length"),
     ("Valuta", "€", "currency_code")],
)  # fmt: skip
def test_a_file_is_told_what_a_definition_cannot_have(
    ws: ak.Workspace, column: str, cell: str, check: str
) -> None:
    kind = "radio" if column == "Opties" else "valuta"
    rows = pd.DataFrame({"Van": ["account"], "Label": ["Nieuw"], "Soort": [kind], column: [cell]})
    result = ak.imports.run(ws, "custom_fields", rows)
    assert result.problems[["column", "check"]].to_numpy().tolist() == [[column, check]]
    options = [*cell.split("||")] if column == "Opties" else None
    currency = cell if column == "Valuta" else None
    with pytest.raises(ak.WrongValue, match=rf"\(check: {check}\)"):
        ak.fields.define(
            ws, "account", "Nieuw", "currency" if currency else "radio", options=options, currency=currency
        )
