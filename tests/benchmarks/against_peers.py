"""How fast the program is beside its peers, measured in one run: `python tests/benchmarks/against_peers.py`.

Peers are the pandoc program that pypandoc_binary carries, and WeasyPrint on the page that pandoc makes.
Every command starts cold, in a process of its own; commands take turns, so that a busy machine is busy for
all, and the best of several turns counts. Prints wall and CPU time in milliseconds, and ours as a ratio of
the peer's.
"""

from __future__ import annotations

import argparse
import compileall
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import NamedTuple, TypeAlias

REPOSITORY = Path(__file__).parents[2]
EXAMPLE = REPOSITORY / "examples" / "payments-ledger" / "payments-ledger.md"
LONGEST, STEP = 300, 2.3  # pages; how much more a PDF of twice the text may cost
SMALL, LARGE = 8_000, 45_000  # bytes, about those of the seed form filled in, and of a long specification


class Timing(NamedTuple):
    """The best of several runs, in seconds."""

    wall: float
    cpu: float


Way: TypeAlias = tuple[list[str], ...]  # commands, one after the other


class Case(NamedTuple):
    """Two ways to the same thing; the aim is the largest ratio of wall times that we want."""

    name: str
    ours: Way
    peer: Way
    aim: float | None


def measure(cases: list[Case], turns: int) -> dict[str, tuple[Timing, Timing]]:
    """Run all commands in turn, `turns` times, and return the best of each."""
    runs: dict[tuple[str, int], list[Timing]] = {}
    for _ in range(turns):
        for case in cases:
            for side, way in enumerate((case.ours, case.peer)):
                runs.setdefault((case.name, side), []).append(once(way))
    best = {
        key: Timing(min(run.wall for run in all_), min(run.cpu for run in all_)) for key, all_ in runs.items()
    }
    return {case.name: (best[case.name, 0], best[case.name, 1]) for case in cases}


def once(way: Way) -> Timing:
    before, began = getrusage(RUSAGE_CHILDREN), time.perf_counter()
    for command in way:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.perf_counter() - began, getrusage(RUSAGE_CHILDREN)
    return Timing(wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def sized(text: str, size: int) -> str:
    """Return `text` cut at a heading, or repeated, so that it has about `size` bytes."""
    sections = text.split("\n## ")
    title, body, made = sections[0], sections[1:], [sections[0]]
    turn, total = 0, len(title.encode())
    while total < size:
        section = body[turn % len(body)]
        if turn >= len(body):
            section = section.replace("\n", f" ({turn // len(body) + 1})\n", 1)
        made.append(section)
        total += len(section.encode())
        turn += 1
    return "\n## ".join(made)


def cases(folder: Path, python: str, pandoc: str) -> list[Case]:
    """Write the inputs into `folder` and return what is to be run on them."""
    text = EXAMPLE.read_text(encoding="utf-8")
    shutil.copytree(EXAMPLE.parent, folder, dirs_exist_ok=True)  # for its pictures
    bare, module = [python, "-c"], [python, "-m"]
    found = [
        Case("import specexport", ([*bare, "import specexport"],), ([*bare, "pass"],), None),
        Case("specexport --help", ([*module, "specexport", "--help"],), ([*bare, "import click"],), None),
    ]
    for label, size, aim in (("small", SMALL, 1.3), ("large", LARGE, 0.5)):
        spec, page, sheets = (
            str(folder / f"{label}{suffix}") for suffix in (".md", "-peer.html", "-peer.pdf")
        )
        Path(spec).write_text(sized(text, size), encoding="utf-8")
        export = [*module, "specexport", "export", "-q", spec, "-o", str(folder / "out"), "-t"]
        convert = [pandoc, "-f", "gfm", "-s", "-M", "pagetitle=page", "--quiet", spec, "-o"]
        weasyprint = [*module, "weasyprint", "-q", page, sheets]
        found += [
            Case(f"html, {label}", ([*export, "html"],), ([*convert, page],), aim),
            Case(f"docx, {label}", ([*export, "docx"],), ([*convert, str(folder / "peer.docx")],), aim),
            Case(f"pdf, {label}", ([*export, "pdf"],), ([*convert, page], weasyprint), 1.0),
        ]
    return found


def growth(folder: Path, python: str) -> None:
    """Print what a PDF costs as the text doubles, up to LONGEST pages: the last column is the step."""
    text = EXAMPLE.read_text(encoding="utf-8")
    shutil.copytree(EXAMPLE.parent, folder, dirs_exist_ok=True)
    size, pages, before = SMALL, 0, 0.0
    print(f"{'bytes':>9}  {'pages':>5}  {'CPU, ms':>8}  step, at most {STEP}")
    while pages < LONGEST:
        spec = folder / f"{size}.md"
        spec.write_text(sized(text, size), encoding="utf-8")
        command = [python, "-m", "specexport", "export", str(spec), "-t", "pdf", "-o", str(folder / "out")]
        command += ["--limit", "seconds=3600"]  # a busy machine may need longer than the usual limit
        began = getrusage(RUSAGE_CHILDREN)
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
        ended = getrusage(RUSAGE_CHILDREN)
        spent = ended.ru_utime - began.ru_utime + ended.ru_stime - began.ru_stime
        pages = int(re.search(r"(\d+) pages", said)[1])  # type: ignore[index] # the command says how many
        step = f"{spent / before:4.2f}" if before else ""
        print(f"{size:9}  {pages:5}  {1000 * spent:8.0f}  {step}")
        size, before = 2 * size, spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--turns", type=int, default=5, help="how often every command runs (default: 5)")
    parser.add_argument("--growth", action="store_true", help="how the cost of a PDF grows with its length")
    asked = parser.parse_args()
    turns = asked.turns
    compileall.compile_dir(REPOSITORY / "specexport", quiet=1)  # as pip leaves what it installs
    if asked.growth:
        with tempfile.TemporaryDirectory() as name:
            growth(Path(name), sys.executable)
        return
    import pypandoc

    with tempfile.TemporaryDirectory() as name:
        work = cases(Path(name), sys.executable, pypandoc.get_pandoc_path())
        timings = measure(work, turns)
    print(f"{'':20}  {'ours, ms':>12}  {'peer, ms':>12}  {'wall':>5}  {'CPU':>5}  aim")
    for case in work:
        ours, peer = timings[case.name]
        both = (f"{1000 * timing.wall:.0f} ({1000 * timing.cpu:.0f})" for timing in (ours, peer))
        aim = f"{case.aim:.1f}" if case.aim else ""
        ratios = f"{ours.wall / peer.wall:5.2f}  {ours.cpu / peer.cpu:5.2f}"
        print(f"{case.name:20}  {next(both):>12}  {next(both):>12}  {ratios}  {aim}")


if __name__ == "__main__":
    main()
