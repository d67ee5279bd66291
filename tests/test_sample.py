"""The fictional firm: the same on every machine, of any size, clean by our checks, like a Dutch list."""

import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, strategies as st

import accounts_kit as ak
from accounts_kit.checks.frames import arrow_type, failures
from accounts_kit.errors import AlreadyExists, FileInTheWay, WrongValue
from accounts_kit.imports import run
from accounts_kit.sample import tables
from accounts_kit.sample.chance import Dice
from accounts_kit.sample.definitions import DEFINITIONS, sample_catalogue
from accounts_kit.sample.firms import CORES, firms
from accounts_kit.sample.making import parts
from accounts_kit.sample.people import FIRST_NAMES, LAST_NAMES, LOCAL_LAST_NAMES
from accounts_kit.sample.trades import STEMS, TRADES, domain_of
from accounts_kit.words.text import key_of

FILES = ("custom_fields", "accounts", "contacts", "notes")


@pytest.fixture(scope="module")
def made() -> dict[str, pa.Table]:
    """A sample that is large enough for shares to be steady."""
    return tables(5_000, 20_000, seed=1)


# --- folders


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_there_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.csv").write_text("van mij", encoding="utf-8")
    with pytest.raises(FileInTheWay, match=rf"{name}\.csv exists already.* Give an empty folder"):
        ak.sample.generate(tmp_path, accounts=1, contacts=1)
    assert [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()] == ["van mij"]


# --- the same everywhere


def test_a_sample_is_the_same_on_every_machine(tmp_path: Path) -> None:
    """Whoever changes what is generated changes every sample that somebody made: pinned on purpose."""
    ak.sample.generate(tmp_path, accounts=40, contacts=160, seed=7)
    written = b"".join((tmp_path / f"{name}.csv").read_bytes() for name in FILES)
    assert sha256(written).hexdigest() == "ff1d80d9750f09d8ec19f6731eeb5a6c886b4c9e9b10bbac065fd1d579e90dda"


@pytest.mark.parametrize("part", [0, 1, 2], ids=["accounts", "contacts", "notes"])
def test_rows_do_not_depend_on_how_many_are_made_at_once(part: int) -> None:
    whole = parts(50, 300, 3)[part]
    few = pa.concat_tables(whole.batches(7))
    assert few.equals(pa.concat_tables(whole.batches()))
    assert few.num_rows > 49


def test_another_seed_is_another_sample() -> None:
    one, other = tables(50, 50, seed=1), tables(50, 50, seed=2)
    assert not set(one["accounts"]["name"].to_pylist()) & set(other["accounts"]["name"].to_pylist())
    assert not set(one["contacts"]["email"].drop_null().to_pylist()) & set(
        other["contacts"]["email"].drop_null().to_pylist()
    )


@given(size=st.integers(1, 5_000), seed=st.integers(0, 9))
def test_shuffling_gives_every_place_to_exactly_one(size: int, seed: int) -> None:
    shuffled = Dice(seed, "test").shuffled("places", np.arange(size), size)
    assert sorted(shuffled.tolist()) == list(range(size))


@given(limit=st.integers(1, 2**31), row=st.integers(-5, 2**40))
def test_a_number_below_a_limit_is_below_it(limit: int, row: int) -> None:
    assert 0 <= Dice(0, "test").below("question", np.array([row]), limit)[0] < limit


def test_weights_are_shares() -> None:
    fallen = Dice(0, "test").weighted("question", np.arange(100_000), (70, 0, 30))
    assert np.bincount(fallen, minlength=3) == pytest.approx([70_000, 0, 30_000], abs=600)


# --- of any size


def test_names_and_domains_of_firms_stay_different_when_stems_and_trades_are_used_up() -> None:
    accounts = parts(3 * CORES, 0, 5)[0].made(np.arange(0, 50 * CORES, 17))
    names = [key_of(name) for name in accounts["name"].to_pylist()]
    assert len(set(names)) == len(names) > 70_000
    sites = accounts["website"].drop_null().to_pylist()
    assert len({_domain(site) for site in sites}) == len(sites)


def test_a_name_that_comes_back_has_the_town_and_then_a_number_behind_it() -> None:
    rows = np.array([8, CORES + 8, 60 * CORES + 8])
    first, second, later = firms(Dice(5, "accounts"), rows).domains().to_pylist()
    core = first.removesuffix(".example")
    assert re.fullmatch(core + r"-[a-z-]+\.example", second)
    assert re.fullmatch(core + r"-[a-z-]+-2\.example", later)


@pytest.mark.parametrize(("accounts", "contacts"), [(1, 30_000), (0, 30_000), (3_000, 30_000)])
def test_no_two_contacts_have_the_same_address_or_mobile_number(accounts: int, contacts: int) -> None:
    made = tables(accounts, contacts)["contacts"]
    for column in ("email", "phone"):
        known = made[column].drop_null()
        assert pc.count_distinct(known).as_py() == len(known) > contacts // 2


@pytest.mark.parametrize(("accounts", "contacts"), [(0, 0), (3, 0), (0, 3), (1, 1)])
def test_a_sample_may_be_empty_or_have_one_kind_of_record_only(
    tmp_path: Path, accounts: int, contacts: int
) -> None:
    made = tables(accounts, contacts)
    assert (made["accounts"].num_rows, made["contacts"].num_rows) == (accounts, contacts)
    ak.sample.generate(tmp_path, accounts=accounts, contacts=contacts)
    assert (tmp_path / "contacts.csv").read_bytes().count(b"\r\n") == contacts + 1
    with ak.open() as ws:
        ak.sample.generate(ws, accounts=accounts, contacts=contacts)
        assert (ws.counts()["accounts"], ws.counts()["contacts"]) == (accounts, contacts)
        assert len(ak.check(ws)) == 0


@pytest.mark.parametrize("sizes", [{"accounts": -1, "contacts": 1}, {"accounts": 1, "contacts": -1}])
def test_a_size_below_zero_is_refused(tmp_path: Path, sizes: dict[str, int]) -> None:
    with pytest.raises(WrongValue, match=r"cannot have -1 (accounts|contacts)\. Write \1=0 for none"):
        ak.sample.generate(tmp_path, **sizes)


# --- clean by our own checks


@pytest.mark.parametrize("of", ["account", "contact", "note"])
def test_every_value_passes_the_checks_and_has_the_type_of_its_field(
    made: dict[str, pa.Table], of: str
) -> None:
    catalogue = sample_catalogue()
    fields = {field.key: field for field in catalogue.fields(of) if field.kind.family != "user"}
    table = made[f"{of}s"]
    own = table.select([name for name in table.column_names if name in fields])
    assert {name: own.schema.field(name).type for name in own.column_names} == {
        name: arrow_type(fields[name]) for name in own.column_names
    }
    assert failures(catalogue, of, own.to_pandas(types_mapper=pd.ArrowDtype)).empty
    missing = {key for key, field in fields.items() if not field.computed} - set(own.column_names)
    assert missing == set()


def test_every_custom_field_has_values_and_every_option_is_chosen(made: dict[str, pa.Table]) -> None:
    for definition in DEFINITIONS:
        values = made[f"{definition.of}s"][definition.field.key]
        assert 0 < values.null_count < len(values)
        flat = pc.list_flatten(values) if pa.types.is_list(values.type) else values
        if definition.options:
            assert set(flat.drop_null().unique().to_pylist()) == set(definition.options)


# --- like a Dutch firm's list


def test_words_are_different_in_names_and_in_addresses() -> None:
    for words in (FIRST_NAMES, LAST_NAMES, LOCAL_LAST_NAMES, STEMS, [domain_of(stem) for stem in STEMS]):
        assert len(set(words)) == len(words)
    patterns = [(trade.before, trade.after) for trade in TRADES]
    assert len(set(patterns)) == len(patterns)
    slugs = [(domain_of(before), domain_of(after)) for before, after in patterns]
    assert len(set(slugs)) == len(slugs)


def test_every_trade_is_in_an_industry_of_ours_and_every_industry_has_one() -> None:
    assert {trade.industry for trade in TRADES} == set(sample_catalogue().field("account.industry").options)


def test_addresses_and_sites_lie_under_example(made: dict[str, pa.Table]) -> None:
    emails = made["contacts"]["email"].drop_null()
    sites = made["accounts"]["website"].drop_null()
    assert pc.all(pc.match_substring_regex(emails, r"^[a-z0-9._]+@[a-z0-9-]+\.example$")).as_py()
    assert pc.all(pc.match_substring_regex(sites, r"^(https://)?(www\.)?[a-z0-9-]+\.example/?$")).as_py()


def test_gaps_are_as_wide_as_in_real_lists(made: dict[str, pa.Table]) -> None:
    whole = {"name", "created_at", "external_id", "status"}
    rare = {"address_2", "email", "city"}
    for name in ("accounts", "contacts"):
        shares = {
            column: 100 * made[name][column].null_count / made[name].num_rows
            for column in made[name].column_names
        }
        assert {column for column, share in shares.items() if share == 0} == whole & set(shares)
        assert all(9 <= share <= 36 for column, share in shares.items() if column not in whole | rare), shares


def test_one_contact_in_eight_has_no_account_and_one_in_twenty_only_a_phone(
    made: dict[str, pa.Table],
) -> None:
    contacts = made["contacts"]
    assert contacts["account"].null_count == 20_000 * 12 // 100
    without_address = contacts.filter(pc.is_null(contacts["email"]))
    assert without_address.num_rows == pytest.approx(1_000, abs=100)
    assert without_address["phone"].null_count == 0


def test_contacts_name_accounts_of_the_sample_and_large_ones_have_more(made: dict[str, pa.Table]) -> None:
    accounts = made["accounts"].to_pandas().set_index("name")
    per_account = made["contacts"].to_pandas().groupby("account").size()
    assert set(per_account.index) <= set(accounts.index)
    employees = accounts["employees"].astype("float").reindex(per_account.index)
    assert per_account[employees >= 200].mean() > 3 * per_account[employees < 10].mean()


def test_revenue_goes_with_the_number_of_employees(made: dict[str, pa.Table]) -> None:
    accounts = made["accounts"].to_pandas().dropna(subset=["employees", "annual_revenue"])
    bands = sample_catalogue().field("account.annual_revenue").options
    place = accounts["annual_revenue"].map(bands.index)
    assert place.rank().corr(accounts["employees"].astype("float").rank()) > 0.9
    assert set(accounts["annual_revenue"]) == set(bands)


def test_nothing_is_older_than_the_account_it_belongs_to(made: dict[str, pa.Table]) -> None:
    since = made["accounts"].to_pandas().set_index("name")["created_at"]
    for name, moment in (("contacts", "created_at"), ("notes", "at")):
        records = made[name].to_pandas().dropna(subset=["account"])
        assert len(records) > 1_000
        assert (records[moment].dt.date >= records["account"].map(since).dt.date).all()
        assert records[moment].max() < pd.Timestamp("2026-07-01", tz="UTC")


def test_letters_and_particles_are_those_of_the_low_countries(made: dict[str, pa.Table]) -> None:
    first, last = (set(made["contacts"][name].to_pylist()) for name in ("first_name", "last_name"))
    assert {"Renée", "Zoë", "Özgür", "Łukasz"} <= first
    assert {"van den Berg", "de Vries", "van 't Veer", "in 't Veld", "'t Hart"} <= last
    codes = (
        made["accounts"].filter(pc.equal(made["accounts"]["country"], "Nederland"))["postcode"].drop_null()
    )
    assert pc.all(pc.match_substring_regex(codes, r"^[1-9][0-9]{3} [A-Z]{2}$")).as_py()
    assert pc.all(
        pc.match_substring_regex(made["accounts"]["kvk_nummer"].drop_null(), r"^00[0-9]{6}$")
    ).as_py()


# --- into a folder and into a workspace


def columns_of(table: Callable[..., pd.DataFrame], ws: ak.Workspace) -> pd.DataFrame:
    """The records without what is ours to keep: who owns them is not in files, when they changed is now."""
    return table(ws).drop(columns=["owner", "updated_at"], errors="ignore")


def test_the_files_imported_and_the_workspace_filled_hold_the_same(tmp_path: Path) -> None:
    sizes = {"accounts": 60, "contacts": 400, "seed": 4}
    ak.sample.generate(tmp_path, **sizes)
    with ak.open() as filled, ak.open() as imported:
        ak.sample.generate(filled, **sizes)
        results = [run(imported, name, tmp_path / f"{name}.csv") for name in FILES]
        assert [(result.rejected, len(result.accounts_created)) for result in results] == [(0, 0)] * 4
        for records in (ak.accounts, ak.contacts, ak.notes):
            pd.testing.assert_frame_equal(
                columns_of(records.table, filled), columns_of(records.table, imported)
            )
        tags = [ak.tags.table(ws)[["tag", "contacts"]] for ws in (filled, imported)]
        pd.testing.assert_frame_equal(*tags)


def test_filling_is_one_change_set_that_can_be_undone_and_done_again(tmp_path: Path) -> None:
    with ak.open() as ws:
        ak.sample.generate(ws, accounts=20, contacts=100)
        before = ws.counts()
        assert before["users"] == 5
        ak.sample.generate(ws, accounts=20, contacts=100)
        changes = ak.changes.table(ws)
        assert (ws.counts(), len(changes)) == (before, 1)
        assert len(ak.check(ws)) == 0
        ak.changes.undo(ws, int(changes["change_set_id"].iloc[0]))
        assert set(ws.counts().values()) == {0}


def test_a_sample_leaves_what_the_workspace_has(tmp_path: Path) -> None:
    with ak.open() as ws:
        ak.fields.define(ws, "account", "Contracteinde", "date")
        ak.accounts.create(ws, "Eigen Klant B.V.", contracteinde="2026-03-01")
        ak.sample.generate(ws, accounts=10, contacts=10)
        assert ws.counts()["accounts"] == 11
        assert str(ak.accounts.get(ws, "Eigen Klant B.V.").contracteinde) == "2026-03-01"


def test_a_field_of_the_same_name_and_another_kind_is_an_error_and_nothing_is_written() -> None:
    with ak.open() as ws:
        ak.fields.define(ws, "account", "NPS", "text")
        with pytest.raises(
            AlreadyExists, match=r"'account\.nps' is there already, as a text; .*new workspace"
        ):
            ak.sample.generate(ws, accounts=5, contacts=5)
        assert {what: count for what, count in ws.counts().items() if count} == {"custom_fields": 1}


def _domain(site: str) -> str:
    return site.removeprefix("https://").removeprefix("www.").removesuffix("/")
