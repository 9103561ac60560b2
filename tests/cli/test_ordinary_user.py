"""As an ordinary user, without a home to write to, a network or a locale, at a path nobody would choose."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import kitchen_sink
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(os.name != "posix", reason="users and permissions as POSIX has them")

NOBODY = 65534
ODD = 'it\'s "a" folder; $HOME & `so` on – Spezifikationen 仕様書 مواصفات 🚀 '
SPEC = """---
status: Draft
---

# Ledger “ü”

Text with a [^note], `code`, $x^2$ and ![a picture](a%20picture.png).

```mermaid
graph TD; A-->B
```

[^note]: said
"""


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder of the ordinary user's, its path more than 200 characters long, beside a home of nobody's."""
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        (top / "home").mkdir(mode=0o555)
        folder = top
        while len(str(folder)) < 200:
            folder = folder / ODD
        folder.mkdir(parents=True)
        (folder / "spec.md").write_text(SPEC, encoding="utf-8")
        (folder / "a picture.png").write_bytes(kitchen_sink.PIXEL)
        if os.geteuid() == 0:
            for path in (top, *top.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
        yield folder


def as_ordinary() -> list[str]:
    """Return what makes a command one of an ordinary user without a network, as far as that can be had."""
    if os.geteuid() != 0:
        return []
    setpriv, unshare = shutil.which("setpriv"), shutil.which("unshare")
    if setpriv is None:
        pytest.skip("setpriv is not on the PATH, and this is the superuser")
    user = next((found for found in _users(setpriv) if _has_this_python(found)), None)
    if user is None:
        pytest.skip("an ordinary user may not run this Python")
    if unshare and subprocess.run([unshare, "-n", "true"], capture_output=True).returncode == 0:
        return [unshare, "-n", *user]
    return user


def _users(setpriv: str) -> Iterator[list[str]]:
    user = [setpriv, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    yield user
    # Where Python lies in the superuser's own folder: one who may read it, and write no more than before.
    yield [*user, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]


def _has_this_python(user: list[str]) -> bool:
    command = [*user, sys.executable, "-c", "import sys; print(sys.base_prefix)"]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.strip() == sys.base_prefix


def run(place: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    home = next(parent for parent in place.parents if (parent / "home").is_dir()) / "home"
    environment = {"HOME": str(home), "LANG": "C", "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    kept = {name: os.environ[name] for name in ("PYTHONPATH", "LD_LIBRARY_PATH") if name in os.environ}
    return subprocess.run(
        [*as_ordinary(), sys.executable, "-m", "specexport", *arguments],
        cwd=place,
        env=environment | kept,
        capture_output=True,
    )


def check(folder: Path, name: str) -> None:
    page = (folder / f"{name}.html").read_text(encoding="utf-8")
    assert "Ledger “ü”" in page
    assert "data:image/png;base64," in page
    assert (folder / f"{name}.pdf").read_bytes().startswith(b"%PDF-")
    with zipfile.ZipFile(folder / f"{name}.docx") as package:
        assert package.testzip() is None
    assert [path.name for path in folder.iterdir() if path.name.endswith(".part")] == []


def test_export_makes_all_formats(place: Path) -> None:
    done = run(place, "export", "spec.md")
    assert (done.returncode, done.stderr) == (0, b"")
    check(place, "spec")


def test_export_takes_whole_paths_and_odd_names(place: Path) -> None:
    (place / "spec.md").rename(place / "-ö 'x' \"y\".md")
    if os.geteuid() == 0:
        os.chown(place, NOBODY, NOBODY)
    done = run(place, "export", str(place / "-ö 'x' \"y\".md"), "-o", str(place / "out ö") + os.sep)
    assert (done.returncode, done.stderr) == (0, b"")
    check(place / "out ö", "-ö 'x' \"y\"")


def test_batch_makes_all_formats(place: Path) -> None:
    done = run(place, "batch", str(place), "-o", str(place.parent / "out"), "-j", "1")
    assert done.returncode == 0, done.stderr
    check(place.parent / "out", "spec")
