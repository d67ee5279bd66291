"""accounts-kit segments: saved under a name, shown, explained, compared, and exchanged with a folder."""

import json
from pathlib import Path

from tests.cli.running import one_line, run

GENT = json.dumps({"field": "account.city", "op": "is", "value": "Gent"})
FILLED = json.dumps({"field": "contact.email", "op": "is_filled"})


def test_a_segment_is_saved_listed_and_shown(workspace: Path) -> None:
    assert run("segments", "save", "--name", "In Gent", "--rule", GENT).stdout == "In Gent: version 1\n"
    assert run("segments", "save", "--name", "in gent", "--rule", FILLED).stdout == "in gent: version 2\n"
    listed = json.loads(run("segments", "list", "--format", "json").stdout)
    assert [(one["name"], one["of"], one["version"]) for one in listed] == [("in gent", "contacts", 2)]
    assert run("segments", "show", "In Gent").stdout == "in gent: contact E-mailadres is ingevuld\n"
    assert "is_filled" in run("segments", "show", "In Gent", "--as", "yaml").stdout
    assert json.loads(run("segments", "show", "In Gent", "--as", "json").stdout)["name"] == "in gent"
    assert run("segments", "show", "In Gent", "--as", "python").stdout.startswith("ak.Segment('in gent', ")
    assert run("segments", "show", "In Gent", "--as", "sql").stdout.startswith("SELECT")
    assert "eerste versie" in run("segments", "show", "In Gent", "--as", "history").stdout
    assert "saved under its name" in one_line(run("segments", "save", "--rule", GENT))


def test_answers_about_a_saved_segment(workspace: Path) -> None:
    run("segments", "save", "--name", "Gent", "--rule", GENT)
    run("segments", "save", "--name", "Mail", "--rule", FILLED)
    funnel = json.loads(run("segments", "funnel", "Gent", "--format", "json").stdout)
    count = int(run("segments", "count", "Gent").stdout)
    assert funnel[-1]["remaining"] == count == 1
    overlap = json.loads(run("segments", "overlap", "Gent", "Mail", "--format", "json").stdout)
    assert sum(row["members"] for row in overlap if row["Gent"]) == count
    compared = json.loads(run("segments", "compare", "Mail@1", "Gent", "--format", "json").stdout)
    assert compared["enters"] + compared["stays"] == count
    assert "komen erbij" in run("segments", "compare", "Mail", "Gent").stdout
    stays = json.loads(
        run("segments", "compare", "Mail", "Gent", "--members", "stays", "--format", "json").stdout
    )
    assert len(stays) == compared["stays"]
    someone = stays[0]["email"]
    assert f"{someone} zit in 'Gent'" in run("segments", "explain", "Gent", someone).stdout
    explained = json.loads(
        run("segments", "explain", "Gent", str(stays[0]["contact_id"]), "--format", "json").stdout
    )
    assert explained[0]["answer"] == "ja"
    assert "No contact" in one_line(run("segments", "explain", "Gent", "niemand@mail.example"))


def test_a_folder_is_pushed_and_pulled_after_it_was_shown(folder: Path, workspace: Path) -> None:
    run("segments", "save", "--name", "Gent", "--rule", GENT)
    shown = run("segments", "push", "segmenten")
    assert "Nothing was changed" in shown.stderr
    assert not (folder / "segmenten").exists()
    run("segments", "push", "segmenten", "--yes")
    path = folder / "segmenten" / "gent.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Gent\n", "Brugge\n"), encoding="utf-8")
    pulled = json.loads(run("segments", "pull", "segmenten", "--yes", "--format", "json").stdout)
    assert [(one["name"], one["change"]) for one in pulled] == [
        ("Brugge", "new"),
        ("Gent", "only_in_workspace"),
    ]
    assert run("segments", "show", "Brugge").stdout == 'Brugge: account Plaats is "Brugge"\n'
