"""The custom fields of the sample: most kinds, with the options that its records take from."""

from __future__ import annotations

from dataclasses import dataclass

from accounts_kit.model import Catalogue, Field
from accounts_kit.words.text import slug

# Each option with how many of a hundred records have it.
CATEGORIES = {"A": 15, "B": 35, "C": 50}
PRODUCTS = {"Nieuwsbriefpakket": 32, "Advertenties": 24, "Website": 20, "Drukwerk": 14, "Fotografie": 9}
INTERESTS = {"E-mailmarketing": 34, "Sociale media": 24, "Vormgeving": 18, "Drukwerk": 11, "Evenementen": 16}
LANGUAGES = {"Nederlands": 78, "Frans": 9, "Engels": 11, "Duits": 2}


@dataclass(frozen=True, slots=True)
class Definition:
    """A custom field as it is asked for: record, label, kind, options, currency and group."""

    of: str
    label: str
    kind: str
    options: tuple[str, ...] = ()
    currency: str | None = None
    group: str | None = None

    @property
    def field(self) -> Field:
        """The field that it makes."""
        return Field(
            self.of, slug(self.label), self.kind, {"en": self.label}, options=self.options, custom=True
        )


DEFINITIONS: tuple[Definition, ...] = (
    Definition("account", "Contracteinde", "date", group="Contract"),
    Definition("account", "Klantwaarde", "currency", currency="EUR", group="Contract"),
    Definition("account", "Categorie één", "dropdown", tuple(CATEGORIES), group="Indeling"),
    Definition("account", "Producten", "multiselect", tuple(PRODUCTS), group="Contract"),
    Definition("account", "NPS", "number", group="Indeling"),
    Definition("account", "KvK-nummer", "text", group="Indeling"),
    Definition("contact", "Verjaardag", "date"),
    Definition("contact", "Interesses", "checkbox", tuple(INTERESTS)),
    Definition("contact", "Taal", "radio", tuple(LANGUAGES)),
)


def sample_catalogue() -> Catalogue:
    """Return the catalogue of a workspace that has these fields."""
    return Catalogue(custom=tuple(definition.field for definition in DEFINITIONS))
