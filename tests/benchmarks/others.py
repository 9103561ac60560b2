"""What other formats cost beside pandoc alone: `python tests/benchmarks/others.py`.

Takes specifications of the shared corpus, again from the first where it has fewer, and makes of each the
formats asked for, as a batch in one process does: reading, passes, and one run of pandoc. After each comes
a bare `pandoc FILE -o OUT --standalone`, so that a busy machine is busy for both. Prints CPU time of
processes and their children, and the ratio. The time in which the program starts is counted with ours.
The aim is 1.15.
"""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus import roundtrip
from corpus.conftest import corpus

from specexport.core import registry
from specexport.core.context import Source
from specexport.pandoc import process
from specexport.pipeline import flow
from specexport.system import cache

PANDOCS = {"epub": "epub3", "txt": "plain"}
FORMATS = ("odt", "epub", "rst", "latex", "gfm", "pptx")


def spent() -> float:
    """Return the CPU time of this process and of those that it has waited for, in seconds."""
    uses = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return sum(use.ru_utime + use.ru_stime for use in uses)


def ours(path: Path, target: str, store: cache.Store) -> float:
    """Return what it costs to export a specification; what is drawn is kept, as a batch does."""
    began = spent()
    context = roundtrip.context(path.name, path.parent)
    context = replace(context, cache=store)
    document = flow.read(Source(path.read_bytes(), path.name), context, targets=[target])
    flow.render(document, target, context)
    return spent() - began


def bare(path: Path, target: str, folder: str) -> float:
    """Return what pandoc alone costs."""
    began = spent()
    out = f"{folder}/out{registry.suffix(target)}"
    writer = f"--to={PANDOCS.get(target, target)}"
    command = [process.program(), str(path), writer, f"--output={out}", "--standalone", "--quiet"]
    subprocess.run(command, check=False, cwd=path.parent, capture_output=True)
    return spent() - began


def main() -> None:
    """Print a line for each format."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--to", default=",".join(FORMATS))
    asked = parser.parse_args()
    paths = list(itertools.islice(itertools.cycle(spec.path for spec in corpus()), asked.count))
    started = spent()
    print(f"| {len(paths)} specifications | ours | pandoc | ratio |\n|---|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        for target in asked.to.split(","):
            store = cache.Store(Path(folder) / f"cache-{target}")
            pairs = [(ours(path, target, store), bare(path, target, folder)) for path in paths]
            mine, peer = started + sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
            print(f"| {target} | {mine:.1f} s | {peer:.1f} s | {mine / peer:.2f} |", flush=True)


if __name__ == "__main__":
    main()
