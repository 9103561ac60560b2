"""A user who may not look into home, settings or cache: then there is nothing in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")

SPEC = "# Ledger\n\n## Flow\n\n```mermaid\ngraph TD; A-->B\n```\n\nThe sum $x^2$.\n"
_MAY_LOOK = "-dac_override,-dac_read_search"


def as_stranger() -> list[str]:
    """Return what takes from a superuser the right to look everywhere; others have none."""
    if os.geteuid() != 0:
        return []
    if (setpriv := shutil.which("setpriv")) is None:
        pytest.skip("setpriv is not on the PATH, and this is the superuser")
    return [setpriv, f"--bounding-set={_MAY_LOOK}", f"--inh-caps={_MAY_LOOK}"]


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder that nobody may look into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "closed"
        (folder / "c").mkdir(parents=True)
        (folder / "c" / "specexport.toml").write_text("allow-remote = true\n", encoding="utf-8")
        folder.chmod(0)
        yield folder
        folder.chmod(0o700)


PLACES = {
    "home": {"HOME": ""},
    "settings": {"XDG_CONFIG_HOME": "c", "SPECEXPORT_SETTINGS": "c/specexport.toml"},
    "cache": {"XDG_CACHE_HOME": "d", "SPECEXPORT_CACHE": "d/e"},
    "cache of the system": {"XDG_CACHE_HOME": "d"},
    "styles": {"SPECEXPORT_STYLES": "styles"},
    "everything": {"HOME": "", "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": "", "XDG_DATA_HOME": ""},
}
COMMANDS = {
    "batch": ["batch", ".", "-o", "out", "-t", "html", "-j", "1"],
    "check": ["check", "spec.md"],
    "data": ["data", "spec.md"],
    "new": ["new", "Other"],
    "import": ["import", "spec.md", "-o", "other.md"],
    "styles": ["styles", "list"],
}


def run(
    folder: Path, closed: Path, variables: dict[str, str], arguments: list[str]
) -> subprocess.CompletedProcess[str]:
    own = {name: f"{closed}/{inside}".rstrip("/") for name, inside in variables.items()}
    kept = {
        name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH") if name in os.environ
    }
    command = [*as_stranger(), sys.executable, "-m", "specexport", *arguments]
    environment = {"HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1", **kept, **own}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("place", PLACES)
def test_export_goes_on(tmp_path: Path, closed: Path, place: str) -> None:
    (tmp_path / "spec.md").write_text(SPEC, encoding="utf-8")
    done = run(tmp_path, closed, PLACES[place], ["export", "spec.md", "-t", "html,docx"])
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_goes_on(tmp_path: Path, closed: Path, command: str) -> None:
    (tmp_path / "spec.md").write_text(SPEC, encoding="utf-8")
    done = run(tmp_path, closed, PLACES["everything"], COMMANDS[command])
    assert done.returncode == 0, done.stderr
    assert "SX0" not in done.stderr


def test_a_link_into_a_closed_folder_is_no_specification(tmp_path: Path, closed: Path) -> None:
    (tmp_path / "spec.md").write_text(SPEC, encoding="utf-8")
    (tmp_path / "other.md").symlink_to(closed / "other.md")
    done = run(tmp_path, closed, {}, ["check", "."])
    assert (done.returncode, done.stderr) == (0, "")
