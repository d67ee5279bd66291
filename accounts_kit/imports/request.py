"""What a caller asks of an import, judged before anything is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from accounts_kit.errors import UnknownField, WrongValue
from accounts_kit.imports.reading import Layout
from accounts_kit.imports.reading.layout import EVERYTHING_FOUND
from accounts_kit.imports.stated import StatedMapping
from accounts_kit.imports.subjects import Subject, known_by
from accounts_kit.model import Catalogue
from accounts_kit.model.catalogue import NAMED
from accounts_kit.records.loading import Mode, Modes, mode_of, modes_of
from accounts_kit.records.loading.keys import possible_keys
from accounts_kit.words.locales import check_locale
from accounts_kit.words.nearest import suggestion

UnknownAccounts = Literal["create", "refuse"]
UnknownColumns = Literal["ignore", "create", "refuse"]
Stated = Mapping[str, Any] | str | Path | None


@dataclass(frozen=True, slots=True)
class Request:
    """One import as it was asked for; `source` is a path or a frame.

    What another program `delivered` may name owners that are no users here: that costs no record.
    """

    subject: Subject
    source: Any
    mapping: Stated = None
    layout: Layout = EVERYTHING_FOUND
    locale: str | None = None
    dates: str | None = None
    clear: str | None = None
    missing: tuple[str, ...] | None = None
    key: str | None = None
    update: Modes = "if_not_blank"
    unknown_accounts: UnknownAccounts = "create"
    unknown_columns: UnknownColumns = "ignore"
    tags: tuple[str, ...] = ()
    delivered: bool = False

    def __post_init__(self) -> None:
        for mode in [self.update] if isinstance(self.update, str) else self.update.values():
            _one_of("update", mode, get_args(Mode))
        _one_of("unknown_accounts", self.unknown_accounts, get_args(UnknownAccounts))
        _one_of("unknown_columns", self.unknown_columns, get_args(UnknownColumns))
        check_locale(self.locale)
        if self.dates is not None:
            _one_of("dates", self.dates, ("ymd", "dmy", "mdy"))
        if self.tags and self.subject.of != "contact":
            raise WrongValue(f"tags= is for contacts, and these are {self.subject.what}. Leave tags= out.")
        object.__setattr__(self, "subject", known_by(self.subject, self.key))

    def completed_by(self, stated: StatedMapping) -> Request:
        """Return this with what the mapping file says, where the caller left it as it is by itself."""
        usual = {one.name: one.default for one in fields(self)}
        said = {name: value for name, value in stated.options.items() if getattr(self, name) == usual[name]}
        return replace(self, **said)

    @property
    def update_of_all(self) -> Mode:
        """The mode of every field that has none of its own."""
        return mode_of(self.update, "")

    def for_part(self, subject: Subject) -> Request:
        """Return what is asked of one kind of record, where a source holds several."""
        if subject.of == self.subject.of:
            return replace(self, update=modes_of(self.update, subject.of))
        return replace(
            self, subject=subject, key=None, update=modes_of(self.update, subject.of, alone=False), tags=()
        )

    def check_names(self, catalogue: Catalogue) -> None:
        """Refuse a key that records cannot be known by (WrongValue), and modes of fields that are none
        (UnknownField).
        """
        by_field = not isinstance(self.update, str)
        if self.subject.of == "custom_field" and (self.key is not None or by_field):
            raise WrongValue(
                "Custom fields are known by their key, and updated as a whole. "
                "Leave key= out, and write update= as one mode."
            )
        if self.key is not None:
            _one_of("key", self.key, possible_keys(catalogue, self.subject.of))
        for name in () if isinstance(self.update, str) else self.update:
            self._check_field(catalogue, name)

    def _check_field(self, catalogue: Catalogue, name: str) -> None:
        """Refuse what is no field of the records; "account.website" is one of another record in the file."""
        record, _, key = name.rpartition(".")
        own = _updatable(catalogue, self.subject.of)
        known = own if not record else (_updatable(catalogue, record) if record in NAMED else [])
        if name and key not in known:
            hint = " ".join(
                [suggestion(key, known or own), "Write the key of a field, or '' for all others."]
            )
            raise UnknownField(
                f"update= names {name!r}, and {self.subject.what} have no such field. {hint.strip()}"
            )


def _updatable(catalogue: Catalogue, of: str) -> list[str]:
    """Return the keys of the fields that a file can change, and of what it says of other records."""
    related = [one.key for one in catalogue.record(of).related]
    return [one.key for one in catalogue.fields(of) if not one.computed] + related


def _one_of(name: str, given: str, possible: Collection[str]) -> None:
    if given not in possible:
        raise WrongValue(f"{name}={given!r} is not possible. {suggestion(str(given), possible)}".rstrip())
