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
    "typst": "raise ImportError('_typst.abi3.so: wrong ELF class: ELFCLASS32')",
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


PDF = "weasyprint typst"
"""All that makes PDF."""


def run(broken: Path, packages: str, *words: str) -> subprocess.CompletedProcess[str]:
    folders = (str(broken / package) for package in packages.split())
    path = os.pathsep.join(filter(None, (*folders, os.environ.get("PYTHONPATH", ""))))
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


@pytest.mark.parametrize(("package", "target"), [(PDF, "pdf"), ("lxml", "docx")])
def test_export_makes_the_other_formats(broken: Path, package: str, target: str) -> None:
    out = broken.parent / "out"
    ended = command(broken, package, "export", "specs/pump.md", "-t", f"html,{target}", "-o", f"{out}/", "-q")
    assert ended.returncode == 2
    assert made(out) == ["pump.html"]
    (told,) = ended.stderr.splitlines()
    assert "error SX041" in told
    assert "cannot be loaded" in told


def test_the_remedy_for_pango_is_the_command_of_this_system(broken: Path) -> None:
    ended = command(broken, PDF, "export", "specs/pump.md", "-t", "pdf", "-q")
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
    ended = command(broken, PDF, *words)
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
    ended = run(broken, PDF, "-c", "\n".join(line[8:] for line in code.splitlines()))
    assert (ended.stdout.strip(), ended.stderr) == ("SX041", "")


def test_doctor_tells_the_same(broken: Path) -> None:
    ended = command(broken, PDF, "doctor")
    assert ended.returncode == 2
    assert installing.install(installing.PANGO, installing.system()) in ended.stdout


def test_without_pango_typst_makes_the_pdf(broken: Path) -> None:
    out = broken.parent / "out"
    ended = command(broken, "weasyprint", "export", "specs/pump.md", "-o", f"{out}/")
    assert (ended.returncode, made(out)) == (0, ["pump.docx", "pump.html", "pump.pdf"])
    assert ended.stderr.count("SX778") == 1
    ended = command(broken, "weasyprint", "doctor")
    assert ended.returncode == 0
    assert installing.install(installing.PANGO, installing.system()) in ended.stdout


def test_an_engine_that_is_asked_for_and_not_there_is_told(broken: Path) -> None:
    for package in PDF.split():
        words = ("export", "specs/pump.md", "-t", "pdf", "--pdf-engine", package, "-q")
        ended = command(broken, package, *words)
        assert ended.returncode == 2
        assert "error SX041" in ended.stderr


def test_a_batch_without_pango_makes_pdf(broken: Path) -> None:
    out = broken.parent / "out"
    ended = command(broken, "weasyprint", "batch", "specs", "-t", "pdf", "-o", str(out), "--jobs", "2")
    assert ended.returncode == 0
    assert [name for name in made(out) if name != "index.html"] == ["pump.pdf", "valve.pdf"]
