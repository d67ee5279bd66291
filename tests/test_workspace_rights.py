"""A workspace whose file, or whose folder, one may not write or not even read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

# Root may do everything, so it becomes nobody first; whatever is imported later would be out of its reach.
SCRIPT = """
import os, tempfile
from pathlib import Path
import pandas, pyarrow
import accounts_kit as ak

COUNT = "SELECT count(*) FROM tags"
TAG = "INSERT INTO tags (tag_key, tag_id, name) VALUES ('a', 1, 'a')"
me = os.geteuid()

def say(path, do):
    try:
        with ak.open(path) as ws:
            print(do(ws))
    except ak.AccountsKitError as error:
        print(type(error).__name__, error)

with tempfile.TemporaryDirectory() as folder:
    file, new = Path(folder) / "crm.duckdb", Path(folder) / "new.duckdb"
    ak.open(file).close()
    for rights_of_file, rights_of_folder in ((0o444, 0o777), (0o666, 0o555), (0o000, 0o777)):
        file.chmod(rights_of_file)
        Path(folder).chmod(rights_of_folder)
        os.seteuid(me or 65534)
        say(file, lambda ws: ws.value(COUNT))
        say(file, lambda ws: ws.execute(TAG))
        say(new, lambda ws: ws.execute(TAG))
        os.seteuid(me)
        Path(folder).chmod(0o777)
        new.unlink(missing_ok=True)
"""

if os.name == "posix":

    def test_missing_rights_are_said_and_what_one_may_do_works() -> None:
        ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60)
        assert ran.returncode == 0, ran.stderr
        said = ran.stdout.splitlines()
        folder = str(Path(said[5].partition("make files in ")[2].partition(". ")[0]))
        write = f"WorkspaceReadOnly You have no right to write in {folder}/crm.duckdb. "
        read = f"NotAllowed You have no right to read {folder}/crm.duckdb. Ask its owner for that right."
        assert said[:3] == ["0", write + "For reading only: open(..., read_only=True).", "1"]
        assert said[3] == "0"
        assert said[4].startswith(
            "TransactionFailed Nothing of this block was kept, because the file could not"
        )
        assert said[5].endswith("Give a path in another folder.")
        assert said[6:] == [read, read, "1"]
