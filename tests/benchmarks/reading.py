"""What reading costs beside bare mistune, and how it grows: `python tests/benchmarks/reading.py`.

Both sides read the same texts in the same process, turn about, and the best CPU time of several turns
counts. Bare mistune makes its tokens (`renderer="ast"`), without plugins and with those for what GitHub adds.
Ours makes the document, positions and raw HTML included. Then the examples, over and over, make texts of
twice the size each time, up to 1 MB.
"""

from __future__ import annotations

import argparse
import gc
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import mistune

from specexport import style
from specexport.core.context import Context, Source
from specexport.readers import markdown
from specexport.system import files

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = Path(__file__).parents[2]
SHARED = Path(os.environ.get("SPECEXPORT_SHARED") or REPOSITORY.parent / "shared")
PLUGINS = ["strikethrough", "footnotes", "table", "url", "task_lists", "def_list", "math"]
AIM, GROWTH = 1.6, 2.3
LARGEST = 1_000_000  # characters


def texts() -> list[str]:
    """Return the examples, and the shared corpus where it is there, as texts."""
    manifest = SHARED / "corpus" / "MANIFEST.tsv"
    paths = sorted(REPOSITORY.glob("examples/*/*.md"))
    if manifest.is_file():
        rows = manifest.read_text("utf-8").splitlines()[1:]
        paths += [manifest.parent / row.split("\t")[0] for row in rows]
    return [path.read_text("utf-8", errors="replace") for path in paths]


def readers() -> dict[str, Callable[[str], object]]:
    """Return the ways to read a text, by name."""
    context = Context(style=style.load("base"), resources=files.NoFolder())
    bare = mistune.create_markdown(renderer="ast")
    full = mistune.create_markdown(renderer="ast", plugins=PLUGINS)
    return {
        "specexport": lambda text: markdown.read(Source(text.encode(), "spec.md"), context),
        "mistune": bare,
        "mistune with plugins": full,
    }


def cost(read: Callable[[str], object], sources: list[str]) -> float:
    """Return the CPU seconds that reading all of `sources` takes."""
    gc.collect()
    began = time.process_time()
    for text in sources:
        read(text)
    return time.process_time() - began


def compare(sources: list[str], turns: int) -> None:
    """Print what each way costs, and ours as a ratio."""
    ways = readers()
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(turns):
        for name, read in ways.items():
            best[name] = min(best[name], cost(read, sources))
    print(f"{len(sources)} texts, {sum(map(len, sources)) / 1000:.0f} kB")
    for name, seconds in best.items():
        print(f"  {name:22} {seconds * 1000:7.0f} ms   ours x {best['specexport'] / seconds:4.2f}")
    print(f"  aim: at most x {AIM} of bare mistune")


def grow(sources: list[str], turns: int) -> None:
    """Print what reading costs while the text doubles: the same words over and over."""
    read = readers()["specexport"]
    unit = "\n\n".join(text.split("\n---\n", 1)[-1] for text in sources)
    before, size = 0.0, LARGEST // 32
    while size <= LARGEST:
        text = (unit * (size // len(unit) + 1))[:size]
        seconds = min(cost(read, [text]) for _ in range(turns))
        ratio = f"x {seconds / before:4.2f}" if before else ""
        print(f"  {size / 1000:6.0f} kB {seconds * 1000:7.0f} ms   {ratio}")
        before, size = seconds, size * 2
    print(f"  aim: at most x {GROWTH} when the text doubles")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--turns", type=int, default=3)
    chosen = parser.parse_args()
    found = texts()
    compare(found, chosen.turns)
    grow(found[:2], chosen.turns)
