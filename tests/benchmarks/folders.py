"""What a folder costs, beside one process of a peer for every file: `python tests/benchmarks/folders.py`.

Specifications are those of the shared folder, or else the examples, as often as needed under other names and
with a line of their own. All figures are CPU time of a whole run, start included, its workers and their
children counted too; wall time is printed where it is the question. Nothing is kept from one measurement to
the next: each has an empty cache of its own. Only for Linux, which can adopt the processes that a run leaves.
Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import compileall
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).parents[2]
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER (prctl(2))
_CLUSTER = 1_000_000
_TURN = 25  # specifications, so that starting the engine counts little


class Cost(NamedTuple):
    """CPU and wall time in seconds, and the largest memory of one process in MB."""

    cpu: float
    wall: float
    memory: float


def adopt_orphans() -> None:
    """Become the parent of processes whose own ends, so that their time can be counted."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def cost(*commands: list[str]) -> Cost:
    """Run `commands` one after the other, and return what they and all their children took."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    peak = 0.0
    for command in commands:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode and "specexport" in command:  # pandoc reads not all of the real ones
            raise subprocess.CalledProcessError(process.returncode, command)
        peak = max(peak, used.ru_maxrss / 1024)
    wall = time.perf_counter() - began
    with suppress(ChildProcessError):
        while True:
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, peak)


def sources() -> list[bytes]:
    """Return the texts of real specifications, none very large."""
    shared = Path(os.environ.get("SPECEXPORT_SHARED") or REPOSITORY.parent / "shared") / "corpus"
    home = shared if shared.is_dir() else REPOSITORY / "examples"
    found = [path for path in sorted(home.rglob("*.md")) if path.name != "README.md"]
    return [path.read_bytes() for path in found if path.stat().st_size < 60_000]


def fill(folder: Path, count: int, texts: list[bytes]) -> list[Path]:
    """Write `count` specifications into `folder`, forty folders of them."""
    made = []
    for number in range(count):
        path = folder / f"team-{number % 40:02}" / f"spec-{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(texts[number % len(texts)] + f"\nNumber {number}.\n".encode())
        made.append(path)
    return made


def batch(folder: Path, out: Path, to: str, *options: str) -> list[str]:
    """Return the command for a batch. What it draws is kept beside `out`, for the next into the same."""
    os.environ["SPECEXPORT_CACHE"] = f"{out}-cache"
    words = [sys.executable, "-m", "specexport", "batch", str(folder), "-o", str(out), "-t", to, "-q"]
    return [*words, *options]


class Table:
    """Prints its rows as they come."""

    def __init__(self) -> None:
        print("| What | Measured | Aim |\n|---|---|---|", flush=True)

    def row(self, what: str, measured: str, aim: str = "") -> None:
        print(f"| {what} | {measured} | {aim} |", flush=True)


def against_peers(table: Table, place: Path, count: int, paged: int) -> float:
    """Compare with one process for every file and target; return our CPU for one specification."""
    import pypandoc

    files = fill(place / "some", count, sources())
    pandoc = [pypandoc.get_pandoc_path(), "-f", "gfm", "-s", "-M", "pagetitle=page", "--quiet"]
    theirs = [
        [*pandoc, str(path), "-o", str(path.with_suffix(f".{to}"))]
        for path in files
        for to in ("html", "docx")
    ]
    peer = cost(*theirs)
    bare = cost(batch(place / "some", place / "bare", "html,docx", "--no-index"))
    again = cost(batch(place / "some", place / "bare", "html,docx", "--no-index"))
    ours = cost(batch(place / "some", place / "some-out", "html,docx"))
    what = f"{count} specifications to HTML and DOCX, CPU of a pandoc for each file and target"
    table.row(what, f"{bare.cpu / peer.cpu:.2f} ({bare.cpu:.1f} s to {peer.cpu:.1f} s)", "0.25")
    table.row("the same with the index and its checks", f"{ours.cpu / peer.cpu:.2f} ({ours.cpu:.1f} s)")
    share = 100 * again.cpu / bare.cpu
    table.row(
        "no change in them", f"{again.cpu:.2f} s CPU, {again.wall:.2f} s, {share:.2f} % of the first", "1 %"
    )
    if paged:
        on_paper(table, place, paged, pandoc)
    return bare.cpu / count


def on_paper(table: Table, place: Path, count: int, pandoc: list[str]) -> None:
    """Compare PDF with WeasyPrint on the page of pandoc, some in turn: the load of a machine changes."""
    weasyprint = [sys.executable, "-m", "weasyprint", "-q"]
    files = fill(place / "few", count, sources())
    read = [path for path in files if _is_read([*pandoc, str(path), "-o", str(path.with_suffix(".html"))])]
    ratios, ours, theirs = [], 0.0, 0.0
    for start in range(0, len(read), _TURN):
        some = read[start : start + _TURN]
        pages = [path.with_suffix(".html") for path in some]
        peer = cost(*([*weasyprint, str(made), str(made.with_suffix(".pdf"))] for made in pages))
        run = cost(
            batch(_apart(some, place / f"few-{start}"), place / f"few-{start}-out", "pdf", "--no-index")
        )
        ours, theirs = ours + run.cpu, theirs + peer.cpu
        ratios.append(f"{run.cpu / peer.cpu:.2f}")
    what = f"{len(read)} specifications to PDF, CPU of a WeasyPrint for each"
    each = f"{', '.join(ratios)} for each {_TURN} of them"
    table.row(what, f"{ours / theirs:.2f} ({ours:.1f} s to {theirs:.1f} s; {each})", "0.8")


def _is_read(command: list[str]) -> bool:
    """Make a page with pandoc, and return whether it could: it reads not all of the real ones."""
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0


def _apart(files: list[Path], folder: Path) -> Path:
    """Put copies of `files` into a folder of their own, and return it."""
    folder.mkdir()
    for path in files:
        shutil.copy(path, folder)
    return folder


def workers(table: Table, place: Path) -> None:
    """Compare two workers with one, by wall time."""
    run = [
        cost(batch(place / "some", place / f"out-{number}", "html,docx", "-j", str(number)))
        for number in (1, 2)
    ]
    load = os.getloadavg()[0]
    table.row(
        f"two workers against one, wall time (load of the machine {load:.0f})",
        f"{run[0].wall / run[1].wall:.2f}",
        "1.8",
    )


def unchanged(table: Table, place: Path, count: int) -> None:
    """Measure a run in which nothing, and one in which one of `count` real specifications changed."""
    files = fill(place / "all", count, sources())
    first = cost(batch(place / "all", place / "all-out", "html"))
    again = cost(batch(place / "all", place / "all-out", "html"))
    files[0].write_bytes(b"# Changed\n")
    one = cost(batch(place / "all", place / "all-out", "html"))
    table.row(
        f"{count:,} specifications to HTML, with the index",
        f"{first.cpu:.0f} s CPU, {first.wall:.0f} s",
    )
    share = 100 * again.cpu / first.cpu
    table.row(
        f"no change in {count:,}",
        f"{again.cpu:.2f} s CPU, {again.wall:.2f} s, {share:.2f} % of the first",
        "2 s and 1 %",
    )
    table.row(f"one change in {count:,}", f"{one.cpu:.2f} s CPU, {one.wall:.2f} s", "2 s and its own time")


def many(table: Table, place: Path, count: int) -> None:
    """Measure a run over very many specifications of one paragraph."""
    fill(place / "many", count, [b"# Technical Specification: T\n\nOne paragraph, no more.\n"])
    run = cost(batch(place / "many", place / "many-out", "html", "--no-index"))
    rate = count / run.wall
    measured = f"{run.cpu:.0f} s CPU, {run.wall:.0f} s, {rate:.0f} a second"
    table.row(f"{count:,} specifications of one paragraph to HTML", measured)
    table.row("main process for them", f"{run.memory:.0f} MB", "150 MB")


def memory(table: Table, place: Path) -> None:
    """Compare the memory of a worker after 50 and after 500 documents."""
    from specexport import batch
    from specexport.batch import links, work
    from specexport.batch.executors.processes import Workers
    from specexport.core.limits import Limits
    from specexport.core.options import Options

    plan = batch.plan([place / "some"], place / "memory", ["html", "docx"], index=False)
    site = links.Site(str(plan.base), frozenset(task.name for task in plan.tasks))
    workers = Workers(1, Limits(), (), work.settle, (site,))
    known = {}
    for number in range(1, 501):
        task = plan.tasks[number % len(plan.tasks)]
        options = Options(root=task.root)
        order = work.Order(task.name, task.job.spec, task.job.outputs, task.style, options)
        workers.submit(work.do, order).result()
        if number in (50, 500):
            pages = workers.submit(Path("/proc/self/statm").read_text).result().split()[1]
            known[number] = int(pages) * resource.getpagesize() / 10**6
    workers.shutdown()
    measured = f"{known[500] / known[50]:.2f} ({known[500]:.0f} MB to {known[50]:.0f} MB)"
    table.row("memory of a worker after 500 documents, of that after 50", measured, "1.3")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--count", type=int, default=200, help="specifications to HTML and DOCX (default: 200)"
    )
    parser.add_argument("--paged", type=int, default=50, help="specifications to PDF (default: 50)")
    parser.add_argument(
        "--all", type=int, default=2000, help="specifications to HTML, one of which changes (default: 2000)"
    )
    parser.add_argument("--many", type=int, default=20_000, help="the most at once (default: 20000)")
    parser.add_argument(
        "--skip-memory", action="store_true", help="do not look at 500 documents in one process"
    )
    given = parser.parse_args()
    compileall.compile_dir(REPOSITORY / "specexport", quiet=1)  # as pip leaves what it installs
    adopt_orphans()
    table = Table()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        each = against_peers(table, place, given.count, given.paged)
        workers(table, place)
        unchanged(table, place, given.all)
        if given.many:
            many(table, place, given.many)
        if not given.skip_memory:
            memory(table, place)
    hours = _CLUSTER * each / 3600
    table.row(
        f"{_CLUSTER:,} specifications to HTML and DOCX, on paper",
        f"{hours:.0f} hours of CPU, {hours / 100:.1f} h on 100 processors",
    )


if __name__ == "__main__":
    main()
