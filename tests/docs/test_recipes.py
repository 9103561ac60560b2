"""Recipes for continuous integration: their commands run, and what they name is there."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from specexport.system.installing import PANGO
from tests.docs import workspace
from tests.docs.test_examples_run import NOT_RUN, commands, run

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
STEPS = ("run", "script", "before_script")  # where GitHub and GitLab have commands


def recipes() -> dict[str, Any]:
    """Return the workflows of the documentation by a name."""
    blocks = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    found = {f"ci.md {number}": yaml.safe_load(block) for number, block in enumerate(blocks, 1)}
    page = (ROOT / "docs" / "github-actions.yml").read_text(encoding="utf-8")
    return found | {"github-actions.yml": yaml.safe_load(page)}


def steps(recipe: Any) -> Iterator[str]:
    """Yield the commands of a workflow, wherever they stand."""
    if isinstance(recipe, list):
        for one in recipe:
            yield from steps(one)
    elif isinstance(recipe, dict):
        for key, value in recipe.items():
            said = [value] if isinstance(value, str) else value
            if key in STEPS and all(isinstance(one, str) for one in said):
                yield from (command for one in said for command in commands(one))
            else:
                yield from steps(value)


@pytest.mark.parametrize("name", recipes())
def test_the_commands_of_workflows_run(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    workspace.make(tmp_path)
    monkeypatch.chdir(tmp_path)
    for command in steps(recipes()[name]):
        if any(part in command for part in NOT_RUN):
            continue
        code = run(command)
        assert code == 0 or (code == 1 and " check " in command), f"{command}\n{capfd.readouterr().err}"


def test_workflows_have_commands() -> None:
    found = {
        name: [step for step in steps(recipe) if "specexport " in step] for name, recipe in recipes().items()
    }
    assert {name for name, said in found.items() if not said} == {"ci.md 3"}, "pre-commit's has hooks"


def test_hooks_are_those_of_the_project() -> None:
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    pages = [path.read_text(encoding="utf-8") for path in ROOT.glob("docs/*.md")]
    named = {one for page in pages for one in re.findall(r"^\s+- id: (\S+)", page, re.MULTILINE)}
    assert named == known


@pytest.mark.parametrize("page", ["README.md", "docs/ci.md"])
def test_the_packages_for_debian_are_those_that_doctor_names(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "libpango" in line]
    assert lines
    assert [line for line in lines if PANGO["debian"] not in line] == []


def test_the_dockerfile_installs_the_wheel_that_the_page_makes() -> None:
    (block,) = re.findall(r"^```dockerfile\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    (folder,) = re.findall(r"^pip wheel --no-deps -w (\w+) ", PAGE, re.MULTILINE)
    copied = block.index(f"COPY {folder} /{folder}\n")
    installed = block.index(f"pip install --no-cache-dir /{folder}/specexport-*.whl\n")
    assert copied < installed < block.index("USER author")


def test_the_dockerfile_starts_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = re.findall(r"^```dockerfile\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    words = [
        json.loads(line.partition(" ")[2]) for line in block.splitlines() if re.match("ENTRYPOINT|CMD", line)
    ]
    workspace.make(tmp_path)
    shutil.rmtree(tmp_path / "templates")
    monkeypatch.chdir(tmp_path)
    assert run(" ".join(word for line in words for word in line)) == 0
