"""Real specifications and the examples, exported once by the command."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checkers.tools import Findings

    Check = Callable[[Sequence[Path]], Findings]

REPOSITORY = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SPECEXPORT_SHARED") or REPOSITORY.parent / "shared")
TARGETS = ("html", "pdf", "docx")
LIMIT = 300  # seconds for one document in three formats


@dataclass(frozen=True)
class Document:
    """A specification by the name under which tests report it."""

    name: str
    path: Path


@dataclass(frozen=True)
class Exported:
    """What the command did with a specification."""

    status: int
    messages: str
    folder: Path

    def file(self, target: str) -> Path:
        """Return the file of one target. Fails the test if there is none."""
        found = sorted(self.folder.glob(f"*.{target}"))
        assert len(found) == 1, f"{len(found)} {target} files; {self.messages[-500:]}"
        return found[0]


def examples() -> list[Document]:
    """Return the examples of this project."""
    paths = sorted(REPOSITORY.glob("examples/*/*.md"))
    return [Document(path.stem, path) for path in paths]


def corpus() -> list[Document]:
    """Return the shared corpus, nothing where it is absent."""
    manifest = SHARED / "corpus" / "MANIFEST.tsv"
    if not manifest.is_file():
        return []
    names = [line.split("\t")[0] for line in manifest.read_text(encoding="utf-8").splitlines()[1:]]
    return [Document(name, SHARED / "corpus" / name) for name in names]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "document" not in metafunc.fixturenames:
        return
    absent = pytest.mark.skip(reason="no shared corpus beside the checkout; SPECEXPORT_SHARED names one")
    found = [pytest.param(document, id=document.name) for document in examples() + corpus()]
    if not corpus():
        found.append(pytest.param(None, id="corpus", marks=absent))
    metafunc.parametrize("document", found)


@pytest.fixture(scope="session")
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Exported]:
    """Export every document that a chosen test names, two at a time."""
    calls = [item.callspec for item in request.session.items if hasattr(item, "callspec")]
    chosen = {document.name: document for call in calls if (document := call.params.get("document"))}
    root = tmp_path_factory.mktemp("exported")

    def export(numbered: tuple[int, Document]) -> Exported:
        number, document = numbered
        folder = root / f"{number:02}"
        folder.mkdir()
        command = [sys.executable, "-m", "specexport", "export", str(document.path), "-o", str(folder)]
        done = subprocess.run(
            [*command, "-t", ",".join(TARGETS)],
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=LIMIT,
            check=False,
        )
        return Exported(done.returncode, done.stdout + done.stderr, folder)

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(chosen, pool.map(export, enumerate(chosen.values())), strict=True))


@pytest.fixture(scope="session")
def found(exported: dict[str, Exported]) -> Callable[[Check, str, str], list[str]]:
    """Return `found(check, target, name)`: what a checker, run once over all files, says about one."""

    @cache
    def outcome(check: Check, target: str) -> Findings | BaseException:
        try:
            return check([file for one in exported.values() for file in one.folder.glob(f"*.{target}")])
        except (
            Exception,
            pytest.skip.Exception,
        ) as error:  # kept, not run again for each document
            return error

    def look(check: Check, target: str, name: str) -> list[str]:
        path = exported[name].file(target)
        result = outcome(check, target)
        if isinstance(result, BaseException):
            raise result
        return result[path]

    return look
