"""The public names: each in the table below stands in the code with that signature.

Tests from outside call them, so the table changes only with the design. `...` stands for parameters that are
not promised, `_` for a position whose name is not. More keywords may come in, when they have a default.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from inspect import Parameter, Signature
from itertools import chain, repeat
from operator import attrgetter

import pytest

import accounts_kit as ak
from accounts_kit import errors

CONTRACT = """
open(path=":memory:", *, user=None, read_only=False, lock_timeout=10.0)
Workspace.{timezone language currency masked_reprs}
Workspace.{reading transaction counts compact close}()
Workspace.sql(text, ...)
check(ws)
repair(ws, problems)
names(ws)
show(frame, caption=None, *, language="nl")

accounts.create(ws, name, *, owner=None, website=None, **values)
accounts.delete(ws, accounts, *, confirm=False, tag=None)
accounts.{get find table update restore deleted purge merge page duplicates from_organisation_field}(ws, ...)
contacts.create(ws, email=None, *, account=None, job_title=None, **values)
contacts.{get find table update delete restore deleted purge merge page duplicates dossier erase}(ws, ...)
associations.link(ws, contact, account, *, job_title=None)
associations.{move unlink link_many contacts_of account_of by_domain}(ws, ...)
notes.add(ws, text, *, account=None, contact=None, author=None, at=None)
notes.{edit delete table search}(ws, ...)
tags.{add remove rename table}(ws, ...)
fields.define(ws, _, label, kind, *, key=None, options=None, default=None, \
required=False, currency=None, group=None)
fields.{get table update convert delete archived set_options}(ws, ...)
users.{create update table}(ws, ...)
deals.{create update table}(ws, ...)
tasks.{create complete reopen table}(ws, ...)
activities.record(ws, kind, *, contact=None, deal=None, name=None, value=None, \
campaign=None, target=None, at=None)
activities.{table record_many}(ws, ...)
changes.{table get history undo}(ws, ...)

imports.plan(ws, _, source, *, mapping=None, encoding=None, locale=None, key=None, update="if_not_blank", \
unknown_accounts="create", unknown_columns="ignore", tags=(), delimiter=None, quote=None, header=None, \
sheet=None, records=None, dates=None, clear=None, missing=None)
imports.table(ws, *, limit=None)
imports.{run get undo}(ws, _, ...)
imports.read_everything(ws, path)
exports.write_everything(ws, path, *, overwrite=False)
exports.write(ws, what, path, *, profile="rfc4180", columns=None, merge_fields=None, \
audience=None, as_of=None, overwrite=False)

account
contact
note
activity
deal
task
everyone()
in_segment(name)
rule(said)
Segment(name, rule, *, of="contacts", description="", pins=None)
Segment.{to_dict from_dict to_yaml from_yaml}(...)
segments.count(ws, segment, *, as_of=None)
segments.members(ws, segment, *, columns=None, as_of=None)
segments.explain(ws, segment, record, *, as_of=None)
segments.funnel(ws, segment, *, as_of=None)
segments.overlap(ws, segments, *, as_of=None)
segments.compare(ws, a, b, *, as_of=None, as_of_b=None)
segments.audience(ws, segment, *, as_of=None)
segments.check(ws, segment, *, as_of=None)
segments.to_sql(ws, ...)
segments.save(ws, segment, *, owner=None, comment=None)
segments.branches(ws, segment, *, as_of=None)
segments.growth(ws, name)
segments.values(ws, field, text="", *, limit=20)
segments.get(ws, name, *, version=None)
segments.delete(ws, name, *, replacement=None)
segments.revert(ws, name, version)
segments.rename(ws, name, new_name)
segments.{table history}(ws, ...)
segments.snapshot(ws, segment, *, name=None, as_of=None)
segments.snapshot_changes(ws, first, second=None)
segments.snapshots(ws, name=None)
segments.{pull push}(ws, folder, *, confirm=False)
ready.quiet_since(number, unit="months")
ready.has_decision_maker(...)

Template(text, *, html=False)
merge_fields.render(ws, _, segment, *, as_of=None, strict=False, audience=False)
merge_fields.{fields check coverage preview columns from_mailblue to_mailblue}(ws, ...)
charts.{accounts_by contacts_by bands}(frame, ...)
charts.{completeness contacts_per_account last_contact growth coverage problems}(frame, *, language="nl", ...)
charts.{funnel overlap}(frame, *, language="nl", ...)
reports.build(ws, report, out, *, segment=None, as_of=None, parameters=None, overwrite=False)
reports.names()
segment_builder(ws, segment=None, *, as_of=None)
sample.generate(workspace_or_folder, *, accounts, contacts, seed=0)
"""

LINE = re.compile(r"(?P<owner>\w+\.)?(?:{(?P<several>[\w ]+)}|(?P<one>\w+))(?:\((?P<parameters>.*)\))?")


def rows(table: str) -> Iterator[tuple[str, str | None]]:
    """Each dotted name of a table, with what stands between its parentheses (None when it has none)."""
    for line in filter(None, table.split("\n")):
        found = LINE.fullmatch(line)
        assert found, line
        for name in (found["several"] or found["one"]).split():
            yield (found["owner"] or "") + name, found["parameters"]


PROMISED = dict(rows(CONTRACT))


def built(name: str) -> object:
    """What stands in the code under a dotted name of the facade."""
    return attrgetter(name)(ak)


def stated(parameters: str) -> Signature:
    """The signature of the table, read as Python reads it."""
    return inspect.signature(eval(f"lambda {parameters.replace('...', '').rstrip(', ')}: None"))


def in_code(thing: Callable[..., object]) -> Signature:
    """The signature in the code, without the `self` of a method that is taken from its class."""
    signature = inspect.signature(thing)
    return signature.replace(parameters=[one for one in signature.parameters.values() if one.name != "self"])


def said(parameter: Parameter) -> str:
    """A parameter in words: kind, name and default."""
    return f"{parameter.kind.description} {parameter.replace(annotation=Parameter.empty)}"


def unnamed_where(promise: Signature, code: Signature) -> Signature:
    """The signature in the code, without the names that the promise leaves open."""
    names = chain(promise.parameters, repeat(""))
    several = zip(code.parameters.values(), names, strict=False)
    return code.replace(parameters=[one.replace(name="_") if name == "_" else one for one, name in several])


def in_order(signature: Signature) -> list[str]:
    """What a caller gives by position, and `**values`."""
    return [said(one) for one in signature.parameters.values() if one.kind is not Parameter.KEYWORD_ONLY]


def keywords(signature: Signature) -> set[str]:
    return {said(one) for one in signature.parameters.values() if one.kind is Parameter.KEYWORD_ONLY}


def needed(signature: Signature) -> set[str]:
    """The names without which a call fails."""
    several = signature.parameters.values()
    return {
        one.name for one in several if one.default is Parameter.empty and one.kind is Parameter.KEYWORD_ONLY
    }


@pytest.mark.parametrize("name", PROMISED)
def test_a_public_name_has_the_signature_of_the_design(name: str) -> None:
    thing, parameters = built(name), PROMISED[name]
    if parameters is None:
        return
    assert callable(thing)
    promise = stated(parameters)
    code = unnamed_where(promise, in_code(thing))
    rest = parameters.endswith("...")
    assert in_order(code)[: len(in_order(promise)) if rest else None] == in_order(promise)
    assert keywords(promise) <= keywords(code)
    assert rest or needed(code) <= needed(promise)


def test_running_an_import_takes_every_keyword_of_planning_it() -> None:
    assert keywords(in_code(ak.imports.plan)) <= keywords(in_code(ak.imports.run))


def test_the_facade_holds_the_promised_names_and_the_errors_and_nothing_else() -> None:
    raised = {
        name for name, thing in vars(errors).items() if getattr(thing, "__module__", None) == errors.__name__
    }
    assert set(ak.__all__) == {name.split(".")[0] for name in PROMISED} | raised
