"""Print what `specexport/specification/forms/published.txt` says, made from folders with published forms.

    python .ci/published.py FOLDER... > specexport/specification/forms/published.txt

Each folder is named for whose forms it holds, in every version that is to be known.
"""

from __future__ import annotations

import sys
from pathlib import Path

from specexport.api.specifications import context_of
from specexport.core.context import Source
from specexport.specification import view as views
from specexport.specification.forms import published


def _texts(path: Path) -> list[str]:
    source = Source(path.read_bytes(), path.name)
    return [piece.text for piece in views.read(source, context_of(source)).pieces]


def main(folders: list[str]) -> None:
    """Print the digests of all that the forms in `folders` say."""
    paths = [path for folder in folders for path in sorted(Path(folder).rglob("*.md"))]
    found = {published.digest(text) for path in paths for text in _texts(path) if text}
    print("# Digests of what published forms say:", ", ".join(sorted(Path(one).name for one in folders)))
    print(*sorted(found), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
