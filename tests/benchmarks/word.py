"""What a Word file costs: `python tests/benchmarks/word.py`.

Renders documents of 1,000, 2,000 and 4,000 paragraphs, with a table of 10 rows and 5 columns after
every tenth, each in a process of its own, after parsing. Prints CPU time, its growth from one size to the
next, the size of document.xml, and by how much the memory of the process grew, as a multiple of that size.
The aims, for 2,000 paragraphs and 200 tables: 0.5 s, growth by 2, memory 12 times.
"""

from __future__ import annotations

import subprocess
import sys

RUNS = 5
SIZES = (1000, 2000, 4000)

SCRIPT = """
import io, resource, sys, time, zipfile
from specexport import files, pipeline, registry, style
from specexport.core.context import Context, Source
WORDS = "The **ledger** keeps every entry, `posting_id` first, so that any report can be made again. "
ROW = "| {0} | `field_{0}` | Yes | 1{0}.50 | What the field of this row is for, in a few plain words |\\n"
HEAD = "| No. | Field | Needed | Amount | Meaning |\\n|---|---|---|---|---|\\n"

def source(count):
    parts = ["# Technical Specification: Benchmark\\n\\n"]
    for at in range(count):
        if at % 40 == 0:
            parts.append(f"## Section {at // 40}\\n\\n")
        parts.append(WORDS * 3 + "\\n\\n")
        if at % 10 == 9:
            parts.append(HEAD + "".join(map(ROW.format, range(9))) + "\\n")
    return "".join(parts).encode()

def document(count):
    context = Context(style=style.load("base"), resources=files.NoFolder())
    return pipeline.read(Source(source(count), "spec.md"), context), context

pipeline.render(*(lambda pair: (pair[0], "docx", pair[1]))(document(2)))
made, context = document(int(sys.argv[1]))
held = int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize()
open("/proc/self/clear_refs", "w").write("5")
began = time.process_time()
rendered = pipeline.render(made, "docx", context)
spent = time.process_time() - began
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) * 1024
size = zipfile.ZipFile(io.BytesIO(rendered.data)).getinfo("word/document.xml").file_size
print(spent, size, peak - held)
"""


def measured(count: int) -> tuple[float, int, int]:
    """Return CPU seconds, bytes of document.xml and bytes of memory: the least of several runs."""
    command = [sys.executable, "-c", SCRIPT, str(count)]
    runs = []
    for _ in range(RUNS):
        out = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        runs.append((float(out[0]), int(out[1]), int(out[2])))
    return min(run[0] for run in runs), runs[0][1], min(run[2] for run in runs)


def main() -> None:
    """Print a line for each size."""
    before = 0.0
    for count in SIZES:
        spent, size, memory = measured(count)
        growth = f"  {spent / before:.2f} of the size before" if before else ""
        print(
            f"{count:5} paragraphs, {count // 10:3} tables  {spent:5.2f} s"
            f"  document.xml {size / 1e6:4.1f} MB  memory {memory / size:4.1f} times that{growth}"
        )
        before = spent


if __name__ == "__main__":
    main()
