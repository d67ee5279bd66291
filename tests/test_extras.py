"""What needs the extra [notebook] says so where it is not installed; the rest works without it."""

import subprocess
import sys

import pytest

WITHOUT = """
import sys
for name in ("anywidget", "itables", "papermill", "IPython"):
    sys.modules[name] = None
import accounts_kit as ak
ws = ak.open()
ak.accounts.create(ws, "Acme")
try:
    {call}
except ak.ExtraMissing as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("call", "package"),
    [
        ("ak.segment_builder(ws)", "ak.segment_builder needs anywidget"),
        ("ak.show(ak.accounts.table(ws))", "ak.show needs anywidget"),
        ("ak.reports.build(ws, 'accounts', 'never.html')", "A report needs papermill"),
    ],
)
def test_what_is_missing_is_named_with_how_to_install_it(call: str, package: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(call=call)], capture_output=True, text=True, check=True
    )
    assert done.stdout == f'{package}. Install it: pip install "accounts-kit[notebook]".\n'
