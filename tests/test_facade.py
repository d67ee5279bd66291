"""The facade: what `import accounts_kit as ak` offers, and to whom."""

import ast
import inspect

import pytest

import accounts_kit as ak


def told_to_type_checkers() -> dict[str, object]:
    """What the imports that only editors and type checkers see would give."""
    (block,) = (
        node
        for node in ast.parse(inspect.getsource(ak)).body
        if isinstance(node, ast.If) and not node.orelse and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    names: dict[str, object] = {}
    exec(compile(ast.Module(block.body, []), ak.__file__, "exec"), names)
    return {name: thing for name, thing in names.items() if not name.startswith("_")}


def test_editors_and_python_find_the_same_thing_under_every_name() -> None:
    assert told_to_type_checkers() == {name: getattr(ak, name) for name in ak.__all__}


def test_completion_offers_every_name_before_it_was_used() -> None:
    assert dir(ak) == sorted([*ak.__all__, "__version__"])


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(
        AttributeError, match=r"accounts_kit has no name 'acounts'\. Did you mean 'accounts'\?"
    ):
        ak.acounts  # noqa: B018  # looking it up is the test


def test_a_name_that_no_other_is_like_is_only_refused() -> None:
    with pytest.raises(AttributeError, match=r"accounts_kit has no name '__wrapped__'\.$"):
        ak.__wrapped__  # noqa: B018  # inspect asks every object for this one


RECORDS = (
    ak.accounts, ak.activities, ak.associations, ak.changes, ak.contacts, ak.deals, ak.fields, ak.notes,
    ak.tags, ak.tasks, ak.users,
)  # fmt: skip


@pytest.mark.parametrize("module", RECORDS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_completion_on_a_module_offers_what_users_call_and_nothing_else(module: object) -> None:
    own = [
        name
        for name, thing in vars(module).items()
        if inspect.isfunction(thing) and thing.__module__ == module.__name__ and not name.startswith("_")
    ]
    assert dir(module) == sorted(own)
    assert all(inspect.getdoc(getattr(module, name)) for name in own)


def test_imports_hands_on_what_users_call_and_get_back() -> None:
    called = {"plan", "run", "table", "get", "undo", "read_everything"}
    assert sorted(ak.imports.__all__) == sorted([*called, "Everything", "ImportResult", "PastImport", "Plan"])
    assert all(inspect.getdoc(getattr(ak.imports, name)) for name in ak.imports.__all__)
