"""What is handed out: the same wheel from the same tree, with a bill of materials; a lock file that fits."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import specexport

ROOT = Path(__file__).resolve().parents[2]
PARTS = (".ci", "LICENSE", "README.md", "pyproject.toml", "specexport", "styles")
LOCK = (ROOT / ".ci" / "requirements.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

pytest.importorskip("hatchling", reason="hatchling builds the wheel")


def build(tree: Path) -> Path:
    """Build from a copy of the checkout at `tree`, as a packager with a date of the source would."""
    ignore = shutil.ignore_patterns("__pycache__")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, tree / part, copy_function=shutil.copyfile, ignore=ignore)
        else:
            shutil.copyfile(source, tree / part)
    out = tree / "dist"
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    done = subprocess.run(command, cwd=tree, env={"SOURCE_DATE_EPOCH": "1767225600"}, capture_output=True)
    assert done.returncode == 0, done.stderr
    (made,) = out.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="module")
def bill(wheel: Path) -> dict[str, Any]:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if ".dist-info/sboms/" in name]
        assert name.endswith(".cdx.json")
        found: dict[str, Any] = json.loads(archive.read(name))
    return found


def test_two_builds_in_two_places_give_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    assert build(tmp_path).read_bytes() == wheel.read_bytes()


def test_the_bill_of_materials_is_cyclonedx(bill: dict[str, Any]) -> None:
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    itself = bill["metadata"]["component"]
    assert (itself["name"], itself["version"]) == ("specexport", specexport.__version__)
    references = [itself["bom-ref"], *(one["bom-ref"] for one in bill["components"])]
    assert len(set(references)) == len(references)
    for one in bill["components"]:
        assert one["type"] in ("library", "file")
        assert one["name"]
    for edge in bill["dependencies"]:
        assert {edge["ref"], *edge["dependsOn"]} <= set(references)


def test_the_bill_of_materials_names_every_dependency(bill: dict[str, Any]) -> None:
    named = {one["name"]: one["version"] for one in bill["components"] if one["type"] == "library"}
    asked = [Requirement(text) for text in PROJECT["dependencies"]]
    assert set(named) == {canonicalize_name(one.name) for one in asked}
    assert [one for one in asked if named[canonicalize_name(one.name)] not in one.specifier] == []


def test_the_bill_of_materials_names_every_font_with_its_licence(wheel: Path, bill: dict[str, Any]) -> None:
    files = {one["name"]: one for one in bill["components"] if one["type"] == "file"}
    with zipfile.ZipFile(wheel) as archive:
        carried = {
            name for name in archive.namelist() if Path(name).suffix in (".ttf", ".otf", ".woff", ".woff2")
        }
        assert carried == set(files)
        for name, one in files.items():
            (digest,) = one["hashes"]
            assert digest == {"alg": "SHA-256", "content": hashlib.sha256(archive.read(name)).hexdigest()}


@pytest.mark.parametrize(
    "text", sorted(ROOT.glob("styles/*/fonts/*-LICENSE.txt")), ids=lambda path: path.stem
)
def test_the_licences_of_fonts_are_those_that_lie_beside_them(text: Path, bill: dict[str, Any]) -> None:
    words = {
        "Apache-2.0": "Apache License",
        "OFL-1.1": "SIL OPEN FONT LICENSE",
        "Bitstream-Vera": "Bitstream",
    }
    family = text.name.partition("-")[0]
    named = [one["licenses"] for one in bill["components"] if f"/{family}-" in one["name"]]
    named += [one["licenses"] for one in bill["components"] if f"/{family}." in one["name"]]
    assert named
    for ((licence,),) in zip(named, strict=True):
        assert words[licence["license"]["id"]] in text.read_text(encoding="utf-8")


def wanted() -> list[Requirement]:
    extras = PROJECT["optional-dependencies"]
    texts = PROJECT["dependencies"] + [
        text for extra in ("dask", "graphviz", "test", "watch") for text in extras[extra]
    ]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("requirement", wanted(), ids=str)
def test_the_lock_file_has_what_the_project_asks_for(requirement: Requirement) -> None:
    name = re.escape(canonicalize_name(requirement.name))
    versions = re.findall(rf"^{name}==(\S+)", LOCK, re.MULTILINE)
    assert versions, "lock anew: the command is in the first lines of .ci/requirements.txt"
    assert [version for version in versions if version not in requirement.specifier] == []


def test_the_lock_file_has_a_hash_for_everything_and_names_no_host() -> None:
    entries = re.split(r"^(?=[a-z0-9-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) > 50
    assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry)] == []
    assert "://" not in LOCK
    assert "-index" not in LOCK
