"""Whether two states of the program make the same bytes: every output of the examples and the shared corpus.

    python tests/same_bytes.py REVISION [--keep FOLDER] [--jobs N] [--only PATTERN]

exports each specification to every format of FORMATS with the program as it was at REVISION and as the work
tree has it, and lists the outputs that differ. Both run from the same place with the same packages, since
paths and versions must not be what differs. With --keep, what REVISION made stays in FOLDER.
What was said while exporting is compared too. Exit status 0 if all is the same, else 1.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("SPECEXPORT_SHARED") or REPOSITORY.parent / "shared")
FORMATS = ("html", "pdf", "docx", "json", "odt", "md")
EPOCH = "1767312000"


def specifications(tree: Path, only: str) -> dict[str, Path]:
    """Return every specification by a name of its own: the examples in `tree`, and the shared corpus."""
    corpus = SHARED / "corpus"
    found = {str(path.relative_to(tree)): path for path in (tree / "examples").glob("*/*.md")}
    found |= {str(path.relative_to(corpus)): path for path in corpus.glob("*/**/*.md")}
    return {name.replace("/", "+"): found[name] for name in sorted(found) if re.search(only, name)}


def lay(revision: str | None, tree: Path) -> None:
    """Put the files of `revision`, or those of the work tree, at `tree`."""
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    if revision:
        archive = subprocess.run(
            ["git", "archive", revision], cwd=REPOSITORY, check=True, capture_output=True
        ).stdout
        subprocess.run(["tar", "-x"], cwd=tree, input=archive, check=True)
        return
    for folder in ("specexport", "styles", "examples"):
        shutil.copytree(REPOSITORY / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))


def export(spec: Path, tree: Path, out: Path) -> None:
    """Write the outputs of `spec` into `out`, and what was said into `said.txt` beside them."""
    environment = os.environ | {
        "PYTHONPATH": str(tree),
        "PYTHONSAFEPATH": "1",  # else `-m` takes the program of the current folder before that of `tree`
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": EPOCH,
        "SPECEXPORT_CACHE": "off",
    }
    out.mkdir(parents=True)
    targets = [word for target in FORMATS for word in ("-t", target)]
    command = [sys.executable, "-m", "specexport", "export", str(spec), "-s", "corporate", *targets]
    ran = subprocess.run(
        [*command, "-q", "-o", f"{out}/"], cwd=tree, env=environment, capture_output=True, text=True
    )
    said = sorted(ran.stderr.replace(str(out), "OUT").splitlines())
    (out / "said.txt").write_text("\n".join([f"exit {ran.returncode}", *said]) + "\n", encoding="utf-8")


def make(tree: Path, place: Path, only: str, jobs: int) -> list[str]:
    """Make the outputs below `place`, a folder each, unless it is there; return the folders' names."""
    specs = specifications(tree, only)
    wanted = [(spec, place / name) for name, spec in specs.items() if not (place / name).exists()]
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda one: export(one[0], tree, one[1]), wanted))
    return list(specs)


def digests(place: Path, folders: list[str]) -> dict[str, str]:
    """Return the digest of every file in those `folders` below `place`, by its path."""
    files = (path for name in folders for path in sorted((place / name).rglob("*")) if path.is_file())
    return {str(path.relative_to(place)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> int:
    """Compare, say what differs, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("revision")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = (asked.keep or Path(scratch)).resolve()
        lay(asked.revision, place / "tree")
        make(place / "tree", place / "before", asked.only, asked.jobs)
        lay(None, place / "tree")
        shutil.rmtree(place / "after", ignore_errors=True)
        folders = make(place / "tree", place / "after", asked.only, asked.jobs)
        before, after = digests(place / "before", folders), digests(place / "after", folders)
        differing = [name for name in sorted(before | after) if before.get(name) != after.get(name)]
        print("\n".join(differing))
        print(f"{len(folders)} specifications, {len(after)} files, {len(differing)} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
