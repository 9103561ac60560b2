"""Where the checkers are: the folder SPECEXPORT_CHECKERS, the PATH, and the shared folder.

The folder holds `node_modules` and a virtual environment called `checks`; `.ci/run` makes one.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Findings: TypeAlias = dict[Path, list[str]]
if TYPE_CHECKING:
    Check: TypeAlias = Callable[[Sequence[Path]], Findings]

SCRIPTS = Path(__file__).parent / "scripts"
REPOSITORY = Path(__file__).parents[2]
TIMEOUT = 900  # seconds; a checker that hangs must not hang the tests


def folder() -> Path | None:
    """Return the folder of checkers, if one is named."""
    named = os.environ.get("SPECEXPORT_CHECKERS")
    return Path(named).resolve() if named else None


def once(check: Check) -> Check:
    """Return a checker that is asked once about the same bytes and found nothing.

    It notes them in the folder SPECEXPORT_VERDICTS, where one is named: `.ci/run` runs many tests twice, with
    other versions of what makes the files.
    """

    @functools.wraps(check)
    def asked(paths: Sequence[Path]) -> Findings:
        named = os.environ.get("SPECEXPORT_VERDICTS")
        if not named:
            return check(paths)
        notes = {path: Path(named) / f"{check.__name__}-{_digest(path)}" for path in paths}
        new = [path for path, note in notes.items() if not note.exists()]
        found = {path: [] for path in paths} | (check(new) if new else {})
        for path in new:
            if not found[path]:
                notes[path].touch()
        return found

    return asked


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def node_modules(package: str) -> Path:
    """Return the `node_modules` folder that holds `package`."""
    program("node")
    base = folder()
    found = base / "node_modules" if base else None
    if found is None or not (found / package).is_dir():
        pytest.skip(f"npm package {package} not found; SPECEXPORT_CHECKERS names the folder of node_modules")
    return found


def program(name: str) -> str:
    """Return the path of a program on the PATH."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not on the PATH")
    return found


def python(module: str) -> str:
    """Return a Python that can import `module`: the checkers' or this one."""
    base = folder()
    theirs = base / "checks" / "bin" / "python" if base else None
    if theirs is not None and theirs.is_file():
        return str(theirs)
    if importlib.util.find_spec(module) is None:
        pytest.skip(
            f"Python module {module} not found; SPECEXPORT_CHECKERS names the folder of its environment"
        )
    return sys.executable


def shared() -> Path:
    """Return the shared folder beside the checkout, or the one that SPECEXPORT_SHARED names."""
    path = Path(os.environ.get("SPECEXPORT_SHARED") or REPOSITORY.parent / "shared")
    if not path.is_dir():
        pytest.skip("no shared folder beside the checkout; SPECEXPORT_SHARED names one")
    return path


def run(command: Sequence[str | Path], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a checker and return what it said, whatever its exit status."""
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        stdin=subprocess.DEVNULL,
        timeout=TIMEOUT,
        env={**os.environ, **environment},
        check=False,
    )


def json_lines(command: Sequence[str | Path], **environment: str) -> list[Any]:
    """Run a script that prints a JSON value on every line, and return the values."""
    done = run(command, **environment)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def per_file(paths: Iterable[Path], found: Iterable[tuple[str, list[str]]]) -> Findings:
    """Return the findings of every path. A checker that was silent about a file did not work."""
    by_name = {Path(name).resolve(): texts for name, texts in found}
    missing = [str(path) for path in paths if path.resolve() not in by_name]
    assert not missing, f"the checker said nothing about {missing[:3]}"
    return {path: by_name[path.resolve()] for path in paths}
