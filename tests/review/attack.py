"""Edit many specifications as Word would, and say how much of it comes back: figures, not a test.

python -m tests.review.attack SPEC.md... --seeds 4 --edits 15 --through soffice
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from specexport.api import reviewing
from tests.review.round_trip import exported, trip


def through_office(path: Path) -> Path:
    """Return a Word file as LibreOffice saves it."""
    place = path.parent / "saved"
    command = ["soffice", "--headless", "--convert-to", "docx", "--outdir", str(place), str(path)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    return place / path.name


def through_strip(path: Path) -> Path:
    """Return a Word file without its map."""
    return reviewing.strip(path)


THROUGH = {"": lambda path: path, "soffice": through_office, "strip": through_strip}


def main() -> None:
    """Print a line for each document, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("specs", nargs="+", type=Path)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--edits", type=int, default=15)
    parser.add_argument("--through", choices=THROUGH, default="")
    given = parser.parse_args()
    sums: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for spec in given.specs:
            sent = exported(spec.read_bytes(), spec)
            for seed in range(given.seeds):
                made = trip(spec, sent, Path(folder), seed, given.edits, THROUGH[given.through])
                changes = made.review.changes
                sums += Counter(
                    edits=len(made.done),
                    changes=len(changes),
                    placed=sum(one.place is not None for one in changes),
                    applied=sum(one.applies for one in changes),
                    same=not made.differences,
                    differ=bool(made.differences),
                )
                if made.differences:
                    print(
                        spec, seed, made.differences[:3], [one.reason for one in changes if not one.applies]
                    )
    print(dict(sums))


if __name__ == "__main__":
    main()
