"""An installed wheel has the templates, and finds what it needs to check, begin and read specifications."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

USE = """
import specexport
from pathlib import Path
path = specexport.new("Wheel", output=Path("wheel.md"))
result = specexport.check(path)
assert (result.template, result.fit) == ("technical-spec", 1.0), result.template
assert {told.code[:3] for told in result.diagnostics} == {"SX1"}
assert '"title": "Wheel"' in specexport.data(path)
print(specexport.__file__)
"""


def test_a_wheel_carries_the_templates(tmp_path: Path) -> None:
    pytest.importorskip("hatchling", reason="hatchling builds the wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-c", USE],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert Path(done.stdout.strip()).parent == tmp_path / "site" / "specexport"
