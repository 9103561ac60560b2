"""The bill of materials in every wheel: CycloneDX 1.6, below `.dist-info/sboms/` as PEP 770 has it.

It says what the wheel carries that others made, the fonts with their licences, and what it needs: each
dependency in the version that the lock file beside this one has, with which the program is tested.
Run `python .ci/sbom.py` to print it. The same tree gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Any

try:
    import tomllib
except ModuleNotFoundError:  # Pythons before 3.11 get here before pip looks at what the project requires
    sys.exit(f"specexport needs Python 3.11 or newer, and this is {sys.version.split()[0]}")

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

NAME = "specexport.cdx.json"
FONT_LICENCES = {
    "Caladea": "Apache-2.0",
    "DejaVuSansMono": "Bitstream-Vera",
    "Manrope": "OFL-1.1",
    "NotoEmoji": "OFL-1.1",
    "OpenSans": "Apache-2.0",
}


class SbomHook(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is of no use to hooks
    """Puts the bill of materials into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Write it where hatchling takes it from."""
        self._folder = Path(tempfile.mkdtemp())
        path = self._folder / NAME
        path.write_text(bill(Path(self.root), self.metadata.version), encoding="utf-8")
        build_data["sbom_files"].append(str(path))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - likewise
        """Take away what was written."""
        shutil.rmtree(self._folder)


def bill(root: Path, version: str) -> str:
    """Return the bill of materials of the tree at `root` as JSON."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [_needed(Requirement(text), locked(root)) for text in project["dependencies"]]
    fonts = [_font(path, root) for path in sorted(root.glob("styles/*/fonts/*")) if path.suffix != ".txt"]
    own = f"pkg:pypi/{project['name']}@{version}"
    content = {
        "version": 1,
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": version,
                "description": project["description"],
                "licenses": [{"license": {"id": project["license"]}}],
                "purl": own,
            },
        },
        "components": needed + fonts,
        "dependencies": [{"ref": own, "dependsOn": sorted(one["bom-ref"] for one in needed)}],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    head = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
    }
    return json.dumps(head | content, indent=2) + "\n"


def locked(root: Path) -> dict[str, str]:
    """Return the version of every package in the lock file; the last one counts where markers choose."""
    text = (root / ".ci" / "requirements.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text, re.MULTILINE))


def _needed(requirement: Requirement, versions: dict[str, str]) -> dict[str, Any]:
    name = canonicalize_name(requirement.name)
    purl = f"pkg:pypi/{name}@{versions[name]}"
    said = [{"name": "specexport:requirement", "value": str(requirement)}]
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": versions[name],
        "scope": "optional" if requirement.marker else "required",
        "purl": purl,
        "properties": said,
    }


def _font(path: Path, root: Path) -> dict[str, Any]:
    place = path.relative_to(root).as_posix()
    licence = FONT_LICENCES[path.stem.partition("-")[0]]
    return {
        "type": "file",
        "bom-ref": place,
        "name": f"specexport/_{place}",
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}],
        "licenses": [{"license": {"id": licence}}],
    }


if __name__ == "__main__":
    here = Path(__file__).resolve().parents[1]
    source = (here / "specexport" / "_version.py").read_text(encoding="utf-8")
    (number,) = re.findall(r'^__version__ = "(.+)"', source, re.MULTILINE)
    sys.stdout.write(bill(here, number))
