"""Mapping files: what a firm's export means, said once in YAML and kept beside the notebook.

Read (`stated_mapping`, which takes a dictionary too) and written (`mapping_text`, from a mapping that was
made). What is written reads back to the same mapping of the same source.
"""

from accounts_kit.imports.mapping_files.reading import stated_mapping
from accounts_kit.imports.mapping_files.writing import mapping_text
from accounts_kit.imports.stated import NewField, StatedColumn, StatedMapping

__all__ = ["NewField", "StatedColumn", "StatedMapping", "mapping_text", "stated_mapping"]
