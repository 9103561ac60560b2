"""Constraints that hold every dependency to the lowest version that pyproject.toml declares.

`pip install -e '.[test]' -c FILE`, where FILE has what this prints, installs the oldest releases with which
the program has to work. Names after the script are extras whose dependencies are held as well.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def lowest(extras: tuple[str, ...] = ()) -> list[str]:
    """Return `name==version` for every dependency that applies to this machine, with its lower bound."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    declared = list(project["dependencies"])
    for extra in extras:
        declared += project["optional-dependencies"][extra]
    found = {}
    for requirement in map(Requirement, declared):
        bounds = [one.version for one in requirement.specifier if one.operator in (">=", "==", "~=")]
        if bounds and (requirement.marker is None or requirement.marker.evaluate()):
            found[canonicalize_name(requirement.name)] = bounds[0]
    return [f"{name}=={version}" for name, version in sorted(found.items())]


if __name__ == "__main__":
    print("\n".join(lowest(tuple(sys.argv[1:]))))
