"""Real specifications and the examples, exported once by the command."""

from __future__ import annotations

import json
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
    Everything = dict[str, "Exported"]
    Folders = pytest.TempPathFactory

REPOSITORY = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SPECEXPORT_SHARED") or REPOSITORY.parent / "shared")
TARGETS = ("html", "pdf", "docx")
TYPST = "typst"  # what tests call the PDF that the other engine lays out
_BY_TYPST = " by Typst"
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
        found = self.files(target)
        assert len(found) == 1, f"{len(found)} {target} files; {self.messages[-500:]}"
        return found[0]

    def files(self, target: str) -> list[Path]:
        """Return the files of one target."""
        return sorted(self.folder.glob(f"*.{'pdf' if target == TYPST else target}"))


def made(everything: Everything, document: Document, target: str) -> Exported:
    """Return the export of a document to which the file of one target belongs."""
    return everything[_name(document.name, target)]


def _name(name: str, target: str) -> str:
    return name + _BY_TYPST if target == TYPST else name


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


def _chosen(request: pytest.FixtureRequest) -> dict[str, Document]:
    """Return the documents that the chosen tests name."""
    calls = [item.callspec for item in request.session.items if hasattr(item, "callspec")]
    named = [call.params.get("document") for call in calls]
    # Tests of other rooms have parameters of that name, which are no specifications.
    return {document.name: document for document in named if isinstance(document, Document)}


def _export(document: Document, folder: Path, **environment: str) -> Exported:
    folder.mkdir()
    command = [sys.executable, "-m", "specexport", "export", str(document.path), "-o", str(folder)]
    done = subprocess.run(
        [*command, "-t", ",".join(TARGETS)],
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=LIMIT,
        check=False,
        env={**os.environ, **environment},
    )
    return Exported(done.returncode, done.stdout + done.stderr, folder)


def _all_exported(documents: dict[str, Document], root: Path, **environment: str) -> Everything:
    """Export documents, two at a time."""

    def export(numbered: tuple[int, Document]) -> Exported:
        number, document = numbered
        return _export(document, root / f"{number:02}", **environment)

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(documents, pool.map(export, enumerate(documents.values())), strict=True))


def _all_exported_again(
    documents: dict[str, Document], root: Path, targets: str, *options: str, **environment: str
) -> Everything:
    """Export documents in two processes, each half of them one after the other, the last one first."""
    numbered = list(enumerate(documents.values()))[::-1]

    def export(half: list[tuple[int, Document]]) -> list[tuple[str, Exported]]:
        folders = [root / f"{number:02}" for number, _ in half]
        asked = [
            json.dumps([str(document.path), str(folder), targets, *options])
            for (_, document), folder in zip(half, folders, strict=True)
        ]
        done = subprocess.run(
            [sys.executable, "-m", "tests.corpus.again"],
            cwd=REPOSITORY,
            input="\n".join(asked),
            stdout=subprocess.PIPE,
            encoding="utf-8",
            timeout=LIMIT * max(len(half), 1),
            check=True,
            env={**os.environ, **environment},
        )
        made = [
            Exported(*json.loads(line), folder)
            for line, folder in zip(done.stdout.splitlines(), folders, strict=True)
        ]
        return [(document.name, one) for (_, document), one in zip(half, made, strict=True)]

    with ThreadPoolExecutor(2) as pool:
        return {name: one for half in pool.map(export, (numbered[::2], numbered[1::2])) for name, one in half}


def _by_typst(documents: dict[str, Document], root: Path, **environment: str) -> Everything:
    """Export documents by the other engine."""
    made = _all_exported_again(documents, root, "pdf", "--pdf-engine", TYPST, **environment)
    return {_name(name, TYPST): one for name, one in made.items()}


@pytest.fixture(scope="session")
def exported(request: pytest.FixtureRequest, tmp_path_factory: Folders) -> Everything:
    """Export every document that a chosen test names."""
    chosen, environment = _chosen(request), {"TZ": "UTC", "PYTHONHASHSEED": "1"}
    everything = _all_exported(chosen, tmp_path_factory.mktemp("exported"), **environment)
    return everything | _by_typst(chosen, tmp_path_factory.mktemp("typst"), **environment)


@pytest.fixture(scope="session")
def elsewhere(request: pytest.FixtureRequest, tmp_path_factory: Folders) -> Everything:
    """Export them again where it may be another day, with other hashes of strings, in another order."""
    chosen, environment = _chosen(request), {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2"}
    targets, place = ",".join(TARGETS), tmp_path_factory.mktemp("elsewhere")
    everything = _all_exported_again(chosen, place, targets, **environment)
    backwards = dict(reversed(chosen.items()))
    return everything | _by_typst(backwards, tmp_path_factory.mktemp("typst"), **environment)


@pytest.fixture(scope="session")
def found(exported: dict[str, Exported]) -> Callable[[Check, str, str], list[str]]:
    """Return `found(check, target, name)`: what a checker, run once over all files, says about one."""

    @cache
    def outcome(check: Check, target: str) -> Findings | BaseException:
        try:
            ours = [name for name in exported if name.endswith(_BY_TYPST) == (target == TYPST)]
            return check([file for name in ours for file in exported[name].files(target)])
        except (
            Exception,
            pytest.skip.Exception,
        ) as error:  # kept, not run again for each document
            return error

    def look(check: Check, target: str, name: str) -> list[str]:
        path = exported[_name(name, target)].file(target)
        result = outcome(check, target)
        if isinstance(result, BaseException):
            raise result
        return result[path]

    return look
