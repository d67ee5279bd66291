"""Fields and record types: immutable descriptions, standard (from schemas/) or custom (from a workspace)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from unicodedata import category

from accounts_kit.model.kinds import KINDS, Kind
from accounts_kit.words.nearest import nearest, offer, suggestion
from accounts_kit.words.text import header_key, without_accents

# The ways to say yes and no. A field with one of each as options understands all, and signs too: in a column
# of marks an x is a yes, and where 0 and 1 are options themselves they may be grades.
YES = ("ja", "j", "yes", "y", "true", "waar")
NO = ("nee", "n", "no", "false", "onwaar")
YES_SIGNS, NO_SIGNS = ("1", "x"), ("0",)


@dataclass(frozen=True)
class Field:
    """A named, typed place for a value. `of` is the record it belongs to: account, contact, note ...

    `check` is the named check that a custom field asks for beside those of its kind; `region` the one whose
    telephone numbers need no country code.
    """

    of: str
    key: str
    kind_name: str
    labels: Mapping[str, str] = field(hash=False)
    aliases: tuple[str, ...] = ()
    required: bool = False
    unique: bool = False
    max_length: int | None = None
    minimum: int | None = None
    options: tuple[str, ...] = ()
    option_aliases: Mapping[str, str] = field(default_factory=dict, hash=False)
    editable_options: bool = False
    computed: bool = False
    default: str | tuple[str, ...] | None = None
    currency: str | None = None
    check: str | None = None
    region: str | None = None
    group: str | None = None
    visible: bool = True
    custom: bool = False
    column: str = ""

    def __post_init__(self) -> None:
        if not self.column:
            object.__setattr__(self, "column", self.key)

    @property
    def name(self) -> str:
        """The dotted name that rules and templates use: "account.industry"."""
        return f"{self.of}.{self.key}"

    @property
    def kind(self) -> Kind:
        """What kind of value it holds."""
        return KINDS[self.kind_name]

    @property
    def decimals(self) -> int | None:
        """How many decimals a value always shows: two for amounts, as many as there are for the rest."""
        return 2 if self.kind_name == "currency" else None

    def label(self, language: str = "en") -> str:
        """Return the label in that language, else in English, else the key."""
        return self.labels.get(language) or self.labels.get("en") or self.key

    @cached_property
    def header_keys(self) -> frozenset[str]:
        """The folded headers of files that mean this field: key, labels and aliases."""
        return frozenset(header_key(name) for name in (self.key, *self.labels.values(), *self.aliases))

    @cached_property
    def option_of_key(self) -> Mapping[str, str]:
        """The option that a folded text means: the option itself, or one of its aliases."""
        by_alias = {_option_key(alias): option for alias, option in self.option_aliases.items()}
        return self._yes_and_no() | by_alias | {_option_key(option): option for option in self.options}

    def _yes_and_no(self) -> dict[str, str]:
        """Return what the ways to say yes and no mean where both are options, Ja and Nee or Yes and No."""
        said = {_option_key(option): option for option in self.options}
        yes = [option for key, option in said.items() if key in YES]
        no = [option for key, option in said.items() if key in NO]
        if len(yes) != 1 or len(no) != 1:
            return {}
        return dict.fromkeys(YES + YES_SIGNS, yes[0]) | dict.fromkeys(NO + NO_SIGNS, no[0])

    @property
    def says_yes_or_no(self) -> bool:
        """Whether its options are a yes and a no, which may be said in other ways too."""
        return bool(self._yes_and_no())

    def option_for(self, text: str) -> str | None:
        """Return the option that the text means: as written, else without case, accents and spaces;
        None for none.
        """
        return text if text in self.options else self.option_of_key.get(_option_key(text))

    def option_suggestion(self, text: str, language: str = "en") -> str:
        """Return the sentence that helps after a wrong option; what resembles an alias means its option."""
        meant = {**self.option_aliases, **{option: option for option in self.options}}
        found = nearest(text, meant)
        return suggestion(text, self.options, language) if found is None else offer(meant[found], language)


def _option_key(option: str) -> str:
    # "< 100K" and "100K" are two options, and so are two emoji or two words in Greek: only signs that change
    # nothing go.
    return "".join(sign for sign in without_accents(option).lower() if _counts(sign))


def _counts(sign: str) -> bool:
    if sign.isascii():
        return sign.isalnum() or sign in "<>+"
    return category(sign)[0] in "LNS"  # a letter, number or symbol of any script


@dataclass(frozen=True)
class RecordType:
    """A type of record: its table, id column, key (what makes it unique), links to others, standard
    fields.
    """

    name: str
    table: str
    id_column: str
    labels: Mapping[str, str]
    fields: tuple[Field, ...]
    key_column: str | None = None
    key_field: str | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    related: tuple[Field, ...] = ()

    @property
    def sequence(self) -> str:
        """The name of the sequence its ids come from."""
        return f"{self.id_column}s"
