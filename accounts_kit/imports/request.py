"""What a caller asks of an import, judged before anything is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from accounts_kit.errors import WrongValue
from accounts_kit.imports.subjects import Subject
from accounts_kit.model import record_types
from accounts_kit.records.loading import Mode
from accounts_kit.words.locales import check_locale
from accounts_kit.words.nearest import suggestion

UnknownAccounts = Literal["create", "refuse"]
UnknownColumns = Literal["ignore", "create", "refuse"]
Stated = Mapping[str, Any] | str | Path | None


@dataclass(frozen=True, slots=True)
class Request:
    """One import as it was asked for; `source` is a path or a frame."""

    subject: Subject
    source: Any
    mapping: Stated = None
    encoding: str | None = None
    locale: str | None = None
    key: str | None = None
    update: Mode = "if_not_blank"
    unknown_accounts: UnknownAccounts = "create"
    unknown_columns: UnknownColumns = "ignore"
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _one_of("update", self.update, get_args(Mode))
        _one_of("unknown_accounts", self.unknown_accounts, get_args(UnknownAccounts))
        _one_of("unknown_columns", self.unknown_columns, get_args(UnknownColumns))
        if self.unknown_columns == "create":
            raise WrongValue(
                "unknown_columns='create' is not built yet. There is 'ignore' and 'refuse'. "
                "Define the fields first: fields.define(ws, 'account', label, kind)."
            )
        check_locale(self.locale)
        if self.key is not None:
            _one_of("key", self.key, self._keys())
        if self.tags and self.subject.of != "contact":
            raise WrongValue(f"tags= is for contacts, and these are {self.subject.what}. Leave tags= out.")

    def _keys(self) -> list[str]:
        """Return the fields by which a record can be found again."""
        key_field = record_types()[self.subject.of].key_field
        return [key_field, "external_id"] if key_field else ["external_id"]


def _one_of(name: str, given: str, possible: Collection[str]) -> None:
    if given not in possible:
        raise WrongValue(f"{name}={given!r} is not possible. {suggestion(str(given), possible)}".rstrip())
