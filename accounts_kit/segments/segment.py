"""A segment: a name, a rule, and what it selects. Pure data; text in git as YAML or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from accounts_kit.errors import RuleError
from accounts_kit.rules.nodes import Rule
from accounts_kit.rules.questions import Of
from accounts_kit.words.nearest import suggestion

KEYS = ("name", "of", "description", "pins", "rule")
SELECTS: tuple[Of, ...] = ("contacts", "accounts")


@dataclass(frozen=True, slots=True)
class Pins:
    """Ids of records that are always in, and never in; never wins."""

    always: tuple[int, ...] = ()
    never: tuple[int, ...] = ()

    @classmethod
    def of(cls, said: Mapping[str, Iterable[int]] | Pins | None) -> Pins:
        """Return the pins of `{"in": [...], "out": [...]}`; raises RuleError for what is no id."""
        if isinstance(said, Pins):
            return said
        said = {} if said is None else said
        for key in said:
            if key not in ("in", "out"):
                raise RuleError(f"Pins have no key {key!r}. Write {{'in': [ids], 'out': [ids]}}.")
        return cls(_ids(said.get("in", ())), _ids(said.get("out", ())))

    def to_dict(self) -> dict[str, list[int]]:
        """Return the pins as JSON has them."""
        return {"in": list(self.always), "out": list(self.never)}


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Segment:
    """A name, a rule, and whether it selects contacts or accounts.

    `pins` is `{"in": [ids], "out": [ids]}`: records always and never in.
    """

    name: str
    rule: Rule
    of: Of
    description: str
    pins: Pins

    def __init__(
        self,
        name: str,
        rule: Rule,
        *,
        of: Of = "contacts",
        description: str = "",
        pins: Mapping[str, Iterable[int]] | Pins | None = None,
    ) -> None:
        if not isinstance(name, str) or not name.strip():
            raise RuleError(f"A segment needs a name, and {name!r} is none.")
        if not isinstance(rule, Rule):
            raise RuleError(f"{rule!r} is not a rule. Write one such as ak.account.industry == 'Software'.")
        if of not in SELECTS:
            raise RuleError(f"of={of!r} is not known. A segment is of 'contacts' or of 'accounts'.")
        if not isinstance(description, str):
            raise RuleError(f"The description of a segment is text, not {description!r}.")
        told = {"name": name, "rule": rule, "of": of, "description": description, "pins": Pins.of(pins)}
        for key, value in told.items():
            object.__setattr__(self, key, value)

    def to_dict(self) -> dict[str, object]:
        """Return the segment as JSON has it."""
        said = {"name": self.name, "of": self.of, "description": self.description}
        return said | {"pins": self.pins.to_dict(), "rule": self.rule.to_dict()}

    @classmethod
    def from_dict(cls, said: Mapping[str, object]) -> Segment:
        """Return the segment that the data says; raises RuleError for keys that it cannot have."""
        for key in said:
            if key not in KEYS:
                raise RuleError(f"A segment has no key {key!r}. {suggestion(str(key), KEYS)}".rstrip())
        for key in ("name", "rule"):
            if key not in said:
                raise RuleError(f"A segment needs {key!r}; this one has {', '.join(map(repr, said))}.")
        return cls(
            cast(str, said["name"]),
            Rule.from_dict(cast("Mapping[str, object]", said["rule"])),
            of=cast(Of, said.get("of", "contacts")),
            description=cast(str, said.get("description", "")),
            pins=cast("Mapping[str, Iterable[int]] | None", said.get("pins")),
        )

    def to_yaml(self) -> str:
        """Return the segment as YAML, keys in the order of the design, accents as they are."""
        from accounts_kit.segments.yaml_text import yaml_text

        return yaml_text(self.to_dict())

    @classmethod
    def from_yaml(cls, text: str) -> Segment:
        """Return the segment that the YAML says; raises RuleError, with the line, when it is no YAML."""
        import yaml

        try:
            said = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise RuleError(f"This is not YAML: {error}") from None
        if not isinstance(said, Mapping):
            raise RuleError("A segment in YAML begins with its keys: name, of, description, pins, rule.")
        return cls.from_dict(said)

    def describe(self, language: str = "en") -> str:
        """Return the name and the rule, as a sentence in Dutch ("nl") or English ("en")."""
        return f"{self.name}: {self.rule.describe(language)}"

    def __str__(self) -> str:
        return self.describe()

    def _repr_html_(self) -> str:
        from accounts_kit.markup import escaped, pale_html, titled_html

        said = [f"{self.of}", self.description] if self.description else [f"{self.of}"]
        said += [f"always in: {len(self.pins.always)}"] if self.pins.always else []
        said += [f"never in: {len(self.pins.never)}"] if self.pins.never else []
        words = f"<p style='margin:.3em 0'>{escaped(self.rule.describe('en'))}</p>"
        return titled_html(self.name, " ", pale_html(", ".join(said)), words)

    def __repr__(self) -> str:
        extra = f", of={self.of!r}" if self.of != "contacts" else ""
        extra += f", description={self.description!r}" if self.description else ""
        extra += f", pins={self.pins.to_dict()!r}" if self.pins != Pins() else ""
        return f"ak.Segment({self.name!r}, {self.rule!r}{extra})"


def _ids(said: Iterable[int]) -> tuple[int, ...]:
    ids = tuple(said)
    for one in ids:
        if not isinstance(one, int) or isinstance(one, bool):
            raise RuleError(f"Pins are ids of records, and {one!r} is none.")
    return ids
