"""What a caller asks of an import, judged before anything is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from accounts_kit.errors import WrongValue
from accounts_kit.imports.reading import Layout
from accounts_kit.imports.reading.layout import EVERYTHING_FOUND
from accounts_kit.imports.stated import StatedMapping
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
    layout: Layout = EVERYTHING_FOUND
    locale: str | None = None
    dates: str | None = None
    clear: str | None = None
    missing: tuple[str, ...] | None = None
    key: str | None = None
    update: Mode | Mapping[str, Mode] = "if_not_blank"
    unknown_accounts: UnknownAccounts = "create"
    unknown_columns: UnknownColumns = "ignore"
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for mode in [self.update] if isinstance(self.update, str) else self.update.values():
            _one_of("update", mode, get_args(Mode))
        _one_of("unknown_accounts", self.unknown_accounts, get_args(UnknownAccounts))
        _one_of("unknown_columns", self.unknown_columns, get_args(UnknownColumns))
        check_locale(self.locale)
        if self.key is not None:
            _one_of("key", self.key, self._keys())
        if self.tags and self.subject.of != "contact":
            raise WrongValue(f"tags= is for contacts, and these are {self.subject.what}. Leave tags= out.")

    def completed_by(self, stated: StatedMapping) -> Request:
        """Return this with what the mapping file says, where the caller left it as it is by itself."""
        usual = {one.name: one.default for one in fields(self)}
        said = {name: value for name, value in stated.options.items() if getattr(self, name) == usual[name]}
        layout = {
            one.name: getattr(stated.layout, one.name)
            for one in fields(Layout)
            if getattr(self.layout, one.name) is None
        }
        return replace(self, layout=replace(self.layout, **layout), **said)

    @property
    def update_of_all(self) -> Mode:
        """The mode of every field that has none of its own."""
        return self.update if isinstance(self.update, str) else self.update.get("", "if_not_blank")

    def for_part(self, subject: Subject) -> Request:
        """Return what is asked of one kind of record, where a source holds several."""
        if subject == self.subject:
            return self
        return replace(self, subject=subject, key=None, tags=())

    def _keys(self) -> list[str]:
        """Return the fields by which a record can be found again."""
        key_field = record_types()[self.subject.of].key_field
        return [key_field, "external_id"] if key_field else ["external_id"]


def _one_of(name: str, given: str, possible: Collection[str]) -> None:
    if given not in possible:
        raise WrongValue(f"{name}={given!r} is not possible. {suggestion(str(given), possible)}".rstrip())
