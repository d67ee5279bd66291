"""The files in data/: a small sample in the formats users have, with dirt on purpose.

`python -m accounts_kit.sample.demo` writes them again. data/README.md says what every piece of dirt leads to,
and a test imports them and compares.
"""

from accounts_kit.sample.demo.files import files

__all__ = ["files"]
