"""Styles are found in a checkout and in an installed wheel."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

LOAD = """
import specexport, sys
from specexport import style
look = style.load("corporate")
assert [face for face in look.fonts if face.family == "DejaVu Sans Mono" and face.path and face.web]
assert look.logo.is_file() and all(folder.is_dir() for folder in look.folders)
from specexport.style.tools.specimen import specimen
from specexport.style.words import languages
assert b"Specimen" in specimen(look).data and len(languages()) == 18
print(specexport.__file__, *(folder for folder in look.folders), sep="\\n")
"""


def run(*command: str, cwd: Path, path: Path | None = None) -> list[str]:
    env = {"PYTHONPATH": str(path)} if path else {}
    done = subprocess.run(
        [sys.executable, "-W", "error", *command],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked."""
    pytest.importorskip("hatchling", reason="hatchling builds the wheel")
    folder = tmp_path_factory.mktemp("wheel")
    run("-m", "hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=ROOT)
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_a_checkout_finds_the_folder_beside_the_package(tmp_path: Path) -> None:
    _, *folders = run("-c", LOAD, cwd=tmp_path, path=ROOT)
    assert folders == [str(ROOT / "styles" / name) for name in ("corporate", "base")]


def test_a_wheel_carries_the_styles(wheel: Path, tmp_path: Path) -> None:
    package, *folders = run("-c", LOAD, cwd=tmp_path, path=wheel)
    assert Path(package).parent == wheel / "specexport"
    assert folders == [str(wheel / "specexport" / "_styles" / name) for name in ("corporate", "base")]


def test_the_memory_of_a_process_that_loads_a_style_is_sound(tmp_path: Path) -> None:
    # msgspec 0.22 frees some unions of types wrongly; the debugging allocator would abort.
    done = subprocess.run(
        [sys.executable, "-c", "from specexport import style; style.load()"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONMALLOC": "debug"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
