"""Settings of every test run; fixtures that more than one file uses."""

from hypothesis import settings

# The same examples on every run, and no stopwatch: a busy machine is no failure. To look further than that:
# pytest --hypothesis-profile=search tests/property
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=5_000, deadline=None)
settings.load_profile("steady")
