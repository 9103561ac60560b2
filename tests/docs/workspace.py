"""The folder that the commands of the documentation run in: what they name is there."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import specexport

if TYPE_CHECKING:
    from pathlib import Path

SPEC = """# Technical Specification: Ledger

| Field | Details |
|---|---|
| **Status** | Draft |
| **Author** | Web team |
| **Version** | 1.0 |
| **Created** | 2026-03-02 |

## Key Metrics

| Metric | Threshold | Alert |
|---|---|---|
| Latency | < 200 ms | Page |

## API Design

| Method | Endpoint | Description |
|---|---|---|
| GET | /accounts | All accounts |

See [the login](auth/login.md).
"""
BRAND = 'meta:\n  name: Acme\ncolor:\n  primary: "#0f4c4a"\n'
LOGIN = "# Technical Specification: Login\n\n## Overview\n\nSee [the ledger](../ledger.md).\n"
RUNBOOK = "# Runbook: {{NAME}}\n\n## Symptoms\n\n*Say what is seen.*\n\n## Remedy\n\n1. [First step]\n"

ARTICLE = (
    "<article><front><article-meta><title-group><article-title>Login</article-title></title-group></article-meta>"
    "</front><body><sec><title>Overview</title><p>Who may log in.</p></sec></body></article>"
)


def make(folder: Path) -> None:
    """Fill `folder` with a specification, a tree of them, a style, a form, a Word file, and a history."""
    for name, text in {
        "spec.md": SPEC.replace("auth/", "specs/auth/"),
        "specs/ledger.md": SPEC,
        "specs/auth/login.md": LOGIN,
        "styles/acme/_brand.yml": BRAND,
        "templates/runbook.md": RUNBOOK,
        "article.xml": ARTICLE,
        "specexport.toml": '[templates]\nrunbook = "templates/runbook.md"\n',
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    specexport.export(folder / "spec.md", to=["docx"], output=folder / "corporate.docx")
    (folder / "design.docx").write_bytes((folder / "corporate.docx").read_bytes())
    _commit(folder)


def _commit(folder: Path) -> None:
    me = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main")
    for words in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "First"), ("tag", "v1.0")):
        subprocess.run(["git", *me, *words], cwd=folder, check=True, capture_output=True)
    subprocess.run(
        ["git", "update-ref", "refs/remotes/origin/main", "HEAD"], cwd=folder, check=True, capture_output=True
    )
