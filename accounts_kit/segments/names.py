"""The names that rules may use in a workspace, for completion in notebooks: `ak.names(ws).account.<TAB>`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from accounts_kit.markup import table_html, titled_html
from accounts_kit.model import Catalogue, Field
from accounts_kit.model.catalogue import NAMED, TAGS
from accounts_kit.model.relations import RELATIONS
from accounts_kit.rules.relations import RelatedRecords
from accounts_kit.rules.sugar import FieldRef, Fields
from accounts_kit.words.nearest import suggestion
from accounts_kit.workspace import Workspace

if TYPE_CHECKING:
    import pandas

COLUMNS = ("name", "label", "kind", "options")


class KnownField(FieldRef):
    """A field of the workspace: makes tests as every field does, and says its label and kind."""

    __slots__ = ("_said",)

    def __init__(self, field: Field, language: str) -> None:
        super().__init__(field.name)
        options = f": {', '.join(field.options)}" if field.options else ""
        self._said = f"{field.label(language)} ({field.kind_name}{options})"

    def __repr__(self) -> str:
        return f"{super().__repr__()}  {self._said}"


class KnownFields(Fields):
    """The fields of a record, as they are in the workspace now; another name is an error at once."""

    __slots__ = ("_catalogue",)

    def __init__(self, of: str, catalogue: Catalogue) -> None:
        related = [one.records for one in RELATIONS.values() if one.owner == of]
        tags = [TAGS.key] if of == "contact" else []
        super().__init__(of, [*(one.key for one in catalogue.fields(of)), *tags, *related])
        self._catalogue = catalogue

    def __getattr__(self, key: str) -> FieldRef:
        if key.startswith("_"):
            raise AttributeError(key)
        name = f"{self._of}.{key}"
        if name in RELATIONS:
            return RelatedRecords(name)  # type: ignore[return-value]  # as Fields says, name by name
        field = self._catalogue.find(name)
        return self._refuse(key) if field is None else KnownField(field, self._catalogue.language)

    def _refuse(self, key: str) -> NoReturn:
        hint = suggestion(key, self._keys)
        raise AttributeError(f"{self._of.capitalize()} has no field {key!r}. {hint}".rstrip(), name=key)

    def __repr__(self) -> str:
        return "\n".join(f"{name:<32} {label} ({kind})" for name, label, kind, _ in self._rows())

    def _repr_html_(self) -> str:
        return titled_html(self._of, table_html(COLUMNS, self._rows()))

    def frame(self) -> pandas.DataFrame:
        """Return the fields as a frame. Columns: name, label, kind, options."""
        import pandas as pd

        return pd.DataFrame(self._rows(), columns=list(COLUMNS))

    def _rows(self) -> list[tuple[str, str, str, str]]:
        fields = [*self._catalogue.fields(self._of), *([TAGS] if self._of == "contact" else [])]
        language = self._catalogue.language
        return [(one.name, one.label(language), one.kind_name, ", ".join(one.options)) for one in fields]


class Names:
    """What rules may name: the fields of each record, and the saved segments."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.account = KnownFields("account", catalogue)
        self.contact = KnownFields("contact", catalogue)
        self.note = KnownFields("note", catalogue)
        self.activity = KnownFields("activity", catalogue)
        self.deal = KnownFields("deal", catalogue)
        self.task = KnownFields("task", catalogue)
        self.segments = tuple(one.name for one in catalogue.segments)

    def frame(self) -> pandas.DataFrame:
        """Return the fields of all records as a frame. Columns: name, label, kind, options."""
        import pandas as pd

        frames: list[pandas.DataFrame] = [getattr(self, of).frame() for of in NAMED]
        return pd.concat(frames, ignore_index=True)

    def __repr__(self) -> str:
        return "\n".join(repr(getattr(self, of)) for of in NAMED)

    def _repr_html_(self) -> str:
        return "".join(getattr(self, of)._repr_html_() for of in NAMED)


def names(ws: Workspace) -> Names:
    """Return the names that rules may use in a workspace, with completion: `ak.names(ws).account.<TAB>`.

    Fields make tests as those of ak.account and ak.contact do, custom ones too, and say their label and kind.
    """
    return Names(ws.catalogue)
