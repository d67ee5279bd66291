"""Which records a call is about: ids, names, records, a frame or a rule, brought to ids in this one place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts_kit.errors import UnknownRecord, WrongKind
from accounts_kit.model import record_types
from accounts_kit.model.records import Record
from accounts_kit.records.aliases import former_ids_sql, keys_sql
from accounts_kit.records.references import (
    account_id_of,
    as_id,
    contact_id_of,
    record_id_of,
    refuse_half_signs,
)
from accounts_kit.rules.nodes import Rule
from accounts_kit.words.text import key_of
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import pyarrow as pa

_ONE = {"account": account_id_of, "contact": contact_id_of}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The chosen records: a relation with their id column, and whether the caller named just one."""

    relation: str
    params: tuple[Any, ...] = ()
    single: bool = False


@contextmanager
def chosen(ws: Workspace, of: str, subjects: object) -> Iterator[Chosen]:
    """Hold the relation of the ids that the subjects name, for the length of a block.

    Subjects: one id, name or e-mail; a record; a list or column of these; a frame with the id column; a rule,
    or the dict of one. Raises UnknownRecord when one of them does not exist.
    """
    id_column = record_types()[of].id_column
    subjects = in_pandas(subjects)
    if isinstance(subjects, Mapping):
        subjects = Rule.from_dict(subjects)
    if isinstance(subjects, Rule):
        if of not in _ONE:
            raise WrongKind(
                f"A rule selects accounts or contacts, and this takes {record_types()[of].table}. Give an "
                "id, a list of "
                f"ids, or rows of {record_types()[of].table}.table()."
            )
        from accounts_kit.rules.compiler import selected  # sqlglot takes a fifth of a second: only for rules

        ids = selected(subjects, "accounts" if of == "account" else "contacts", ws.catalogue)
        # Asked once: what the call writes may change whom the rule selects.
        with ws.staged("chosen", ws.table(ids.sql("duckdb"))) as view:
            yield Chosen(view)
    elif isinstance(subjects, str | bytes | int | Record) or not is_many(subjects):
        one = _ONE[of](ws, subjects) if of in _ONE else record_id_of(ws, of, subjects)
        yield Chosen(f"(SELECT ? AS {id_column})", (one,), single=True)
    else:
        with ws.staged("chosen", _staged_ids(ws, of, _listed(subjects, id_column))) as view:
            yield Chosen(view)


def in_pandas(subjects: Any) -> Any:
    """Return a table of Arrow as a frame of pandas, and anything else as it is."""
    return subjects.to_pandas() if hasattr(subjects, "column_names") else subjects


def is_many(subjects: object) -> bool:
    """Return whether subjects are several; an array of numpy without dimensions is one."""
    return hasattr(subjects, "__iter__") and getattr(subjects, "ndim", 1) != 0


def _listed(subjects: Any, id_column: str) -> Sequence[object]:
    if hasattr(subjects, "columns"):
        if id_column not in list(subjects.columns):
            raise UnknownRecord(
                f"The frame has no column {id_column!r}. It has: {', '.join(map(str, subjects.columns))}. "
                f"Choose the records with a frame that has {id_column!r}, or with a list of ids."
            )
        return list(subjects[id_column])
    return list(subjects)


def _bare(of: str, one: Any) -> object:
    """Return the id of a record, and anything else as it is; raises UnknownRecord for a record of another
    type.
    """
    if not isinstance(one, Record):
        return one.item() if getattr(one, "ndim", None) == 0 and hasattr(one, "item") else one
    id_column = record_types()[of].id_column
    if one.id_name != id_column:
        raise UnknownRecord(
            f"{one!r} is no {of}. Give {record_types()[of].table}, their ids, or what they are known by."
        )
    return one.values[id_column]


def one_by_one(ws: Workspace, of: str, listed: Sequence[object]) -> list[int]:
    """Return the id of each of a list of ids, names, e-mail addresses and records, in the order of the list.

    Raises UnknownRecord when one of them does not exist.
    """
    import pyarrow as pa

    record = record_types()[of]
    given = [_bare(of, one) for one in listed]
    for one in given:
        if isinstance(one, str):
            refuse_half_signs(one, record.table)
    by_key = {one: key_of(one) for one in given if isinstance(one, str)}
    by_id = {one: as_id(one, record.table) for one in given if not isinstance(one, str)}
    keys = pa.table(
        {"said": pa.array(by_key.keys(), pa.string()), "said_key": pa.array(by_key.values(), pa.string())}
    )
    ids = pa.table({"said_id": pa.array(set(by_id.values()), pa.int64())})
    with ws.staged("keys", keys) as key_view, ws.staged("ids", ids) as id_view:
        named: dict[object, int | None] = dict(
            ws.rows(
                f"SELECT said, known_.id FROM {key_view} "
                f"LEFT JOIN ({keys_sql(of)}) AS known_(key, id) ON known_.key = said_key"
            )
        )
        there: dict[object, int | None] = dict(
            ws.rows(
                f"SELECT given_.said_id, coalesce(stored_.{record.id_column}, former_.became) "
                f"FROM {id_view} AS given_ LEFT JOIN {record.table} AS stored_ "
                f"ON stored_.{record.id_column} = given_.said_id "
                f"LEFT JOIN ({former_ids_sql(of)}) AS former_(id, became) ON former_.id = given_.said_id"
            )
        )
    found = [named[one] if isinstance(one, str) else there[by_id[one]] for one in given]
    missing = dict.fromkeys(one for one, its_id in zip(given, found, strict=True) if its_id is None)
    if missing:
        first = sorted(missing, key=lambda one: not isinstance(one, str))  # names say more than ids
        shown = ", ".join(repr(one) for one in first[:5])
        raise UnknownRecord(
            f"{len(missing)} of the {record.table} do not exist: "
            f"{shown}{' ...' if len(missing) > 5 else ''}. "
            "Nothing was changed."
        )
    return [one for one in found if one is not None]


def _staged_ids(ws: Workspace, of: str, listed: Sequence[object]) -> pa.Table:
    import pyarrow as pa

    unique = dict.fromkeys(one_by_one(ws, of, listed))
    return pa.table({record_types()[of].id_column: pa.array(unique, pa.int64())})
