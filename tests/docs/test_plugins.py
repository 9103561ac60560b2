"""The example of a third party's renderer is installed as a third party's, and works."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from specexport.core import registry
from tests.docs import workspace

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "outline-renderer"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example installed, without a network."""
    pytest.importorskip("pip", reason="pip installs the example")
    pytest.importorskip("hatchling", reason="hatchling builds it")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-build-isolation"]
    command += ["--no-deps", "--disable-pip-version-check", "--target", str(folder), str(EXAMPLE)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def run(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where what is in `site` is installed."""
    paths = os.pathsep.join([str(site), str(ROOT)])
    command = [sys.executable, "-W", "error", "-m", "specexport", *arguments]
    environment = os.environ | {"PYTHONPATH": paths}
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8")


def specexport(site: Path, *arguments: str) -> str:
    """Run the command and return what it prints; it must succeed."""
    done = run(site, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_two_files() -> None:
    kept = [path.name for path in EXAMPLE.iterdir() if path.suffix in (".py", ".toml")]
    assert sorted(kept) == ["pyproject.toml", "specexport_outline.py"]


def test_it_is_listed(site: Path) -> None:
    assert "specexport-outline" in specexport(site, "formats")
    assert "outline" in specexport(site, "doctor")


def test_it_exports(site: Path, tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_text(workspace.SPEC, encoding="utf-8")
    assert "spec.outline" in specexport(site, "export", str(tmp_path / "spec.md"), "-t", "outline,html")
    lines = (tmp_path / "spec.outline").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Ledger"
    assert [line.split(" (")[0].strip() for line in lines[1:]] == ["1 Key Metrics", "2 API Design"]
    assert lines[1].endswith("(line 10)")


def test_batches_make_it_too(site: Path, tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "a.md").write_text(workspace.SPEC, encoding="utf-8")
    specexport(
        site, "batch", str(tmp_path / "specs"), "-o", str(tmp_path / "out"), "-t", "outline", "-j", "1"
    )
    assert (tmp_path / "out" / "a.outline").read_text(encoding="utf-8").startswith("Ledger\n")


# The package that docs/plugins.md shows in parts


PAGE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with that package, as an installer would leave it."""
    folder = tmp_path_factory.mktemp("acme")
    *module, _ = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    (folder / "acme_specexport.py").write_text("\n\n".join(module), encoding="utf-8")
    (folder / "acme_style").mkdir()
    (folder / "acme_style" / "__init__.py").touch()
    (folder / "acme_style" / "_brand.yml").write_text(workspace.BRAND, encoding="utf-8")
    (table,) = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    groups = tomllib.loads(table)["project"]["entry-points"]
    lines = [
        line
        for group, points in groups.items()
        for line in (f"[{group}]", *(f"{name} = {value}" for name, value in points.items()))
    ]
    metadata = folder / "acme_specexport-1.0.dist-info"
    metadata.mkdir()
    (metadata / "entry_points.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.4\nName: acme-specexport\nVersion: 1.0\n", "utf-8"
    )
    return folder


def test_the_page_shows_every_kind_of_plugin(acme: Path) -> None:
    groups = re.findall(
        r"^\[specexport\.(\w+)\]", next(acme.glob("*/entry_points.txt")).read_text(), re.MULTILINE
    )
    assert sorted(groups) == sorted(get_args(registry.Kind))


def test_all_parts_work_together(acme: Path, tmp_path: Path) -> None:
    text = "= Release\n\n= Plan\nFirst see ACME-17.\n\n= Risks\nNone that we know.\n"
    (tmp_path / "plan.notes").write_text(text, encoding="utf-8")
    options = ("--from", "notes", "--pass", "tickets", "-s", "acme", "-t", "wordcount,html")
    specexport(acme, "export", str(tmp_path / "plan.notes"), *options)
    assert (tmp_path / "plan.wordcount").read_text(encoding="utf-8") == '"Plan",4\n"Risks",5\n'
    page = (tmp_path / "plan.html").read_text(encoding="utf-8")
    assert '<a href="https://tickets.example.com/ACME-17">ACME-17</a>' in page
    assert "#0f4c4a" in page


def test_the_engine_draws(acme: Path, tmp_path: Path) -> None:
    text = "# Plan\n\n## Steps\n\n```steps\nbuild -> a<b -> ship\n```\n\n```steps\nbuild -> \n```\n"
    (tmp_path / "plan.md").write_text(text, encoding="utf-8")
    done = run(acme, "export", str(tmp_path / "plan.md"), "-t", "html")
    assert "plan.md:10:1: warning SX750" in done.stderr or ":10:" in done.stderr
    assert "a step has no name" in done.stderr
    page = (tmp_path / "plan.html").read_text(encoding="utf-8")
    assert page.count(">ship</text>") == 1
    assert "a&lt;b" in page


def test_batches_go_through_passes_too_and_notice_that_they_are_asked_for(acme: Path, tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "plan.md").write_text("# Plan\n\nSee ACME-17.\n", encoding="utf-8")
    batch = (
        "batch",
        str(tmp_path / "specs"),
        "-o",
        str(tmp_path / "out"),
        "-t",
        "html",
        "-j",
        "1",
        "--no-index",
    )
    made = []
    for options in ((), ("--pass", "tickets")):
        specexport(acme, *batch, *options)
        made.append((tmp_path / "out" / "plan.html").read_text(encoding="utf-8"))
    assert ["tickets.example.com/ACME-17" in page for page in made] == [False, True]


def test_a_pass_that_is_not_there_is_told(acme: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("# Plan\n", encoding="utf-8")
    done = run(acme, "export", str(tmp_path / "plan.md"), "--pass", "ticket")
    assert done.returncode == 2
    assert "SX012" in done.stderr
    assert "did you mean tickets?" in done.stderr
