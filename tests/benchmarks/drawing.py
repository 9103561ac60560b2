"""What diagrams cost: eighteen kinds in one document, drawn, and taken from the cache.

Run `python tests/benchmarks/drawing.py`. Every figure is the CPU time of a pass in a
process of its own, imports included.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 5
SOURCES = Path(__file__).parents[1] / "diagrams" / "test_mermaid.py"

SCRIPT = """
import sys, time
from pathlib import Path
from specexport import cache, files, registry, style
from specexport import document as d
from specexport.core.context import Context
kinds = eval(Path(sys.argv[1]).read_text())
place = cache.Store(Path(sys.argv[2])) if sys.argv[2] else None
context = Context(style=style.load("base"), resources=files.NoFolder(), cache=place)
blocks = tuple(d.CodeBlock(text=text, attr=d.Attr(classes=(sys.argv[3],))) for text in kinds)
run = registry.load("passes", "diagrams")
began = time.process_time()
drawn = run(d.Document(blocks=blocks), context)
print(time.process_time() - began, len(drawn.media))
"""


def seconds(kinds: Path, cache: str, language: str = "mermaid") -> float:
    """Return the least CPU time of several runs, in seconds."""
    command = [sys.executable, "-c", SCRIPT, str(kinds), cache, language]
    results = []
    for _ in range(RUNS):
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        results.append((float(out[0]), int(out[1])))
    return min(time for time, _ in results)


def main() -> None:
    """Print the three figures."""
    sys.path.insert(0, str(SOURCES.parents[1]))
    from diagrams.test_mermaid import KINDS

    with tempfile.TemporaryDirectory() as folder:
        kinds = Path(folder) / "kinds"
        kinds.write_text(repr(list(KINDS.values())), encoding="utf-8")
        cold = seconds(kinds, "")
        store = str(Path(folder) / "cache")
        seconds(kinds, store)
        kept = seconds(kinds, store)
        none = seconds(kinds, "", "text")
    print(f"{len(KINDS)} diagrams drawn      {cold * 1000:6.0f} ms")
    print(f"{len(KINDS)} diagrams kept       {kept * 1000:6.0f} ms   {kept / cold:.2f} of that")
    print(f"{len(KINDS)} blocks of text      {none * 1000:6.1f} ms")


if __name__ == "__main__":
    main()
