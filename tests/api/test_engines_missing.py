"""An engine that cannot be loaded: its format is told with the remedy, and all others are made."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from specexport.system import installing

if TYPE_CHECKING:
    from pathlib import Path

SPEC = "# Pump\n\n## Scope\n\nWater is moved.\n"
# What stops each: a library of the system that is not there, a wheel for another machine.
BROKEN = {
    "weasyprint": "raise OSError(\"cannot load 'libgobject-2.0-0': no such file\\nlooked everywhere\")",
    "lxml": "raise ImportError('etree.so: wrong ELF class: ELFCLASS32')",
    "mistune": "raise ImportError('No module named mistune')",
}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    folder = tmp_path / "broken"
    for name, fault in BROKEN.items():
        package = folder / name / name
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(fault + "\n", encoding="utf-8")
    for name in ("pump", "valve"):
        (tmp_path / "specs").mkdir(exist_ok=True)
        (tmp_path / "specs" / f"{name}.md").write_text(SPEC, encoding="utf-8")
    return folder


def run(broken: Path, package: str, *words: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(filter(None, (str(broken / package), os.environ.get("PYTHONPATH", ""))))
    return subprocess.run(
        [sys.executable, *words],
        cwd=broken.parent,
        env=os.environ | {"PYTHONPATH": path, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def command(broken: Path, package: str, *words: str) -> subprocess.CompletedProcess[str]:
    return run(broken, package, "-m", "specexport", *words)


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.suffix in (".html", ".pdf", ".docx"))


@pytest.mark.parametrize(("package", "target"), [("weasyprint", "pdf"), ("lxml", "docx")])
def test_export_makes_the_other_formats(broken: Path, package: str, target: str) -> None:
    out = broken.parent / "out"
    ended = command(broken, package, "export", "specs/pump.md", "-t", f"html,{target}", "-o", f"{out}/", "-q")
    assert ended.returncode == 2
    assert made(out) == ["pump.html"]
    (told,) = ended.stderr.splitlines()
    assert "error SX041" in told
    assert "cannot be loaded" in told


def test_the_remedy_for_pango_is_the_command_of_this_system(broken: Path) -> None:
    ended = command(broken, "weasyprint", "export", "specs/pump.md", "-t", "pdf", "-q")
    assert installing.install(installing.PANGO, installing.system()) in ended.stderr
    assert "looked everywhere" not in ended.stderr


def test_a_reader_that_cannot_be_loaded_is_told(broken: Path) -> None:
    ended = command(broken, "mistune", "export", "specs/pump.md", "-t", "html", "-q")
    assert ended.returncode == 2
    assert "error SX041" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_batch_makes_the_other_formats(broken: Path, jobs: str) -> None:
    out = broken.parent / "out"
    words = ("batch", "specs", "-t", "html,pdf", "-o", str(out), "--jobs", jobs, "-q")
    ended = command(broken, "weasyprint", *words)
    assert ended.returncode == 2
    assert [name for name in made(out) if name != "index.html"] == ["pump.html", "valve.html"]
    assert ended.stderr.count("error SX041") == 2
    assert len(ended.stderr.splitlines()) == 2


def test_the_library_raises_what_can_be_told(broken: Path) -> None:
    code = """
        import specexport
        assert specexport.convert(b"# Pump", to=["html"])
        try:
            specexport.convert(b"# Pump", to=["pdf"])
        except specexport.EnvironmentProblem as error:
            print(error.diagnostic.code)
    """
    ended = run(broken, "weasyprint", "-c", "\n".join(line[8:] for line in code.splitlines()))
    assert (ended.stdout.strip(), ended.stderr) == ("SX041", "")


def test_doctor_tells_the_same(broken: Path) -> None:
    ended = command(broken, "weasyprint", "doctor")
    assert ended.returncode == 2
    assert installing.install(installing.PANGO, installing.system()) in ended.stdout
