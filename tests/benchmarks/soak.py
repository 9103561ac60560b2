"""Many exports in one process: does its memory stay flat, and does it leave nothing behind?

Run `python tests/benchmarks/soak.py [EXPORTS]`, by default 3000. The specifications of tests/features go
in turns through pages and Word files, every hundredth through PDF. Ends with 1 when memory is more than 1.2
times what it was after a tenth of the exports, or when a temporary file or a process is left.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from specexport.pipeline import environment, plan
from specexport.pipeline import job as driver

if TYPE_CHECKING:
    from specexport import style as styles

FEATURES = sorted((Path(__file__).parents[1] / "features").glob("*.md"))
TARGETS = ("html", "docx")
MADE = (".html", ".docx", ".pdf")
PDF_EVERY = 100
GROWTH = 1.2


def resident() -> int:
    """Return the memory that this process has now, in bytes."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def processes() -> int:
    """Return how many children this process has."""
    return len(Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split())


def export(number: int, folder: Path, style: styles.Style) -> None:
    """Export one of the features, in one of the formats."""
    spec = FEATURES[number // len(TARGETS) % len(FEATURES)]
    target = "pdf" if number % PDF_EVERY == 0 else TARGETS[number % len(TARGETS)]
    (job,) = plan.plan([str(spec)], [target], str(folder))
    for result in driver.run(job, style):
        if isinstance(result, Exception):
            raise result


def run(exports: int) -> int:
    """Export, print memory now and then, and return whether it grew or anything but outputs is left."""
    style = environment.load_style("base")
    os.environ["SPECEXPORT_CACHE"] = "off"
    with tempfile.TemporaryDirectory() as folder:
        first = 0
        for number in range(exports):
            export(number, Path(folder), style)
            if (number + 1) % (exports // 10) == 0:
                gc.collect()
                now = resident()
                first = first or now
                print(f"{number + 1:6} exports  {now / 2**20:6.0f} MiB  x{now / first:.2f}", flush=True)
        made = (".html", ".docx", ".pdf")
        left = [path.name for path in Path(folder).iterdir() if path.suffix not in made]
    print(f"{len(left)} files beside the outputs and {processes()} processes left {left[:5]}", flush=True)
    return 1 if left or processes() or resident() > first * GROWTH else 0


def main() -> int:
    """Run in a process of its own, and judge it and what it leaves in the folder for temporary files."""
    exports = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    if "--within" in sys.argv:
        return run(exports)
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, __file__, str(exports), "--within"]
        status = subprocess.run(command, env={**os.environ, "TMPDIR": scratch}, check=False).returncode
        left = [path.name for path in Path(scratch).rglob("*")]
    print(f"{len(left)} temporary files left {left[:5]}")
    return status or (1 if left else 0)


if __name__ == "__main__":
    sys.exit(main())
