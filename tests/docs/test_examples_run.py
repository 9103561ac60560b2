"""Every command, script and setting that the documentation shows is run or read."""

from __future__ import annotations

import doctest
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from specexport.cli import main
from tests.docs import workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")), ROOT / "examples" / "README.md"]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)

# What is not run, and why; each is the beginning of a command, or a part of one.
NOT_RUN = {
    "pip install": "needs the network",
    "pip wheel": "a test builds the wheel",
    "python3 -m venv": ".ci/run runs it in a fresh copy",
    "apt-get": "changes the machine",
    "docker": "needs a daemon",
    "pip-audit": "needs the network",
    "uv pip compile": "needs the network",
    "pre-commit": "needs the network",
    "git config": "is git's",
    "python docs/make_": "tests compare what it writes",
    "python .ci/sbom.py": "a test builds the wheel",
    "python tests/benchmarks/": "takes minutes",
    "python -m tests.fuzz": "takes minutes",
    "--watch": "goes on until Ctrl-C",
    "--dask-address": "needs a cluster",
    "styles fetch": "asks the network",
    "--links": "asks the network",
}
# Commands that end with 1 where they find something to say about a specification.
FINDS = ("check", "styles")


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """Yield the language and text of every fenced block."""
    yield from FENCE.findall(page.read_text(encoding="utf-8"))


def commands(text: str) -> Iterator[str]:
    """Yield the commands of a block, with continued lines joined and comments left out."""
    for line in text.replace("\\\n", " ").splitlines():
        command = " ".join(re.sub(r"(^|\s)#\s.*", "", line).split())
        if command:
            yield command


def shown(language: str, text: str) -> str:
    """Return what is typed in a block: all of a script, and what stands behind the prompts of a session."""
    if language == "console":
        return "".join(f"{line[2:]}\n" for line in text.splitlines() if line.startswith("$ "))
    return text if language == "sh" else ""


def pages_with(*languages: str) -> list[Path]:
    return [page for page in PAGES if any(language in languages for language, _ in blocks(page))]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspace")
    workspace.make(folder)
    return folder


@pytest.fixture
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh workspace as the current folder."""
    folder = tmp_path / "work"
    shutil.copytree(made, folder)
    shutil.copytree(ROOT / "examples", folder / "examples")
    monkeypatch.chdir(folder)
    return folder


def run(command: str) -> int:
    """Run a command of specexport in this process, or with pipes and the like in a shell."""
    if re.search(r"[|<>$*;]", command):
        # The shell finds this interpreter's program, however it was installed.
        program = f'specexport() {{ {shlex.quote(sys.executable)} -m specexport "$@"; }}; {command}'
        return subprocess.run(["bash", "-euo", "pipefail", "-c", program], capture_output=True).returncode
    words = shlex.split(command)
    assert words[0] == "specexport", f"say in NOT_RUN why this is not run: {command}"
    if words[1:3] in (["styles", "init"], ["styles", "from-docx"]):  # pages show both for one folder
        shutil.rmtree("styles/acme", ignore_errors=True)
    try:
        return main(words[1:])
    except SystemExit as ended:
        return int(ended.code or 0)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "page", pages_with("sh", "console"), ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_commands_run(page: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = "".join(shown(language, block) for language, block in blocks(page))
    for command in commands(text):
        if any(command.startswith(part) or f" {part}" in command for part in NOT_RUN):
            continue
        code = run(command)
        said = capfd.readouterr()
        found = any(f"specexport {name}" in command for name in FINDS)
        assert code == 0 or (code == 1 and found), f"{command}\n{said.err}"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("page", pages_with("python"), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_scripts_run(page: Path) -> None:
    """Run the scripts of a page, which go on from each other."""
    known: dict[str, object] = {"__name__": "__main__"}
    options = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    for number, (language, text) in enumerate(blocks(page)):
        name = f"{page.name}[{number}]"
        if language == "python" and text.startswith(">>> "):
            case = doctest.DocTestParser().get_doctest(text, known, name, str(page), 0)
            assert doctest.DocTestRunner(optionflags=options).run(case, clear_globs=False).failed == 0
            known = case.globs
        elif language == "python":
            exec(compile(text, name, "exec"), known)


@pytest.mark.parametrize(
    "page", pages_with("toml", "yaml", "json"), ids=lambda page: page.relative_to(ROOT).as_posix()
)
def test_settings_can_be_read(page: Path) -> None:
    read = {"toml": tomllib.loads, "yaml": yaml.safe_load, "json": json.loads}
    for language, text in blocks(page):
        if language in read:
            assert read[language](text), text
