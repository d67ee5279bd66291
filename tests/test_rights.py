"""Rights: viewers change nothing, editors change records, admins all; fields take a right of their own.

Help article: "Je dient hiervoor wel rechten te hebben ... om de account velden te mogen beheren".
"""

import inspect
from collections.abc import Callable, Iterator
from types import ModuleType

import pandas as pd
import pytest

import accounts_kit as ak

MODULES = (ak.accounts, ak.contacts, ak.associations, ak.notes, ak.tags, ak.fields, ak.users,
           ak.deals, ak.tasks, ak.activities, ak.imports, ak.segments)  # fmt: skip

# What answers only, by name; any other function of these modules writes.
ANSWERS = {
    "get", "find", "table", "page", "search", "duplicates", "contacts_of", "account_of", "by_domain",
    "archived", "deleted", "dossier", "suggest", "plan",
    "count", "members", "explain", "funnel", "compare", "overlap", "audience", "check", "to_sql", "history",
    "snapshots", "snapshot_changes", "selection", "push", "branches", "values", "growth",
}  # fmt: skip

# What stands for a parameter that has no default, by its name.
GIVEN: dict[str, object] = {
    "account": "Acme", "accounts": "Acme", "contact": "jan@acme.nl", "contacts": "jan@acme.nl",
    "name": "Nieuw", "text": "Tekst", "of": "account", "label": "Label", "kind": "text",
    "field": "account.kleur", "options": ["a"], "user": "Els", "note": 1, "notes": 1, "tag": "a",
    "tags": ("a",), "new": "b", "old": "a", "into": "Acme", "others": ["Beta"], "survivor": "Acme",
    "rows": pd.DataFrame({"contact_id": [1], "account_id": [2]}), "title": "Titel", "deals": 1, "tasks": 1,
    "pairs": pd.DataFrame(), "frame": pd.DataFrame(), "column": "contact.plaats", "what": "accounts",
    "import_": 1, "segment": ak.Segment("Iedereen", ak.everyone()), "version": 1, "new_name": "Nieuwer",
    "folder": ".", "path": ".",
}  # fmt: skip

# What is given though it has a default, for without it nothing would be written.
GIVEN_TOO: dict[str, object] = {"confirm": True, "source": pd.DataFrame({"Naam": ["Nieuw"]})}


@pytest.fixture
def ws() -> ak.Workspace:
    ws = ak.open()
    ak.accounts.create(ws, "Acme")
    ak.accounts.create(ws, "Beta")
    ak.contacts.create(ws, "jan@acme.nl", account="Acme")
    ak.notes.add(ws, "Belde.", account="Acme")
    ak.fields.define(ws, "account", "Kleur", "text")
    ak.tags.add(ws, 1, "a")
    for name, role, granted in [
        ("Els", "admin", False),
        ("Ed", "editor", False),
        ("Eva", "editor", True),
        ("Vic", "viewer", True),
    ]:
        ak.users.create(ws, name, email=f"{name}@firma.nl", role=role, manage_fields=granted)
    ak.imports.run(ws, "contacts", pd.DataFrame({"E-mail": ["an@beta.nl"]}))
    return ws


def acting(ws: ak.Workspace, user: str | None) -> ak.Workspace:
    ws.user = user
    return ws


def public(module: ModuleType) -> Iterator[tuple[str, Callable[..., object]]]:
    """The functions of a module, or of the modules in a package, that are its own and that users call."""
    for name, thing in vars(module).items():
        own = inspect.isfunction(thing) and f"{thing.__module__}.".startswith(f"{module.__name__}.")
        if own and not name.startswith("_"):
            yield f"{module.__name__.rpartition('.')[2]}.{name}", thing


WRITES = dict(one for module in MODULES for one in public(module) if one[0].partition(".")[2] not in ANSWERS)


def called(ws: ak.Workspace, function: Callable[..., object]) -> object:
    """Call a function with something plausible for each parameter that it needs, and confirmed."""
    parameters = list(inspect.signature(function).parameters.values())[1:]
    positional, keywords = [], {}
    for one in parameters:
        if one.kind is one.VAR_POSITIONAL:
            positional += [*GIVEN[one.name]]
        elif one.default is one.empty and one.kind is not one.VAR_KEYWORD:
            positional.append(GIVEN[one.name])
        elif one.name in GIVEN_TOO:
            keywords[one.name] = GIVEN_TOO[one.name]
    return function(ws, *positional, **keywords)


def written(ws: ak.Workspace) -> tuple[object, ...]:
    counts = ws.rows("SELECT (SELECT count(*) FROM changes), (SELECT count(*) FROM change_sets)")
    return ws.counts(), counts


# --- every role


@pytest.mark.parametrize("name", WRITES)
def test_a_viewer_changes_nothing(ws: ak.Workspace, name: str) -> None:
    before = written(ws)
    with pytest.raises(ak.NotAllowed, match=r"'Vic' is a viewer and may not (change anything|manage)"):
        called(acting(ws, "Vic"), WRITES[name])
    assert written(ws) == before


@pytest.mark.parametrize("name", WRITES)
def test_somebody_who_is_no_user_changes_nothing(ws: ak.Workspace, name: str) -> None:
    before = written(ws)
    with pytest.raises(ak.NotAllowed, match=r"'Elz' is no user of this workspace.* Did you mean 'Els'\?"):
        called(acting(ws, "Elz"), WRITES[name])
    assert written(ws) == before


def test_every_module_writes_something() -> None:
    assert {name.partition(".")[0] for name in WRITES} == {
        "accounts", "contacts", "associations", "notes", "tags", "custom_fields", "users",
        "deals", "tasks", "activities", "imports", "segments",
    }  # fmt: skip
    assert {"imports.run", "imports.undo", "segments.save", "segments.pull"} <= WRITES.keys()


SOURCES = {
    "deals": {"Dealnaam": ["Dak"], "Account": ["Acme"]},
    "tasks": {"Taak": ["Bellen"], "E-mail": ["jan@acme.nl"]},
    "activities": {"Soort": ["mail_one_to_one"], "at": ["1-2-2026"], "E-mail": ["jan@acme.nl"]},
    "notes": {"Tekst": ["Mailde."], "Account": ["Acme"]},
    "contacts": {"E-mail": ["nieuw@acme.nl"], "Account": ["Acme"], "Account: Plaats": ["Gent"]},
}


@pytest.mark.parametrize("what", SOURCES)
def test_a_viewer_may_plan_what_an_editor_may_run(ws: ak.Workspace, what: str) -> None:
    source, before = pd.DataFrame(SOURCES[what]), written(ws)
    assert ak.imports.plan(acting(ws, "Vic"), what, source).created == 1
    with pytest.raises(ak.NotAllowed, match=r"'Vic' is a viewer and may not change anything"):
        ak.imports.run(ws, what, source)
    assert written(ws) == before
    result = ak.imports.run(acting(ws, "Ed"), what, source)
    assert (result.created, ak.imports.get(ws, result).who) == (1, "Ed")
    with pytest.raises(ak.NotAllowed, match=r"'Vic' is a viewer and may not change anything"):
        ak.imports.undo(acting(ws, "Vic"), result)
    ak.imports.undo(acting(ws, "Ed"), result)
    assert ws.counts() == before[0]


@pytest.mark.parametrize("name", ["plan", "run"])
def test_new_fields_from_columns_take_the_right_to_manage_fields(ws: ak.Workspace, name: str) -> None:
    source, before = pd.DataFrame({"Naam": ["Nieuw"], "Favoriete taart": ["kwark"]}), written(ws)
    do = getattr(ak.imports, name)
    with pytest.raises(ak.NotAllowed, match=r"'Ed' is an editor and may not manage fields and options"):
        do(acting(ws, "Ed"), "accounts", source, unknown_columns="create")
    assert written(ws) == before
    assert do(acting(ws, "Eva"), "accounts", source, unknown_columns="create").created == 1


def test_a_viewer_undoes_nothing(ws: ak.Workspace) -> None:
    acting(ws, "Vic")
    with pytest.raises(ak.NotAllowed, match=r"'Vic' is a viewer and may not change anything"):
        ak.changes.undo(ws, 1)
    assert len(ak.accounts.table(ws)) == 2


FIELDS = {
    "define": lambda ws: ak.fields.define(ws, "account", "Nieuw", "text"),
    "update": lambda ws: ak.fields.update(ws, "account.kleur", label="Ander"),
    "set_options": lambda ws: ak.fields.set_options(ws, "account.industry", ["Bouw"]),
    "convert": lambda ws: ak.fields.convert(ws, "account.kleur", "textarea", confirm=True),
    "show a conversion": lambda ws: ak.fields.convert(ws, "account.kleur", "number"),
    "delete": lambda ws: ak.fields.delete(ws, "account.kleur", confirm=True),
    "show a deletion": lambda ws: ak.fields.delete(ws, "account.kleur"),
    "import": lambda ws: ak.imports.run(
        ws, "custom_fields", pd.DataFrame({"Van": ["account"], "Label": ["Nieuw"], "Soort": ["text"]})
    ),
    "import a change": lambda ws: ak.imports.run(
        ws, "custom_fields",
        pd.DataFrame({"Van": ["account"], "Sleutel": ["kleur"], "Label": ["Ander"], "Soort": ["text"]}),
    ),
    "undo": lambda ws: ak.changes.undo(ws, 5),
}  # fmt: skip


@pytest.mark.parametrize("what", FIELDS)
def test_fields_take_a_right_that_an_editor_is_granted(ws: ak.Workspace, what: str) -> None:
    before = written(ws)
    with pytest.raises(
        ak.NotAllowed, match=r"'Ed' is an editor and may not manage fields and options\. .*grants"
    ):
        FIELDS[what](acting(ws, "Ed"))
    assert written(ws) == before
    FIELDS[what](acting(ws, "Eva"))


@pytest.mark.parametrize("what", FIELDS)
def test_an_admin_manages_fields(ws: ak.Workspace, what: str) -> None:
    FIELDS[what](acting(ws, "els@FIRMA.nl"))


def test_an_editor_changes_records_and_no_users(ws: ak.Workspace) -> None:
    acting(ws, "Eva")
    assert ak.accounts.update(ws, "Acme", city="Ede") == 1
    assert ak.accounts.create(ws, "Ceta").owner == "Eva"
    made = len(ak.changes.table(ws))
    for change in (
        lambda: ak.users.create(ws, "Nog iemand"),
        lambda: ak.users.update(ws, "Eva", role="admin"),
        lambda: ak.changes.undo(ws, 7),  # the creation of a user
    ):
        with pytest.raises(
            ak.NotAllowed, match=r"'Eva' is an editor and may not manage users\. Admins may\."
        ):
            change()
    assert len(ak.changes.table(ws)) == made


def test_options_of_standard_fields_are_undone_by_who_may_set_them(ws: ak.Workspace) -> None:
    ak.fields.set_options(ws, "account.industry", ["Bouw"])
    made = int(ak.changes.table(ws, limit=1)["change_set_id"].iloc[0])
    with pytest.raises(ak.NotAllowed, match=r"'Ed' is an editor and may not manage fields and options"):
        ak.changes.undo(acting(ws, "Ed"), made)
    ak.changes.undo(acting(ws, "Els"), made)
    assert len(ws.catalogue.field("account.industry").options) > 20


# --- nobody, or nobody else


def test_without_a_name_the_owner_of_the_file_may_do_everything(ws: ak.Workspace) -> None:
    acting(ws, None)
    for what in ("define", "update", "convert", "delete"):
        FIELDS[what](ws)
    assert ak.users.update(ws, "Vic", role="admin").role == "admin"


def test_a_name_in_a_workspace_without_users_is_fine() -> None:
    ws = ak.open(user="Els")
    ak.fields.define(ws, "account", "Kleur", "text")
    ak.accounts.create(ws, "Acme")
    ak.users.create(ws, "Els", role="admin")
    assert ak.changes.table(ws)["who"].tolist() == ["Els"] * 3


# --- users are updated


def test_a_user_is_updated_and_a_second_time_nothing_changes(ws: ak.Workspace) -> None:
    for said in ("ed@firma.nl", 2):
        user = ak.users.update(
            ws, said, name="Eduard", email="eduard@firma.nl", role="Lezer", manage_fields=True
        )
        assert (user.name, user.email, user.role, user.manage_fields) == (
            "Eduard", "eduard@firma.nl", "viewer", "yes",
        )  # fmt: skip
    cells = ak.changes.get(ws, int(ak.changes.table(ws, limit=1)["change_set_id"].iloc[0]))
    assert set(cells["field"]) == {"name", "email", "email_key", "role", "manage_fields"}
    assert ak.users.update(ws, user, email=None, manage_fields="nee").email is None
    assert ak.users.table(ws).set_index("name").loc["Eduard", "manage_fields"] == "no"
    assert ak.check(ws).empty


@pytest.mark.parametrize(
    ("user", "values", "error", "said"),
    [
        ("Ed", {"name": " "}, ak.WrongValue, r"a user has a name \(check: required\)"),
        ("Ed", {"role": None}, ak.WrongValue, r"a user has a role \(check: required\)"),
        ("Ed", {"manage_fields": None}, ak.WrongValue, r"a user has a manage_fields \(check: required\)"),
        ("Ed", {"role": "baas"}, ak.WrongValue, r"'baas' is not an option of Role"),
        ("Ed", {"manage_fields": 5}, ak.WrongValue, r"\(check: option\)"),
        ("Ed", {"email": "ed@"}, ak.WrongValue, r"\(check: email\)"),
        ("Ed", {"email": "ELS@firma.nl"}, ak.AlreadyExists, r"User 'ELS@firma\.nl' exists already"),
        ("Ed", {"rol": "admin"}, ak.UnknownField, r"User has no field 'rol'\. Did you mean 'role'\?"),
        ("Edd", {"role": "admin"}, ak.UnknownRecord, r"No user 'Edd'\. Did you mean 'Ed'\?"),
        (99, {"role": "admin"}, ak.UnknownRecord, r"No user 99"),
    ],
)
def test_a_user_is_not_updated_to_what_cannot_be(
    ws: ak.Workspace, user: object, values: dict[str, object], error: type[Exception], said: str
) -> None:
    before = written(ws)
    with pytest.raises(error, match=said):
        ak.users.update(ws, user, **values)
    assert written(ws) == before


def test_a_grant_counts_from_the_next_call_and_is_undone(ws: ak.Workspace) -> None:
    ak.users.update(acting(ws, "Els"), "Ed", manage_fields=True)
    granted = int(ak.changes.table(ws, limit=1)["change_set_id"].iloc[0])
    assert ak.fields.define(acting(ws, "Ed"), "account", "Een", "text")
    ak.changes.undo(acting(ws, "Els"), granted)
    with pytest.raises(ak.NotAllowed, match=r"may not manage fields"):
        ak.fields.define(acting(ws, "Ed"), "account", "Twee", "text")


def test_settings_are_for_who_may_change_something(ws: ak.Workspace) -> None:
    for name in ("Vic", "Elz"):
        acting(ws, name)
        for setting, value in (("language", "en"), ("currency", "USD"), ("timezone", "Europe/Brussels")):
            with pytest.raises(ak.NotAllowed, match=name):
                setattr(ws, setting, value)
        with pytest.raises(ak.NotAllowed, match=name):
            ws.compact()
    assert (ws.language, ws.currency, ws.timezone) == ("nl", "EUR", "Europe/Amsterdam")
    acting(ws, "Ed").language = "en"
    assert ws.language == "en"


def test_a_viewer_may_see_what_would_happen(ws: ak.Workspace) -> None:
    acting(ws, "Vic")
    assert not ak.accounts.delete(ws, "Acme").done
    assert not ak.contacts.delete(ws, 1).done
    assert not ak.accounts.merge(ws, 1, 2).done
    assert not ak.accounts.purge(ws).done


def test_history_and_notes_call_users_by_their_name_however_they_came_in(ws: ak.Workspace) -> None:
    acting(ws, "els@firma.nl")
    assert ak.notes.add(ws, "Belde.", account=1).author == "Els"
    assert ak.changes.table(ws, who="Els", limit=1)["what"].tolist() == ["add note"]


def test_a_name_that_two_users_have_acts_for_nobody(ws: ak.Workspace) -> None:
    ak.users.create(ws, "els", email="els2@firma.nl", role="editor")
    with pytest.raises(ak.NotAllowed, match=r"2 users are called 'Els'\. Open the workspace by the e-mail"):
        ak.accounts.create(acting(ws, "Els"), "Nieuw")
    assert ak.accounts.create(acting(ws, "els2@firma.nl"), "Nieuw").owner == "els"
