"""Sample: the fictional firm, at any size, and the files that travel with the package.

Nobody in it is real: domains are under .example, and numbers and addresses fall by chance. Called by the
demo, the benchmarks, tests, and users who want to try something.
"""

from accounts_kit.sample.generating import generate
from accounts_kit.sample.making import tables

__all__ = ["generate", "tables"]
