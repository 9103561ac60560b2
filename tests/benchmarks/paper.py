"""What a PDF costs by either engine, and beside their bare programs: `python tests/benchmarks/paper.py`.

Specifications are the seed form, an example and three of the shared corpus, and one of 300 pages that is made
of these. Each is exported cold, in a process of its own, and warm: what one more document costs in a process
that has made another, each document once, for the compiler remembers what it laid out. Engines take turns, so
that a busy machine is busy for both, and the best of several turns counts. All times are user CPU time of
whole processes with their children; memory is the most of the program and of its compiler added. `bare` is
Typst alone on what pandoc writes. A batch of 100 stands beside one process of `weasyprint` for every page
that pandoc makes. Prints tables in Markdown.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.conftest import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

REPOSITORY = Path(__file__).parents[2]
ENGINES = ("typst", "weasyprint")
_CORPUS = (
    "rust-lang+rfcs/text/3691-trusted-publishing-cratesio.md",
    "opencontainers+runtime-spec/config.md",
    "microsoft+WindowsAppSDK/specs/packagemanager/PackageManagement.md",
)
_LONG = 520_000  # bytes of 300 pages
# A process that exports files one after the other, and says what it took: seconds, and bytes of memory.
_EXPORT = """
import sys
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from specexport.cli import application
engine, folder, *files = sys.argv[1:]
for file in files:
    application.run(["export", file, "-t", "pdf", "-o", folder, "--pdf-engine", engine])
if compiler := sys.modules.get("specexport.renderers.pdf.typst.compiler"):
    compiler.end()
uses = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
print(sum(use.ru_utime for use in uses), sum(use.ru_maxrss for use in uses) * 1024)
"""
_BARE = """
import sys, typst
from resource import RUSAGE_SELF, getrusage
typst.compile(sys.argv[1], output=sys.argv[2])
print(getrusage(RUSAGE_SELF).ru_utime, getrusage(RUSAGE_SELF).ru_maxrss * 1024)
"""


class Cost(NamedTuple):
    """User CPU time in seconds, and memory in bytes."""

    seconds: float
    memory: float


def said(*command: str) -> Cost:
    """Return what a command says on its last line that it took."""
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, memory = done.stdout.split("\n")[-2].split()
    return Cost(float(seconds), float(memory))


def exported(engine: str, folder: Path, *files: Path) -> Cost:
    """Export files one after the other in a process of its own."""
    return said(sys.executable, "-c", _EXPORT, engine, str(folder), *map(str, files))


def bare(path: Path, folder: Path) -> Cost:
    """Lay out what pandoc makes of a file by Typst alone; pandoc is not counted."""
    from specexport.pandoc import process

    made = folder / f"{path.stem}.typ"
    program = process.program()
    if not made.exists():
        command = [program, path, "-t", "typst", "-s", "-o", made, "--quiet"]
        subprocess.run(command, check=True, cwd=path.parent)
        # Places that are not there and pictures are errors to it.
        text = re.sub(r"#link\(<[^>]+>\)", "#strong", made.read_text("utf-8"))
        made.write_text(re.sub(r'image\("[^"]*"[^)]*\)', "[]", text), "utf-8")
    return said(sys.executable, "-c", _BARE, str(made), str(folder / "bare.pdf"))


def best(ways: Mapping[str, Callable[[], Cost]], turns: int) -> dict[str, Cost]:
    """Take turns, and return the least of each."""
    runs: dict[str, list[Cost]] = {name: [] for name in ways}
    for _ in range(turns):
        for name, way in ways.items():
            try:
                runs[name].append(way())
            except subprocess.CalledProcessError:
                runs[name].append(Cost(float("nan"), float("nan")))
    return {name: Cost(*map(min, zip(*all_, strict=True))) for name, all_ in runs.items()}


def documents(folder: Path) -> list[Path]:
    """Return the specifications, those of the shared folder where it is there."""
    found = [
        SHARED / "seed" / "technical-spec-template.md",
        *sorted(REPOSITORY.glob("examples/*/*.md")),
        *(SHARED / "corpus" / name for name in _CORPUS),
    ]
    kept = [path for path in found if path.is_file()]
    return [*kept, *(long_one(kept[1:], folder / f"{name}.md", size) for name, size in _SIZES.items())]


_SIZES = {"half-as-long": _LONG // 2, "300-pages": _LONG}


def long_one(parts: Sequence[Path], place: Path, size: int) -> Path:
    """Write a specification of `size` bytes out of the sections of others."""
    texts = [path.read_text("utf-8").split("\n## ")[1:] for path in parts]
    made, length = ["# A long specification\n"], 0
    for turn, sections in enumerate(cycle(texts)):
        for section in sections:
            made.append(f"{section.partition(chr(10))[0]} ({turn})\n{section.partition(chr(10))[2]}")
            length += len(section)
            if length > size:
                place.write_text("\n## ".join(made), "utf-8")
                return place
    raise AssertionError


def one_by_one(paths: Sequence[Path], scratch: Path, turns: int) -> None:
    """Print what each document costs."""
    print("| document | pages | cold s | ratio | warm s | ratio | bare s | ratio | MB | kB |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    first = scratch / "first.md"
    first.write_text(
        "# T\n\n## S\n\nA paragraph, `code` and a table.\n\n| a | b |\n|---|---|\n| c | d |\n", "utf-8"
    )
    for path in paths:
        long = path.stem in _SIZES
        ways: dict[str, Callable[[], Cost]] = {"bare": partial(bare, path, scratch)}
        for engine in ENGINES:
            folder = scratch / engine
            ways[engine] = partial(exported, engine, folder, path)
            ways[f"{engine} warm"] = partial(exported, engine, folder, first, path)
            ways[f"{engine} first"] = partial(exported, engine, folder, first)
        found = best(ways, 1 if long else turns)
        print(row(path, found, scratch), flush=True)


def row(path: Path, found: dict[str, Cost], scratch: Path) -> str:
    """Return the figures of a document, those of Typst before those of WeasyPrint, and their ratio."""
    files = [scratch / engine / f"{path.stem}.pdf" for engine in ENGINES]
    cold = [found[engine].seconds for engine in ENGINES]
    warm = [found[f"{engine} warm"].seconds - found[f"{engine} first"].seconds for engine in ENGINES]
    memory = [found[engine].memory / 1e6 for engine in ENGINES]
    cells = (
        path.stem,
        " / ".join(map(pages, files)),
        *pair(cold, ".2f"),
        *pair(warm, ".2f"),
        f"{found['bare'].seconds:.2f}",
        f"{cold[0] / found['bare'].seconds:.2f}",
        " / ".join(f"{one:.0f}" for one in memory),
        " / ".join(f"{file.stat().st_size / 1000:.0f}" for file in files),
    )
    return f"| {' | '.join(cells)} |"


def pair(values: Sequence[float], form: str) -> tuple[str, str]:
    """Return two values, and their ratio."""
    return " / ".join(f"{value:{form}}" for value in values), f"{values[0] / values[1]:.2f}"


def pages(path: Path) -> str:
    """Return how many pages a file has."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        return str(len(pdf.pages))


def hundred(paths: Sequence[Path], scratch: Path) -> None:
    """Print what a batch of 100 costs beside one process of WeasyPrint for each page of pandoc's."""
    from resource import RUSAGE_CHILDREN, getrusage

    from specexport.pandoc import process

    folder = scratch / "hundred"
    folder.mkdir()
    for number, path in zip(range(100), cycle(paths), strict=False):
        shutil.copyfile(path, folder / f"{number:02}.md")
    before = getrusage(RUSAGE_CHILDREN).ru_utime
    command = [sys.executable, "-m", "specexport", "batch", folder, "-o", scratch / "made", "-t", "pdf"]
    subprocess.run([*command, "--pdf-engine", "typst", "-j1"], check=False, capture_output=True)
    ours = getrusage(RUSAGE_CHILDREN).ru_utime - before
    theirs = 0.0
    for path in paths:
        page = scratch / f"{path.stem}.html"
        made = [process.program(), path, "-s", "-o", page, "--quiet"]
        subprocess.run(made, check=True, cwd=path.parent)
        before = getrusage(RUSAGE_CHILDREN).ru_utime
        command = [sys.executable, "-m", "weasyprint", page, scratch / "theirs.pdf"]
        subprocess.run(command, check=True, capture_output=True)
        theirs += getrusage(RUSAGE_CHILDREN).ru_utime - before
    theirs *= 100 / len(paths)
    made = len(list((scratch / "made").glob("*.pdf")))
    print(
        f"\nbatch of {made}: {ours:.0f} s; {theirs:.0f} s by weasyprint, a process each: {ours / theirs:.2f}"
    )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--only", choices=("documents", "batch"), default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        paths = documents(scratch)
        if asked.only != "batch":
            one_by_one(paths, scratch, asked.turns)
        if asked.only != "documents":
            hundred([path for path in paths if path.stem not in _SIZES], scratch)


if __name__ == "__main__":
    main()
