"""What the tests of batches share: a folder of specifications, and the command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6364f8ffbf1e0005000201a2d0f0c70000000049454e44ae426082"
)
ONE = """# Technical Specification: One

| Field | Value |
|---|---|
| Status | Draft |
| Author | Ann Example |
| Last Updated | 2026-01-02 |

## Scope

See [two](../b/two.md#scope), [data](data.csv) and [the page](page.html).

![A dot](dot.png)

## Technical Risks

| Risk | Impact | Mitigation |
|---|---|---|
| The cache goes cold | High | Warm it first |

## Open Questions

- Who pays for it?
"""
TWO = "# Technical Specification: Two\n\n## Scope\n\nAll of it; see [one](../a/one.md).\n"


@pytest.fixture
def specs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder `specs` with two specifications that know of each other, in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SPECEXPORT_CACHE", "off")
    folder = tmp_path / "specs"
    for name, content in {
        "a/one.md": ONE.encode(),
        "a/data.csv": b"x,y\n",
        "a/page.html": b"<script>alert(1)</script>",
        "a/dot.png": PNG,
        "b/two.md": TWO.encode(),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def command() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `specexport batch` in a process of its own."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-m", "specexport", "batch", *arguments]
        env = {**os.environ, **environment}
        return subprocess.run(words, capture_output=True, text=True, timeout=120, check=False, env=env)

    return run


@pytest.fixture
def many(tmp_path: Path) -> Callable[[int], Path]:
    """Make a folder of that many small specifications."""

    def make(count: int) -> Path:
        folder = tmp_path / "many"
        for number in range(count):
            place = folder / f"team-{number % 3}" / f"spec-{number:03}.md"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(f"# Technical Specification: S{number}\n\n## Scope\n\nPart {number}.\n", "utf-8")
        return folder

    return make
