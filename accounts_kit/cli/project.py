"""A project folder: a workspace with what one keeps beside it, made so that git keeps no personal data."""

from __future__ import annotations

import shutil
from pathlib import Path

from accounts_kit.errors import FileInTheWay
from accounts_kit.shipped import shipped

IGNORED = """\
# personal data stays out of git: the workspace, files of people, what is exported, reports
*.duckdb
*.duckdb.*
/files/*
/exports/*
*.csv
*.xlsx
*.parquet
*.html
*.manifest.json
.ipynb_checkpoints/
# folders stay, and the made-up firm that the notebooks begin with is nobody
!.gitkeep
!/data/**
"""
WORKFLOW = """\
# Runs every notebook and compares each number with what is committed. An example for GitHub.
name: notebooks
on: [push]
jobs:
  notebooks:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: { python-version: "3.11" }
      - run: pip install "accounts-kit[notebook]" "nbval>=0.11,<0.12" "pytest<10"
      - run: pytest --nbval --nbval-current-env --nbval-cell-timeout=120 notebooks
"""
README = """\
# Accounts, contacten en segmenten

| map | wat erin staat |
| --- | --- |
| `crm.duckdb` | de werkruimte: alle accounts, contacten en notities; niet in git |
| `files/` | de bestanden die je inlaadt; niet in git |
| `mappings/` | welke kolom welk veld is: `accounts-kit import plan ... --save-mapping FILE` |
| `segments/` | segmenten als tekst: `accounts-kit segments push segments --yes`, en terug met `pull` |
| `notebooks/` | het werk, stap voor stap; begin hier: `accounts-kit lab` |
| `exports/` | wat je doorgeeft; niet in git |
| `data/` | een verzonnen firma, waarmee de notebooks beginnen |

Elke notebook leest zijn bestanden uit `data_dir`, in de tweede cel: zet daar `"../files"` voor eigen
bestanden.
"""
SEGMENT = """\
name: Te mailen
of: contacts
description: Wie een e-mailadres heeft en niet is uitgeschreven
rule:
  all:
    - {field: contact.status, op: is, value: active}
    - {field: contact.email, op: is_filled}
"""
TEXTS = {
    ".gitignore": IGNORED,
    ".github/workflows/notebooks.yml": WORKFLOW,
    "README.md": README,
    "segments/te-mailen.yaml": SEGMENT,
    "mappings/.gitkeep": "",
    "files/.gitkeep": "",
    "exports/.gitkeep": "",
}


def make_project(folder: Path) -> None:
    """Write the folder with everything but its workspace.

    Raises FileInTheWay for a folder that holds something already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileInTheWay(f"{folder} holds something already. Give the name of a new folder.")
    for name, text in TEXTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    left_out = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__", "awkward")
    for name in ("notebooks", "data"):
        shutil.copytree(shipped(name), folder / name, ignore=left_out)
